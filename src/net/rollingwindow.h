// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/clock.h"

#include <deque>

namespace net {

// "At most N calls in any T": says how long the next call has to wait.
class RollingWindow final
{
public:
    // calls 0 = no limit is known. `length` should be a little longer than the service's own
    // window: calls do not take equally long on their way.
    RollingWindow(int calls, std::chrono::milliseconds length);

    [[nodiscard]] std::chrono::milliseconds pause(Clock::Monotonic now); // 0 = may go now
    void count(Clock::Monotonic now);
    void hold(Clock::Monotonic until); // nothing goes before
    void setCalls(int calls) { m_calls = calls; }
    [[nodiscard]] int calls() const { return m_calls; }

private:
    int m_calls;
    std::chrono::milliseconds m_length;
    Clock::Monotonic m_heldUntil{0};
    std::deque<Clock::Monotonic>
        m_sent; // within the length; kept without a limit too, one may become known
};

} // namespace net
