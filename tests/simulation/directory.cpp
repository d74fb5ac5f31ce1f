// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/directory.h"

#include "sandbox/instants.h"

#include <QDateTime>

namespace simulation {

using namespace Qt::StringLiterals;

namespace {

sandbox::Instant instantOf(const QString& text) // "2026-09-21T12:00:00.000+0000"
{
    const QDateTime at = QDateTime::fromString(text.left(19) + u'Z', Qt::ISODate);
    return sandbox::Instant(std::chrono::milliseconds(at.toMSecsSinceEpoch()));
}

// The one of a set, if it is one.
QString only(const QSet<QString>& ids)
{
    return ids.size() == 1 ? *ids.begin() : QString();
}

} // namespace

void Directory::refresh(const QString& id)
{
    const auto record = m_world.org().record(id);
    if (!record) { // purged: as if it had never been
        m_people.erase(id);
        return;
    }
    Person person;
    person.isLead = id.startsWith(u"00Q");
    person.isDeleted = record->value(u"IsDeleted"_s).toBool();
    person.isConverted = record->value(u"IsConverted"_s).toBool();
    person.next = person.isDeleted ? record->value(u"MasterRecordId"_s).toString()
        : person.isConverted       ? record->value(u"ConvertedContactId"_s).toString()
                                   : QString();
    person.email = record->value(u"Email"_s).toString().trimmed().toLower();
    person.created = instantOf(record->value(u"CreatedDate"_s).toString());
    m_people.insert_or_assign(id, person);
}

// Merges and conversions are followed to a living record; empty if there is none.
QString Directory::followed(QString id) const
{
    for (int step = 0; step < 50; ++step) {
        const auto found = m_people.find(id);
        if (found == m_people.end())
            return {};
        const Person& person = found->second;
        if (!person.isDeleted && !person.isConverted)
            return id;
        if (person.next.isEmpty())
            return {};
        id = person.next;
    }
    return {};
}

// Contacts before leads; a converted lead stands for its contact; several are nobody.
QString Directory::byEmail(const QString& email) const
{
    if (email.isEmpty())
        return {};
    QSet<QString> contacts;
    QSet<QString> converted;
    QSet<QString> leads;
    for (const auto& [id, person] : m_people) {
        if (person.isDeleted || person.email != email)
            continue;
        if (!person.isLead)
            contacts.insert(id);
        else if (!person.isConverted)
            leads.insert(id);
        else if (const QString contact = followed(id); !contact.isEmpty())
            converted.insert(contact);
    }
    for (const auto* group : {&contacts, &converted, &leads}) {
        if (!group->isEmpty())
            return only(*group);
    }
    return {};
}

QString Directory::whose(const sandbox::hubspot::Properties& properties) const
{
    for (const QString& name : {u"salesforcecontactid"_s, u"salesforceleadid"_s}) {
        const QString id = followed(properties.value(name).trimmed());
        if (!id.isEmpty())
            return id;
    }
    return byEmail(properties.value(u"email"_s).trimmed().toLower());
}

sandbox::Instant Directory::createdAt(const QString& id) const
{
    const auto found = m_people.find(id);
    return found == m_people.end() ? sandbox::Instant() : found->second.created;
}

std::map<QString, QString> Directory::usersOfOwners() const
{
    QMultiMap<QString, QString> byEmail;
    for (const QString& id : m_users) {
        const auto user = m_world.org().record(id);
        const bool counts = user && user->value(u"IsActive"_s).toBool()
            && user->value(u"UserType"_s).toString() == "Standard"_L1;
        const QString email = counts ? user->value(u"Email"_s).toString().toLower() : QString();
        if (!email.isEmpty())
            byEmail.insert(email, id);
    }
    std::map<QString, QString> users;
    for (const auto& owner : m_world.portal().owners()) {
        const QStringList found = byEmail.values(owner.email.toLower());
        users.emplace(owner.id, found.size() == 1 ? found.first() : QString());
    }
    return users;
}

QStringList Directory::living(bool leads) const
{
    QStringList ids;
    for (const auto& [id, person] : m_people) {
        if (person.isLead == leads && !person.isDeleted && !person.isConverted)
            ids.append(id);
    }
    return ids;
}

} // namespace simulation
