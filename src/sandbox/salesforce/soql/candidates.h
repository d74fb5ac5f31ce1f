// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/salesforce/soql/plan.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace sandbox::salesforce::soql {

// Rows among which all that meet the condition are, found without reading the whole table.
struct Candidates
{
    enum class Order { Creation, Stamp };
    std::vector<std::uint32_t> rows;
    Order order = Order::Creation; // Stamp: by SystemModstamp, then by creation
};

// Uses the ids, an indexed text or the stamp if the condition, or a term of its outermost AND,
// compares one of them. None if nothing helps and all rows have to be read.
std::optional<Candidates> candidates(const Predicate& where, const Table& table);

} // namespace sandbox::salesforce::soql
