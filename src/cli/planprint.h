// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands.h"
#include "engine/syncrun.h"
#include "profiles/session.h"

namespace cli {

struct PlanPrint
{
    const engine::SyncRun& run;
    const engine::SyncResult& result;
    bool wholeChain = false; // one record: all fields and the why-chain, names instead of ids
};

// Prints the plan: counts by kind, the first rows, the hash to run it by.
[[nodiscard]] core::Result<void> printPlan(
    Invocation& invocation, profiles::Session& session, const PlanPrint& plan);

} // namespace cli
