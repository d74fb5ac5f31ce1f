// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/systemclock.h"

#include "net/gate.h"

#include <QTimer>

#include <algorithm>
#include <ctime>
#include <optional>

namespace net {

using namespace std::chrono;

core::Instant SystemClock::wall() const
{
    return floor<milliseconds>(system_clock::now());
}

// With the time that the computer slept: what was read before the lid was closed is old after it
// was opened. steady_clock counts that on Windows and macOS, on Linux it does not.
Clock::Monotonic SystemClock::monotonic() const
{
#ifdef Q_OS_LINUX
    timespec now{};
    if (clock_gettime(CLOCK_BOOTTIME, &now) == 0)
        return floor<milliseconds>(seconds(now.tv_sec) + nanoseconds(now.tv_nsec));
#endif
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
