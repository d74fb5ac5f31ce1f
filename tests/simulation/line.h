// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/clock.h"
#include "net/transport.h"
#include "sandbox/changelog.h"
#include "sandbox/random.h"

#include <QUrl>

#include <functional>

namespace simulation {

// Told of everything that passes on a line.
struct Witness
{
    // The program sends; nothing has happened yet.
    std::function<void(sandbox::Side, const net::Request&)> sent;
    // Just before the service sees it: this is where the world changes under a running program.
    std::function<void(sandbox::Side, const net::Request&)> arriving;
    // The service has handled it.
    std::function<void(sandbox::Side)> handled;
    // The answer reached the program; `changes`: rows of the sandbox's log when it was made.
    std::function<void(sandbox::Side, const net::Request&, const core::Result<net::Response>&,
        std::size_t changes)>
        answered;
};

// The line between the program and one service: takes its time, and tells the witness.
class Line final : public net::Transport
{
public:
    Line(net::Transport& next, sandbox::Side side, const sandbox::ChangeLog& log, net::Clock& clock,
        sandbox::Random& random, const Witness& witness)
        : m_next(next)
        , m_side(side)
        , m_log(log)
        , m_clock(clock)
        , m_random(random)
        , m_witness(witness)
    {
    }

    net::Task<core::Result<net::Response>> send(
        net::Request request, std::stop_token stop) override;

private:
    net::Transport& m_next;
    sandbox::Side m_side;
    const sandbox::ChangeLog& m_log;
    net::Clock& m_clock;
    sandbox::Random& m_random;
    const Witness& m_witness;
};

} // namespace simulation
