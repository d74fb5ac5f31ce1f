// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/generation/people.h"
#include "sandbox/random.h"
#include "simulation/chronicle.h"
#include "simulation/seed.h"
#include "simulation/trace.h"

#include <optional>

namespace simulation {

// What people do in both CRMs while the program is not looking, or is. Every edit is drawn from the
// seed; those that the accounts do not allow just now come to nothing.
class History final
{
public:
    History(sandbox::World& world, Chronicle& chronicle, const Seed& seed, Trace& trace);

    void settle(); // who and what is there before the program runs for the first time
    void edit(); // one edit by somebody
    // Somebody edits or deletes a task that this write is about, just before it arrives.
    void meddle(const QByteArray& write);
    void mend(); // the admins put right what was broken: every picklist value is back

private:
    using Edit = void (History::*)();
    struct Chance
    {
        int weight;
        Edit edit;
        const char* name;
    };
    static const std::vector<Chance>& chances();

    // HubSpot (hubspotedits.cpp)
    void addActivity();
    void editTitle();
    void editBody();
    void editOwner();
    void editTaskChoice();
    void moveInTime();
    void archiveActivity();
    void associate();
    void dissociate();
    void addContact();
    void editContactEmail();
    void tieContact();
    void untieContact();
    void mergeContacts();
    void editContactOwner();
    void archiveContact();

    // Salesforce (salesforceedits.cpp)
    void editOnBothSides();
    void editTaskText();
    void editTaskDescription();
    void editTaskChoiceThere();
    void editTaskDay();
    void editTaskOwner();
    void moveTaskToPerson();
    void deleteTask();
    void addForeignTask();
    void addPersonWithEmail();
    void editPersonEmail();
    void deletePerson();
    void mergePersons();
    void convertLead();
    void toggleUser();
    void breakPicklist();

    [[nodiscard]] QString mark(); // text that no other edit has: "#17#"
    [[nodiscard]] std::optional<ActivityId> anyActivity();
    [[nodiscard]] QString anyContact();
    [[nodiscard]] QString anyTask(); // a living one, mostly with a key
    [[nodiscard]] QString anyEmail(); // of a HubSpot contact
    [[nodiscard]] QString anyOf(const QStringList& ids);
    [[nodiscard]] QString addPerson(bool lead, const QString& email);
    void addTo(sandbox::hubspot::Object object, const QStringList& contacts);

    sandbox::World& m_world;
    Chronicle& m_chronicle;
    const Seed& m_seed;
    Trace& m_trace;
    sandbox::Random m_random;
    sandbox::generation::Staff m_staff;
    std::vector<std::pair<QString, QString>> m_broken; // field and value that Task has lost
    int m_marks = 0;
};

// The property that an activity's title stands in.
[[nodiscard]] QString titleOf(sandbox::hubspot::Object object);

} // namespace simulation
