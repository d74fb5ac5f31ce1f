// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/chain.h"

namespace auth {

Chain::Chain(net::Transport& network, const Connection& connection, net::Clock& clock,
    std::function<quint64()> random, Options options)
    : m_service(options.service)
    , m_recording(network, clock,
          [this, &clock](const net::Exchanged& exchanged) {
              if (exchanged.serverTime)
                  m_ahead = *exchanged.serverTime - clock.wall();
          })
    , m_fenced(m_recording, clock, std::move(options.gate))
    , m_authorized(m_fenced, connection.base, connection.token)
    , m_limited(m_authorized, clock, options.policies)
    , m_budget(m_limited, clock)
    , m_retrying(m_budget, clock, std::move(random), std::move(options.retries))
{
}

net::Task<core::Result<net::Response>> Chain::send(net::Request request, std::stop_token stop)
{
    auto answer = co_await m_retrying.send(std::move(request), stop);
    if (answer)
        co_return answer;
    core::Error error = answer.error();
    error.service = m_service;
    co_return tl::make_unexpected(std::move(error));
}

} // namespace auth
