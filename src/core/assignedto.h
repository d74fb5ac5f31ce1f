// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decide.h"

// R1.6: who gets the task.
namespace core {

// True if the activity's own owner comes first for this kind: tasks, notes, calls; by option
// meetings and emails too.
[[nodiscard]] bool ownerCounts(Kind kind, const Settings& settings);

struct Assignment
{
    SalesforceId user; // active; the integration user if nobody else is mapped
    Why why;
    bool operator==(const Assignment&) const = default;
};

[[nodiscard]] Assignment assignedTo(const Activity& activity, Kind kind,
    const HubSpotId& contactOwner, const Circumstances& circumstances);

} // namespace core
