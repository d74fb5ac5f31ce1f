// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/poweredtransport.h"

namespace support {

namespace {

core::Result<net::Response> off()
{
    return tl::unexpected(
        core::Error{core::Error::Kind::Network, QStringLiteral("the power is off")});
}

} // namespace

PoweredTransport::PoweredTransport(net::Transport& next, Power& power)
    : m_next(next)
    , m_power(power)
{
}

net::Task<core::Result<net::Response>> PoweredTransport::send(
    net::Request request, std::stop_token stop)
{
    if (!m_power.allows(Power::Effect::Request))
        co_return off();
    auto response = co_await m_next.send(std::move(request), stop);
    if (!m_power.allows(Power::Effect::Answer))
        co_return off();
    co_return response;
}

} // namespace support
