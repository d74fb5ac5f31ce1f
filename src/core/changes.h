// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/taskmapping.h"

// R1.12 and R2.4: what a change of the activity means for its task.
namespace core {

// The task fields of a pair whose HubSpot sources differ from the base. Never WhoId (R1.5) nor TaskSubtype (create only).
[[nodiscard]] std::vector<TaskField> changedFields(const Activity& activity, const Link& link);

// What becomes of a living pair. A conflict, if any, is an action of its own before the update.
//
// After a conflict that Salesforce won, the field's source hash moves on, so that it is told once; its written hash
// stays what we wrote, so that the next change in HubSpot meets the user's text as a conflict again, never silently.
[[nodiscard]] std::vector<Action> decideChange(const Case& c, Kind kind, const Circumstances& circumstances);

// R1.12: the activity was deleted in HubSpot.
[[nodiscard]] Action decideDeletion(const Case& c, Kind kind, const Circumstances& circumstances);

// The parts of an action that every decision on this case shares.
[[nodiscard]] Action actionOf(const Case& c, Kind kind, const Circumstances& circumstances);

} // namespace core
