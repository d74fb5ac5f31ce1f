// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"
#include "store/statement.h"

#include <limits>
#include <optional>
#include <vector>

// What every repository does with a statement that reads; those that write are in changes.h.
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

// Makes a value of the current row; nothing if the row is damaged.
template <typename Row> using MakeRow = std::optional<Row> (*)(const Statement& row);

// Where rows come from: the table (for the error if one of them is damaged) and the statement.
struct Query
{
    QString table;
    QString sql;
    std::vector<QVariant> values = {};
};

// eachRow() for values: StoreDamaged if a row is, and nothing is written through this connection
// any more.
template <typename Row, typename Take>
[[nodiscard]] core::Result<void> eachValue(
    Database& database, const Query& query, MakeRow<Row> make, Take&& take)
{
    return eachRow(
        database, query.sql, query.values, [&](const Statement& row) -> core::Result<void> {
            std::optional<Row> value = make(row);
            if (!value)
                return tl::unexpected(database.damaged(query.table));
            take(std::move(*value));
            return {};
        });
}

template <typename Row>
[[nodiscard]] core::Result<std::vector<Row>> rowsOf(
    Database& database, const Query& query, MakeRow<Row> make)
{
    std::vector<Row> found;
    auto read = eachValue<Row>(
        database, query, make, [&found](Row&& row) { found.push_back(std::move(row)); });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

template <typename Row>
[[nodiscard]] core::Result<std::optional<Row>> firstOf(
    Database& database, const Query& query, MakeRow<Row> make)
{
    std::optional<Row> found;
    auto read
        = eachValue<Row>(database, query, make, [&found](Row&& row) { found = std::move(row); });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

// One number, 0 where there is no row.
[[nodiscard]] core::Result<qint64> number(
    Database& database, const QString& sql, const std::vector<QVariant>& values = {});

// A count, which fits an int: SQLite rows of this program do not reach 2^31.
[[nodiscard]] core::Result<int> count(
    Database& database, const QString& sql, const std::vector<QVariant>& values = {});

// The bound of "ids below `before`", where 0 means all of them.
[[nodiscard]] constexpr qint64 below(qint64 before)
{
    return before > 0 ? before : std::numeric_limits<qint64>::max();
}

} // namespace store
