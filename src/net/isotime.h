// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace net {

// "2026-11-23T10:00:00.123Z" and its relatives: 0 to 9 digits of a second (more than milliseconds
// are cut off), offset Z, +00:00, +0000. Nothing else: a time without an offset, a leap second or
// an impossible date is nullopt. HubSpot writes Z with 0 to 3 digits, Salesforce +0000 with 3.
[[nodiscard]] std::optional<core::Instant> parseIsoTime(QStringView text);

// Always UTC with milliseconds and Z, which both services accept.
[[nodiscard]] QString isoTime(core::Instant instant);

// The Date header and a dated Retry-After: "Tue, 24 Nov 2026 10:59:48 GMT". Only this form (RFC
// 9110 IMF-fixdate).
[[nodiscard]] std::optional<core::Instant> parseHttpDate(const QByteArray& text);

} // namespace net
