// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/waiting.h"

#include "store/chunks.h"
#include "store/rowcheck.h"
#include "store/rows.h"

namespace store {

namespace {

const QString columns
    = QStringLiteral("kind, hs_id, contact_id, email_hash, time, version, row_crc");

qint64 checkOf(const WaitingRow& row)
{
    RowCheck check;
    check.add(qint64(row.kind)).add(row.activity.value).add(row.contact.value).add(row.email.value);
    return check.add(row.time).add(row.version).value();
}

} // namespace

Waiting::Waiting(Database& database)
    : m_database(database)
{
}

core::Result<void> Waiting::put(const std::vector<WaitingRow>& rows)
{
    std::vector<ActivityRef> activities;
    for (const WaitingRow& row : rows)
        activities.push_back({row.kind, row.activity});
    if (auto removed = remove(unique(std::move(activities))); !removed)
        return removed;
    auto statement = m_database.writing(
        QStringLiteral("INSERT OR REPLACE INTO waiting(%1) VALUES (%2)").arg(columns, marks(7)));
    if (!statement)
        return tl::unexpected(statement.error());
    for (const WaitingRow& row : rows) {
        const auto email = row.email.isEmpty() ? std::nullopt : std::optional(row.email);
        auto ran = statement->run(
            int(row.kind), row.activity, row.contact, email, row.time, row.version, checkOf(row));
        if (!ran)
            return ran;
    }
    return {};
}

core::Result<void> Waiting::remove(const std::vector<ActivityRef>& activities)
{
    for (const ActivityRef& ref : activities) {
        auto changed
            = change(m_database, QStringLiteral("DELETE FROM waiting WHERE kind = ? AND hs_id = ?"),
                int(ref.kind), ref.activity);
        if (!changed)
            return tl::unexpected(changed.error());
    }
    return {};
}

core::Result<std::vector<ActivityRef>> Waiting::ready(int limit) const
{
    constexpr int synced = 2; // index of core::Synced in core::Match, as the contact table has it
    std::vector<ActivityRef> found;
    auto read = eachRow(m_database,
        QStringLiteral("SELECT DISTINCT w.kind, w.hs_id FROM waiting AS w JOIN contact AS c ON "
                       "c.id = w.contact_id "
                       "WHERE c.match = ? ORDER BY w.kind, w.hs_id LIMIT ?"),
        {column(synced), column(pageLimit(limit))},
        [&found](const Statement& row) -> core::Result<void> {
            found.push_back(
                {static_cast<core::Kind>(row.smallInteger(0)), core::HubSpotId{row.text(1)}});
            return {};
        });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

core::Result<std::vector<WaitingRow>> Waiting::list(int limit, const ActivityRef& after) const
{
    std::vector<WaitingRow> found;
    auto read = eachRow(m_database,
        QStringLiteral("SELECT %1 FROM waiting WHERE (kind, hs_id) > (?, ?) ORDER BY kind, hs_id, "
                       "contact_id LIMIT ?")
            .arg(columns),
        {column(int(after.kind)), column(after.activity), column(pageLimit(limit))},
        [&](const Statement& row) -> core::Result<void> {
            WaitingRow waiting;
            waiting.kind = static_cast<core::Kind>(row.smallInteger(0));
            waiting.activity.value = row.text(1);
            waiting.contact.value = row.text(2);
            waiting.email.value = row.isNull(3) ? QByteArray() : row.blob(3);
            waiting.time = row.instant(4);
            waiting.version = row.instant(5);
            if (checkOf(waiting) != row.integer(6))
                return tl::unexpected(damagedRow(m_database, QStringLiteral("waiting")));
            found.push_back(std::move(waiting));
            return {};
        });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

core::Result<std::map<core::Kind, int>> Waiting::countByKind() const
{
    std::map<core::Kind, int> found;
    auto read = eachRow(m_database,
        QStringLiteral("SELECT kind, count(DISTINCT hs_id) FROM waiting GROUP BY kind"), {},
        [&found](const Statement& row) -> core::Result<void> {
            found[static_cast<core::Kind>(row.smallInteger(0))] = row.smallInteger(1);
            return {};
        });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

} // namespace store
