// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activity.h"
#include "hubspot/fields.h"
#include "net/json.h"

#include <optional>

// How single properties of a record are understood: HubSpot sends every value as a string or null
// (HubSpot contract 2.1, 7.17). Mistakes are noted in the Json that the object came from.
namespace hubspot {

// The id of a record: decimal digits, as a string or as a number. Anything else is a mistake.
[[nodiscard]] core::HubSpotId recordId(const net::JsonObject& object, QStringView name);

// Empty for null and for an absent property.
[[nodiscard]] QString text(const net::JsonObject& properties, QStringView name);

// A time as ISO 8601 or as epoch milliseconds; nothing if empty.
[[nodiscard]] std::optional<core::Instant> moment(
    const net::JsonObject& properties, QStringView name);
[[nodiscard]] core::Instant requiredMoment(const net::JsonObject& properties, QStringView name);

// One row of `results` of an activity object.
[[nodiscard]] core::Activity activityOf(core::ActivityObject object, const net::JsonObject& row);

} // namespace hubspot
