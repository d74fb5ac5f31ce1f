// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/preparation.h"

namespace engine {

// Once per store, and again after an older copy of it was put back: every task of this portal that
// already carries a key is noted as a pair without a base, so that a lost or restored store never
// writes over what is in Salesforce (G13). Its activity is adopted when it is next read; a deleted
// task becomes a tombstone. One call where there is none yet, one per 2,000 tasks otherwise.
[[nodiscard]] net::Task<core::Result<int>> noteKeyedTasks(
    const Services& services, const Prepared& prepared, std::stop_token stop);

} // namespace engine
