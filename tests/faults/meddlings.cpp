// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/people.h"
#include "faults/scenario.h"

using namespace std::chrono_literals;
using rig::Rig;

namespace faults {

namespace {

// The portal gives its ids in order, so the first call of a world is always this one.
QString firstCall(Rig& rig)
{
    return rig.world.portal().records(HubSpotObject::Calls).front().id;
}

bool hasTask(Rig& rig)
{
    return rig.task(rig.keyOf(QStringLiteral("call"), firstCall(rig))).has_value();
}

// Meanwhile: between the end of a first sync and its restart.
Scenario duringTheFirst(const char* name, std::function<bool(Rig&)> meanwhile)
{
    Scenario scenario;
    scenario.name = name;
    scenario.arrange = [](Rig& rig) {
        const auto kari = rig.addPerson(QStringLiteral("Kari"));
        rig.addCall(kari, QStringLiteral("Before"));
        rig.addCall(kari, QStringLiteral("Another"));
        rig.pass(10min);
    };
    scenario.process = sync;
    scenario.meanwhile = [meanwhile = std::move(meanwhile)](Rig& rig) {
        rig.pass(5min);
        return meanwhile(rig);
    };
    return scenario;
}

// Meanwhile: between the end of a sync that has the call's new title to write and its restart.
Scenario duringAnUpdate(const char* name, std::function<bool(Rig&)> meanwhile)
{
    Scenario scenario = duringTheFirst(name, std::move(meanwhile));
    scenario.arrange = [first = scenario.arrange](Rig& rig) {
        first(rig);
        rig.run();
        retitleCall(rig, firstCall(rig), QStringLiteral("After"));
        rig.pass(10min);
    };
    return scenario;
}

Scenario theUserEditsTheNewTask()
{
    return duringTheFirst("the user edits the new task",
        [](Rig& rig) { return renameTask(rig, firstCall(rig), QStringLiteral("The user's")); });
}

Scenario theUserDeletesTheNewTask()
{
    return duringTheFirst("the user deletes the new task", [](Rig& rig) {
        if (!deleteTask(rig, firstCall(rig)))
            return false;
        // Otherwise nobody looks at the task again.
        retitleCall(rig, firstCall(rig), QStringLiteral("After"));
        return true;
    });
}

Scenario theActivityIsEdited()
{
    return duringTheFirst("the activity is edited", [](Rig& rig) {
        retitleCall(rig, firstCall(rig), QStringLiteral("After"));
        return true;
    });
}

Scenario theActivityIsEditedAfterItsTask()
{
    return duringTheFirst("the activity is edited after its task", [](Rig& rig) {
        if (!renameTask(rig, firstCall(rig), QStringLiteral("The user's")))
            return false;
        rig.pass(5min);
        retitleCall(rig, firstCall(rig), QStringLiteral("HubSpot's"));
        return true;
    });
}

Scenario theActivityIsArchived()
{
    return duringTheFirst("the activity is archived", [](Rig& rig) {
        if (!hasTask(rig))
            return false;
        rig.world.portal().archiveActivity(HubSpotObject::Calls, firstCall(rig));
        return true;
    });
}

Scenario theUserEditsAnotherField()
{
    return duringAnUpdate("the user edits another field", [](Rig& rig) {
        const auto task = rig.task(rig.keyOf(QStringLiteral("call"), firstCall(rig)));
        return rig.world.org()
            .editTask(task->id,
                {{QStringLiteral("Priority"), QStringLiteral("High")},
                    {QStringLiteral("Description"), QStringLiteral("The user's words")}})
            .ok();
    });
}

Scenario theUserEditsTheSameField()
{
    return duringAnUpdate("the user edits the same field", [](Rig& rig) {
        (void)renameTask(rig, firstCall(rig), QStringLiteral("The user's"));
        rig.pass(5min);
        // Later than the user: by rule "newest" HubSpot's title is the last word, and the user's
        // loss is recorded, whether or not the title before it came through.
        retitleCall(rig, firstCall(rig), QStringLiteral("Last word"));
        return true;
    });
}

Scenario theUserDeletesTheChangedTask()
{
    return duringAnUpdate("the user deletes the changed task", [](Rig& rig) {
        (void)deleteTask(rig, firstCall(rig));
        retitleCall(rig, firstCall(rig), QStringLiteral("Again"));
        return true;
    });
}

} // namespace

std::vector<Scenario> meddlings()
{
    return {theUserEditsTheNewTask(), theUserDeletesTheNewTask(), theActivityIsEdited(),
        theActivityIsEditedAfterItsTask(), theActivityIsArchived(), theUserEditsAnotherField(),
        theUserEditsTheSameField(), theUserDeletesTheChangedTask()};
}

} // namespace faults
