// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

namespace cli {

// product.md section 6. Where several apply: 7, 2, 6, 5, 4.
enum class ExitCode : int {
    Done = 0,
    Usage = 1,
    NotConnected = 2,
    HeldByOther = 3,
    SomeFailed = 4,
    Stopped = 5, // by budget or guard
    Unavailable = 6,
    Store = 7,
    FoundWrong = 8, // looked and found something wrong, or set-up incomplete
    Interrupted = 130,
};

[[nodiscard]] ExitCode exitCodeOf(core::Error::Kind kind);

} // namespace cli
