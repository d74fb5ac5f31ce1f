// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/log.h"

#include "store/changes.h"
#include "store/chunks.h"
#include "store/pack.h"
#include "store/rows.h"

namespace store {

namespace {

constexpr QLatin1String columns("id, at, run_id, level, code, sync_key, args");
constexpr QLatin1String table("log");

std::optional<LogRow> makeLine(const Statement& row)
{
    auto args = unpackArgs(row.text(6));
    if (!args)
        return std::nullopt;
    LogRow line;
    line.id = row.integer(0);
    line.at = row.instant(1);
    line.run = row.integer(2);
    line.level = static_cast<LogLevel>(row.smallInteger(3));
    line.code = row.text(4);
    line.key.value = row.text(5);
    line.args = std::move(*args);
    return line;
}

// `range` is a condition on the id with one value, `order` goes with it.
Query filtered(
    QLatin1String range, qint64 id, const LogFilter& filter, QLatin1String order, int limit)
{
    QString where = QStringLiteral("%1 AND level >= ?").arg(range);
    std::vector<QVariant> values{column(id), column(int(filter.atLeast))};
    if (filter.run) {
        where += QStringLiteral(" AND run_id = ?");
        values.push_back(column(*filter.run));
    }
    if (filter.key) {
        where += QStringLiteral(" AND sync_key = ?");
        values.push_back(column(*filter.key));
    }
    if (filter.code) {
        where += QStringLiteral(" AND code = ?");
        values.push_back(column(*filter.code));
    }
    values.push_back(column(pageLimit(limit)));
    return {table,
        QStringLiteral("SELECT %1 FROM log WHERE %2 ORDER BY %3 LIMIT ?")
            .arg(columns, where, order),
        std::move(values)};
}

} // namespace

Log::Log(Database& database)
    : m_database(database)
{
}

core::Result<void> Log::append(const std::vector<LogRow>& rows)
{
    auto statement = m_database.writing(
        QStringLiteral("INSERT INTO log(at, run_id, level, code, sync_key, args) "
                       "VALUES (?, ?, ?, ?, ?, ?)"));
    if (!statement)
        return tl::unexpected(statement.error());
    for (const LogRow& row : rows) {
        const auto key = row.key.value.isEmpty() ? std::nullopt : std::optional(row.key);
        auto ran
            = statement->run(row.at, row.run, int(row.level), row.code, key, packArgs(row.args));
        if (!ran)
            return ran;
    }
    return {};
}

core::Result<std::vector<LogRow>> Log::page(int limit, qint64 before, const LogFilter& filter) const
{
    return rowsOf<LogRow>(m_database,
        filtered(QLatin1String("id < ?"), below(before), filter, QLatin1String("id DESC"), limit),
        &makeLine);
}

core::Result<std::vector<LogRow>> Log::follow(
    qint64 after, int limit, const LogFilter& filter) const
{
    return rowsOf<LogRow>(m_database,
        filtered(QLatin1String("id > ?"), after, filter, QLatin1String("id"), limit), &makeLine);
}

core::Result<int> Log::prune(core::Instant before, int limit)
{
    // Lines are written in the order of time: everything before the first one that is young enough
    // is old.
    return change(m_database,
        QStringLiteral("DELETE FROM log WHERE id IN (SELECT id FROM log WHERE id < "
                       "coalesce((SELECT id FROM log WHERE at >= ? ORDER BY id LIMIT 1), ?) "
                       "ORDER BY id LIMIT ?)"),
        before, below(0), pageLimit(limit));
}

} // namespace store
