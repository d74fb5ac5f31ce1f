// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/lane.h"
#include "net/rollingwindow.h"

#include <array>
#include <vector>

namespace net {

// How fast and how wide requests may go out (HubSpot contract 6.1, Salesforce contract 6).
struct RatePolicies
{
    int burstCalls = 95; // in 10 s, until a header names the account's own number (100, 190, 250);
                         // 0 = none known
    int searchCalls = 4; // in 1 s, of the 5 that the whole account shares; 0 = none known
    int associationCalls = 100; // in 10 s; 0 = none known
    int hubSpotInFlight = 6;
    int salesforceReads = 4;
    int salesforceWrites
        = 1; // tasks lock their parents: two writes at a time would block each other

    static RatePolicies standard() { return {}; }
    // As fast as the answers come, until the service itself tells of a limit: a sandbox on this
    // machine, benchmarks.
    static RatePolicies unlimited();
};

// Keeps the limits of the services, so that a 429 is the exception: waits on the clock before
// sending, each bucket in the order of asking. Learns HubSpot's burst limit from
// X-HubSpot-RateLimit-Max; a 429 holds its whole bucket back (so that one call is wasted, not all
// that are on their way), and one for searching too fast halves that rate for the rest of this
// object's life. A stop ends the wait with Cancelled.
class RateLimited final : public Transport
{
public:
    RateLimited(Transport& next, Clock& clock, RatePolicies policies);

    Task<core::Result<Response>> send(Request request, std::stop_token stop) override;

private:
    static constexpr std::size_t buckets = 6;
    [[nodiscard]] std::chrono::milliseconds pause(Bucket bucket);
    [[nodiscard]] Task<bool> admitted(Bucket bucket, std::stop_token stop);
    void learn(Bucket bucket, const Response& response);
    [[nodiscard]] Lane& laneOf(Bucket bucket);
    [[nodiscard]] Lane& turnstileOf(Bucket bucket);
    [[nodiscard]] std::vector<RollingWindow*> windowsOf(Bucket bucket);

    Transport& m_next;
    Clock& m_clock;
    RollingWindow m_burst;
    RollingWindow m_search;
    RollingWindow m_associations;
    RollingWindow m_concurrency; // Salesforce: only ever held, after ConcurrentRequests
    Lane m_hubSpot;
    Lane m_salesforceReads;
    Lane m_salesforceWrites;
    Lane m_token;
    std::array<Lane, buckets> m_turnstiles; // one at a time of each bucket waits for its windows
};

} // namespace net
