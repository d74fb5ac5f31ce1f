// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace core {

// All times inside the program: UTC, milliseconds. Calendar days are made from them only by
// core/day.h.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

} // namespace core
