// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/contactbook.h"

#include "engine/cursors.h"
#include "engine/intransaction.h"
#include "engine/looked.h"
#include "store/contacts.h"
#include "store/watermarks.h"

#include <QSet>

namespace engine {

namespace {

// A clock that was set back makes the pass due, too.
bool isPassDue(const std::optional<store::Watermark>& last, core::Instant now)
{
    return !last || now < last->stamp || now - last->stamp >= hubspotPassEvery;
}

// Merges, conversions and a stale id cost a round each; more than this is a loop in the data.
constexpr int roundsMax = 12;

const QString contactsCursor = QStringLiteral("hubspot.contacts");
const QString contactsPass = QStringLiteral("hubspot.contacts.pass");
const QString salesforceContactsCursor = QStringLiteral("salesforce.contacts");
const QString salesforceLeadsCursor = QStringLiteral("salesforce.leads");
const QString contactsLooked = QStringLiteral("hubspot.contacts.looked");
const QString peopleLooked = QStringLiteral("salesforce.people.looked");

bool isSynced(const core::Match& match)
{
    return std::holds_alternative<core::Synced>(match);
}

QString normalised(const QString& email)
{
    return email.trimmed().toLower();
}

} // namespace

ContactBook::ContactBook(const Services& services, QByteArray salt)
    : m_services(services)
    , m_salt(std::move(salt))
{
}

net::Task<core::Result<ContactBook::Known>> ContactBook::known(
    std::vector<core::HubSpotId> ids, core::Instant now, std::stop_token stop)
{
    const store::Contacts contacts(m_services.database);
    auto stored = contacts.around(ids);
    if (!stored)
        co_return tl::unexpected(stored.error());
    std::vector<core::HubSpotId> missing;
    for (const core::HubSpotId& id : ids) {
        const auto it = stored->constFind(id);
        // That nobody, or more than one, was found is no fact to rely on: a change that the index
        // showed late, or another record's new address, may have changed it.
        if (it == stored->constEnd() || (!isSynced(it->match) && !m_looked.contains(id)))
            missing.push_back(id);
    }
    if (missing.empty())
        co_return *stored;

    auto read = co_await m_services.hubspot.contacts(missing, stop);
    if (!read)
        co_return tl::unexpected(read.error());
    QHash<core::HubSpotId, core::HubSpotId> survivors; // merged id -> id of the answer
    for (const core::Contact& contact : *read) {
        for (const core::HubSpotId& merged : contact.mergedIds)
            survivors.insert(merged, contact.id);
    }
    auto resolved = co_await resolve(std::move(*read), now, stop);
    if (!resolved)
        co_return tl::unexpected(resolved.error());
    Known answer = std::move(*stored);
    for (const core::KnownContact& contact : *resolved)
        answer.insert(contact.id, contact);
    for (const core::HubSpotId& id : missing) {
        const auto survivor = survivors.constFind(id);
        if (!answer.contains(id) && survivor != survivors.constEnd() && answer.contains(*survivor))
            answer.insert(id, answer.value(*survivor));
    }
    co_return answer;
}

net::Task<core::Result<core::People>> ContactBook::peopleOf(
    const std::vector<core::Contact>& contacts, std::stop_token stop)
{
    core::People people;
    QSet<QString> askedIds;
    QSet<QString> askedEmails;
    for (int round = 0; round < roundsMax; ++round) {
        salesforce::PeopleQuery query;
        for (const core::Contact& contact : contacts) {
            const auto ids = core::unresolved(contact, people, askedIds);
            for (const core::SalesforceId& id : ids) {
                if (askedIds.contains(id.value))
                    continue;
                askedIds.insert(id.value);
                (id.value.startsWith(QLatin1String("00Q")) ? query.leads : query.contacts)
                    .push_back(id);
            }
            const QString email = normalised(contact.email);
            // People that were read for another contact may have this address: they prove nothing
            // until all who have it are read.
            if (!ids.empty() || email.isEmpty() || askedEmails.contains(email)
                || core::matchById(contact, people))
                continue;
            askedEmails.insert(email);
            query.emails.append(email);
        }
        if (query.contacts.empty() && query.leads.empty() && query.emails.isEmpty())
            break;
        auto found = co_await m_services.salesforce.people(query, stop);
        if (!found)
            co_return tl::unexpected(found.error());
        for (const core::Person& person : *found)
            people.add(person);
    }
    co_return people;
}

net::Task<core::Result<ContactBook::Resolved>> ContactBook::resolve(
    std::vector<core::Contact> contacts, core::Instant now, std::stop_token stop)
{
    auto people = co_await peopleOf(contacts, stop);
    if (!people)
        co_return tl::unexpected(people.error());
    store::Contacts table(m_services.database);
    std::vector<core::HubSpotId> ids;
    for (const core::Contact& contact : contacts)
        ids.push_back(contact.id);
    auto before = table.around(ids);
    if (!before)
        co_return tl::unexpected(before.error());

    const core::Looks looks{m_lastLook.value_or(now), now};
    Resolved resolved;
    for (const core::Contact& contact : contacts) {
        const auto earlier = before->constFind(contact.id);
        const std::optional<core::KnownContact> seen
            = earlier == before->constEnd() ? std::nullopt : std::optional(*earlier);
        const core::Match match = core::withMoment(core::whose(contact, *people), seen, looks);
        m_looked.insert(contact.id);
        resolved.push_back({contact.id, contact.created, contact.owner,
            core::emailHash(contact.email, m_salt), match});
    }
    auto stored = inTransaction(m_services.database, [&] { return table.putMany(resolved, now); });
    if (!stored)
        co_return tl::unexpected(stored.error());
    co_return resolved;
}

net::Task<core::Result<void>> ContactBook::followChanges(core::Instant now, std::stop_token stop)
{
    auto here = co_await followHubSpot(now, stop);
    if (!here)
        co_return here;
    auto there = co_await followSalesforce(now, stop);
    co_return there;
}

core::Instant ContactBook::salesforceTime() const
{
    return m_salesforceTime + (m_services.clock.monotonic() - m_salesforceAsked);
}

bool ContactBook::sameAsKnown(const core::Contact& contact, const core::KnownContact& known) const
{
    if (core::emailHash(contact.email, m_salt) != known.email || contact.owner != known.owner)
        return false;
    const auto contactId = core::salesforceId(contact.salesforceContactId);
    const auto leadId = core::salesforceId(contact.salesforceLeadId);
    const auto* synced = std::get_if<core::Synced>(&known.match);
    if (!contactId && !leadId)
        return !synced; // an id that it was matched by may be gone
    return synced && (synced->who == contactId || (!contactId && synced->who == leadId));
}

// One page of changed contacts: those that are remembered and differ are resolved again.
net::Task<core::Result<void>> ContactBook::takeChanged(
    std::vector<core::Contact> page, core::Instant now, std::stop_token stop)
{
    store::Contacts table(m_services.database);
    std::vector<core::HubSpotId> ids;
    std::vector<core::HubSpotId> merged;
    for (const core::Contact& contact : page) {
        ids.push_back(contact.id);
        merged.insert(merged.end(), contact.mergedIds.begin(), contact.mergedIds.end());
    }
    // Contacts that were merged away are forgotten: their ids answer with the survivor from now on.
    if (!merged.empty()) {
        auto forgotten = inTransaction(m_services.database, [&] { return table.forget(merged); });
        if (!forgotten)
            co_return forgotten;
    }
    auto stored = table.around(ids);
    if (!stored)
        co_return tl::unexpected(stored.error());
    std::vector<core::Contact> changed;
    for (core::Contact& contact : page) {
        const auto it = stored->constFind(contact.id);
        if (it != stored->constEnd() && !sameAsKnown(contact, *it))
            changed.push_back(std::move(contact));
    }
    if (changed.empty())
        co_return core::Result<void>{};
    auto resolved = co_await resolve(std::move(changed), now, stop);
    if (!resolved)
        co_return tl::unexpected(resolved.error());
    co_return core::Result<void>{};
}

net::Task<core::Result<void>> ContactBook::followHubSpot(core::Instant now, std::stop_token stop)
{
    store::Watermarks cursors(m_services.database);
    auto cursor = cursors.value(contactsCursor);
    if (!cursor)
        co_return tl::unexpected(cursor.error());
    if (cursor->has_value())
        m_lastLook = (*cursor)->stamp;
    auto looked = Looked::load(m_services, contactsLooked);
    if (!looked)
        co_return tl::unexpected(looked.error());
    auto lastPass = cursors.value(contactsPass);
    if (!lastPass)
        co_return tl::unexpected(lastPass.error());
    const core::Instant wall = m_services.clock.wall();
    const bool passDue = isPassDue(*lastPass, wall);
    const auto overlap = passDue ? hubspotPassOverlap : hubspotOverlap;
    core::Instant reached = now;
    // The first run remembers no contact yet: nothing that changed before it can matter.
    bool done = !cursor->has_value();
    auto state = hubspot::ChangedSince::moment((done ? now : (*cursor)->stamp) - overlap);
    while (!done) {
        auto page = co_await m_services.hubspot.changedContacts(state, stop);
        if (!page)
            co_return tl::unexpected(page.error());
        std::erase_if(page->rows,
            [&](const core::Contact& contact) { return !looked->isNew(fingerprint(contact)); });
        auto taken = co_await takeChanged(std::move(page->rows), now, stop);
        if (!taken)
            co_return taken;
        reached = page->serverTime;
        state = page->next;
        done = page->done;
    }
    const store::Watermark mark{reached - hubspotSettle, {}};
    co_return inTransaction(m_services.database, [&] {
        auto moved = cursors.set(contactsCursor, mark);
        if (moved && passDue)
            moved = cursors.set(contactsPass, {wall, {}});
        return moved ? looked->store(m_services) : moved;
    });
}

core::Result<std::vector<core::HubSpotId>> ContactBook::affectedBy(
    const std::vector<core::Person>& people) const
{
    const store::Contacts table(m_services.database);
    std::vector<core::SalesforceId> ids;
    std::vector<core::EmailHash> emails;
    QHash<core::SalesforceId, core::EmailHash> emailOf;
    QMultiHash<core::EmailHash, core::SalesforceId> idsOf;
    QSet<core::SalesforceId> sound; // alive, unmerged, unconverted
    for (const core::Person& person : people) {
        const auto hash = core::emailHash(person.email, m_salt);
        ids.push_back(person.id);
        if (!hash.isEmpty())
            emails.push_back(hash);
        emailOf.insert(person.id, hash);
        idsOf.insert(hash, person.id);
        if (!person.deleted && !person.converted)
            sound.insert(person.id);
    }
    auto byWho = table.byWho(ids);
    if (!byWho)
        return tl::unexpected(byWho.error());
    auto byEmail = table.byEmail(emails);
    if (!byEmail)
        return tl::unexpected(byEmail.error());
    byWho->insert(byWho->end(), byEmail->begin(), byEmail->end());

    QSet<core::HubSpotId> affected;
    for (const core::KnownContact& contact : *byWho) {
        const auto* synced = std::get_if<core::Synced>(&contact.match);
        // Somebody else who has the address now may be the one, or one too many.
        const auto same = idsOf.values(contact.email);
        const bool alone = synced
            && std::all_of(same.begin(), same.end(),
                [&](const core::SalesforceId& id) { return id == synced->who; });
        const bool unchanged
            = alone && sound.contains(synced->who) && emailOf.value(synced->who) == contact.email;
        if (!unchanged)
            affected.insert(contact.id);
    }
    return std::vector<core::HubSpotId>(affected.begin(), affected.end());
}

net::Task<core::Result<void>> ContactBook::followSalesforce(core::Instant now, std::stop_token stop)
{
    store::Watermarks cursors(m_services.database);
    auto contactsAt = cursors.value(salesforceContactsCursor);
    if (!contactsAt)
        co_return tl::unexpected(contactsAt.error());
    auto leadsAt = cursors.value(salesforceLeadsCursor);
    if (!leadsAt)
        co_return tl::unexpected(leadsAt.error());
    const auto start = [now](const std::optional<store::Watermark>& cursor) {
        return salesforce::Keyset{(cursor ? cursor->stamp : now) - salesforceOverlap, {}};
    };
    auto looked = Looked::load(m_services, peopleLooked);
    if (!looked)
        co_return tl::unexpected(looked.error());
    salesforce::Keyset contacts = start(*contactsAt);
    salesforce::Keyset leads = start(*leadsAt);
    core::Instant reached = now;
    for (bool more = true; more;) {
        auto page = co_await m_services.salesforce.changedPeople(contacts, leads, stop);
        if (!page)
            co_return tl::unexpected(page.error());
        std::erase_if(page->rows,
            [&](const core::Person& person) { return !looked->isNew(fingerprint(person)); });
        auto affected = affectedBy(page->rows);
        if (!affected)
            co_return tl::unexpected(affected.error());
        if (!affected->empty()) {
            auto read = co_await m_services.hubspot.contacts(*affected, stop);
            if (!read)
                co_return tl::unexpected(read.error());
            auto resolved = co_await resolve(std::move(*read), now, stop);
            if (!resolved)
                co_return tl::unexpected(resolved.error());
        }
        contacts = page->contacts;
        leads = page->leads;
        more = page->more;
        reached = page->serverTime;
    }
    m_salesforceTime = reached;
    m_salesforceAsked = m_services.clock.monotonic();
    const store::Watermark mark{reached - salesforceSettle, {}};
    co_return inTransaction(m_services.database, [&] {
        auto moved = cursors.set(salesforceContactsCursor, mark);
        if (moved)
            moved = cursors.set(salesforceLeadsCursor, mark);
        return moved ? looked->store(m_services) : moved;
    });
}

} // namespace engine
