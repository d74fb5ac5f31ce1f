// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/lowerbound.h"

#include <algorithm>

namespace bench {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

// The moment at which the last of so many calls may start when `most` may start within `window`.
milliseconds lastStart(int calls, int most, milliseconds window)
{
    return calls <= 0 ? 0ms : (calls - 1) / most * window;
}

} // namespace

milliseconds LowerBound::reading() const
{
    return std::max({searches, burst, associations, hubSpotAtOnce, salesforceReads});
}

LowerBound lowerBound(const Calls& calls, const Quotas& quotas)
{
    const Traffic& associations = calls.associations;
    const Traffic& others = calls.otherHubSpot;
    LowerBound bound;
    bound.searches = lastStart(calls.searches.calls, quotas.searchesPerSecond, 1s);
    bound.burst = lastStart(others.calls + associations.calls, quotas.burst, 10s);
    bound.associations = lastStart(associations.calls, quotas.associationBurst, 10s);
    bound.hubSpotAtOnce
        = (calls.searches.busy + associations.busy + others.busy) / quotas.hubSpotAtOnce;
    bound.salesforceReads = calls.salesforceReads.busy / quotas.salesforceReadsAtOnce;
    bound.salesforceWrites = calls.salesforceWrites.busy / quotas.salesforceWritesAtOnce;
    return bound;
}

} // namespace bench
