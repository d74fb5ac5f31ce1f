// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/people.h"
#include "faults/scenario.h"

using namespace std::chrono_literals;
using rig::Rig;

namespace faults {

namespace {

const QString later = QStringLiteral("later@example.no");

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

Scenario aContactBecomesSynced()
{
    Scenario scenario;
    scenario.name = "a contact becomes synced";
    scenario.arrange = [](Rig& rig) {
        const auto kari = rig.addPerson(QStringLiteral("Kari"));
        (void)addOneOfEach(rig, addStranger(rig, kari, later));
        rig.pass(10min);
        rig.run();
        rig.pass(1h);
        addSalesforceContact(rig, later);
        rig.pass(10min);
    };
    scenario.process = sync;
    return scenario;
}

Scenario anErrorIsDue()
{
    Scenario scenario;
    scenario.name = "an error is due";
    scenario.arrange = [](Rig& rig) {
        const auto kari = rig.addPerson(QStringLiteral("Kari"));
        rig.addCall(kari, QStringLiteral("Good"));
        rig.addCall(kari, QStringLiteral("Forbidden words"));
        refuseSubjects(rig, QStringLiteral("Forbidden"));
        rig.pass(10min);
        rig.run();
        refuseSubjects(rig, {});
        rig.pass(16min);
    };
    scenario.process = sync;
    return scenario;
}

// The window of the calls begins where it began; what was excluded goes only by the new startAt.
Scenario aBackFill()
{
    static const QByteArray calls = "{\"schema\": 1, \"toSalesforce\": {\"calls\": {\"on\": true, "
                                    "\"onSince\": \"2026-01-01T00:00:00Z\"%1}}}";
    Scenario scenario;
    scenario.name = "a back-fill";
    scenario.arrange = [](Rig& rig) {
        rig.applySettings(QByteArray(calls).replace("%1", ""));
        const auto kari = rig.addPerson(QStringLiteral("Kari"));
        const auto stranger = addStranger(rig, kari, later);
        rig.addCall(stranger, QStringLiteral("Too early"));
        rig.addCall(stranger, QStringLiteral("Too early, too"));
        rig.pass(1h);
        addSalesforceContact(rig, later);
        rig.pass(10min);
        rig.run();
        rig.pass(10min);
    };
    scenario.process = [](Rig& rig) {
        auto applied = rig.tryApplySettings(
            QByteArray(calls).replace("%1", ", \"startAt\": \"2026-01-01T00:00:00Z\""));
        return applied ? sync(rig) : applied;
    };
    return scenario;
}

Scenario settingsAreImported()
{
    Scenario scenario = after(
        "settings are imported", [](Rig& rig, const Rig::Person& kari, const QString& call) {
            retitleCall(rig, call, QStringLiteral("After"));
            rig.addCall(kari, QStringLiteral("New"));
        });
    scenario.process = [](Rig& rig) {
        QByteArray settings = Rig::allKindsOn();
        settings.replace("\"calls\": {", "\"calls\": {\"taskType\": \"Call\", ");
        auto applied = rig.tryApplySettings(settings);
        return applied ? sync(rig) : applied;
    };
    return scenario;
}

} // namespace

std::vector<Scenario> changes()
{
    return {newAndChangedRecords(), theUserChangedTheSameField(),
        theUserChangedTheSameFieldBefore(), theTaskIsGone(), theActivityIsArchived(),
        aRowIsLocked(), theAnswerToAnUpdateIsLost(), peopleAreMerged(), aContactBecomesSynced(),
        anErrorIsDue(), aBackFill(), settingsAreImported()};
}

} // namespace faults
