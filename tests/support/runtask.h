// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/fakeclock.h"

#include <QCoreApplication>
#include <QDeadlineTimer>

namespace support {

// Runs a coroutine to its end on virtual time: handles what was posted, then lets time jump to the
// next sleeper. Ends the program if nobody sleeps although the coroutine has not ended (a gate that
// nobody opens).
template <typename T> T runTask(FakeClock& clock, net::Task<T> task)
{
    for (int idle = 0; !task.isReady();) {
        QCoreApplication::processEvents();
        if (task.isReady())
            break;
        idle = clock.advanceToNext() ? 0 : idle + 1;
        if (idle > 1000)
            qFatal("runTask: the coroutine waits and nobody will wake it");
    }
    return QCoro::waitFor(std::move(task));
}

// The same for coroutines that wait for sockets and real timers; `limit` in real time.
template <typename T>
T runTask(net::Task<T> task, std::chrono::milliseconds limit = std::chrono::seconds(30))
{
    const QDeadlineTimer deadline(limit);
    while (!task.isReady()) {
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 50);
        if (deadline.hasExpired())
            qFatal("runTask: the coroutine did not end within the limit");
    }
    return QCoro::waitFor(std::move(task));
}

} // namespace support
