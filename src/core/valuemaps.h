// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/directory.h"
#include "core/reason.h"
#include "core/settings.h"

#include <tl/expected.hpp>

#include <QString>

// R1.9: HubSpot's status and priority as values that this org has. The error is the reason for
// which the record is blocked: StatusNotMapped or PriorityNotMapped.
namespace core {

using MappedValue = tl::expected<QString, Reason>;

// The settings' map first, then the defaults; an empty value is HubSpot's own default (NOT_STARTED,
// NONE).
[[nodiscard]] MappedValue taskStatus(
    const QString& hubSpotStatus, const Settings& settings, const OrgDescription& org);
[[nodiscard]] MappedValue taskPriority(
    const QString& hubSpotPriority, const Settings& settings, const OrgDescription& org);

// For past events: the admin's choice, else Completed, else the first closed one by sort order.
[[nodiscard]] MappedValue closedStatus(const Settings& settings, const OrgDescription& org);

// HubSpot's value as it counts for change: empty stands for the default.
[[nodiscard]] QString effectiveStatus(const QString& hubSpotStatus);
[[nodiscard]] QString effectivePriority(const QString& hubSpotPriority);

} // namespace core
