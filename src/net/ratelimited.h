// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/clock.h"
#include "net/gate.h"

#include <array>
#include <deque>
#include <optional>

namespace net {

// How fast and how wide requests of one bucket may go out.
struct Policy
{
    int perWindow = 0; // 0 = no limit
    std::chrono::milliseconds window{0};
    int inFlight = 4;
};

struct RatePolicies
{
    std::array<Policy, 6> of; // by Bucket

    // HubSpot: 190 in 10 s, search 4 in 1 s, associations 100 in 10 s, 6 in flight. Salesforce: 4
    // reads and 1 write in flight (row locks).
    static RatePolicies standard();
    // In flight only: for a service without limits.
    static RatePolicies unlimited();
};

// Keeps the rolling windows of the services, so that a 429 is the exception: waits on the clock
// before sending, never after. Learns the real burst limit from X-HubSpot-RateLimit-Max, and halves
// the search rate after a SECONDLY answer.
class RateLimited final : public Transport
{
public:
    RateLimited(Transport& next, Clock& clock, RatePolicies policies);

    Task<core::Result<Response>> send(Request request, std::stop_token stop) override;

private:
    struct State
    {
        std::deque<Clock::Monotonic> sent; // within the window
        std::deque<Gate*> queue; // waiting for a place in flight, first come first served
        int inFlight = 0;
    };
    State& state(Bucket bucket) { return m_states[static_cast<std::size_t>(bucket)]; }
    Policy& policy(Bucket bucket) { return m_policies.of[static_cast<std::size_t>(bucket)]; }
    std::chrono::milliseconds pauseBefore(Bucket bucket);
    void leave(Bucket bucket);
    void learn(Bucket bucket, const Response& response);

    Transport& m_next;
    Clock& m_clock;
    RatePolicies m_policies;
    std::array<State, 6> m_states;
};

} // namespace net
