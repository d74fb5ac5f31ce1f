// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/allowance.h"

#include <algorithm>

namespace core {

namespace {

using namespace std::chrono_literals;

constexpr auto hourLength = 1h;
constexpr auto day = 24h;

bool counts(const HourOfCalls& hour, Instant now)
{
    return hour.hour + hourLength + day > now && hour.hour < now + day;
}

} // namespace

int callsOfTheDay(const std::vector<HourOfCalls>& hours, Instant now)
{
    int used = 0;
    for (const HourOfCalls& hour : hours)
        used += counts(hour, now) ? hour.calls : 0;
    return used;
}

Allowance allowanceOf(int callsPerDay, int used)
{
    const int planned = callsPerDay - callsPerDay / 10;
    return {std::max(0, planned - used), std::max(0, callsPerDay - std::max(planned, used))};
}

std::optional<Instant> allowanceResumes(
    const std::vector<HourOfCalls>& hours, int callsPerDay, Instant now)
{
    std::vector<Instant> ends; // moments at which an hour stops counting
    for (const HourOfCalls& hour : hours) {
        if (counts(hour, now))
            ends.push_back(hour.hour + hourLength + day);
    }
    if (allowanceOf(callsPerDay, callsOfTheDay(hours, now)).left > 0)
        return std::nullopt;
    std::sort(ends.begin(), ends.end());
    for (const Instant end : ends) {
        if (allowanceOf(callsPerDay, callsOfTheDay(hours, end)).left > 0)
            return end;
    }
    return now + day; // not reached while a day allows a call at all
}

} // namespace core
