// SPDX-License-Identifier: GPL-3.0-or-later
// What people do in HubSpot's window.
#include "sandbox/instants.h"
#include "simulation/history.h"

#include <array>

namespace simulation {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using sandbox::hubspot::Object;
using sandbox::hubspot::Properties;

namespace {

QString textOf(Instant at)
{
    return QString::fromLatin1(sandbox::isoText(at));
}

QString bodyOf(Object object)
{
    switch (object) {
    case Object::Tasks:
        return u"hs_task_body"_s;
    case Object::Calls:
        return u"hs_call_body"_s;
    case Object::Meetings:
        return u"hs_meeting_body"_s;
    case Object::Emails:
        return u"hs_email_html"_s;
    case Object::Notes:
    case Object::Contacts:
        break;
    }
    return u"hs_note_body"_s;
}

constexpr std::array objects{
    Object::Tasks, Object::Calls, Object::Meetings, Object::Notes, Object::Emails};

} // namespace

QString titleOf(Object object)
{
    switch (object) {
    case Object::Tasks:
        return u"hs_task_subject"_s;
    case Object::Calls:
        return u"hs_call_title"_s;
    case Object::Meetings:
        return u"hs_meeting_title"_s;
    case Object::Emails:
        return u"hs_email_subject"_s;
    case Object::Notes:
    case Object::Contacts:
        break;
    }
    return u"hs_note_body"_s; // the first line of a note is its title
}

void History::addTo(Object object, const QStringList& contacts)
{
    const Instant now = m_world.now();
    const auto before = std::chrono::minutes(m_random.chance(700) ? 0 : m_random.below(600));
    Properties properties{
        {u"hs_timestamp"_s, textOf(now - before)}, {titleOf(object), u"Ny %1"_s.arg(mark())}};
    if (m_random.chance(500))
        properties.insert(bodyOf(object), u"<p>Text %1</p>"_s.arg(mark()));
    const QString owner = m_staff.any(m_random);
    if (!owner.isEmpty())
        properties.insert(u"hubspot_owner_id"_s, owner);
    if (object == Object::Meetings)
        properties.insert(u"hs_meeting_start_time"_s, textOf(now + m_random.below(48) * 1h));
    if (object == Object::Tasks)
        properties.insert(u"hs_task_status"_s, u"NOT_STARTED"_s);
    if (object == Object::Emails)
        properties.insert(
            u"hs_email_direction"_s, m_random.chance(500) ? u"EMAIL"_s : u"INCOMING_EMAIL"_s);
    m_world.portal().addActivity(object, properties, contacts);
}

void History::addActivity()
{
    QStringList contacts;
    for (int i = m_random.below(4); i > 0; --i) {
        const QString contact = anyContact();
        if (!contact.isEmpty() && !contacts.contains(contact))
            contacts.append(contact);
    }
    addTo(objects.at(static_cast<std::size_t>(m_random.below(5))), contacts);
}

void History::editTitle()
{
    const auto activity = anyActivity();
    if (!activity)
        return;
    m_world.portal().editActivity(
        activity->object, activity->id, {{titleOf(activity->object), u"Endret %1"_s.arg(mark())}});
}

void History::editBody()
{
    const auto activity = anyActivity();
    if (!activity)
        return;
    const QString text = u"<p>Avtalt</p><p>Ny text %1</p>"_s.arg(mark());
    m_world.portal().editActivity(
        activity->object, activity->id, {{bodyOf(activity->object), text}});
}

void History::editOwner()
{
    const auto activity = anyActivity();
    if (activity)
        m_world.portal().changeOwner(activity->object, activity->id, m_staff.any(m_random));
}

void History::editTaskChoice()
{
    const auto activity = anyActivity();
    if (!activity || activity->object != Object::Tasks)
        return;
    static constexpr std::array statuses{
        u"NOT_STARTED", u"COMPLETED", u"IN_PROGRESS", u"WAITING", u"DEFERRED"};
    static constexpr std::array priorities{u"NONE", u"MEDIUM", u"HIGH", u"LOW"};
    if (m_random.chance(600))
        m_world.portal().editActivity(activity->object, activity->id,
            {{u"hs_task_status"_s,
                QString::fromUtf16(statuses.at(static_cast<std::size_t>(m_random.below(5))))}});
    else
        m_world.portal().editActivity(activity->object, activity->id,
            {{u"hs_task_priority"_s,
                QString::fromUtf16(priorities.at(static_cast<std::size_t>(m_random.below(4))))}});
}

void History::moveInTime()
{
    const auto activity = anyActivity();
    if (!activity)
        return;
    const QString at = textOf(m_world.now() + m_random.between(-72, 240) * 1h);
    Properties changes{{u"hs_timestamp"_s, at}};
    if (activity->object == Object::Meetings)
        changes.insert(u"hs_meeting_start_time"_s, at);
    m_world.portal().editActivity(activity->object, activity->id, changes);
}

void History::archiveActivity()
{
    const auto activity = anyActivity();
    if (activity)
        m_world.portal().archiveActivity(activity->object, activity->id);
}

void History::associate()
{
    const auto activity = anyActivity();
    const QString contact = anyContact();
    if (activity && !contact.isEmpty())
        m_world.portal().associate(activity->object, activity->id, contact);
}

void History::dissociate()
{
    const auto activity = anyActivity();
    if (!activity)
        return;
    const auto& contacts = m_chronicle.activities().at(*activity).contacts;
    const QString contact = contacts.isEmpty() ? QString() : anyOf(contacts.last());
    if (!contact.isEmpty())
        m_world.portal().dissociate(activity->object, activity->id, contact);
}

void History::addContact()
{
    Properties properties{{u"lastname"_s, u"Kontakt %1"_s.arg(mark())}};
    const QString email = u"ny%1@kunde.example"_s.arg(m_marks);
    if (m_random.chance(800))
        properties.insert(u"email"_s, email);
    if (m_random.chance(400))
        properties.insert(u"salesforcecontactid"_s, addPerson(false, email));
    else if (m_random.chance(400))
        (void)addPerson(m_random.chance(400), email);
    const QString owner = m_staff.any(m_random);
    if (!owner.isEmpty())
        properties.insert(u"hubspot_owner_id"_s, owner);
    const QString contact = m_world.portal().addContact(properties);
    for (int i = m_random.below(3); i > 0; --i)
        addTo(objects.at(static_cast<std::size_t>(m_random.below(5))), {contact});
}

void History::editContactEmail()
{
    const QString contact = anyContact();
    if (contact.isEmpty())
        return;
    QString email = u"flyttet%1@kunde.example"_s.arg(++m_marks);
    const QString person = anyOf(m_chronicle.directory().living(m_random.chance(300)));
    if (m_random.chance(500) && !person.isEmpty())
        email = m_world.org().record(person)->value(u"Email"_s).toString();
    m_world.portal().editContact(contact, {{u"email"_s, email}});
}

// HubSpot's own integration found the record of a contact.
void History::tieContact()
{
    const QString contact = anyContact();
    if (contact.isEmpty())
        return;
    const bool lead = m_random.chance(300);
    const QString person = m_random.chance(500) ? addPerson(lead, QString())
                                                : anyOf(m_chronicle.directory().living(lead));
    if (!person.isEmpty())
        m_world.portal().editContact(
            contact, {{lead ? u"salesforceleadid"_s : u"salesforcecontactid"_s, person}});
}

void History::untieContact()
{
    const QString contact = anyContact();
    if (!contact.isEmpty())
        m_world.portal().editContact(
            contact, {{u"salesforcecontactid"_s, QString()}, {u"salesforceleadid"_s, QString()}});
}

void History::mergeContacts()
{
    const QString winner = anyContact();
    const QString loser = anyContact();
    if (!winner.isEmpty() && winner != loser)
        m_world.portal().mergeContacts(winner, loser);
}

void History::editContactOwner()
{
    const QString contact = anyContact();
    if (!contact.isEmpty())
        m_world.portal().editContact(contact, {{u"hubspot_owner_id"_s, m_staff.any(m_random)}});
}

void History::archiveContact()
{
    const QString contact = anyContact();
    if (!contact.isEmpty())
        m_world.portal().archiveContact(contact);
}

} // namespace simulation
