// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/fenced.h"

namespace net {

namespace {

core::Error tooLate()
{
    return {core::Error::Kind::TooLate,
        QStringLiteral("the write had to wait for so long that what it rests on is old")};
}

} // namespace

Fenced::Fenced(Transport& next, const Clock& clock, Gate gate)
    : m_next(next)
    , m_clock(clock)
    , m_gate(std::move(gate))
{
}

Task<core::Result<Response>> Fenced::send(Request request, std::stop_token stop)
{
    if (request.replay == Replay::Unsafe) {
        auto open = m_gate();
        if (!open)
            co_return tl::unexpected(open.error());
        if (request.notAfter && m_clock.monotonic() > *request.notAfter)
            co_return tl::unexpected(tooLate());
    }
    co_return co_await m_next.send(std::move(request), stop);
}

} // namespace net
