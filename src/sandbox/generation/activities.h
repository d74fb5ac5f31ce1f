// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/generation/people.h"

#include <cstdint>

namespace sandbox::generation {

// Fills the portal with `count` activities of the five objects. From 1,000 on more than 200 tasks
// were last changed in the same millisecond, as a bulk edit leaves them.
void keepBusy(World& world, std::uint64_t seed, const Staff& staff, const Crowd& crowd, int count);

} // namespace sandbox::generation
