// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/changes.h"

// A task that carries our key without a pair here: the store was lost, or a write was never
// recorded (R5.4, G13).
namespace core {

struct Adoption
{
    Base base; // what both sides agree on before anything is written
    bool complete = true; // false: HubSpot has newer values; the pair counts as not yet decided on
    Changes changes; // what is written after adopting
    bool operator==(const Adoption&) const = default;
};

// Where the task has what it would get today, both sides agree. Else nobody knows who changed the
// field. If the task was changed after the activity, Salesforce keeps its value and the base
// remembers ours, so that a later HubSpot change meets it as a conflict. If the activity is newer,
// its value may be one that was never written: it is a conflict now, in which "newest" means
// HubSpot. `sourceChanged`: see Case; a field that is not named changed with the activity.
[[nodiscard]] Adoption adoptionOf(TaskMapping& mapping, const Task& task, ConflictRule rule,
    const std::map<TaskField, Instant>& sourceChanged);

} // namespace core
