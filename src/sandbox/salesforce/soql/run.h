// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/salesforce/soql/plan.h"

#include <cstdint>
#include <vector>

namespace sandbox::salesforce::soql {

// The rows a plan selects, in its order. Without ORDER BY the order is the reverse of creation, so
// that no client comes to rely on one that the service does not promise. `includesDeleted`
// (queryAll): deleted and archived rows too.
std::vector<std::uint32_t> run(const Plan& plan, const State& state, bool includesDeleted);

// Does the row meet the condition?
bool matches(const Predicate& predicate, const Table& table, std::uint32_t row, const State& state);

} // namespace sandbox::salesforce::soql
