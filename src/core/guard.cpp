// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan.h"

#include <algorithm>

namespace core {

namespace {

constexpr int createsMax = 5000;

// At least `floor`, or that share of the links, rounded down.
int share(int links, int percent, int floor)
{
    const qint64 part = qint64{links} * percent / 100;
    return std::max(floor, static_cast<int>(part));
}

} // namespace

std::optional<GuardFinding> guard(const PlanCounts& counts, int links)
{
    using enum GuardFinding::What;
    const int deletesMax = share(links, 5, 10);
    if (counts.deletes > deletesMax)
        return GuardFinding{ManyDeletes, counts.deletes, deletesMax};
    const int updatesMax = share(links, 10, 50);
    if (counts.updates > updatesMax)
        return GuardFinding{ManyUpdates, counts.updates, updatesMax};
    if (counts.creates > createsMax)
        return GuardFinding{ManyCreates, counts.creates, createsMax};
    return std::nullopt;
}

} // namespace core
