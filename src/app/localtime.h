// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time.h"

#include <QString>

namespace app {

// "2026-11-23 14:05", where this computer is: what people compare with their own day.
[[nodiscard]] QString localTime(core::Instant instant);

} // namespace app
