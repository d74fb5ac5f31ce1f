// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/transport.h"
#include "support/power.h"

namespace support {

// The network of a machine whose current may fail: before a request leaves, or after the service
// has handled it and before its answer is here. The caller gets an error either way; as the machine
// is off, nothing follows from which one.
class PoweredTransport final : public net::Transport
{
public:
    PoweredTransport(net::Transport& next, Power& power);

    net::Task<core::Result<net::Response>> send(
        net::Request request, std::stop_token stop) override;

private:
    net::Transport& m_next;
    Power& m_power;
};

} // namespace support
