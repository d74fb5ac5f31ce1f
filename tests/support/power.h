// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <limits>
#include <vector>

namespace support {

// The current of the machine that a program under test runs on. Everything by which the program
// reaches outside asks here first: PoweredTransport for its requests and FaultVfs for what it
// writes to the database. The n-th of these effects can be the end: it does not happen, and no
// later one does. What the program still does in its memory is without consequence then, so that
// destroying its objects, restore() and opening the store again is a kill at exactly this point,
// without a second process.
class Power final
{
public:
    enum class Effect {
        Request, // a request leaves for a service
        Answer, // the service has handled it, its answer comes back
        Write, // bytes of the database or its logs
        Sync, // of the database or its logs: here a transaction is committed
        Truncate,
        Delete,
    };

    // For the one who carries the effect out, immediately before: false if there is no current.
    [[nodiscard]] bool allows(Effect effect);

    // The current fails before effect `n`, counted from 0 at this call.
    void cutBefore(std::size_t n);
    // No current from now on.
    void cut() { cutBefore(0); }
    // The current is back and stays; counting starts anew.
    void restore() { cutBefore(never); }

    [[nodiscard]] bool isOn() const { return m_effects.size() < m_cutBefore; }
    // Everything that happened since the last cutBefore(), cut() or restore(), in order.
    [[nodiscard]] const std::vector<Effect>& effects() const { return m_effects; }

private:
    static constexpr std::size_t never = std::numeric_limits<std::size_t>::max();
    std::size_t m_cutBefore = never;
    std::vector<Effect> m_effects;
};

} // namespace support
