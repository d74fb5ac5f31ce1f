// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/links.h"

#include "store/chunks.h"
#include "store/pack.h"
#include "store/rowcheck.h"
#include "store/rows.h"

namespace store {

namespace {

constexpr QLatin1String columns("sync_key, kind, hs_id, sf_id, contact_id, who_id, hs_version, "
                                "sf_version, state, base, row_crc");
constexpr QLatin1String table("link");

qint64 checkOf(const core::Link& link, const QByteArray& base)
{
    RowCheck check;
    check.add(link.key.value).add(qint64(link.kind)).add(link.activity.value);
    check.add(link.task.value).add(link.contact.value).add(link.who.value);
    check.add(link.activityVersion).add(link.taskVersion).add(qint64(link.state));
    return check.add(base).value();
}

std::optional<core::Link> makeLink(const Statement& row)
{
    core::Link link;
    link.key.value = row.text(0);
    link.kind = static_cast<core::Kind>(row.smallInteger(1));
    link.activity.value = row.text(2);
    link.task.value = row.text(3);
    link.contact.value = row.text(4);
    link.who.value = row.text(5);
    link.activityVersion = row.instant(6);
    link.taskVersion = row.instant(7);
    link.state = static_cast<core::Link::State>(row.smallInteger(8));
    const QByteArray base = row.blob(9);
    auto unpacked = unpackBase(base);
    if (!unpacked || checkOf(link, base) != row.integer(10))
        return std::nullopt;
    link.base = std::move(*unpacked);
    return link;
}

// The links whose `column` is one of `ids`, by that id.
template <typename Id>
core::Result<QHash<Id, core::Link>> linksBy(
    Database& database, QLatin1String name, Id core::Link::*id, const std::vector<Id>& ids)
{
    QHash<Id, core::Link> found;
    found.reserve(qsizetype(ids.size()));
    auto read = inChunks(ids, [&](const QString& marks, std::vector<QVariant> values) {
        const Query query{table,
            QStringLiteral("SELECT %1 FROM link WHERE %2 IN (%3)").arg(columns, name, marks),
            std::move(values)};
        return eachValue<core::Link>(database, query, &makeLink, [&](core::Link&& link) {
            const Id& key = link.*id;
            found.emplace(key, std::move(link));
        });
    });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

} // namespace

Links::Links(Database& database)
    : m_database(database)
{
}

core::Result<void> Links::put(const core::Link& link)
{
    return putMany({link});
}

core::Result<void> Links::putMany(const std::vector<core::Link>& links)
{
    // Not INSERT OR REPLACE: that would quietly remove the link of another key to the same task.
    auto statement = m_database.writing(
        QStringLiteral("INSERT INTO link(%1) VALUES (%2) ON CONFLICT(sync_key) DO UPDATE SET "
                       "kind = excluded.kind, hs_id = excluded.hs_id, sf_id = excluded.sf_id, "
                       "contact_id = excluded.contact_id, who_id = excluded.who_id, "
                       "hs_version = excluded.hs_version, sf_version = excluded.sf_version, "
                       "state = excluded.state, base = excluded.base, row_crc = excluded.row_crc")
            .arg(columns, marks(11)));
    if (!statement)
        return tl::unexpected(statement.error());
    for (const core::Link& link : links) {
        const QByteArray base = packBase(link.base);
        auto ran = statement->run(link.key, int(link.kind), link.activity, link.task, link.contact,
            link.who, link.activityVersion, link.taskVersion, int(link.state), base,
            checkOf(link, base));
        if (!ran)
            return ran;
    }
    return {};
}

core::Result<QHash<core::Key, core::Link>> Links::around(const std::vector<core::Key>& keys) const
{
    return linksBy(m_database, QLatin1String("sync_key"), &core::Link::key, keys);
}

core::Result<QHash<core::SalesforceId, core::Link>> Links::byTask(
    const std::vector<core::SalesforceId>& tasks) const
{
    return linksBy(m_database, QLatin1String("sf_id"), &core::Link::task, tasks);
}

core::Result<int> Links::living() const
{
    // Tombstones are few and have an index of their own; counting all rows reads no payload.
    return count(m_database,
        QStringLiteral("SELECT (SELECT count(*) FROM link) - "
                       "(SELECT count(*) FROM link WHERE state <> 0)"));
}

core::Result<std::vector<core::Key>> Links::keys(const core::Key& after, int limit) const
{
    const Query query{table,
        QStringLiteral("SELECT sync_key FROM link WHERE sync_key > ? ORDER BY sync_key LIMIT ?"),
        {column(after), column(pageLimit(limit))}};
    return rowsOf<core::Key>(m_database, query,
        [](const Statement& row) -> std::optional<core::Key> { return core::Key{row.text(0)}; });
}

core::Result<std::vector<core::Link>> Links::page(const core::Key& after, int limit) const
{
    const Query query{table,
        QStringLiteral("SELECT %1 FROM link WHERE sync_key > ? ORDER BY sync_key LIMIT ?")
            .arg(columns),
        {column(after), column(pageLimit(limit))}};
    return rowsOf<core::Link>(m_database, query, &makeLink);
}

} // namespace store
