// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/kind.h"

#include <QSet>

#include <optional>

namespace engine {

// What a run is about.
struct PlanScope
{
    QSet<core::Kind> onlyKinds; // empty = all that are on
    std::optional<core::HubSpotId> onlyActivity; // one record of any kind
    bool isAll() const { return onlyKinds.isEmpty() && !onlyActivity; }
};

} // namespace engine
