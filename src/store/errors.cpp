// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/errors.h"

#include "store/changes.h"
#include "store/chunks.h"
#include "store/pack.h"
#include "store/rows.h"

namespace store {

namespace {

constexpr QLatin1String columns(
    "sync_key, kind, hs_id, code, message, args, next_try_at, first, last, tries");
constexpr QLatin1String table("error");

std::optional<ErrorRow> makeError(const Statement& row)
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

Query query(const QString& rest, std::vector<QVariant> values)
{
    return {table, QStringLiteral("SELECT %1 FROM error %2").arg(columns, rest), std::move(values)};
}

} // namespace

Errors::Errors(Database& database)
    : m_database(database)
{
}

core::Result<void> Errors::put(const std::vector<ErrorRow>& rows, core::Instant now)
{
    auto statement = m_database.writing(
        QStringLiteral("INSERT INTO error(%1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1) "
                       "ON CONFLICT(sync_key) DO UPDATE SET kind = excluded.kind, "
                       "hs_id = excluded.hs_id, code = excluded.code, message = excluded.message, "
                       "args = excluded.args, next_try_at = excluded.next_try_at, "
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
    return writeIn(m_database, QStringLiteral("DELETE FROM error WHERE sync_key IN (%1)"), keys);
}

core::Result<int> Errors::retryNow(const std::vector<core::Key>& keys, core::Instant now)
{
    return changeIn(m_database,
        QStringLiteral("UPDATE error SET next_try_at = ? WHERE sync_key IN (%1)"), {column(now)},
        unique(keys));
}

core::Result<QHash<core::Key, ErrorRow>> Errors::around(const std::vector<core::Key>& keys) const
{
    QHash<core::Key, ErrorRow> found;
    auto read = inChunks(keys, [&](const QString& marks, std::vector<QVariant> values) {
        return eachValue<ErrorRow>(m_database,
            query(QStringLiteral("WHERE sync_key IN (%1)").arg(marks), std::move(values)),
            &makeError, [&found](ErrorRow&& row) {
                const core::Key key = row.key;
                found.emplace(key, std::move(row));
            });
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
    return rowsOf<ErrorRow>(m_database,
        query(rest + QStringLiteral(" ORDER BY sync_key LIMIT ?"), std::move(values)), &makeError);
}

core::Result<std::vector<ErrorRow>> Errors::due(core::Instant now, int limit) const
{
    return rowsOf<ErrorRow>(m_database,
        query(QStringLiteral("WHERE next_try_at <= ? OR (next_try_at IS NOT NULL AND last > ?) "
                             "ORDER BY next_try_at, sync_key LIMIT ?"),
            {column(now), column(now), column(pageLimit(limit))}),
        &makeError);
}

core::Result<std::map<QString, int>> Errors::countByCode() const
{
    std::map<QString, int> found;
    auto read
        = eachRow(m_database, QStringLiteral("SELECT code, count(*) FROM error GROUP BY code"), {},
            [&found](const Statement& row) -> core::Result<void> {
                found.emplace(row.text(0), row.smallInteger(1));
                return {};
            });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

} // namespace store
