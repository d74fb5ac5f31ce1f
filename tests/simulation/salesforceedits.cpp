// SPDX-License-Identifier: GPL-3.0-or-later
// What people do in Salesforce's window.
#include "simulation/history.h"

#include <array>

namespace simulation {

using namespace Qt::StringLiterals;

// Within a second of each other, HubSpot last.
void History::editOnBothSides()
{
    const auto task = m_world.org().task(anyTask());
    const QStringList key = task ? task->key.split(u':') : QStringList();
    if (key.size() != 4)
        return;
    const auto object = objectOfKind(key[2]);
    const auto record = m_world.portal().record(object, key[3]);
    if (!record || record->archivedAt)
        return;
    m_world.org().editTask(task->id, {{u"Subject"_s, u"Salg %1"_s.arg(mark())}});
    m_world.portal().editActivity(object, key[3], {{titleOf(object), u"Endret %1"_s.arg(mark())}});
}

void History::editTaskText()
{
    const QString task = anyTask();
    if (!task.isEmpty())
        m_world.org().editTask(task, {{u"Subject"_s, u"Salg %1"_s.arg(mark())}});
}

void History::editTaskDescription()
{
    const QString task = anyTask();
    if (!task.isEmpty())
        m_world.org().editTask(task, {{u"Description"_s, u"Notat fra salg %1"_s.arg(mark())}});
}

void History::editTaskChoiceThere()
{
    const QString task = anyTask();
    if (task.isEmpty())
        return;
    static constexpr std::array statuses{u"Not Started", u"In Progress", u"Completed", u"Deferred"};
    static constexpr std::array priorities{u"High", u"Normal", u"Low"};
    if (m_random.chance(600))
        m_world.org().editTask(task,
            {{u"Status"_s,
                QString::fromUtf16(statuses.at(static_cast<std::size_t>(m_random.below(4))))}});
    else
        m_world.org().editTask(task,
            {{u"Priority"_s,
                QString::fromUtf16(priorities.at(static_cast<std::size_t>(m_random.below(3))))}});
}

void History::editTaskDay()
{
    const QString task = anyTask();
    if (!task.isEmpty())
        m_world.org().editTask(task,
            {{u"ActivityDate"_s,
                u"2027-0%1-1%2"_s.arg(1 + m_random.below(9)).arg(m_random.below(10))}});
}

void History::editTaskOwner()
{
    const QString task = anyTask();
    const auto& users = m_staff.users;
    if (!task.isEmpty())
        m_world.org().editTask(task,
            {{u"OwnerId"_s,
                users.at(
                    static_cast<std::size_t>(m_random.below(static_cast<int>(users.size()))))}});
}

void History::moveTaskToPerson()
{
    const QString task = anyTask();
    const QString person = anyOf(m_chronicle.directory().living(false));
    if (!task.isEmpty() && !person.isEmpty())
        m_world.org().editTask(task, {{u"WhoId"_s, person}});
}

void History::deleteTask()
{
    const QString task = anyTask();
    if (!task.isEmpty())
        m_world.org().deleteRecord(task);
}

void History::addForeignTask()
{
    const QString person = anyOf(m_chronicle.directory().living(false));
    m_world.org().add(u"Task"_s, {{u"Subject"_s, u"Egen %1"_s.arg(mark())}, {u"WhoId"_s, person}});
}

void History::addPersonWithEmail()
{
    const QString email = anyEmail();
    if (!email.isEmpty())
        (void)addPerson(m_random.chance(400), email);
}

void History::editPersonEmail()
{
    const QString person = anyOf(m_chronicle.directory().living(m_random.chance(300)));
    if (person.isEmpty())
        return;
    const QString other = anyEmail();
    const QString email = m_random.chance(500) && !other.isEmpty()
        ? other
        : u"byttet%1@kunde.example"_s.arg(++m_marks);
    m_world.org().edit(person, {{u"Email"_s, email}});
}

void History::deletePerson()
{
    const QString person = anyOf(m_chronicle.directory().living(m_random.chance(400)));
    if (!person.isEmpty())
        m_world.org().deleteRecord(person);
}

void History::mergePersons()
{
    const QStringList living = m_chronicle.directory().living(false);
    const QString winner = anyOf(living);
    const QString loser = anyOf(living);
    if (!winner.isEmpty() && winner != loser)
        m_world.org().mergeContacts(winner, loser);
}

void History::convertLead()
{
    const QString lead = anyOf(m_chronicle.directory().living(true));
    if (lead.isEmpty())
        return;
    const QString email = m_world.org().record(lead)->value(u"Email"_s).toString();
    const QString contact = m_random.chance(600) ? addPerson(false, email)
                                                 : anyOf(m_chronicle.directory().living(false));
    if (!contact.isEmpty())
        m_world.org().convertLead(lead, contact);
}

void History::toggleUser()
{
    const auto& users = m_staff.users;
    const auto& user
        = users.at(static_cast<std::size_t>(m_random.below(static_cast<int>(users.size()))));
    const bool isActive = m_world.org().record(user)->value(u"IsActive"_s).toBool();
    m_world.org().setUserActive(user, !isActive);
}

void History::breakPicklist()
{
    if (!m_broken.empty())
        return mend();
    static constexpr std::array values{std::pair{u"Type", u"Call"}, std::pair{u"Type", u"Email"},
        std::pair{u"Status", u"Waiting on someone else"}, std::pair{u"Status", u"Deferred"},
        std::pair{u"Priority", u"Low"}};
    const auto& [field, value] = values.at(static_cast<std::size_t>(m_random.below(5)));
    m_broken.emplace_back(QString::fromUtf16(field), QString::fromUtf16(value));
    m_world.org().removePicklistValue(u"Task"_s, m_broken.back().first, m_broken.back().second);
}

} // namespace simulation
