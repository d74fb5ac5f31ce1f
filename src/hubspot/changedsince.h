// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/ids.h"
#include "core/time.h"

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace hubspot {

// A record id and the stamp that its row carried: one version of one record.
using Version = std::pair<core::HubSpotId, core::Instant>;

// State of a complete read of everything changed since a moment, without offsets (architecture.md
// "Reading changes completely"): each page asks for `stamp >= the last stamp read`, rows already
// had at that stamp are dropped. When a full page shares one millisecond, that millisecond is
// drained by object id. Bounded: at most one page of pairs.
struct ChangedSince
{
    core::Instant from;
    std::vector<Version> seen; // rows already had at `from`
    std::optional<core::HubSpotId>
        drainAfter; // draining the millisecond `from`: ids above this one

    static ChangedSince moment(core::Instant from) { return {from, {}, std::nullopt}; }
    bool operator==(const ChangedSince&) const = default;
};

inline constexpr int searchPageMax = 200;

// What one page of rows means for the read that asked for it.
struct Progress
{
    std::vector<std::size_t>
        fresh; // indices of the rows that earlier pages did not have, ascending
    ChangedSince next;
    bool done = false; // nothing more at this moment
    bool operator==(const Progress&) const = default;
};

// The step of a complete read: `page` holds the versions in the order in which the service sent
// them (ascending by stamp, or by id while draining), `more` is whether the answer named a
// following page. A page ends the read when it has fewer than `searchPageMax` rows, names no
// following page and does not drain: HubSpot drops rows that vanished after they were indexed from
// a page, so a short page alone proves nothing. A row that moves while the pages are read gets a
// later stamp and comes again there; nothing is skipped, because no page counts rows before it.
// Errors: Protocol, when the answer would keep the read from ever advancing.
[[nodiscard]] core::Result<Progress> advance(
    const ChangedSince& state, const std::vector<Version>& page, bool more);

} // namespace hubspot
