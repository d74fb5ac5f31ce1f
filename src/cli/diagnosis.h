// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands.h"
#include "core/finding.h"
#include "profiles/profile.h"

#include <memory>
#include <vector>

namespace store {
class Database;
}

// What `doctor` looks at, one part each. Nothing here writes: the database is opened for reading
// only, the services are only asked.
namespace cli {

struct Examined
{
    std::vector<core::Finding> findings;
    std::unique_ptr<store::Database> database; // null if it is missing or cannot be read
};

// The file: there, sound to the last page, held by somebody, an older copy.
[[nodiscard]] Examined examineStore(const profiles::Profile& profile, core::Instant now);

// What it remembers: last sync, open writes, lists, cursors, settings and their copy. A table that
// cannot be read is a finding, too.
[[nodiscard]] std::vector<core::Finding> examineMemory(
    const profiles::Profile& profile, store::Database& database, core::Instant now);

// Modes, disk space, what was moved aside.
[[nodiscard]] std::vector<core::Finding> examineFolder(const profiles::Profile& profile);

// Accounts, key field and clocks, if the services can be reached; `database` may be null.
[[nodiscard]] std::vector<core::Finding> examineServices(
    Surroundings& surroundings, const profiles::Profile& profile, store::Database* database);

} // namespace cli
