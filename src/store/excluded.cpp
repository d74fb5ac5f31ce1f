// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/excluded.h"

#include "store/changes.h"
#include "store/chunks.h"
#include "store/pack.h"
#include "store/rows.h"

namespace store {

namespace {

constexpr QLatin1String columns("sync_key, kind, hs_id, reason, args, at, version");
constexpr QLatin1String table("excluded");

std::optional<ExcludedRow> makeExcluded(const Statement& row)
{
    auto args = unpackArgs(row.text(4));
    if (!args)
        return std::nullopt;
    ExcludedRow excluded;
    excluded.key.value = row.text(0);
    excluded.kind = static_cast<core::Kind>(row.smallInteger(1));
    excluded.activity.value = row.text(2);
    excluded.reason = {static_cast<core::ReasonCode>(row.smallInteger(3)), std::move(*args)};
    excluded.at = row.instant(5);
    excluded.version = row.instant(6);
    return excluded;
}

} // namespace

Excluded::Excluded(Database& database)
    : m_database(database)
{
}

core::Result<void> Excluded::put(const std::vector<ExcludedRow>& rows)
{
    auto statement = m_database.writing(
        QStringLiteral("INSERT OR REPLACE INTO excluded(%1) VALUES (%2)").arg(columns, marks(7)));
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
    return writeIn(m_database, QStringLiteral("DELETE FROM excluded WHERE sync_key IN (%1)"), keys);
}

core::Result<QHash<core::Key, core::Instant>> Excluded::versions(
    const std::vector<core::Key>& keys) const
{
    QHash<core::Key, core::Instant> found;
    auto read = inChunks(keys, [&](const QString& marks, const std::vector<QVariant>& values) {
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
    QString where = QStringLiteral("sync_key > ?");
    std::vector<QVariant> values{column(after)};
    if (filter.reason) {
        where += QStringLiteral(" AND reason = ?");
        values.push_back(column(int(*filter.reason)));
    }
    if (filter.kind) {
        where += QStringLiteral(" AND kind = ?");
        values.push_back(column(int(*filter.kind)));
    }
    values.push_back(column(pageLimit(limit)));
    const Query query{table,
        QStringLiteral("SELECT %1 FROM excluded WHERE %2 ORDER BY sync_key LIMIT ?")
            .arg(columns, where),
        std::move(values)};
    return rowsOf<ExcludedRow>(m_database, query, &makeExcluded);
}

core::Result<std::map<core::ReasonCode, int>> Excluded::countByReason() const
{
    std::map<core::ReasonCode, int> found;
    auto read = eachRow(m_database,
        QStringLiteral("SELECT reason, count(*) FROM excluded GROUP BY reason"), {},
        [&found](const Statement& row) -> core::Result<void> {
            found.emplace(static_cast<core::ReasonCode>(row.smallInteger(0)), row.smallInteger(1));
            return {};
        });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

core::Result<int> Excluded::prune(core::Instant before, int limit)
{
    return change(m_database,
        QStringLiteral("DELETE FROM excluded WHERE sync_key IN "
                       "(SELECT sync_key FROM excluded WHERE at < ? ORDER BY at LIMIT ?)"),
        before, pageLimit(limit));
}

} // namespace store
