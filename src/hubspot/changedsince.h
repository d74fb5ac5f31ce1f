// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/time.h"

#include <optional>
#include <utility>
#include <vector>

namespace hubspot {

// State of a complete read of everything changed since a moment, without offsets (architecture.md "Reading changes
// completely"): each page asks for `stamp >= the last stamp read`, rows already had at that stamp are dropped. When a
// full page shares one millisecond, that millisecond is drained by object id. Bounded: at most one page of pairs.
struct ChangedSince
{
    core::Instant from;
    std::vector<std::pair<core::HubSpotId, core::Instant>> seen; // rows already had at `from`
    std::optional<core::HubSpotId> drainAfter; // draining the millisecond `from`: ids above this one

    static ChangedSince moment(core::Instant from) { return {from, {}, std::nullopt}; }
    bool operator==(const ChangedSince&) const = default;
};

inline constexpr int searchPageMax = 200;

} // namespace hubspot
