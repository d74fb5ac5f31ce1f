// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/contacts.h"

#include "store/chunks.h"
#include "store/rowcheck.h"
#include "store/rows.h"

namespace store {

namespace {

const QString columns
    = QStringLiteral("id, created, owner_id, email_hash, match, who_id, is_lead, since, row_crc");

struct Stored // a contact in the form of its columns
{
    int match = 0; // index of core::Match
    core::Synced synced;
};

Stored storedOf(const core::KnownContact& contact)
{
    Stored stored;
    stored.match = int(contact.match.index());
    if (const auto* synced = std::get_if<core::Synced>(&contact.match))
        stored.synced = *synced;
    return stored;
}

qint64 checkOf(const core::KnownContact& contact, const Stored& stored)
{
    RowCheck check;
    check.add(contact.id.value)
        .add(contact.created)
        .add(contact.owner.value)
        .add(contact.email.value);
    check.add(qint64(stored.match)).add(stored.synced.who.value).add(qint64(stored.synced.isLead));
    return check.add(stored.synced.since).value();
}

std::optional<core::KnownContact> contactOf(const Statement& row)
{
    core::KnownContact contact;
    contact.id.value = row.text(0);
    contact.created = row.instant(1);
    contact.owner.value = row.text(2);
    contact.email.value = row.isNull(3) ? QByteArray() : row.blob(3);
    Stored stored;
    stored.match = row.smallInteger(4);
    stored.synced.who.value = row.isNull(5) ? QString() : row.text(5);
    stored.synced.isLead = row.smallInteger(6) != 0;
    stored.synced.since = row.instant(7);
    if (checkOf(contact, stored) != row.integer(8))
        return std::nullopt;
    if (stored.match == 1)
        contact.match = core::Ambiguous{};
    else if (stored.match == 2)
        contact.match = stored.synced;
    return contact;
}

} // namespace

Contacts::Contacts(Database& database)
    : m_database(database)
{
}

core::Result<QHash<core::HubSpotId, core::KnownContact>> Contacts::around(
    const std::vector<core::HubSpotId>& ids) const
{
    QHash<core::HubSpotId, core::KnownContact> found;
    auto read = inChunks(ids, [&](const QString& marks, std::vector<QVariant> values) {
        const QString sql
            = QStringLiteral("SELECT %1 FROM contact WHERE id IN (%2)").arg(columns, marks);
        return eachRow(m_database, sql, values, [&](const Statement& row) -> core::Result<void> {
            auto contact = contactOf(row);
            if (!contact)
                return tl::unexpected(damagedRow(m_database, QStringLiteral("contact")));
            found.insert(contact->id, std::move(*contact));
            return {};
        });
    });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

core::Result<std::vector<core::KnownContact>> Contacts::byEmail(
    const std::vector<core::EmailHash>& hashes) const
{
    std::vector<core::KnownContact> found;
    auto read = inChunks(unique(hashes), [&](const QString& marks, std::vector<QVariant> values) {
        const QString sql
            = QStringLiteral("SELECT %1 FROM contact WHERE email_hash IN (%2) ORDER BY id")
                  .arg(columns, marks);
        return eachRow(m_database, sql, values, [&](const Statement& row) -> core::Result<void> {
            auto contact = contactOf(row);
            if (!contact)
                return tl::unexpected(damagedRow(m_database, QStringLiteral("contact")));
            found.push_back(std::move(*contact));
            return {};
        });
    });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

core::Result<std::vector<core::KnownContact>> Contacts::byWho(
    const std::vector<core::SalesforceId>& ids) const
{
    std::vector<core::KnownContact> found;
    auto read = inChunks(unique(ids), [&](const QString& marks, std::vector<QVariant> values) {
        const QString sql
            = QStringLiteral("SELECT %1 FROM contact WHERE who_id IN (%2) ORDER BY id")
                  .arg(columns, marks);
        return eachRow(m_database, sql, values, [&](const Statement& row) -> core::Result<void> {
            auto contact = contactOf(row);
            if (!contact)
                return tl::unexpected(damagedRow(m_database, QStringLiteral("contact")));
            found.push_back(std::move(*contact));
            return {};
        });
    });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

core::Result<std::vector<core::KnownContact>> Contacts::page(
    const core::HubSpotId& after, int limit) const
{
    std::vector<core::KnownContact> found;
    auto read = eachRow(m_database,
        QStringLiteral("SELECT %1 FROM contact WHERE id > ? ORDER BY id LIMIT ?").arg(columns),
        {column(after), column(pageLimit(limit))}, [&](const Statement& row) -> core::Result<void> {
            auto contact = contactOf(row);
            if (!contact)
                return tl::unexpected(damagedRow(m_database, QStringLiteral("contact")));
            found.push_back(std::move(*contact));
            return {};
        });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

core::Result<int> Contacts::count() const
{
    auto rows = number(m_database, QStringLiteral("SELECT count(*) FROM contact"));
    if (!rows)
        return tl::unexpected(rows.error());
    return static_cast<int>(*rows);
}

core::Result<void> Contacts::putMany(
    const std::vector<core::KnownContact>& contacts, core::Instant seen)
{
    auto statement = m_database.writing(QStringLiteral("INSERT OR REPLACE INTO contact(") + columns
        + QStringLiteral(", last_seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    if (!statement)
        return tl::unexpected(statement.error());
    for (const core::KnownContact& contact : contacts) {
        const Stored stored = storedOf(contact);
        const auto email = contact.email.isEmpty() ? std::nullopt : std::optional(contact.email);
        const auto who
            = stored.synced.who.isEmpty() ? std::nullopt : std::optional(stored.synced.who);
        auto ran = statement->run(contact.id, contact.created, contact.owner, email, stored.match,
            who, stored.synced.isLead, stored.synced.since, checkOf(contact, stored), seen);
        if (!ran)
            return ran;
    }
    return {};
}

core::Result<void> Contacts::forget(const std::vector<core::HubSpotId>& ids)
{
    for (const core::HubSpotId& id : ids) {
        auto changed = change(m_database, QStringLiteral("DELETE FROM contact WHERE id = ?"), id);
        if (!changed)
            return tl::unexpected(changed.error());
    }
    return {};
}

} // namespace store
