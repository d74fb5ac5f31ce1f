// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/excluded.h"

#include "store/chunks.h"
#include "store/pack.h"
#include "store/rows.h"

namespace store {

Excluded::Excluded(Database& database)
    : m_database(database)
{
}

core::Result<void> Excluded::put(const std::vector<ExcludedRow>& rows)
{
    auto statement = m_database.writing(
        QStringLiteral("INSERT OR REPLACE INTO excluded(sync_key, kind, hs_id, reason, args, at, "
                       "version) VALUES (?, ?, ?, ?, ?, ?, ?)"));
    if (!statement)
        return tl::unexpected(statement.error());
    for (const ExcludedRow& row : rows) {
        auto ran = statement->run(row.key, int(row.kind), row.activity, int(row.reason.code),
            packArgs(row.reason.args), row.at, row.version);
        if (!ran)
            return ran;
    }
    return {};
}

core::Result<void> Excluded::remove(const std::vector<core::Key>& keys)
{
    for (const core::Key& key : keys) {
        auto changed
            = change(m_database, QStringLiteral("DELETE FROM excluded WHERE sync_key = ?"), key);
        if (!changed)
            return tl::unexpected(changed.error());
    }
    return {};
}

core::Result<QHash<core::Key, core::Instant>> Excluded::versions(
    const std::vector<core::Key>& keys) const
{
    QHash<core::Key, core::Instant> found;
    auto read = inChunks(keys, [&](const QString& marks, std::vector<QVariant> values) {
        const QString sql
            = QStringLiteral("SELECT sync_key, version FROM excluded WHERE sync_key IN (%1)")
                  .arg(marks);
        return eachRow(
            m_database, sql, values, [&found](const Statement& row) -> core::Result<void> {
                found.insert(core::Key{row.text(0)}, row.instant(1));
                return {};
            });
    });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

core::Result<std::vector<ExcludedRow>> Excluded::list(
    int limit, const core::Key& after, const ExcludedFilter& filter) const
{
    QString sql = QStringLiteral(
        "SELECT sync_key, kind, hs_id, reason, args, at, version FROM excluded WHERE sync_key > ?");
    std::vector<QVariant> values{column(after)};
    if (filter.reason) {
        sql += QStringLiteral(" AND reason = ?");
        values.push_back(column(int(*filter.reason)));
    }
    if (filter.kind) {
        sql += QStringLiteral(" AND kind = ?");
        values.push_back(column(int(*filter.kind)));
    }
    sql += QStringLiteral(" ORDER BY sync_key LIMIT ?");
    values.push_back(column(pageLimit(limit)));
    std::vector<ExcludedRow> found;
    auto read = eachRow(m_database, sql, values, [&](const Statement& row) -> core::Result<void> {
        const auto args = unpackArgs(row.text(4));
        if (!args)
            return tl::unexpected(damagedRow(m_database, QStringLiteral("excluded")));
        ExcludedRow excluded;
        excluded.key.value = row.text(0);
        excluded.kind = static_cast<core::Kind>(row.smallInteger(1));
        excluded.activity.value = row.text(2);
        excluded.reason = {static_cast<core::ReasonCode>(row.smallInteger(3)), *args};
        excluded.at = row.instant(5);
        excluded.version = row.instant(6);
        found.push_back(std::move(excluded));
        return {};
    });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

core::Result<std::map<core::ReasonCode, int>> Excluded::countByReason() const
{
    std::map<core::ReasonCode, int> found;
    auto read = eachRow(m_database,
        QStringLiteral("SELECT reason, count(*) FROM excluded GROUP BY reason"), {},
        [&found](const Statement& row) -> core::Result<void> {
            found[static_cast<core::ReasonCode>(row.smallInteger(0))] = row.smallInteger(1);
            return {};
        });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

core::Result<int> Excluded::prune(core::Instant before, int limit)
{
    return change(m_database,
        QStringLiteral("DELETE FROM excluded WHERE sync_key IN (SELECT sync_key FROM excluded "
                       "WHERE at < ? LIMIT ?)"),
        before, pageLimit(limit));
}

} // namespace store
