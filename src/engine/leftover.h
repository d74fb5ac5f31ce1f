// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/kind.h"

namespace engine {

// A record whose write did not come to an end: its source is read and decided anew, under the same key.
struct Leftover
{
    core::Kind kind = core::Kind::Task;
    core::HubSpotId activity;
    bool operator==(const Leftover&) const = default;
};

} // namespace engine
