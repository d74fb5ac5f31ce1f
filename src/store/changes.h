// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/chunks.h"
#include "store/database.h"
#include "store/statement.h"

#include <vector>

// What every repository does with a statement that writes.
namespace store {

// Runs one writing statement; returns the number of rows it changed.
template <typename... Values>
[[nodiscard]] core::Result<int> change(
    Database& database, const QString& sql, const Values&... values)
{
    auto statement = database.writing(sql);
    if (!statement)
        return tl::unexpected(statement.error());
    if (auto ran = statement->run(values...); !ran)
        return tl::unexpected(ran.error());
    return statement->rowsChanged();
}

// The same where the number does not matter.
template <typename... Values>
[[nodiscard]] core::Result<void> write(
    Database& database, const QString& sql, const Values&... values)
{
    const auto changed = change(database, sql, values...);
    if (!changed)
        return tl::unexpected(changed.error());
    return {};
}

// change() for any number of ids: `sql` starts with the values of `before` and ends in `IN (%1)`.
template <typename Id>
[[nodiscard]] core::Result<int> changeIn(Database& database, const QString& sql,
    const std::vector<QVariant>& before, const std::vector<Id>& ids)
{
    int total = 0;
    auto changed = inChunks(
        ids, [&](const QString& marks, const std::vector<QVariant>& chunk) -> core::Result<void> {
            auto statement = database.writing(sql.arg(marks));
            if (!statement)
                return tl::unexpected(statement.error());
            std::vector<QVariant> values = before;
            values.insert(values.end(), chunk.begin(), chunk.end());
            if (auto ran = statement->runWith(values); !ran)
                return ran;
            total += statement->rowsChanged();
            return {};
        });
    if (!changed)
        return tl::unexpected(changed.error());
    return total;
}

template <typename Id>
[[nodiscard]] core::Result<void> writeIn(
    Database& database, const QString& sql, const std::vector<Id>& ids)
{
    const auto changed = changeIn(database, sql, {}, ids);
    if (!changed)
        return tl::unexpected(changed.error());
    return {};
}

} // namespace store
