// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/preparation.h"

namespace engine {

// Once per store, and again after an older copy of it was put back: every task of this portal that
// already carries a key is noted as a pair without a base, so that a lost or restored store never
// writes over what is in Salesforce (G13). Its activity is adopted when it is next read; a deleted
// task becomes a tombstone. One call where there is none yet, one per 2,000 tasks otherwise.
//
// How many were noted; nothing if that was done in an earlier run.
[[nodiscard]] net::Task<core::Result<std::optional<int>>> noteKeyedTasks(
    const Services& services, const Prepared& prepared, std::stop_token stop);

// Before anything is created: the tasks with our keys that were made since this store last knew all
// of them are looked at, and those that it does not know are noted in the same way. A store that
// was restored from a backup finds there what was made after the backup. One call where nothing
// was made since. Returns how many were not known.
[[nodiscard]] net::Task<core::Result<int>> noteUnknownTasks(
    const Services& services, const Prepared& prepared, std::stop_token stop);

// All tasks with our keys up to this moment of Salesforce's clock are known: a run came to its end.
// To be called in a transaction.
[[nodiscard]] core::Result<void> allTasksKnown(const Services& services, core::Instant now);

} // namespace engine
