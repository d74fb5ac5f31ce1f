// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlerror.h"

#include <QSqlError>

namespace store {

namespace {

// Primary result codes of SQLite; their numbers are part of its file-format-like stable interface.
enum SqliteCode { Busy = 5, Locked = 6, IoError = 10, Corrupt = 11, NotADatabase = 26 };

int primaryCode(const QSqlError& error)
{
    return error.nativeErrorCode().toInt() & 0xff;
}

core::Error::Kind kindOf(int code)
{
    switch (code) {
    case Busy:
    case Locked:
        return core::Error::Kind::Locked;
    case Corrupt:
    case NotADatabase:
        return core::Error::Kind::StoreDamaged;
    default:
        return core::Error::Kind::Store;
    }
}

} // namespace

core::Error storeError(const QString& path, const QString& what, core::Error::Kind kind)
{
    return {kind, QStringLiteral("%1: %2").arg(path, what)};
}

core::Error sqlError(const QSqlError& error, const QString& path, const QString& doing)
{
    constexpr qsizetype doingMax = 200;
    const int code = primaryCode(error);
    const QString message
        = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    core::Error result = storeError(path,
        QStringLiteral("%1 (SQLite code %2) in: %3")
            .arg(message, error.nativeErrorCode(), doing.left(doingMax).simplified()),
        kindOf(code));
    result.code = QStringLiteral("SQLITE_%1").arg(code);
    return result;
}

bool stopsWriting(const core::Error& error)
{
    return error.kind == core::Error::Kind::StoreDamaged
        || error.code == QStringLiteral("SQLITE_%1").arg(int(IoError));
}

} // namespace store
