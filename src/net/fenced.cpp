// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/fenced.h"

namespace net {

Fenced::Fenced(Transport& next, Gate gate)
    : m_next(next)
    , m_gate(std::move(gate))
{
}

Task<core::Result<Response>> Fenced::send(Request request, std::stop_token stop)
{
    if (request.replay == Replay::Unsafe) {
        auto open = m_gate();
        if (!open)
            co_return tl::unexpected(open.error());
    }
    co_return co_await m_next.send(std::move(request), stop);
}

} // namespace net
