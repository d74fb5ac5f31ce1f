// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http.h"
#include "sandbox/time.h"

#include <cstdint>
#include <deque>
#include <optional>

namespace sandbox {

// HubSpot's quotas of a Professional account (HubSpot contract 6.1 to 6.3): 190 calls in any 10
// seconds, 5 searches in any second, 625,000 calls a day that ends at midnight in Oslo. Refused
// calls do not count. Salesforce counts its own. Switched off, only a day budget set by a fault
// still holds.
class RateLimits final
{
public:
    explicit RateLimits(bool on);

    // Counts the request, or returns the 429 that it meets.
    [[nodiscard]] std::optional<HttpResponse> admit(const HttpRequest& request, Instant now);
    // Adds the X-HubSpot-RateLimit headers; search answers carry none.
    void describe(const HttpRequest& request, HttpResponse& response) const;

    // From now on so many calls are left until the day ends.
    void setCallsLeftToday(int calls, Instant now);

private:
    void startDay(Instant now);
    [[nodiscard]] HttpResponse refusal(const char* policy, const char* limit);

    static constexpr int dailyMax = 625000;

    bool m_on;
    bool m_budgetSet = false;
    int m_budget = 0; // calls of this day, if set
    std::deque<Instant> m_calls; // of the last 10 seconds
    std::deque<Instant> m_searches; // of the last second
    std::int64_t m_day = -1;
    int m_callsToday = 0;
    std::uint64_t m_refusals = 0;
};

} // namespace sandbox
