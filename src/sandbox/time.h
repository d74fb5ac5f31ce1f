// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>

namespace sandbox {

// UTC milliseconds. The sandbox has its own alias: it shares nothing with the program under test.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

// Where the world's time comes from: the real clock (in main.cpp only) or a variable that a test
// moves.
using Now = std::function<Instant()>;

} // namespace sandbox
