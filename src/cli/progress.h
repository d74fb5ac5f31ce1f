// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/output.h"
#include "engine/events.h"
#include "net/clock.h"

namespace cli {

// Shows what a run does on a terminal: phase, count, rate, time left. At most ten lines a second.
class Progress final
{
public:
    Progress(Output& output, const net::Clock& clock);
    void show(const engine::Event& event);

private:
    void show(const engine::Progressed& progressed);

    Output& m_output;
    const net::Clock& m_clock;
    net::Clock::Monotonic m_phaseStarted{};
    net::Clock::Monotonic m_shown{};
};

} // namespace cli
