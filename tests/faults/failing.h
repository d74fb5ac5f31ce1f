// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "faults/scenario.h"
#include "support/faultvfs.h"

namespace faults {

// What the processes with failing calls are measured by.
struct Sound
{
    std::size_t calls = 0; // of the scenario's process to the file system when none fails
    Model model;
};
[[nodiscard]] Sound soundRun(support::FaultVfs& vfs, const Scenario& scenario);

struct Failing
{
    int code = 0; // of SQLite
    support::FaultVfs::Lasting lasting = support::FaultVfs::Lasting::Once;
    // Every stride-th call fails; where it begins depends on the code, so that the codes together
    // look at more of them. With the environment variable ACTIVITYBRIDGE_EVERY_EFFECT set it is
    // every call.
    std::size_t stride = 1;
};

struct Failed
{
    std::size_t failed = 0; // how many processes met with a failing call
    std::size_t told = 0; // how many of them ended in an error
    QString deviation; // of the first process that ended as it must not; empty if none
};

// Runs the scenario in a fresh world for call after call of its process to the file system of the
// database: that call fails, alone or with all that follow. The process must end well or in an
// error of the store; it must have promised in its journal whatever it wrote; and with a file
// system that works again, the end must be that of a process that nothing happened to.
[[nodiscard]] Failed failEveryCall(
    support::FaultVfs& vfs, const Scenario& scenario, const Sound& sound, const Failing& failing);

// The same with SQLITE_CORRUPT, once; where the process tells of damage, the store is put aside and
// the next process begins with an empty one. `told` counts those.
[[nodiscard]] Failed beginAnewAfterDamage(
    support::FaultVfs& vfs, const Scenario& scenario, const Sound& sound, std::size_t stride);

} // namespace faults
