// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/contacts.h"

#include "store/changes.h"
#include "store/chunks.h"
#include "store/rowcheck.h"
#include "store/rows.h"

#include <algorithm>

namespace store {

namespace {

constexpr QLatin1String columns(
    "id, created, owner_id, email_hash, match, who_id, is_lead, since, row_crc");
constexpr QLatin1String table("contact");

// The numbers of the column `match`; append only.
enum MatchNumber { NotSyncedNumber = 0, AmbiguousNumber = 1, SyncedNumber = 2 };
static_assert(
    std::is_same_v<std::variant_alternative_t<NotSyncedNumber, core::Match>, core::NotSynced>);
static_assert(
    std::is_same_v<std::variant_alternative_t<AmbiguousNumber, core::Match>, core::Ambiguous>);
static_assert(std::is_same_v<std::variant_alternative_t<SyncedNumber, core::Match>, core::Synced>);

// Columns of a match that is not Synced are empty.
core::Synced syncedOf(const core::Match& match)
{
    const auto* synced = std::get_if<core::Synced>(&match);
    return synced ? *synced : core::Synced{};
}

core::Match matchOf(int number, const core::Synced& synced)
{
    if (number == SyncedNumber)
        return synced;
    return number == AmbiguousNumber ? core::Match(core::Ambiguous{}) : core::NotSynced{};
}

qint64 checkOf(const core::KnownContact& contact)
{
    const core::Synced synced = syncedOf(contact.match);
    RowCheck check;
    check.add(contact.id.value).add(contact.created).add(contact.owner.value);
    check.add(contact.email.value).add(qint64(contact.match.index())).add(synced.who.value);
    return check.add(qint64(synced.isLead)).add(synced.since).value();
}

std::optional<core::KnownContact> makeContact(const Statement& row)
{
    core::KnownContact contact;
    contact.id.value = row.text(0);
    contact.created = row.instant(1);
    contact.owner.value = row.text(2);
    contact.email.value = row.blob(3);
    const core::Synced synced{{row.text(5)}, row.smallInteger(6) != 0, row.instant(7)};
    contact.match = matchOf(row.smallInteger(4), synced);
    if (checkOf(contact) != row.integer(8))
        return std::nullopt;
    return contact;
}

template <typename Id>
core::Result<std::vector<core::KnownContact>> contactsBy(
    Database& database, QLatin1String name, const std::vector<Id>& ids)
{
    std::vector<core::KnownContact> found;
    auto read = inChunks(unique(ids), [&](const QString& marks, std::vector<QVariant> values) {
        const Query query{table,
            QStringLiteral("SELECT %1 FROM contact WHERE %2 IN (%3)").arg(columns, name, marks),
            std::move(values)};
        return eachValue<core::KnownContact>(database, query, &makeContact,
            [&](core::KnownContact&& contact) { found.push_back(std::move(contact)); });
    });
    if (!read)
        return tl::unexpected(read.error());
    std::sort(found.begin(), found.end(),
        [](const auto& left, const auto& right) { return left.id < right.id; });
    return found;
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
    found.reserve(qsizetype(ids.size()));
    auto read = inChunks(ids, [&](const QString& marks, std::vector<QVariant> values) {
        const Query query{table,
            QStringLiteral("SELECT %1 FROM contact WHERE id IN (%2)").arg(columns, marks),
            std::move(values)};
        return eachValue<core::KnownContact>(
            m_database, query, &makeContact, [&](core::KnownContact&& contact) {
                const core::HubSpotId id = contact.id;
                found.emplace(id, std::move(contact));
            });
    });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

core::Result<std::vector<core::KnownContact>> Contacts::byEmail(
    const std::vector<core::EmailHash>& hashes) const
{
    return contactsBy(m_database, QLatin1String("email_hash"), hashes);
}

core::Result<std::vector<core::KnownContact>> Contacts::byWho(
    const std::vector<core::SalesforceId>& ids) const
{
    return contactsBy(m_database, QLatin1String("who_id"), ids);
}

core::Result<std::vector<core::KnownContact>> Contacts::page(
    const core::HubSpotId& after, int limit) const
{
    const Query query{table,
        QStringLiteral("SELECT %1 FROM contact WHERE id > ? ORDER BY id LIMIT ?").arg(columns),
        {column(after), column(pageLimit(limit))}};
    return rowsOf<core::KnownContact>(m_database, query, &makeContact);
}

core::Result<int> Contacts::count() const
{
    return store::count(m_database, QStringLiteral("SELECT count(*) FROM contact"));
}

core::Result<void> Contacts::putMany(
    const std::vector<core::KnownContact>& contacts, core::Instant seen)
{
    auto statement = m_database.writing(
        QStringLiteral("INSERT OR REPLACE INTO contact(%1, last_seen) VALUES (%2)")
            .arg(columns, marks(10)));
    if (!statement)
        return tl::unexpected(statement.error());
    for (const core::KnownContact& contact : contacts) {
        const core::Synced synced = syncedOf(contact.match);
        // NULL keeps them out of the indexes.
        const auto email = contact.email.isEmpty() ? std::nullopt : std::optional(contact.email);
        const auto who = synced.who.isEmpty() ? std::nullopt : std::optional(synced.who);
        auto ran = statement->run(contact.id, contact.created, contact.owner, email,
            int(contact.match.index()), who, synced.isLead, synced.since, checkOf(contact), seen);
        if (!ran)
            return ran;
    }
    return {};
}

core::Result<void> Contacts::forget(const std::vector<core::HubSpotId>& ids)
{
    return writeIn(m_database, QStringLiteral("DELETE FROM contact WHERE id IN (%1)"), ids);
}

} // namespace store
