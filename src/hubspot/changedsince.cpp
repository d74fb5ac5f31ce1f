// SPDX-License-Identifier: GPL-3.0-or-later
#include "hubspot/changedsince.h"

#include <algorithm>

namespace hubspot {
namespace {

core::Error stuck(const QString& why)
{
    return {core::Error::Kind::Protocol, why};
}

bool before(const Version& a, const Version& b)
{
    return a.second != b.second ? a.second < b.second : a.first.value < b.first.value;
}

std::vector<std::size_t> freshRows(const ChangedSince& state, const std::vector<Version>& page)
{
    std::vector<Version> known = state.seen;
    std::ranges::sort(known, before);
    std::vector<std::size_t> fresh;
    fresh.reserve(page.size());
    for (std::size_t i = 0; i < page.size(); ++i)
        if (!std::ranges::binary_search(known, page[i], before))
            fresh.push_back(i);
    return fresh;
}

std::vector<Version> atOrAfter(core::Instant stamp, const std::vector<Version>& page)
{
    std::vector<Version> seen;
    for (const Version& version : page)
        if (version.second >= stamp)
            seen.push_back(version);
    return seen;
}

// Object ids are positive, so this drains the millisecond from its start.
ChangedSince drain(core::Instant stamp, const std::vector<Version>& page)
{
    return {stamp, atOrAfter(stamp, page), core::HubSpotId{QStringLiteral("0")}};
}

core::Result<Progress> advanceDrain(
    const ChangedSince& state, const std::vector<Version>& page, bool full)
{
    Progress progress{freshRows(state, page), state, false};
    if (!full || page.empty()) {
        progress.next = ChangedSince::moment(state.from + std::chrono::milliseconds{1});
        return progress;
    }
    const core::HubSpotId& last = page.back().first;
    if (!core::higherId(last, *state.drainAfter))
        return tl::unexpected(
            stuck(QStringLiteral("results: ids do not rise while one stamp is read")));
    progress.next.drainAfter = last;
    return progress;
}

} // namespace

core::Result<Progress> advance(
    const ChangedSince& state, const std::vector<Version>& page, bool more)
{
    const bool full = more || page.size() >= std::size_t{searchPageMax};
    if (state.drainAfter)
        return advanceDrain(state, page, full);
    if (page.empty()) {
        if (more)
            return tl::unexpected(
                stuck(QStringLiteral("paging.next: more promised after no rows")));
        return Progress{{}, state, true};
    }

    Progress progress{freshRows(state, page), {}, !full};
    const core::Instant last = page.back().second;
    if (full && (last <= state.from || last == page.front().second))
        progress.next = drain(std::max(last, state.from), page);
    else
        progress.next = {std::max(last, state.from), atOrAfter(last, page), std::nullopt};
    return progress;
}

} // namespace hubspot
