// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/gate.h"
#include "net/transport.h"

#include <QObject>

#include <deque>

namespace net {

// A road on which at most `width` may be at once; the others wait in the order in which they came,
// and stop waiting when they are told to. Whoever entered must leave. For one thread; outlives
// everybody who waits.
class Lane final
{
public:
    explicit Lane(int width);
    Q_DISABLE_COPY_MOVE(Lane)
    ~Lane() = default;

    [[nodiscard]] Task<bool> enter(std::stop_token stop); // false: stopped, and not entered
    [[nodiscard]] bool tryEnter(); // false: full, or others wait
    void leave();

private:
    struct Waiter
    {
        quint64 id = 0;
        bool entered = false;
        Gate gate;
    };
    void giveUp(quint64 id);

    int m_width;
    int m_inside = 0;
    quint64 m_lastId = 0;
    bool m_letting = false;
    std::deque<Waiter*> m_waiting; // each lives in the frame of its enter()
    QObject m_context; // of queued stops
};

} // namespace net
