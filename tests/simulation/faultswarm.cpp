// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/faultswarm.h"

namespace simulation {

using namespace std::chrono_literals;

FaultSwarm::FaultSwarm(sandbox::World& world, const Seed& seed)
    : m_world(world)
    , m_random(seed.number, "faults")
{
    const int share = m_random.chance(150) ? 0 : 200 + m_random.below(600);
    for (bool& chosen : m_chosen)
        chosen = m_random.chance(share);
}

void FaultSwarm::beginRun()
{
    for (std::size_t kind = 0; kind < m_chosen.size(); ++kind) {
        const bool strikes = m_chosen.at(kind) && m_random.chance(600);
        m_perMille.at(kind) = strikes ? 1 + m_random.below(1 + m_random.below(150)) : 0;
    }
    // These end a run; more often than now and then they would hide everything else.
    for (const Kind rare : {Kind::RevokeToken, Kind::Budget}) {
        int& perMille = m_perMille.at(static_cast<std::size_t>(rare));
        perMille = std::min(perMille, 8);
    }
    m_storm.clear();
    m_world.org().setDailyLimit(100'000);
}

void FaultSwarm::calm()
{
    m_calm = true;
    m_world.faults().clear();
    m_world.org().setDailyLimit(100'000);
}

void FaultSwarm::beforeRequest(sandbox::Side side)
{
    m_world.faults().clear(); // what was not hit is over
    if (m_calm)
        return;
    const sandbox::Match match{side, {}, {}};
    if (int& left = m_storm[side]; left > 0) {
        --left;
        m_world.faults().add({match, {}, refusal()});
        return;
    }
    for (int kind = 0; kind < kinds; ++kind) {
        if (m_random.chance(m_perMille.at(static_cast<std::size_t>(kind))))
            m_world.faults().add({match, {}, action(static_cast<Kind>(kind), side)});
    }
}

sandbox::Status FaultSwarm::refusal()
{
    sandbox::Status status;
    status.code = m_random.chance(500) ? 429 : 503;
    if (m_random.chance(700))
        status.retryAfter = std::chrono::seconds(m_random.between(1, 90));
    return status;
}

sandbox::FaultAction FaultSwarm::action(Kind kind, sandbox::Side side)
{
    switch (kind) {
    case Kind::DropBefore:
        return sandbox::DropBefore{};
    case Kind::CommitThenDrop:
        return sandbox::CommitThenDrop{};
    case Kind::Delay:
        return sandbox::Delay{
            std::chrono::milliseconds(m_random.chance(800) ? m_random.between(100, 20'000)
                                                           : m_random.between(20'000, 200'000))};
    case Kind::TooManyRequests: {
        auto status = refusal();
        status.code = 429;
        return status;
    }
    case Kind::ServerBusy: {
        auto status = refusal();
        status.code = 503;
        return status;
    }
    case Kind::Storm:
        m_storm[side] = 2 + m_random.below(15);
        return refusal();
    case Kind::Html:
        return sandbox::HtmlPage{};
    case Kind::Truncate:
        return sandbox::Truncate{};
    case Kind::PartialFailure:
        return sandbox::PartialFailure{{{}, 50 + m_random.below(600), m_random.next()}};
    case Kind::RevokeToken:
        return sandbox::RevokeToken{};
    case Kind::Budget:
        return sandbox::Budget{m_random.below(40)};
    }
    Q_UNREACHABLE();
}

} // namespace simulation
