// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/transport.h"

#include <functional>

namespace net {

// Asks once more, right before a write leaves, whether it may: a request can wait minutes for a
// limit above this point, and a process that was stopped meanwhile may have lost the right to
// write. What is not allowed to go ends with the gate's error; nothing was sent then. Reads always
// go.
class Fenced final : public Transport
{
public:
    using Gate = std::function<core::Result<void>()>;
    Fenced(Transport& next, Gate gate);

    Task<core::Result<Response>> send(Request request, std::stop_token stop) override;

private:
    Transport& m_next;
    Gate m_gate;
};

} // namespace net
