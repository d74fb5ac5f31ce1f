// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time.h"
#include "net/transport.h"

#include <chrono>
#include <stop_token>

namespace net {

// Time as an effect. `monotonic` is for waiting, `wall` for display and as the fallback where no
// server time is known.
class Clock
{
public:
    using Monotonic = std::chrono::duration<std::int64_t, std::milli>; // since an arbitrary start
    virtual ~Clock() = default;
    virtual core::Instant wall() const = 0;
    virtual Monotonic monotonic() const = 0;
    // Returns after `duration`, or at once when stop is requested.
    virtual Task<void> sleep(std::chrono::milliseconds duration, std::stop_token stop) = 0;
};

} // namespace net
