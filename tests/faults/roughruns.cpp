// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/people.h"
#include "faults/scenario.h"

using rig::Rig;

namespace faults {

namespace {

// The run settles by reading, in the middle of itself.
Scenario theAnswerToAWriteIsLost()
{
    Scenario scenario;
    scenario.name = "the answer to a write is lost";
    scenario.arrange = [](Rig& rig) {
        twoPeople(rig);
        sandbox::Fault lost;
        lost.match = {sandbox::Side::Salesforce, "PATCH", {}};
        lost.action = sandbox::CommitThenDrop{};
        rig.world.faults().add(lost);
    };
    scenario.process = sync;
    return scenario;
}

Scenario theWriteIsLost()
{
    Scenario scenario;
    scenario.name = "a write is lost";
    scenario.arrange = [](Rig& rig) {
        twoPeople(rig);
        sandbox::Fault lost;
        lost.match = {sandbox::Side::Salesforce, "PATCH", {}};
        lost.action = sandbox::DropBefore{};
        rig.world.faults().add(lost);
    };
    scenario.process = sync;
    return scenario;
}

Scenario aCanary()
{
    Scenario scenario;
    scenario.name = "a canary of three";
    scenario.arrange = twoPeople;
    scenario.process = [](Rig& rig) {
        engine::SyncOptions options;
        options.writesMax = 3;
        return syncWith(rig, options);
    };
    return scenario;
}

Scenario exactlyThePlan()
{
    Scenario scenario;
    scenario.name = "exactly the plan";
    scenario.arrange = twoPeople;
    scenario.process = [](Rig& rig) -> core::Result<void> {
        engine::SyncOptions looking;
        looking.planOnly = true;
        const auto plan = rig.tryRun(looking);
        if (!plan)
            return tl::unexpected(plan.error());
        engine::SyncOptions writing;
        writing.planHash = plan->planHash;
        return syncWith(rig, writing);
    };
    return scenario;
}

} // namespace

std::vector<Scenario> roughRuns()
{
    return {theAnswerToAWriteIsLost(), theWriteIsLost(), aCanary(), exactlyThePlan()};
}

} // namespace faults
