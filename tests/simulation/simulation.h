// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/oracles.h"

#include <QByteArray>
#include <QString>

namespace simulation {

struct Options
{
    bool trace = false; // print everything that happens
};

// How a history ended.
struct Ending
{
    std::uint64_t seed = 0;
    std::vector<Violation> violations; // none = all promises held
    QByteArray traceHash; // over all requests and all changes: the same seed, the same hash
    int runs = 0;
    int crashes = 0;
    int requests = 0;
    int changes = 0; // rows of the sandbox's log
    int tasks = 0; // created by the program
    int gapEdits = 0; // see Oracles
};

// The whole history of one seed: a world, users on both sides, the program run again and again with
// trouble on the way, and at last a calm in which everything must come to rest.
[[nodiscard]] Ending simulate(std::uint64_t seed, const Options& options = {});

} // namespace simulation
