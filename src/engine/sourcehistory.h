// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/task.h"
#include "engine/services.h"

#include <map>

namespace engine {

// When the HubSpot values behind each task field of these activities last changed: what decides a
// conflict by the rule "newest" (R2.4). Another field's change makes nothing newer. One call per 50
// activities.
[[nodiscard]] net::Task<
    core::Result<QHash<core::HubSpotId, std::map<core::TaskField, core::Instant>>>>
sourceHistory(const Services& services, core::ActivityObject object,
    std::vector<core::HubSpotId> activities, std::stop_token stop);

} // namespace engine
