// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/events.h"
#include "net/clock.h"

#include <optional>

namespace app {

// What the header shows of a job that is going on.
struct ProgressShown
{
    QString text; // "Writing tasks: 4,200 of 12,000, 310 a second, 25 s left"
    std::optional<int> percent; // nothing while the total cannot be known
    bool operator==(const ProgressShown&) const = default;
};

// Turns the engine's events into a line with rate and time left.
class ProgressMeter final
{
public:
    void begin(const QString& text, net::Clock::Monotonic now); // before any phase
    void take(const engine::Event& event, net::Clock::Monotonic now);
    [[nodiscard]] const ProgressShown& shown() const { return m_shown; }

private:
    ProgressShown m_shown;
    net::Clock::Monotonic m_phaseBegan{0};
};

[[nodiscard]] QString phaseText(engine::Phase phase);

} // namespace app
