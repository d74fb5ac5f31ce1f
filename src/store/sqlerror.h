// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QString>

class QSqlError;

namespace store {

// SQLite's answer as one of our errors: BUSY and LOCKED are Locked, CORRUPT and NOTADB are
// StoreDamaged, the rest is Store. `doing` names the statement or step; it holds no values.
[[nodiscard]] core::Error sqlError(
    const QSqlError& error, const QString& path, const QString& doing);

// True for errors after which nothing more may be written through a connection (reliability rule
// 17): damage and failed reads, writes or syncs of the file.
[[nodiscard]] bool stopsWriting(const core::Error& error);

[[nodiscard]] core::Error storeError(
    const QString& path, const QString& what, core::Error::Kind kind = core::Error::Kind::Store);

} // namespace store
