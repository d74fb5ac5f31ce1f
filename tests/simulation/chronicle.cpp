// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/chronicle.h"

#include "sandbox/hubspot/objects.h"
#include "sandbox/instants.h"

namespace simulation {

using namespace Qt::StringLiterals;
using sandbox::Change;
using sandbox::hubspot::Object;
using What = Change::What;

namespace {

// R1.4: tasks and meetings count from their creation, the others from the earlier of both times.
Instant timeThatCounts(Object object, const sandbox::hubspot::Snapshot& record)
{
    if (object == Object::Tasks || object == Object::Meetings)
        return record.createdAt;
    const auto at = sandbox::instantFrom(record.properties.value(u"hs_timestamp"_s).toLatin1());
    return at ? std::min(*at, record.createdAt) : record.createdAt;
}

} // namespace

QString kindOf(Object object, const sandbox::hubspot::Properties& properties)
{
    switch (object) {
    case Object::Tasks:
        return u"task"_s;
    case Object::Calls:
        return u"call"_s;
    case Object::Meetings:
        return u"meet"_s;
    case Object::Notes:
        return u"note"_s;
    case Object::Emails:
    case Object::Contacts:
        break;
    }
    const QString direction = properties.value(u"hs_email_direction"_s);
    const QString status = properties.value(u"hs_email_status"_s);
    if (direction == "INCOMING_EMAIL"_L1)
        return u"sreply"_s;
    const bool isSend = direction == "EMAIL"_L1 || direction == "FORWARDED_EMAIL"_L1;
    return isSend && (status.isEmpty() || status == "SENT"_L1) ? u"ssend"_s : QString();
}

Object objectOfKind(const QString& code)
{
    if (code == "task"_L1)
        return Object::Tasks;
    if (code == "call"_L1)
        return Object::Calls;
    if (code == "meet"_L1)
        return Object::Meetings;
    return code == "note"_L1 ? Object::Notes : Object::Emails;
}

Chronicle::Chronicle(sandbox::World& world)
    : m_world(world)
    , m_directory(world)
{
}

void Chronicle::follow()
{
    const auto& changes = m_world.log().changes();
    if (m_taken == changes.size())
        return;
    const Instant at = changes.back().at;
    m_peopleChanged = m_usersChanged = false;
    for (; m_taken < changes.size(); ++m_taken) {
        const Change& change = changes[m_taken];
        if (change.side == sandbox::Side::HubSpot)
            takeHubSpot(change);
        else
            takeSalesforce(change);
    }
    if (m_peopleChanged)
        lookAtContacts(at);
    if (m_usersChanged) {
        for (const auto& [owner, user] : m_directory.usersOfOwners())
            m_users[owner].note(at, user);
    }
}

void Chronicle::takeHubSpot(const Change& change)
{
    const auto object = sandbox::hubspot::objectNamed(change.object.toLatin1());
    if (!object)
        return;
    if (*object == Object::Contacts) {
        m_contacts.try_emplace(change.id);
        m_peopleChanged = true;
        // A contact that is gone, or another one now, is so for its activities too.
        if (change.what == What::Merged || change.what == What::Deleted)
            lookAtAssociations(change.id, change.at);
        return;
    }
    const ActivityId id{*object, change.id};
    lookAtActivity(id, change.at);
    if (change.what != What::Updated || change.actor == "seed"_L1)
        return;
    ActivityStory& story = m_activities[id];
    story.lastEdit = change.at;
    for (const QString& property : change.fields)
        story.edited[property] = change.at;
}

void Chronicle::takeSalesforce(const Change& change)
{
    if (change.object == "Contact"_L1 || change.object == "Lead"_L1) {
        m_directory.refresh(change.id);
        m_peopleChanged = true;
    } else if (change.object == "User"_L1) {
        m_directory.addUser(change.id);
        m_usersChanged = true;
    } else if (change.object == "Task"_L1 && change.what == What::Created) {
        m_tasks.push_back(change.id);
    }
}

void Chronicle::lookAtActivity(const ActivityId& id, Instant at)
{
    const auto record = m_world.portal().record(id.object, id.id);
    ActivityStory& story = m_activities[id];
    story.isArchived = !record || record->archivedAt.has_value();
    if (!record)
        return;
    story.created = record->createdAt;
    story.countedTime.note(at, timeThatCounts(id.object, *record));
    story.kind.note(at, kindOf(id.object, record->properties));
    story.owner.note(at, record->properties.value(u"hubspot_owner_id"_s));
    QStringList living;
    for (const QString& contact : record->contacts) {
        if (livingContact(contact))
            living.append(contact);
    }
    story.contacts.note(at, living);
}

void Chronicle::lookAtAssociations(const QString& contact, Instant at)
{
    for (const auto& [id, story] : m_activities) {
        if (!story.contacts.isEmpty() && story.contacts.last().contains(contact))
            lookAtActivity(id, at);
    }
}

// Under its own id: one that was merged away answers with its survivor.
std::optional<sandbox::hubspot::Snapshot> Chronicle::livingContact(const QString& id) const
{
    auto record = m_world.portal().record(Object::Contacts, id);
    const bool lives = record && record->id == id && !record->archivedAt;
    return lives ? record : std::nullopt;
}

void Chronicle::lookAtContacts(Instant at)
{
    for (auto& [id, story] : m_contacts) {
        const auto record = livingContact(id);
        if (!record) {
            story.who.note(at, QString());
            continue;
        }
        story.created = record->createdAt;
        story.owner.note(at, record->properties.value(u"hubspot_owner_id"_s));
        story.who.note(at, m_directory.whose(record->properties));
    }
}

const ActivityStory* Chronicle::activityOfKey(const QString& key) const
{
    const QStringList parts = key.split(u':');
    if (parts.size() != 4)
        return nullptr;
    const auto found = m_activities.find({objectOfKind(parts[2]), parts[3]});
    return found == m_activities.end() ? nullptr : &found->second;
}

QString Chronicle::keyOf(const QString& code, const QString& id) const
{
    return u"hs:%1:%2:%3"_s.arg(m_world.portal().account().portalId).arg(code, id);
}

// Every contact is in the log before anything can be associated with it.
const ContactStory& Chronicle::contact(const QString& id) const
{
    const auto found = m_contacts.find(id);
    if (found == m_contacts.end())
        qFatal("contact %s is not in the log", qPrintable(id));
    return found->second;
}

QStringList Chronicle::livingContacts() const
{
    QStringList ids;
    for (const auto& [id, story] : m_contacts) {
        if (livingContact(id))
            ids.append(id);
    }
    return ids;
}

const Timeline<QString>* Chronicle::userOfOwner(const QString& owner) const
{
    const auto found = m_users.find(owner);
    return found == m_users.end() ? nullptr : &found->second;
}

} // namespace simulation
