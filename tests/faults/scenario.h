// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/rig.h"

#include <functional>
#include <vector>

// A story that is told many times over, each time with another mishap in its middle; the end has to
// be the same as without.
namespace faults {

struct Scenario
{
    const char* name = "";
    // The world as it is before the process that meets with the mishap begins. The store of the rig
    // is open and has the settings rig::Rig::allKindsOn().
    std::function<void(rig::Rig&)> arrange;
    // What that process does with its open store; the next one does the same once more.
    std::function<core::Result<void>(rig::Rig&)> process;
    // What people do between the two, if anything. False: what they would have touched is not
    // there, so they did nothing.
    std::function<bool(rig::Rig&)> meanwhile = {};
};

// One ordinary run. An error that ended it early is an error here, too.
[[nodiscard]] core::Result<void> sync(rig::Rig& rig);
[[nodiscard]] core::Result<void> syncWith(rig::Rig& rig, engine::SyncOptions options);

// The store of the rig is opened, used by the scenario's process and closed.
[[nodiscard]] core::Result<void> runProcess(rig::Rig& rig, const Scenario& scenario);

// The process once more, an ordinary run, and one that must find nothing to do. Returns what the
// world and the store are then as text, one line per fact: every task with all its fields, pairs,
// lists, and how often each key was created by the org's own log; without record ids of new tasks
// and without times of writing. An error's `what` says what is wrong.
[[nodiscard]] core::Result<QString> finishAndDescribe(rig::Rig& rig, const Scenario& scenario);

// The end that the others are measured by: of a world in which nothing happened to the process.
struct Model
{
    QString state; // finishAndDescribe()
    int writes = 0; // in the org's log
};
[[nodiscard]] Model undisturbed(const Scenario& scenario, bool meddled);

// What is wrong with the end of a world that had a mishap; empty if it is that of the model, and
// nothing was written that was not written there.
[[nodiscard]] QString deviation(rig::Rig& rig, const Scenario& scenario, const Model& model);

// What `found` has more or less than `expected`, as lines of a diff; empty if equal.
[[nodiscard]] QString difference(const QString& expected, const QString& found);

// First syncs: tasks are made.
[[nodiscard]] std::vector<Scenario> firstSyncs();
// First syncs in which answers are lost, or that do not do everything at once.
[[nodiscard]] std::vector<Scenario> roughRuns();
// Later runs: something changed since the last one.
[[nodiscard]] std::vector<Scenario> changes();
// What could not go before can go now, or goes otherwise.
[[nodiscard]] std::vector<Scenario> openings();
// People change records between the mishap and the restart.
[[nodiscard]] std::vector<Scenario> meddlings();

} // namespace faults
