// SPDX-License-Identifier: GPL-3.0-or-later
#include "hubspot/inflight.h"

#include <deque>

namespace hubspot {

net::Task<core::Result<void>> sendInOrder(
    net::Transport& transport, std::vector<net::Request> requests, Take take, std::stop_token stop)
{
    std::deque<net::Task<core::Result<net::Response>>> inFlight;
    std::size_t next = 0;
    core::Result<void> outcome;
    while (true) {
        for (; outcome && next < requests.size() && inFlight.size() < inFlightMax; ++next)
            inFlight.push_back(transport.send(std::move(requests[next]), stop));
        if (inFlight.empty())
            break;
        net::Task<core::Result<net::Response>> first = std::move(inFlight.front());
        inFlight.pop_front();
        const core::Result<net::Response> answer = co_await first;
        if (!outcome)
            continue;
        if (answer)
            outcome = take(*answer);
        else
            outcome = tl::unexpected(answer.error());
    }
    co_return outcome;
}

} // namespace hubspot
