// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/authorized.h"
#include "auth/connections.h"
#include "net/budget.h"
#include "net/fenced.h"
#include "net/ratelimited.h"
#include "net/recording.h"
#include "net/retrying.h"

namespace auth {

// The way to one service, from the network outwards (docs/architecture.md, step 6): what is really
// sent is counted, leaves only while this process may write, carries the token, keeps the rate
// limits and the day's budget, and is repeated where that is safe. Program and tests send through
// the same chain. Errors name the service.
class Chain final : public net::Transport
{
public:
    struct Options
    {
        core::Service service = core::Service::None;
        net::RatePolicies policies = net::RatePolicies::standard();
        net::RetryOptions retries = {};
        // Asked before every write.
        net::Fenced::Gate gate = [] { return core::Result<void>(); };
    };
    // `random` as for net::Retrying.
    Chain(net::Transport& network, const Connection& connection, net::Clock& clock,
        std::function<quint64()> random, Options options);
    Q_DISABLE_COPY_MOVE(Chain)
    ~Chain() override = default;

    net::Task<core::Result<net::Response>> send(
        net::Request request, std::stop_token stop) override;

    [[nodiscard]] int calls() const { return m_recording.calls(); } // that were really sent
    // How far the service's clock is ahead of this machine's, by its last answer.
    [[nodiscard]] std::optional<std::chrono::milliseconds> ahead() const { return m_ahead; }
    [[nodiscard]] const net::Retrying& retrying() const { return m_retrying; }
    [[nodiscard]] net::Budget& budget() { return m_budget; }

private:
    core::Service m_service;
    std::optional<std::chrono::milliseconds> m_ahead;
    net::Recording m_recording;
    net::Fenced m_fenced;
    Authorized m_authorized;
    net::RateLimited m_limited;
    net::Budget m_budget;
    net::Retrying m_retrying;
};

} // namespace auth
