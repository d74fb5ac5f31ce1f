// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

namespace sandbox {

// How late HubSpot's search sees a change. Each change is late by an amount between atLeast and
// atMost that its record and time decide (so later changes may appear before earlier ones);
// tailPerMille of them are late by `tail`.
struct IndexLag
{
    std::chrono::milliseconds atLeast{0};
    std::chrono::milliseconds atMost{0};
    int tailPerMille = 0;
    std::chrono::milliseconds tail{0};
    std::uint64_t seed = 0;

    bool operator==(const IndexLag&) const = default;

    // No change is later than this.
    [[nodiscard]] std::chrono::milliseconds longest() const;
    // The lag of the change that gave record `id` the stamp `stamp` (epoch milliseconds).
    [[nodiscard]] std::chrono::milliseconds of(std::uint64_t id, std::int64_t stamp) const;
};

} // namespace sandbox
