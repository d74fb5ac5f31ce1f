// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/systemclock.h"

#include "net/gate.h"

#include <QTimer>

#include <algorithm>
#include <optional>

namespace net {

using namespace std::chrono;

core::Instant SystemClock::wall() const
{
    return floor<milliseconds>(system_clock::now());
}

Clock::Monotonic SystemClock::monotonic() const
{
    return floor<milliseconds>(steady_clock::now().time_since_epoch());
}

Task<void> SystemClock::sleep(milliseconds duration, std::stop_token stop)
{
    if (duration <= milliseconds(0) || stop.stop_requested())
        co_return;
    Gate gate;
    QTimer timer;
    timer.setSingleShot(true);
    timer.setTimerType(duration < seconds(2) ? Qt::PreciseTimer : Qt::CoarseTimer);
    QObject::connect(&timer, &QTimer::timeout, &timer, [&gate] { gate.open(); });
    // Queued: the one who stops must not find itself inside the sleeper, and may be another thread.
    const auto cut = [&timer, &gate] {
        QMetaObject::invokeMethod(
            &timer, [&gate] { gate.open(); }, Qt::QueuedConnection);
    };
    std::optional<std::stop_callback<decltype(cut)>> stopped;
    stopped.emplace(stop, cut);
    timer.start(std::min<milliseconds>(duration, hours(24)));
    co_await gate.opened();
}

} // namespace net
