// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings.h"
#include "profiles/profile.h"

namespace store {
class Database;
}

namespace profiles {

// The settings live in the store. A copy lies beside it, so that the store can be thrown away and
// an admin loses nothing that a person decided (docs/decisions/0006).

// The settings in the store; if it has none, those of the copy; else the defaults.
[[nodiscard]] core::Result<core::Settings> settingsOf(
    const Profile& profile, store::Database& database);

// What the copy says; nothing if there is none.
[[nodiscard]] core::Result<std::optional<core::Settings>> keptSettings(const Profile& profile);

// Settings into the store, then into the copy. The caller holds the lease.
[[nodiscard]] core::Result<void> storeSettings(
    const Profile& profile, store::Database& database, const core::Settings& settings);

// A store without settings takes those of the copy; a store with settings makes a copy if there is
// none. The caller holds the lease.
[[nodiscard]] core::Result<void> keepSettings(const Profile& profile, store::Database& database);

} // namespace profiles
