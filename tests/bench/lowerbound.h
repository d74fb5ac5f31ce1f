// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>

// What the limits of the services allow at best, from the calls that were made: the judge of
// net::RateLimited and of how the engine keeps the services busy. It shares no code with either.
namespace bench {

// The calls of one limit: how many, and how long their ways and answers took together.
struct Traffic
{
    int calls = 0;
    std::chrono::milliseconds busy{0};
};

struct Calls
{
    Traffic searches; // HubSpot's, a limit of their own
    Traffic associations; // of HubSpot's other calls, with a second limit
    Traffic otherHubSpot;
    Traffic salesforceReads;
    Traffic salesforceWrites;

    [[nodiscard]] int sum() const
    {
        return searches.calls + associations.calls + otherHubSpot.calls + salesforceReads.calls
            + salesforceWrites.calls;
    }
};

// HubSpot contract 6.1 and 2.2, Salesforce contract 6, architecture.md: the share of the searches
// that we allow ourselves, so many calls at once.
struct Quotas
{
    int searchesPerSecond = 4; // of the 5 that all programs of the account share
    int burst = 190; // in 10 s, of a Professional account
    int associationBurst = 100; // in 10 s
    int hubSpotAtOnce = 6;
    int salesforceReadsAtOnce = 4;
    int salesforceWritesAtOnce = 1;
};

struct LowerBound
{
    std::chrono::milliseconds searches{0};
    std::chrono::milliseconds burst{0};
    std::chrono::milliseconds associations{0};
    std::chrono::milliseconds hubSpotAtOnce{0};
    std::chrono::milliseconds salesforceReads{0};
    std::chrono::milliseconds salesforceWrites{0};

    // Everything is decided before the first write, so reading and writing cannot overlap; within
    // reading, the narrowest limit rules.
    [[nodiscard]] std::chrono::milliseconds reading() const;
    [[nodiscard]] std::chrono::milliseconds sum() const { return reading() + salesforceWrites; }
};

[[nodiscard]] LowerBound lowerBound(const Calls& calls, const Quotas& quotas);

} // namespace bench
