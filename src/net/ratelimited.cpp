// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/ratelimited.h"

#include "net/answer.h"

#include <algorithm>

namespace net {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr milliseconds burstLength = 10s + 200ms; // the service's, and a margin for the way
constexpr milliseconds searchLength = 1s;
constexpr int searchAfterRefusal = 2; // in 1 s

} // namespace

RatePolicies RatePolicies::unlimited()
{
    RatePolicies policies;
    policies.burstCalls = 0;
    policies.searchCalls = 0;
    policies.associationCalls = 0;
    return policies;
}

RateLimited::RateLimited(Transport& next, Clock& clock, RatePolicies policies)
    : m_next(next)
    , m_clock(clock)
    , m_burst(policies.burstCalls, burstLength)
    , m_search(policies.searchCalls, searchLength)
    , m_associations(policies.associationCalls, burstLength)
    , m_concurrency(0, burstLength)
    , m_hubSpot(policies.hubSpotInFlight)
    , m_salesforceReads(policies.salesforceReads)
    , m_salesforceWrites(policies.salesforceWrites)
    , m_token(1)
    , m_turnstiles{Lane(1), Lane(1), Lane(1), Lane(1), Lane(1), Lane(1)}
{
}

Lane& RateLimited::laneOf(Bucket bucket)
{
    switch (bucket) {
    case Bucket::HubSpot:
    case Bucket::HubSpotSearch:
    case Bucket::HubSpotAssociations:
        return m_hubSpot;
    case Bucket::Salesforce:
        return m_salesforceReads;
    case Bucket::SalesforceWrite:
        return m_salesforceWrites;
    case Bucket::Token:
        return m_token;
    }
    Q_UNREACHABLE();
}

Lane& RateLimited::turnstileOf(Bucket bucket)
{
    return m_turnstiles.at(std::size_t(bucket));
}

std::vector<RollingWindow*> RateLimited::windowsOf(Bucket bucket)
{
    switch (bucket) {
    case Bucket::HubSpot:
        return {&m_burst};
    case Bucket::HubSpotSearch: // counted apart from the burst
        return {&m_search};
    case Bucket::HubSpotAssociations:
        return {&m_burst, &m_associations};
    case Bucket::Salesforce:
    case Bucket::SalesforceWrite:
        return {&m_concurrency};
    case Bucket::Token:
        return {};
    }
    Q_UNREACHABLE();
}

milliseconds RateLimited::pause(Bucket bucket)
{
    const auto now = m_clock.monotonic();
    milliseconds longest{0};
    for (RollingWindow* window : windowsOf(bucket))
        longest = std::max(longest, window->pause(now));
    return longest;
}

// Waits until one more call fits, and enters the lane. The windows are looked at last, without a
// suspension before the call is counted, so that nobody slips in between.
Task<bool> RateLimited::admitted(Bucket bucket, std::stop_token stop)
{
    Lane& lane = laneOf(bucket);
    for (;;) {
        const milliseconds wait = pause(bucket);
        if (wait > 0ms) {
            co_await m_clock.sleep(wait, stop);
            if (stop.stop_requested())
                co_return false;
            continue;
        }
        const bool entered = co_await lane.enter(stop);
        if (!entered)
            co_return false;
        if (pause(bucket) == 0ms)
            break;
        lane.leave(); // it took long to get in, and meanwhile the window has closed
    }
    for (RollingWindow* window : windowsOf(bucket))
        window->count(m_clock.monotonic());
    co_return true;
}

void RateLimited::learn(Bucket bucket, const Response& response)
{
    if (bucket == Bucket::HubSpot || bucket == Bucket::HubSpotAssociations) {
        bool isNumber = false;
        const int most = response.header("X-HubSpot-RateLimit-Max").toInt(&isNumber);
        if (isNumber && most > 0)
            m_burst.setCalls(most);
    }
    if (response.status != 429 && response.status != 403)
        return;
    const auto verdict = judged(response, Replay::Safe);
    if (verdict || verdict.error().kind != core::Error::Kind::RateLimited)
        return;
    const auto until = m_clock.monotonic() + verdict.error().retryAfter.value_or(10s);
    const bool search = bucket == Bucket::HubSpotSearch;
    if (search && verdict.error().code == QLatin1String("SECONDLY"))
        m_search.setCalls(searchAfterRefusal);
    for (RollingWindow* window : windowsOf(bucket))
        window->hold(until);
}

Task<core::Result<Response>> RateLimited::send(Request request, std::stop_token stop)
{
    const Bucket bucket = request.bucket;
    core::Error cancelled;
    cancelled.kind = core::Error::Kind::Cancelled;
    cancelled.what = QStringLiteral("stopped while waiting for a rate limit");

    Lane& turnstile = turnstileOf(bucket);
    const bool first = co_await turnstile.enter(stop);
    if (!first)
        co_return tl::make_unexpected(cancelled);
    const bool mayGo = co_await admitted(bucket, stop);
    if (!mayGo) {
        turnstile.leave();
        co_return tl::make_unexpected(cancelled);
    }
    auto sending = m_next.send(std::move(request), stop);
    turnstile.leave(); // not before it is under way: the next one would overtake it
    auto response = co_await sending;
    if (response)
        learn(bucket, *response);
    laneOf(bucket).leave();
    co_return response;
}

} // namespace net
