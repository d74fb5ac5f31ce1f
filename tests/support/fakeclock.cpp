// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakeclock.h"

#include <QTimer>

#include <algorithm>

namespace support {

using std::chrono::milliseconds;

FakeClock::FakeClock(core::Instant wall, Mode mode)
    : m_wall(wall)
    , m_mode(mode)
{
}

FakeClock::~FakeClock()
{
    while (!m_sleepers.empty()) // their frames would never be freed otherwise
        wake(m_sleepers.begin()->first);
}

net::Task<void> FakeClock::sleep(milliseconds duration, std::stop_token stop)
{
    m_slept.push_back(duration);
    if (duration <= milliseconds(0) || stop.stop_requested())
        co_return;
    net::Gate gate;
    const Key key{m_monotonic + duration, ++m_sequence};
    m_sleepers.emplace(key, &gate);
    const auto cut = [this, key] {
        QMetaObject::invokeMethod(
            &m_context, [this, key] { wake(key); }, Qt::QueuedConnection);
    };
    const std::stop_callback stopped(stop, cut);
    if (m_mode == Mode::Auto)
        jumpWhenIdle();
    co_await gate.opened();
}

void FakeClock::wake(Key key)
{
    const auto node = m_sleepers.extract(key);
    if (node) // else it woke in time, before the stop came through
        node.mapped()->open();
}

void FakeClock::moveTo(Monotonic time)
{
    if (time <= m_monotonic)
        return;
    m_wall += time - m_monotonic;
    m_monotonic = time;
}

void FakeClock::advance(milliseconds by)
{
    const Monotonic target = m_monotonic + by;
    while (!m_sleepers.empty() && m_sleepers.begin()->first.first <= target)
        advanceToNext();
    moveTo(target);
}

bool FakeClock::advanceToNext()
{
    if (m_sleepers.empty())
        return false;
    const Key key = m_sleepers.begin()->first;
    moveTo(key.first);
    wake(key);
    return true;
}

void FakeClock::jumpWhenIdle()
{
    if (std::exchange(m_jumpPending, true))
        return;
    // A timer of zero is due when the event loop has handled everything that was posted before.
    QTimer::singleShot(0, &m_context, [this] {
        m_jumpPending = false;
        advanceToNext();
        if (!m_sleepers.empty())
            jumpWhenIdle();
    });
}

} // namespace support
