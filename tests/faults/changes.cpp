// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/people.h"
#include "faults/scenario.h"

using namespace std::chrono_literals;
using rig::Rig;

namespace faults {

namespace {

// Kari's call and one activity of each kind, synced. Returns the call.
QString synced(Rig& rig, Rig::Person& kari)
{
    kari = rig.addPerson(QStringLiteral("Kari"));
    const QString call = rig.addCall(kari, QStringLiteral("Before"));
    (void)addOneOfEach(rig, kari);
    rig.pass(10min);
    rig.run();
    return call;
}

Scenario after(
    const char* name, std::function<void(Rig&, const Rig::Person&, const QString&)> change)
{
    Scenario scenario;
    scenario.name = name;
    scenario.arrange = [change = std::move(change)](Rig& rig) {
        Rig::Person kari;
        const QString call = synced(rig, kari);
        change(rig, kari, call);
        rig.pass(10min);
    };
    scenario.process = sync;
    return scenario;
}

// Creates and updates in one run, so that one kind of write is recorded before the other begins.
Scenario newAndChangedRecords()
{
    return after(
        "new and changed records", [](Rig& rig, const Rig::Person& kari, const QString& call) {
            retitleCall(rig, call, QStringLiteral("After"));
            const auto ola = rig.addPerson(QStringLiteral("Ola"));
            rig.world.portal().changeOwner(HubSpotObject::Calls, call, ola.hubSpotOwner);
            rig.addCall(kari, QStringLiteral("New"));
            rig.addCall(ola, QStringLiteral("New, too"));
        });
}

Scenario theUserChangedTheSameField()
{
    return after(
        "the user changed the same field", [](Rig& rig, const Rig::Person&, const QString& call) {
            retitleCall(rig, call, QStringLiteral("HubSpot's"));
            rig.pass(5min);
            (void)renameTask(rig, call, QStringLiteral("The user's"));
        });
}

Scenario theUserChangedTheSameFieldBefore()
{
    return after("the user changed the same field before",
        [](Rig& rig, const Rig::Person&, const QString& call) {
            (void)renameTask(rig, call, QStringLiteral("The user's"));
            rig.pass(5min);
            retitleCall(rig, call, QStringLiteral("HubSpot's"));
        });
}

Scenario theTaskIsGone()
{
    return after("the task is gone", [](Rig& rig, const Rig::Person&, const QString& call) {
        (void)deleteTask(rig, call);
        retitleCall(rig, call, QStringLiteral("After"));
    });
}

Scenario theActivityIsArchived()
{
    return after(
        "the activity is archived", [](Rig& rig, const Rig::Person& kari, const QString& call) {
            rig.world.portal().archiveActivity(HubSpotObject::Calls, call);
            rig.addCall(kari, QStringLiteral("New"));
        });
}

Scenario aRowIsLocked()
{
    return after("a row is locked", [](Rig& rig, const Rig::Person& kari, const QString& call) {
        retitleCall(rig, call, QStringLiteral("After"));
        rig.addCall(kari, QStringLiteral("New"));
        rig.world.org().lockRow(rig.task(rig.keyOf(QStringLiteral("call"), call))->id, 1);
    });
}

Scenario theAnswerToAnUpdateIsLost()
{
    return after(
        "the answer to an update is lost", [](Rig& rig, const Rig::Person&, const QString& call) {
            retitleCall(rig, call, QStringLiteral("After"));
            sandbox::Fault lost;
            lost.match = {sandbox::Side::Salesforce, "PATCH", {}};
            lost.action = sandbox::CommitThenDrop{};
            rig.world.faults().add(lost);
        });
}

Scenario peopleAreMerged()
{
    return after("people are merged", [](Rig& rig, const Rig::Person& kari, const QString& call) {
        const auto ola = rig.addPerson(QStringLiteral("Ola"));
        rig.world.org().mergeContacts(ola.salesforceContact, kari.salesforceContact);
        retitleCall(rig, call, QStringLiteral("After"));
        rig.addCall(kari, QStringLiteral("New"));
    });
}

} // namespace

std::vector<Scenario> changes()
{
    return {newAndChangedRecords(), theUserChangedTheSameField(),
        theUserChangedTheSameFieldBefore(), theTaskIsGone(), theActivityIsArchived(),
        aRowIsLocked(), theAnswerToAnUpdateIsLost(), peopleAreMerged()};
}

} // namespace faults
