// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/ratelimits.h"

#include "sandbox/instants.h"
#include "sandbox/json.h"
#include "sandbox/random.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>

namespace sandbox {

namespace {

constexpr std::chrono::milliseconds burstWindow{10000};
constexpr std::size_t burstMax = 190;
constexpr std::chrono::milliseconds searchWindow{1000};
constexpr std::size_t searchMax = 5;
constexpr std::uint64_t correlationSeed = 0x4c696d697473U;

bool isSearch(const HttpRequest& request)
{
    return request.path().endsWith("/search");
}

void forget(std::deque<Instant>& calls, Instant now, std::chrono::milliseconds window)
{
    while (!calls.empty() && calls.front() + window <= now)
        calls.pop_front();
}

std::int64_t dayInOslo(Instant at)
{
    const QTimeZone zone("Europe/Oslo");
    return QDateTime::fromMSecsSinceEpoch(epochMs(at), zone).date().toJulianDay();
}

} // namespace

RateLimits::RateLimits(bool on)
    : m_on(on)
{
}

void RateLimits::startDay(Instant now)
{
    const auto day = dayInOslo(now);
    if (day == m_day)
        return;
    if (m_day >= 0)
        m_budgetSet = false;
    m_day = day;
    m_callsToday = 0;
}

std::optional<HttpResponse> RateLimits::admit(const HttpRequest& request, Instant now)
{
    if (!m_on && !m_budgetSet)
        return {};
    startDay(now);
    if (m_callsToday >= (m_budgetSet ? m_budget : dailyMax))
        return refusal("DAILY", "daily");
    if (m_on && isSearch(request)) {
        forget(m_searches, now, searchWindow);
        if (m_searches.size() >= searchMax)
            return refusal("SECONDLY", "secondly");
        m_searches.push_back(now);
    } else if (m_on) {
        forget(m_calls, now, burstWindow);
        if (m_calls.size() >= burstMax)
            return refusal("TEN_SECONDLY_ROLLING", "ten_secondly_rolling");
        m_calls.push_back(now);
    }
    ++m_callsToday;
    return {};
}

void RateLimits::describe(const HttpRequest& request, HttpResponse& response) const
{
    if ((!m_on && !m_budgetSet) || isSearch(request))
        return;
    const auto add = [&response](const char* name, std::int64_t number) {
        response.headers.emplace_back(
            QByteArray("X-HubSpot-RateLimit-") + name, QByteArray::number(qlonglong{number}));
    };
    add("Interval-Milliseconds", burstWindow.count());
    add("Max", burstMax);
    add("Remaining", static_cast<std::int64_t>(burstMax - std::min(burstMax, m_calls.size())));
    add("Daily", dailyMax);
    add("Daily-Remaining", std::max(0, (m_budgetSet ? m_budget : dailyMax) - m_callsToday));
}

void RateLimits::setCallsLeftToday(int calls, Instant now)
{
    startDay(now);
    m_budgetSet = true;
    m_budget = m_callsToday + calls;
}

HttpResponse RateLimits::refusal(const char* policy, const char* limit)
{
    JsonWriter out;
    out.beginObject().key("status").text("error");
    out.key("message").text(QByteArray("You have reached your ") + limit + " limit.");
    out.key("errorType").text("RATE_LIMIT");
    out.key("correlationId").text(uuidOf(correlationSeed + ++m_refusals));
    out.key("policyName").text(policy).endObject();
    return jsonResponse(429, out.take());
}

} // namespace sandbox
