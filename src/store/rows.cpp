// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/rows.h"

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

core::Result<int> count(Database& database, const QString& sql, const std::vector<QVariant>& values)
{
    const auto found = number(database, sql, values);
    if (!found)
        return tl::unexpected(found.error());
    return static_cast<int>(*found);
}

} // namespace store
