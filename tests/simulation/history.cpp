// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/history.h"

#include "sandbox/generation/activities.h"

#include <QRegularExpression>

namespace simulation {

using namespace Qt::StringLiterals;

History::History(sandbox::World& world, Chronicle& chronicle, const Seed& seed, Trace& trace)
    : m_world(world)
    , m_chronicle(chronicle)
    , m_seed(seed)
    , m_trace(trace)
    , m_random(seed.number, "history")
{
}

void History::settle()
{
    m_world.portal().setActor(u"seed"_s);
    m_staff = sandbox::generation::hire(m_world);
    const auto crowd = sandbox::generation::meet(m_world, m_seed.number, m_staff, m_seed.contacts);
    sandbox::generation::keepBusy(m_world, m_seed.number, m_staff, crowd, m_seed.activities);
    m_world.portal().setActor(u"user"_s);
    m_chronicle.follow();
}

const std::vector<History::Chance>& History::chances()
{
    static const std::vector<Chance> all{
        {14, &History::addActivity, "addActivity"},
        {10, &History::editTitle, "editTitle"},
        {6, &History::editBody, "editBody"},
        {5, &History::editOwner, "editOwner"},
        {5, &History::editTaskChoice, "editTaskChoice"},
        {4, &History::moveInTime, "moveInTime"},
        {4, &History::archiveActivity, "archiveActivity"},
        {5, &History::associate, "associate"},
        {3, &History::dissociate, "dissociate"},
        {2, &History::addContact, "addContact"},
        {3, &History::editContactEmail, "editContactEmail"},
        {3, &History::tieContact, "tieContact"},
        {1, &History::untieContact, "untieContact"},
        {2, &History::mergeContacts, "mergeContacts"},
        {2, &History::editContactOwner, "editContactOwner"},
        {1, &History::archiveContact, "archiveContact"},
        {4, &History::editOnBothSides, "editOnBothSides"},
        {6, &History::editTaskText, "editTaskText"},
        {4, &History::editTaskDescription, "editTaskDescription"},
        {5, &History::editTaskChoiceThere, "editTaskChoiceThere"},
        {4, &History::editTaskDay, "editTaskDay"},
        {3, &History::editTaskOwner, "editTaskOwner"},
        {1, &History::moveTaskToPerson, "moveTaskToPerson"},
        {4, &History::deleteTask, "deleteTask"},
        {1, &History::addForeignTask, "addForeignTask"},
        {4, &History::addPersonWithEmail, "addPersonWithEmail"},
        {2, &History::editPersonEmail, "editPersonEmail"},
        {2, &History::deletePerson, "deletePerson"},
        {2, &History::mergePersons, "mergePersons"},
        {3, &History::convertLead, "convertLead"},
        {2, &History::toggleUser, "toggleUser"},
        {1, &History::breakPicklist, "breakPicklist"},
    };
    return all;
}

void History::edit()
{
    m_chronicle.follow();
    int sum = 0;
    for (const Chance& chance : chances())
        sum += chance.weight;
    int drawn = m_random.below(sum);
    for (const Chance& chance : chances()) {
        drawn -= chance.weight;
        if (drawn >= 0)
            continue;
        const std::size_t before = m_world.log().changes().size();
        (this->*chance.edit)();
        const auto& changes = m_world.log().changes();
        QStringList ids;
        for (std::size_t i = before; i < changes.size(); ++i)
            ids.append(changes[i].object + u' ' + changes[i].id);
        m_trace.note(m_world.now(),
            u"edit %1: %2"_s.arg(QString::fromLatin1(chance.name), ids.join(u", "_s)));
        break;
    }
    m_chronicle.follow();
}

void History::meddle(const QByteArray& write)
{
    static const QRegularExpression keyed(u"hs:[0-9]+:[a-z]+:[0-9a-f-]+"_s);
    QStringList keys;
    auto found = keyed.globalMatch(QString::fromUtf8(write));
    while (found.hasNext())
        keys.append(found.next().captured());
    const QString key = anyOf(keys);
    for (const auto& task : m_world.org().tasksWithKey(key)) {
        if (task.isDeleted)
            continue;
        m_trace.note(m_world.now(), u"edit meddle: %1"_s.arg(task.id));
        if (m_random.chance(500))
            m_world.org().deleteRecord(task.id);
        else
            m_world.org().editTask(task.id, {{u"Subject"_s, u"Midt i %1"_s.arg(mark())}});
    }
    m_chronicle.follow();
}

void History::mend()
{
    for (const auto& [field, value] : m_broken)
        m_world.org().addPicklistValue(u"Task"_s, field, value);
    m_broken.clear();
}

QString History::mark()
{
    return u"#%1#"_s.arg(++m_marks);
}

QString History::anyOf(const QStringList& ids)
{
    return ids.isEmpty() ? QString() : ids.at(m_random.below(static_cast<int>(ids.size())));
}

std::optional<ActivityId> History::anyActivity()
{
    std::vector<ActivityId> living;
    for (const auto& [id, story] : m_chronicle.activities()) {
        if (!story.isArchived)
            living.push_back(id);
    }
    if (living.empty())
        return std::nullopt;
    return living.at(static_cast<std::size_t>(m_random.below(static_cast<int>(living.size()))));
}

QString History::anyContact()
{
    return anyOf(m_chronicle.livingContacts());
}

QString History::anyTask()
{
    const auto& ids = m_chronicle.tasks();
    for (int tries = 0; tries < 8 && !ids.empty(); ++tries) {
        const QString& id
            = ids.at(static_cast<std::size_t>(m_random.below(static_cast<int>(ids.size()))));
        const auto task = m_world.org().task(id);
        if (task && !task->isDeleted)
            return id;
    }
    return {};
}

QString History::anyEmail()
{
    const QString contact = anyContact();
    if (contact.isEmpty())
        return {};
    return m_world.portal()
        .record(sandbox::hubspot::Object::Contacts, contact)
        ->properties.value(u"email"_s);
}

QString History::addPerson(bool lead, const QString& email)
{
    if (lead) {
        sandbox::salesforce::Lead person;
        person.lastName = u"Ny %1"_s.arg(mark());
        person.company = u"Kunde AS"_s;
        person.email = email;
        return m_world.org().addLead(person);
    }
    sandbox::salesforce::Contact person;
    person.lastName = u"Ny %1"_s.arg(mark());
    person.email = email;
    return m_world.org().addContact(person);
}

} // namespace simulation
