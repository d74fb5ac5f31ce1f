// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/clock.h"

#include <optional>

namespace net {

// Calls of the day as the service itself counts them, other programs' calls included.
struct DailyUsage
{
    int used = 0;
    int limit = 0;
    bool operator==(const DailyUsage&) const = default;
};

// "api-usage=18/100000" of Salesforce's Sforce-Limit-Info, or HubSpot's X-HubSpot-RateLimit-Daily
// and -Daily-Remaining.
[[nodiscard]] std::optional<DailyUsage> dailyUsage(const Response& response);

// Stops calling before a daily limit is spent: BudgetSpent, nothing sent. Two limits: the calls
// that the profile allows (the engine sets how many are left of its day; code PROFILE_BUDGET) and a
// share of what the service allows, as its headers tell (code SERVICE_BUDGET; the rest of the
// admin's programs need the remainder). What is kept back of both is there to finish what was
// begun: setFinishing(). One per service, outside of RateLimited; a request that is sent again
// counts again.
class Budget final : public Transport
{
public:
    struct Options
    {
        double serviceShare = 0.9; // of the service's daily limit
        std::chrono::milliseconds lookAgain{
            3'600'000}; // then one call goes through to see if the day is over
    };
    Budget(Transport& next, const Clock& clock);
    Budget(Transport& next, const Clock& clock, Options options);

    Task<core::Result<Response>> send(Request request, std::stop_token stop) override;

    // Nothing = the profile sets no limit; `reserve` is what finishing may take beyond it.
    void setLeft(std::optional<int> calls, int reserve = 0)
    {
        m_left = calls;
        m_reserve = reserve;
    }
    // Until told otherwise, calls may take from what was kept back.
    void setFinishing(bool isOn) { m_finishing = isOn; }
    [[nodiscard]] std::optional<int>
    left() const; // the smaller one of both; nothing = no limit known
    [[nodiscard]] std::optional<DailyUsage> usage() const { return m_usage; }

private:
    [[nodiscard]] std::optional<int> serviceLeft() const;
    [[nodiscard]] std::optional<core::Error> spent() const;

    Transport& m_next;
    const Clock& m_clock;
    Options m_options;
    std::optional<int> m_left; // below 0: so many of the reserve are gone
    int m_reserve = 0;
    bool m_finishing = false;
    std::optional<DailyUsage> m_usage;
    Clock::Monotonic m_learntAt{};
};

} // namespace net
