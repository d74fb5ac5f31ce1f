// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/clock.h"

#include <functional>

namespace net {

// Asks once more, right before a write leaves, whether it may: a request can wait minutes for a
// limit or a Retry-After above this point. A process that was stopped meanwhile may have lost the
// right to write: the gate's error. What the write rests on may have grown old (Request::notAfter):
// TooLate. Nothing was sent then. Reads always go.
class Fenced final : public Transport
{
public:
    using Gate = std::function<core::Result<void>()>;
    Fenced(Transport& next, const Clock& clock, Gate gate);

    Task<core::Result<Response>> send(Request request, std::stop_token stop) override;

private:
    Transport& m_next;
    const Clock& m_clock;
    Gate m_gate;
};

} // namespace net
