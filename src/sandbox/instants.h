// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/time.h"

#include <QByteArray>
#include <QByteArrayView>

#include <cstdint>
#include <optional>

namespace sandbox {

// "2026-11-23T08:01:02.123Z": how HubSpot writes every time.
[[nodiscard]] QByteArray isoText(Instant at);

// Epoch milliseconds ("1795392000000") or ISO-8601 in UTC: "2026-11-23", "2026-11-23T08:01:02Z",
// "2026-11-23T08:01:02.123Z". Nothing for everything else, also for days that do not exist.
[[nodiscard]] std::optional<Instant> instantFrom(QByteArrayView text);

[[nodiscard]] inline std::int64_t epochMs(Instant at)
{
    return at.time_since_epoch().count();
}

} // namespace sandbox
