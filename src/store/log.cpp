// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/log.h"

#include "store/chunks.h"
#include "store/pack.h"
#include "store/rows.h"

namespace store {

namespace {

core::Result<std::vector<LogRow>> select(Database& database, QString where,
    std::vector<QVariant> values, const LogFilter& filter, const QString& order, int limit)
{
    where += QStringLiteral(" AND level >= ?");
    values.push_back(column(int(filter.atLeast)));
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
    const QString sql = QStringLiteral(
        "SELECT id, at, run_id, level, code, sync_key, args FROM log WHERE %1 ORDER BY %2 LIMIT ?")
                            .arg(where, order);
    std::vector<LogRow> found;
    auto read = eachRow(database, sql, values, [&](const Statement& row) -> core::Result<void> {
        auto args = unpackArgs(row.text(6));
        if (!args)
            return tl::unexpected(damagedRow(database, QStringLiteral("log")));
        LogRow line;
        line.id = row.integer(0);
        line.at = row.instant(1);
        line.run = row.integer(2);
        line.level = static_cast<LogLevel>(row.smallInteger(3));
        line.code = row.text(4);
        line.key.value = row.isNull(5) ? QString() : row.text(5);
        line.args = std::move(*args);
        found.push_back(std::move(line));
        return {};
    });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

} // namespace

Log::Log(Database& database)
    : m_database(database)
{
}

core::Result<void> Log::append(const std::vector<LogRow>& rows)
{
    auto statement = m_database.writing(QStringLiteral(
        "INSERT INTO log(at, run_id, level, code, sync_key, args) VALUES (?, ?, ?, ?, ?, ?)"));
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
    return select(m_database, QStringLiteral("(? = 0 OR id < ?)"), {column(before), column(before)},
        filter, QStringLiteral("id DESC"), limit);
}

core::Result<std::vector<LogRow>> Log::follow(
    qint64 after, int limit, const LogFilter& filter) const
{
    return select(
        m_database, QStringLiteral("id > ?"), {column(after)}, filter, QStringLiteral("id"), limit);
}

core::Result<int> Log::prune(core::Instant before, int limit)
{
    return change(m_database,
        QStringLiteral("DELETE FROM log WHERE id IN (SELECT id FROM log WHERE id < "
                       "coalesce((SELECT min(id) FROM log "
                       "WHERE at >= ?), 9223372036854775807) ORDER BY id LIMIT ?)"),
        before, pageLimit(limit));
}

} // namespace store
