// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"
#include "store/statement.h"

namespace store {

// Runs a reading statement and hands every row to `take`, which returns Result<void>.
template <typename Take>
[[nodiscard]] core::Result<void> eachRow(
    Database& database, const QString& sql, const std::vector<QVariant>& values, Take&& take)
{
    auto statement = database.reading(sql);
    if (!statement)
        return tl::unexpected(statement.error());
    if (auto ran = statement->runWith(values); !ran)
        return ran;
    for (;;) {
        const auto more = statement->next();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            return {};
        if (core::Result<void> taken = take(*statement); !taken)
            return taken;
    }
}

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

// One number, 0 where there is no row.
[[nodiscard]] core::Result<qint64> number(
    Database& database, const QString& sql, const std::vector<QVariant>& values = {});

// A row whose checksum does not match, or whose columns do not unpack.
[[nodiscard]] core::Error damagedRow(const Database& database, const QString& table);

} // namespace store
