// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/ratelimited.h"

#include "net/answer.h"

#include <algorithm>

namespace net {

namespace {

constexpr int tooMany = 429;
constexpr int searchAfterRefusal = 2; // a second, of the 5 that the whole account shares
constexpr double burstShare = 0.95; // of what the header says: other apps may count against it

core::Error cancelled()
{
    return {core::Error::Kind::Cancelled, QStringLiteral("stopped while waiting for a rate limit")};
}

} // namespace

RatePolicies RatePolicies::standard()
{
    using namespace std::chrono_literals;
    RatePolicies policies;
    policies.of[static_cast<std::size_t>(Bucket::HubSpot)] = {95, 10s, 6};
    policies.of[static_cast<std::size_t>(Bucket::HubSpotSearch)] = {4, 1s, 2};
    policies.of[static_cast<std::size_t>(Bucket::HubSpotAssociations)] = {95, 10s, 6};
    policies.of[static_cast<std::size_t>(Bucket::Salesforce)] = {0, 0s, 4};
    policies.of[static_cast<std::size_t>(Bucket::SalesforceWrite)] = {0, 0s, 1};
    policies.of[static_cast<std::size_t>(Bucket::Token)] = {0, 0s, 1};
    return policies;
}

RatePolicies RatePolicies::unlimited()
{
    RatePolicies policies = standard();
    for (Policy& policy : policies.of)
        policy.perWindow = 0;
    return policies;
}

RateLimited::RateLimited(Transport& next, Clock& clock, RatePolicies policies)
    : m_next(next)
    , m_clock(clock)
    , m_policies(policies)
{
}

// How long the window asks to wait before one more request; zero if it may go now.
std::chrono::milliseconds RateLimited::pauseBefore(Bucket bucket)
{
    const Policy& limit = policy(bucket);
    if (limit.perWindow == 0)
        return {};
    auto& sent = state(bucket).sent;
    const auto now = m_clock.monotonic();
    while (!sent.empty() && now - sent.front() >= limit.window)
        sent.pop_front();
    if (static_cast<int>(sent.size()) < limit.perWindow)
        return {};
    const auto oldest = sent[sent.size() - static_cast<std::size_t>(limit.perWindow)];
    return limit.window - (now - oldest);
}

void RateLimited::leave(Bucket bucket)
{
    State& own = state(bucket);
    --own.inFlight;
    if (own.queue.empty())
        return;
    Gate* next = own.queue.front();
    own.queue.pop_front();
    next->open();
}

void RateLimited::learn(Bucket bucket, const Response& response)
{
    if (policy(bucket).perWindow == 0)
        return;
    if (bucket == Bucket::HubSpotSearch) {
        if (response.status == tooMany)
            policy(bucket).perWindow = searchAfterRefusal;
        return;
    }
    bool isNumber = false;
    const int most = response.header("X-HubSpot-RateLimit-Max").toInt(&isNumber);
    if (isNumber && most > 0)
        policy(bucket).perWindow = std::max(1, static_cast<int>(most * burstShare));
}

Task<core::Result<Response>> RateLimited::send(Request request, std::stop_token stop)
{
    const Bucket bucket = request.bucket;
    State& own = state(bucket);
    if (own.inFlight >= policy(bucket).inFlight) {
        Gate gate;
        own.queue.push_back(&gate);
        co_await gate.opened(); // opened by whoever leaves; every request ends, so this does too
    }
    ++own.inFlight;
    for (;;) {
        if (stop.stop_requested()) {
            leave(bucket);
            co_return tl::unexpected(cancelled());
        }
        const auto pause = pauseBefore(bucket);
        if (pause.count() == 0)
            break;
        co_await m_clock.sleep(pause, stop);
    }
    if (policy(bucket).perWindow > 0)
        own.sent.push_back(m_clock.monotonic());
    auto response = co_await m_next.send(std::move(request), stop);
    if (response)
        learn(bucket, *response);
    leave(bucket);
    co_return response;
}

} // namespace net
