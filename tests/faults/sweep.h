// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "faults/scenario.h"
#include "support/faultvfs.h"

namespace faults {

struct Swept
{
    std::size_t effects = 0; // of the scenario's process when nothing happens to it
    std::size_t cuts = 0; // how many times it was killed
    QString deviation; // of the first kill after which the end was another one; empty if none
};

// Runs the scenario in a fresh world for every effect of its process: killed before that effect,
// started again, brought to its end and compared with the process that nothing happened to. No
// world may see more writes, either, than that one did.
//
// Every effect with the environment variable ACTIVITYBRIDGE_EVERY_EFFECT set. Otherwise the writes
// within a transaction are passed over, but for the first: until the sync that commits it none of
// them counts, as what follows the last committed frame of a log is never read. Every remote call
// (before it, and before its answer), every sync (before and after it), truncation and deletion
// stays in.
[[nodiscard]] Swept cutAtEveryEffect(support::FaultVfs& vfs, const Scenario& scenario);

} // namespace faults
