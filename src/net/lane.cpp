// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/lane.h"

#include <algorithm>

namespace net {

Lane::Lane(int width)
    : m_width(width)
{
    Q_ASSERT(width > 0);
}

bool Lane::tryEnter()
{
    if (m_inside >= m_width || !m_waiting.empty())
        return false;
    ++m_inside;
    return true;
}

Task<bool> Lane::enter(std::stop_token stop)
{
    if (stop.stop_requested())
        co_return false;
    if (tryEnter())
        co_return true;
    Waiter waiter;
    waiter.id = ++m_lastId;
    m_waiting.push_back(&waiter);
    const quint64 id = waiter.id;
    const auto cut = [this, id] {
        QMetaObject::invokeMethod(
            &m_context, [this, id] { giveUp(id); }, Qt::QueuedConnection);
    };
    const std::stop_callback stopped(stop, cut);
    co_await waiter.gate.opened();
    co_return waiter.entered;
}

void Lane::giveUp(quint64 id)
{
    const auto at = std::ranges::find(m_waiting, id, &Waiter::id);
    if (at == m_waiting.end())
        return; // entered meanwhile
    Waiter* const waiter = *at;
    m_waiting.erase(at);
    waiter->gate.open();
}

void Lane::leave()
{
    --m_inside;
    // Whoever is let in may leave before open() returns; the loop, not the stack, takes care of the
    // next one.
    if (std::exchange(m_letting, true))
        return;
    while (m_inside < m_width && !m_waiting.empty()) {
        Waiter* const next = m_waiting.front();
        m_waiting.pop_front();
        ++m_inside;
        next->entered = true;
        next->gate.open();
    }
    m_letting = false;
}

} // namespace net
