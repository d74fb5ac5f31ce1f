// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/clock.h"
#include "net/transport.h"
#include "sandbox/world.h"

#include <QUrl>

namespace support {

// The way to one side of a sandbox in the same process: a function call where the program has the
// network. It tells of trouble as net::NetworkTransport does: a connection that drops, an answer
// that is cut and an answer that is later than the request's time-out are Network for requests that
// may be repeated and Unknown for the others; a stop is Cancelled. The world handles a request when
// it is sent; the answer's delay then passes on `clock`. Only addresses below `base` lead to the
// world; others are Network, as an unknown host is. Bodies go in as they are, whether or not the
// request asks for compression.
class SandboxTransport final : public net::Transport
{
public:
    SandboxTransport(sandbox::World& world, sandbox::Side side, QUrl base, net::Clock& clock);

    net::Task<core::Result<net::Response>> send(
        net::Request request, std::stop_token stop) override;

private:
    sandbox::World& m_world;
    sandbox::Side m_side;
    QUrl m_base;
    net::Clock& m_clock;
};

} // namespace support
