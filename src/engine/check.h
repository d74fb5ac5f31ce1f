// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/finding.h"
#include "engine/preparation.h"

#include <vector>

namespace engine {

// Everything that a sync needs, asked afresh (product.md section 4, set-up check). Errors only
// where nothing more can be asked: no connection, sign-in needed, local store.
[[nodiscard]] net::Task<core::Result<std::vector<core::Finding>>> check(
    const Services& services, std::stop_token stop);

// What the describe says of the key field (R1.10).
[[nodiscard]] core::Finding keyFieldFinding(const core::KeyField& field);

} // namespace engine
