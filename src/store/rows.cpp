// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/rows.h"

#include "store/sqlerror.h"

namespace store {

core::Result<qint64> number(
    Database& database, const QString& sql, const std::vector<QVariant>& values)
{
    qint64 result = 0;
    auto read
        = eachRow(database, sql, values, [&result](const Statement& row) -> core::Result<void> {
              result = row.integer(0);
              return {};
          });
    if (!read)
        return tl::unexpected(read.error());
    return result;
}

core::Error damagedRow(const Database& database, const QString& table)
{
    return storeError(database.path(),
        QStringLiteral("a row of table %1 does not match its checksum").arg(table),
        core::Error::Kind::StoreDamaged);
}

} // namespace store
