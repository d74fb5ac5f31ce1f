// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decide.h"

// R1.12: what becomes of the task of an activity that was deleted in HubSpot. The kind's policy, by
// default nothing.
namespace core {

struct Deletion
{
    ActionBody body;
    Why why;
    bool operator==(const Deletion&) const = default;
};

// The case is linked, its activity archived, its task not known to be gone.
[[nodiscard]] Deletion deletionOf(const Case& c, Kind kind, const Circumstances& circumstances);

// True if `deletionOf` needs to see the task: what a person made of it since must not be lost by
// closing or marking it.
[[nodiscard]] bool deletionNeedsTask(const Case& c, Kind kind, const Circumstances& circumstances);

} // namespace core
