// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/clock.h"

namespace net {

// The machine's clock, and the only place where it is read. Sleeping needs the event loop of the
// calling thread; a stop may be requested from any thread, the sleeper is resumed in its own.
class SystemClock final : public Clock
{
public:
    [[nodiscard]] core::Instant wall() const override;
    [[nodiscard]] Monotonic monotonic() const override;
    Task<void> sleep(std::chrono::milliseconds duration, std::stop_token stop) override;
};

} // namespace net
