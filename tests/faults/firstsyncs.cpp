// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/people.h"
#include "faults/scenario.h"

using namespace std::chrono_literals;
using rig::Rig;

namespace faults {

namespace {

Scenario everyKindForTwoPeople()
{
    return {"every kind for two people", twoPeople, sync};
}

// From the first byte of the database on: it is made, the settings are imported, and it syncs.
Scenario aProfileThatNeverRan()
{
    Scenario scenario;
    scenario.name = "a profile that never ran";
    scenario.arrange = [](Rig& rig) {
        const auto kari = rig.addPerson(QStringLiteral("Kari"));
        rig.addCall(kari, QStringLiteral("First"));
        rig.pass(10min);
        rig.removeStoreFiles();
    };
    scenario.process = [](Rig& rig) {
        auto applied = rig.tryApplySettings(Rig::allKindsOn());
        return applied ? sync(rig) : applied;
    };
    return scenario;
}

// The tasks are there with their keys, one as a user changed it, and there is one more activity.
Scenario anEmptyStoreAdopts()
{
    Scenario scenario;
    scenario.name = "an empty store adopts";
    scenario.arrange = [](Rig& rig) {
        const auto kari = rig.addPerson(QStringLiteral("Kari"));
        const QString call = rig.addCall(kari, QStringLiteral("First"));
        (void)addOneOfEach(rig, kari);
        rig.pass(10min);
        rig.run();
        (void)renameTask(rig, call, QStringLiteral("The user's"));
        rig.addCall(kari, QStringLiteral("Late"));
        rig.pass(10min);
        rig.removeStore();
        rig.applySettings(Rig::allKindsOn());
    };
    scenario.process = sync;
    return scenario;
}

Scenario oneOfABatchIsRefused()
{
    Scenario scenario;
    scenario.name = "one of a batch is refused";
    scenario.arrange = [](Rig& rig) {
        const auto kari = rig.addPerson(QStringLiteral("Kari"));
        rig.addCall(kari, QStringLiteral("Good"));
        rig.addCall(kari, QStringLiteral("Forbidden words"));
        rig.addCall(kari, QStringLiteral("Better"));
        refuseSubjects(rig, QStringLiteral("Forbidden"));
        rig.pass(10min);
    };
    scenario.process = sync;
    scenario.meanwhile = [](Rig& rig) {
        refuseSubjects(rig, {});
        return true;
    };
    return scenario;
}

} // namespace

std::vector<Scenario> firstSyncs()
{
    return {everyKindForTwoPeople(), aProfileThatNeverRan(), anEmptyStoreAdopts(),
        oneOfABatchIsRefused()};
}

} // namespace faults
