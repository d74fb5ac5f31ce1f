// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/services.h"

namespace engine {

// For a store that was made anew: prepares, notes every task that carries a key of this portal, and
// returns how many living pairs the store then knows. The caller holds the lease.
[[nodiscard]] net::Task<core::Result<int>> readopt(const Services& services, std::stop_token stop);

} // namespace engine
