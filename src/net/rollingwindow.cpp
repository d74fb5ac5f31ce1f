// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/rollingwindow.h"

#include <algorithm>

namespace net {

using std::chrono::milliseconds;

RollingWindow::RollingWindow(int calls, milliseconds length)
    : m_calls(calls)
    , m_length(length)
{
}

milliseconds RollingWindow::pause(Clock::Monotonic now)
{
    milliseconds wait = std::max<milliseconds>(m_heldUntil - now, milliseconds(0));
    while (!m_sent.empty() && now - m_sent.front() >= m_length)
        m_sent.pop_front();
    const auto full = std::size_t(std::max(m_calls, 0));
    if (m_calls > 0 && m_sent.size() >= full)
        wait = std::max(wait, m_length - (now - m_sent[m_sent.size() - full]));
    return wait;
}

void RollingWindow::count(Clock::Monotonic now)
{
    m_sent.push_back(now);
}

void RollingWindow::hold(Clock::Monotonic until)
{
    m_heldUntil = std::max(m_heldUntil, until);
}

} // namespace net
