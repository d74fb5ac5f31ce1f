// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time.h"

#include <optional>
#include <vector>

// The calls a day that the settings allow to one service (R5.12), as a rolling day of 24 hours.
namespace core {

// Calls made within one hour that starts at `hour`.
struct HourOfCalls
{
    Instant hour;
    int calls = 0;
    bool operator==(const HourOfCalls&) const = default;
};

struct Allowance
{
    int left = 0; // for reading and deciding: nine tenths of the day's calls
    int reserve = 0; // more than that, to finish what was begun
    bool operator==(const Allowance&) const = default;
};

// How many of the hours' calls belong to the day before `now`. An hour counts until all of it is
// older than 24 hours. Hours from beyond the coming day do not count: they are from a clock that
// was wrong.
[[nodiscard]] int callsOfTheDay(const std::vector<HourOfCalls>& hours, Instant now);

[[nodiscard]] Allowance allowanceOf(int callsPerDay, int used);

// When something is left again for reading and deciding; nothing if it is now.
[[nodiscard]] std::optional<Instant> allowanceResumes(
    const std::vector<HourOfCalls>& hours, int callsPerDay, Instant now);

} // namespace core
