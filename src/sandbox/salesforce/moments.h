// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/time.h"

#include <QByteArray>
#include <QDate>
#include <QStringView>

#include <optional>

// Days and times of day in the spellings of the REST API, SOQL and HTTP.
namespace sandbox::salesforce {

// "2026-11-23" of the years 1700 to 4000, the org's range for dates.
std::optional<QDate> readDate(QStringView text);

// SOQL: "2026-11-23T10:00:00Z", with or without milliseconds, or with an offset "+01:00" instead of
// Z. Never quoted.
std::optional<Instant> readDateTimeLiteral(QStringView text);

// JSON of a write: as above, and the spelling of answers, "2026-11-23T10:00:00.000+0000".
std::optional<Instant> readDateTime(QStringView text);

QByteArray dateText(const QDate& date); // "2026-11-23"
QByteArray dateTimeText(Instant instant); // "2026-11-23T10:00:00.000+0000"

// "Mon, 23 Nov 2026 10:00:00 GMT", whole seconds.
QByteArray httpDate(Instant instant);
std::optional<Instant> readHttpDate(const QByteArray& text);

} // namespace sandbox::salesforce
