// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <cstdint>
#include <optional>

// Record ids: 15 case-sensitive characters (three of them name the type) and a suffix of three that
// repeats the case of the others, so that systems that ignore case can compare them (Salesforce
// contract 9.20).
namespace sandbox::salesforce {

// The 18 characters of the record `number` of the type with this three-letter prefix.
QString makeId(QStringView prefix, std::uint64_t number);

// The 18-character form of an id of 15 or 18 characters. None if it is not one: wrong length, other
// characters, or a suffix that does not fit the case of the letters.
std::optional<QString> normalizedId(QStringView id);

} // namespace sandbox::salesforce
