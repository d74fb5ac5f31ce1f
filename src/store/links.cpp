// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/links.h"

#include "store/chunks.h"
#include "store/pack.h"
#include "store/rowcheck.h"
#include "store/rows.h"

namespace store {

namespace {

const QString columns = QStringLiteral("sync_key, kind, hs_id, sf_id, contact_id, who_id, "
                                       "hs_version, sf_version, state, base, row_crc");

qint64 checkOf(const core::Link& link, const QByteArray& base)
{
    RowCheck check;
    check.add(link.key.value).add(qint64(link.kind)).add(link.activity.value).add(link.task.value);
    check.add(link.contact.value)
        .add(link.who.value)
        .add(link.activityVersion)
        .add(link.taskVersion);
    return check.add(qint64(link.state)).add(base).value();
}

// Nothing if the row is damaged.
std::optional<core::Link> linkOf(const Statement& row)
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
    const auto unpacked = unpackBase(base);
    if (!unpacked || checkOf(link, base) != row.integer(10))
        return std::nullopt;
    link.base = *unpacked;
    return link;
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
    auto statement = m_database.writing(QStringLiteral("INSERT INTO link(") + columns
        + QStringLiteral(
            ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(sync_key) DO UPDATE SET "
            "kind = excluded.kind, hs_id = excluded.hs_id, sf_id = excluded.sf_id, "
            "contact_id = excluded.contact_id, who_id = excluded.who_id, "
            "hs_version = excluded.hs_version, sf_version = excluded.sf_version, "
            "state = excluded.state, base = excluded.base, row_crc = excluded.row_crc"));
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
    QHash<core::Key, core::Link> found;
    auto read = inChunks(keys, [&](const QString& marks, std::vector<QVariant> values) {
        const QString sql
            = QStringLiteral("SELECT %1 FROM link WHERE sync_key IN (%2)").arg(columns, marks);
        return eachRow(m_database, sql, values, [&](const Statement& row) -> core::Result<void> {
            auto link = linkOf(row);
            if (!link)
                return tl::unexpected(damagedRow(m_database, QStringLiteral("link")));
            found.insert(link->key, std::move(*link));
            return {};
        });
    });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

core::Result<QHash<core::SalesforceId, core::Link>> Links::byTask(
    const std::vector<core::SalesforceId>& tasks) const
{
    QHash<core::SalesforceId, core::Link> found;
    auto read = inChunks(tasks, [&](const QString& marks, std::vector<QVariant> values) {
        const QString sql
            = QStringLiteral("SELECT %1 FROM link WHERE sf_id IN (%2)").arg(columns, marks);
        return eachRow(m_database, sql, values, [&](const Statement& row) -> core::Result<void> {
            auto link = linkOf(row);
            if (!link)
                return tl::unexpected(damagedRow(m_database, QStringLiteral("link")));
            found.insert(link->task, std::move(*link));
            return {};
        });
    });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

core::Result<int> Links::living() const
{
    // The tombstones are few and have an index of their own; counting all rows reads no payload.
    auto all = number(m_database, QStringLiteral("SELECT count(*) FROM link"));
    if (!all)
        return tl::unexpected(all.error());
    auto gone = number(m_database, QStringLiteral("SELECT count(*) FROM link WHERE state <> 0"));
    if (!gone)
        return tl::unexpected(gone.error());
    return static_cast<int>(*all - *gone);
}

core::Result<std::vector<core::Key>> Links::keys(const core::Key& after, int limit) const
{
    std::vector<core::Key> found;
    auto read = eachRow(m_database,
        QStringLiteral("SELECT sync_key FROM link WHERE sync_key > ? ORDER BY sync_key LIMIT ?"),
        {column(after), column(pageLimit(limit))},
        [&found](const Statement& row) -> core::Result<void> {
            found.push_back({row.text(0)});
            return {};
        });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

core::Result<std::vector<core::Link>> Links::page(const core::Key& after, int limit) const
{
    std::vector<core::Link> found;
    auto read = eachRow(m_database,
        QStringLiteral("SELECT %1 FROM link WHERE sync_key > ? ORDER BY sync_key LIMIT ?")
            .arg(columns),
        {column(after), column(pageLimit(limit))}, [&](const Statement& row) -> core::Result<void> {
            auto link = linkOf(row);
            if (!link)
                return tl::unexpected(damagedRow(m_database, QStringLiteral("link")));
            found.push_back(std::move(*link));
            return {};
        });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

} // namespace store
