// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/errors.h"

#include "store/chunks.h"
#include "store/pack.h"
#include "store/rows.h"

namespace store {

namespace {

const QString columns
    = QStringLiteral("sync_key, kind, hs_id, code, message, args, next_try_at, first, last, tries");

std::optional<ErrorRow> rowOf(const Statement& row)
{
    auto args = unpackArgs(row.text(5));
    if (!args)
        return std::nullopt;
    ErrorRow error;
    error.key.value = row.text(0);
    error.kind = static_cast<core::Kind>(row.smallInteger(1));
    error.activity.value = row.text(2);
    error.code = row.text(3);
    error.message = row.text(4);
    error.args = std::move(*args);
    error.nextTryAt = row.maybeInstant(6);
    error.first = row.instant(7);
    error.last = row.instant(8);
    error.tries = row.smallInteger(9);
    return error;
}

core::Result<std::vector<ErrorRow>> select(
    Database& database, const QString& rest, const std::vector<QVariant>& values)
{
    std::vector<ErrorRow> found;
    const QString sql = QStringLiteral("SELECT %1 FROM error %2").arg(columns, rest);
    auto read = eachRow(database, sql, values, [&](const Statement& row) -> core::Result<void> {
        auto error = rowOf(row);
        if (!error)
            return tl::unexpected(damagedRow(database, QStringLiteral("error")));
        found.push_back(std::move(*error));
        return {};
    });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

} // namespace

Errors::Errors(Database& database)
    : m_database(database)
{
}

core::Result<void> Errors::put(const std::vector<ErrorRow>& rows, core::Instant now)
{
    auto statement = m_database.writing(QStringLiteral(
        "INSERT INTO error(%1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT(sync_key) DO "
        "UPDATE SET "
        "kind = excluded.kind, hs_id = excluded.hs_id, code = excluded.code, "
        "message = excluded.message, args = excluded.args, next_try_at = excluded.next_try_at, "
        "last = excluded.last, tries = tries + 1")
                                            .arg(columns));
    if (!statement)
        return tl::unexpected(statement.error());
    for (const ErrorRow& row : rows) {
        auto ran = statement->run(row.key, int(row.kind), row.activity, row.code, row.message,
            packArgs(row.args), row.nextTryAt, now, now);
        if (!ran)
            return ran;
    }
    return {};
}

core::Result<void> Errors::clear(const std::vector<core::Key>& keys)
{
    for (const core::Key& key : keys) {
        auto changed
            = change(m_database, QStringLiteral("DELETE FROM error WHERE sync_key = ?"), key);
        if (!changed)
            return tl::unexpected(changed.error());
    }
    return {};
}

core::Result<int> Errors::retryNow(const std::vector<core::Key>& keys, core::Instant now)
{
    int total = 0;
    for (const core::Key& key : keys) {
        auto changed = change(m_database,
            QStringLiteral("UPDATE error SET next_try_at = ? WHERE sync_key = ?"), now, key);
        if (!changed)
            return changed;
        total += *changed;
    }
    return total;
}

core::Result<QHash<core::Key, ErrorRow>> Errors::around(const std::vector<core::Key>& keys) const
{
    QHash<core::Key, ErrorRow> found;
    auto read = inChunks(
        keys, [&](const QString& marks, std::vector<QVariant> values) -> core::Result<void> {
            auto rows
                = select(m_database, QStringLiteral("WHERE sync_key IN (%1)").arg(marks), values);
            if (!rows)
                return tl::unexpected(rows.error());
            for (ErrorRow& row : *rows)
                found.insert(row.key, std::move(row));
            return {};
        });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

core::Result<std::vector<ErrorRow>> Errors::list(
    int limit, const core::Key& after, const ErrorFilter& filter) const
{
    QString rest = QStringLiteral("WHERE sync_key > ?");
    std::vector<QVariant> values{column(after)};
    if (filter.code) {
        rest += QStringLiteral(" AND code = ?");
        values.push_back(column(*filter.code));
    }
    if (filter.kind) {
        rest += QStringLiteral(" AND kind = ?");
        values.push_back(column(int(*filter.kind)));
    }
    values.push_back(column(pageLimit(limit)));
    return select(m_database, rest + QStringLiteral(" ORDER BY sync_key LIMIT ?"), values);
}

core::Result<std::vector<ErrorRow>> Errors::due(core::Instant now, int limit) const
{
    return select(m_database,
        QStringLiteral("WHERE next_try_at <= ? ORDER BY next_try_at, sync_key LIMIT ?"),
        {column(now), column(pageLimit(limit))});
}

core::Result<std::map<QString, int>> Errors::countByCode() const
{
    std::map<QString, int> found;
    auto read
        = eachRow(m_database, QStringLiteral("SELECT code, count(*) FROM error GROUP BY code"), {},
            [&found](const Statement& row) -> core::Result<void> {
                found[row.text(0)] = row.smallInteger(1);
                return {};
            });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

} // namespace store
