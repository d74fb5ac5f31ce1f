// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/people.h"

#include <algorithm>

namespace core {

namespace {

constexpr int stepsMax = 10; // merges of merges and conversions; more is a loop in the data

QString normalised(const QString& email)
{
    return email.trimmed().toLower();
}

// The record that stands in for this one, if any: the survivor of a merge, the contact of a
// converted lead.
std::optional<SalesforceId> successor(const Person& person)
{
    if (person.deleted)
        return person.masterRecord.isEmpty() ? std::nullopt : std::optional(person.masterRecord);
    if (person.isLead && person.converted && !person.convertedContact.isEmpty())
        return person.convertedContact;
    return std::nullopt;
}

// Where a chain of merges and conversions ends: a living record, or the first id that `people` does
// not know.
struct End
{
    const Person* person = nullptr;
    SalesforceId unknown; // empty if a person was found or the chain ends in nothing
};

End follow(SalesforceId id, const People& people)
{
    for (int step = 0; step <= stepsMax; ++step) {
        const Person* person = people.find(id);
        if (!person)
            return {nullptr, id};
        const auto next = successor(*person);
        if (!next) {
            const bool usable = !person->deleted && !(person->isLead && person->converted);
            return {usable ? person : nullptr, {}};
        }
        id = *next;
    }
    return {};
}

// The ids that HubSpot holds for the contact, contact before lead; what is no Salesforce id is left
// out.
std::vector<SalesforceId> heldIds(const Contact& contact)
{
    std::vector<SalesforceId> ids;
    for (const QString& text : {contact.salesforceContactId, contact.salesforceLeadId}) {
        if (const auto id = salesforceId(text.trimmed()))
            ids.push_back(*id);
    }
    return ids;
}

Match matched(const Contact& contact, const Person& person)
{
    return Synced{person.id, person.isLead, std::max(contact.created, person.created)};
}

// Exactly one of several persons that may be the same one; nothing if there is none.
std::optional<Match> theOnlyOne(const Contact& contact, const std::vector<const Person*>& persons)
{
    if (persons.empty())
        return std::nullopt;
    const bool same = std::ranges::all_of(
        persons, [&](const Person* person) { return person->id == persons.front()->id; });
    return same ? matched(contact, *persons.front()) : Match(Ambiguous{});
}

Match byEmail(const Contact& contact, const People& people)
{
    if (const auto match = theOnlyOne(contact, people.contactsWith(contact.email)))
        return *match;
    std::vector<const Person*> contacts; // of converted leads
    std::vector<const Person*> leads;
    for (const Person* lead : people.leadsWith(contact.email)) {
        const Person* person = follow(lead->id, people).person;
        if (person)
            (person->isLead ? leads : contacts).push_back(person);
    }
    if (const auto match = theOnlyOne(contact, contacts))
        return *match;
    return theOnlyOne(contact, leads).value_or(NotSynced{});
}

} // namespace

void People::add(const Person& person)
{
    const auto known = m_byId.constFind(person.id.value);
    if (known != m_byId.constEnd())
        m_byEmail.remove(normalised(known->email), person.id.value);
    m_byId.insert(person.id.value, person);
    const QString email = normalised(person.email);
    if (!email.isEmpty())
        m_byEmail.insert(email, person.id.value);
}

const Person* People::find(const SalesforceId& id) const
{
    const auto found = m_byId.constFind(id.value);
    return found == m_byId.constEnd() ? nullptr : &*found;
}

std::vector<const Person*> People::with(const QString& email, bool lead) const
{
    std::vector<const Person*> persons;
    const auto [first, last] = m_byEmail.equal_range(normalised(email));
    for (auto it = first; it != last; ++it) {
        const Person* person = find(SalesforceId{*it});
        if (person && !person->deleted && person->isLead == lead)
            persons.push_back(person);
    }
    return persons;
}

std::vector<const Person*> People::contactsWith(const QString& email) const
{
    return with(email, false);
}

std::vector<const Person*> People::leadsWith(const QString& email) const
{
    return with(email, true);
}

std::vector<SalesforceId> unresolved(
    const Contact& contact, const People& people, const QSet<QString>& asked)
{
    std::vector<SalesforceId> starts = heldIds(contact);
    for (const Person* lead : people.leadsWith(contact.email))
        starts.push_back(lead->id);
    std::vector<SalesforceId> missing;
    for (const SalesforceId& start : starts) {
        const SalesforceId unknown = follow(start, people).unknown;
        if (unknown.isEmpty() || asked.contains(unknown.value))
            continue;
        if (std::ranges::find(missing, unknown) == missing.end())
            missing.push_back(unknown);
    }
    return missing;
}

std::optional<Match> matchById(const Contact& contact, const People& people)
{
    for (const SalesforceId& id : heldIds(contact)) {
        if (const Person* person = follow(id, people).person)
            return matched(contact, *person);
    }
    return std::nullopt;
}

Match whose(const Contact& contact, const People& people)
{
    const auto match = matchById(contact, people);
    return match ? *match : byEmail(contact, people);
}

Match withMoment(Match found, const std::optional<KnownContact>& before, const Looks& looks)
{
    auto* synced = std::get_if<Synced>(&found);
    if (!synced || !before)
        return found;
    if (const auto* earlier = std::get_if<Synced>(&before->match))
        synced->since = earlier->since;
    else if (synced->since <= looks.last)
        synced->since = looks.now;
    return found;
}

} // namespace core
