// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/clock.h"

namespace net {

// A host's circuit breaker. After `failuresToOpen` failures in a row nothing goes to the host for
// `openFor`; then one request tries (half-open), the others keep waiting for its outcome. Success
// closes the circuit, failure opens it anew.
class Circuit final
{
public:
    Circuit(int failuresToOpen, std::chrono::milliseconds openFor);

    // How long to wait before asking again; 0 = go, and tell the outcome by one of the three below.
    [[nodiscard]] std::chrono::milliseconds ask(Clock::Monotonic now);
    void succeeded();
    void failed(Clock::Monotonic now);
    // The host asked to be left alone until then, whatever it says to others in between.
    void holdUntil(Clock::Monotonic time);
    void undecided(); // stopped, or refused for a reason that says nothing about the host
    [[nodiscard]] bool isOpen() const { return m_failures >= m_failuresToOpen; }

private:
    int m_failuresToOpen;
    std::chrono::milliseconds m_openFor;
    int m_failures = 0; // in a row
    bool m_probing = false;
    Clock::Monotonic m_openUntil{};
    Clock::Monotonic m_holdUntil{};
};

} // namespace net
