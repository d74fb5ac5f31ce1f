// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/line.h"

namespace simulation {

net::Task<core::Result<net::Response>> Line::send(net::Request request, std::stop_token stop)
{
    m_witness.sent(m_side, request);
    const std::chrono::milliseconds there(m_random.between(10, 150));
    co_await m_clock.sleep(there, stop);
    m_witness.arriving(m_side, request);
    // The sandbox handles the request within the call; only its answer takes time.
    auto answering = m_next.send(request, stop);
    const std::size_t changes = m_log.changes().size();
    m_witness.handled(m_side);
    auto answer = co_await answering;
    const std::chrono::milliseconds back(m_random.between(10, 150));
    co_await m_clock.sleep(back, stop);
    m_witness.answered(m_side, request, answer, changes);
    co_return answer;
}

} // namespace simulation
