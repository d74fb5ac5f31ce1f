// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/waiting.h"

#include "store/changes.h"
#include "store/chunks.h"
#include "store/rowcheck.h"
#include "store/rows.h"

namespace store {

namespace {

constexpr QLatin1String columns("kind, hs_id, contact_id, email_hash, time, version, row_crc");
constexpr QLatin1String table("waiting");

qint64 checkOf(const WaitingRow& row)
{
    RowCheck check;
    check.add(qint64(row.kind)).add(row.activity.value).add(row.contact.value);
    return check.add(row.email.value).add(row.time).add(row.version).value();
}

std::optional<WaitingRow> makeWaiting(const Statement& row)
{
    WaitingRow waiting;
    waiting.kind = static_cast<core::Kind>(row.smallInteger(0));
    waiting.activity.value = row.text(1);
    waiting.contact.value = row.text(2);
    waiting.email.value = row.blob(3);
    waiting.time = row.instant(4);
    waiting.version = row.instant(5);
    if (checkOf(waiting) != row.integer(6))
        return std::nullopt;
    return waiting;
}

std::optional<ActivityRef> makeRef(const Statement& row)
{
    return ActivityRef{static_cast<core::Kind>(row.smallInteger(0)), {row.text(1)}};
}

} // namespace

Waiting::Waiting(Database& database)
    : m_database(database)
{
}

core::Result<void> Waiting::put(const std::vector<WaitingRow>& rows)
{
    std::vector<ActivityRef> activities;
    activities.reserve(rows.size());
    for (const WaitingRow& row : rows)
        activities.push_back({row.kind, row.activity});
    if (auto removed = remove(activities); !removed)
        return removed;
    auto statement = m_database.writing(
        QStringLiteral("INSERT OR REPLACE INTO waiting(%1) VALUES (%2)").arg(columns, marks(7)));
    if (!statement)
        return tl::unexpected(statement.error());
    for (const WaitingRow& row : rows) {
        auto ran = statement->run(int(row.kind), row.activity, row.contact, row.email, row.time,
            row.version, checkOf(row));
        if (!ran)
            return ran;
    }
    return {};
}

core::Result<void> Waiting::remove(const std::vector<ActivityRef>& activities)
{
    // A run of equal kinds is one IN list over the key; kinds are few.
    const std::vector<ActivityRef> sorted = unique(activities);
    for (auto first = sorted.begin(); first != sorted.end();) {
        std::vector<core::HubSpotId> ids;
        const core::Kind kind = first->kind;
        for (; first != sorted.end() && first->kind == kind; ++first)
            ids.push_back(first->activity);
        const auto removed = changeIn(m_database,
            QStringLiteral("DELETE FROM waiting WHERE kind = ? AND hs_id IN (%1)"),
            {column(int(kind))}, ids);
        if (!removed)
            return tl::unexpected(removed.error());
    }
    return {};
}

core::Result<std::vector<ActivityRef>> Waiting::ready(int limit) const
{
    // 2 = core::Synced; the column's numbers are pinned in contacts.cpp.
    const Query query{table,
        QStringLiteral("SELECT DISTINCT waiting.kind, waiting.hs_id FROM waiting "
                       "JOIN contact ON contact.id = waiting.contact_id AND contact.match = 2 "
                       "ORDER BY waiting.kind, waiting.hs_id LIMIT ?"),
        {column(pageLimit(limit))}};
    return rowsOf<ActivityRef>(m_database, query, &makeRef);
}

core::Result<QHash<core::HubSpotId, core::Instant>> Waiting::versions(
    core::Kind kind, const std::vector<core::HubSpotId>& activities) const
{
    QHash<core::HubSpotId, core::Instant> found;
    auto read
        = inChunks(activities, [&](const QString& marks, const std::vector<QVariant>& values) {
              std::vector<QVariant> bound{column(int(kind))};
              bound.insert(bound.end(), values.begin(), values.end());
              const QString sql = QStringLiteral("SELECT hs_id, version FROM waiting WHERE kind = "
                                                 "? AND hs_id IN (%1) AND contact_id <> ''")
                                      .arg(marks);
              return eachRow(
                  m_database, sql, bound, [&found](const Statement& row) -> core::Result<void> {
                      found.insert(core::HubSpotId{row.text(0)}, row.instant(1));
                      return {};
                  });
          });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

core::Result<std::vector<WaitingRow>> Waiting::list(int limit, const ActivityRef& after) const
{
    // The limit counts activities, so that no page ends between two contacts of one.
    const Query query{table,
        QStringLiteral(
            "SELECT %1 FROM waiting JOIN (SELECT DISTINCT kind, hs_id FROM waiting "
            "WHERE (kind, hs_id) > (?, ?) ORDER BY kind, hs_id LIMIT ?) USING (kind, hs_id) "
            "ORDER BY kind, hs_id, contact_id")
            .arg(columns),
        {column(int(after.kind)), column(after.activity), column(pageLimit(limit))}};
    return rowsOf<WaitingRow>(m_database, query, &makeWaiting);
}

core::Result<std::map<core::Kind, int>> Waiting::countByKind() const
{
    // The first row of every activity, in the order of the key: nothing has to be sorted or
    // collected.
    std::map<core::Kind, int> found;
    auto read = eachRow(m_database,
        QStringLiteral("SELECT kind, count(*) FROM waiting AS each WHERE contact_id = "
                       "(SELECT min(contact_id) FROM waiting AS other "
                       "WHERE other.kind = each.kind AND other.hs_id = each.hs_id) GROUP BY kind"),
        {}, [&found](const Statement& row) -> core::Result<void> {
            found.emplace(static_cast<core::Kind>(row.smallInteger(0)), row.smallInteger(1));
            return {};
        });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

} // namespace store
