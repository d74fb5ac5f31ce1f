// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/people.h"
#include "faults/scenario.h"

using namespace std::chrono_literals;
using rig::Rig;

namespace faults {

namespace {

const QString later = QStringLiteral("later@example.no");

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
    Scenario scenario;
    scenario.name = "settings are imported";
    scenario.arrange = [](Rig& rig) {
        const auto kari = rig.addPerson(QStringLiteral("Kari"));
        const QString call = rig.addCall(kari, QStringLiteral("Before"));
        rig.pass(10min);
        rig.run();
        retitleCall(rig, call, QStringLiteral("After"));
        rig.addCall(kari, QStringLiteral("New"));
        rig.pass(10min);
    };
    scenario.process = [](Rig& rig) {
        QByteArray settings = Rig::allKindsOn();
        settings.replace("\"calls\": {", "\"calls\": {\"taskType\": \"Call\", ");
        auto applied = rig.tryApplySettings(settings);
        return applied ? sync(rig) : applied;
    };
    return scenario;
}

} // namespace

std::vector<Scenario> openings()
{
    return {aContactBecomesSynced(), anErrorIsDue(), aBackFill(), settingsAreImported()};
}

} // namespace faults
