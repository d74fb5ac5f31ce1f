// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/random.h"
#include "sandbox/world.h"
#include "simulation/seed.h"

#include <array>
#include <map>

namespace simulation {

// Trouble on the way. Each seed has a subset of the kinds, and each run draws anew how often each
// of them strikes: many kinds at once hide each other, and a kind that never comes alone is never
// seen alone.
class FaultSwarm final
{
public:
    FaultSwarm(sandbox::World& world, const Seed& seed);

    void beginRun();
    void beforeRequest(sandbox::Side side); // plans what hits the next request of that side
    void calm(); // no trouble from now on

private:
    enum class Kind {
        DropBefore,
        CommitThenDrop,
        Delay,
        TooManyRequests,
        ServerBusy,
        Storm,
        Html,
        Truncate,
        PartialFailure,
        RevokeToken,
        Budget,
    };
    static constexpr int kinds = 11;

    [[nodiscard]] sandbox::FaultAction action(Kind kind, sandbox::Side side);
    [[nodiscard]] sandbox::Status refusal();

    sandbox::World& m_world;
    sandbox::Random m_random;
    std::array<bool, kinds> m_chosen{}; // for this seed
    std::array<int, kinds> m_perMille{}; // for this run
    std::map<sandbox::Side, int> m_storm; // requests that it still hits
    bool m_calm = false;
};

} // namespace simulation
