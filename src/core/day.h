// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time.h"

#include <QString>

#include <optional>

namespace core {

// The one place where an instant becomes a calendar day: "yyyy-MM-dd" in the zone (IANA id). An unknown zone falls
// back to UTC; `isKnownZone` is asked when settings are read, so that this never happens silently.
[[nodiscard]] QString dayOf(Instant instant, const QString& zone);
[[nodiscard]] bool isKnownZone(const QString& zone);

// "2026-11-23 14:05" in the zone, for the first line of a description.
[[nodiscard]] QString timeText(Instant instant, const QString& zone);

// ISO 8601 UTC with milliseconds and Z, and back; nothing if it is not such a time.
[[nodiscard]] QString isoText(Instant instant);
[[nodiscard]] std::optional<Instant> fromIsoText(const QString& text);

} // namespace core
