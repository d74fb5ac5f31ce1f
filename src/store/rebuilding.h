// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/binding.h"
#include "store/settingsstore.h"

#include <optional>

namespace store {

struct RebuildOptions
{
    QString path; // of the database file
    QString time; // part of the folder's name: "20261124T181203Z"
    QByteArray settings; // what the new database takes if the old one's settings cannot be read
};

// What became of the old database, and what the new one began with.
struct Rebuilt
{
    QString movedTo; // folder; empty if there was nothing to move
    std::optional<core::Error> trouble; // why the old one could not be read, or not to its end
    bool opened = false; // the old one could be looked into at all
    bool settingsKept = false; // of the old database
    Bound binding; // empty where it was lost or never made
    int tombstones = 0; // pairs that lost a side: kept, so that nothing deleted comes back
};

// The folder beside a database that holds those that were moved aside.
[[nodiscard]] QString asideFolder(const QString& path);

// Puts a new database in the place of one that is damaged or not wanted any more (F14, reliability
// rule 15). The old one is moved with its log into a folder of its own, never changed or removed.
// Kept, as far as it can be read and carries the right checksum: settings, the accounts that the
// profile belongs to, tombstones. Pairs are the engine's to find again.
//
// Locked if somebody runs on the profile. If the new database cannot be made the old one stays in
// the folder it was moved to, which the error names.
[[nodiscard]] core::Result<Rebuilt> rebuild(const RebuildOptions& options);

} // namespace store
