// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

// What every text for Salesforce goes through, whatever it was made from.
namespace core {

// Only characters that a person can read: line ends become '\n', every kind of blank (no-break
// space, tab) one ' ', a lone surrogate U+FFFD; control characters, soft hyphens, zero-width
// spaces, byte order marks and noncharacters are dropped. Joiners and direction marks stay: they
// belong to the text.
[[nodiscard]] QString scrubbed(const QString& text);

// Scrubbed text, line by line: no blanks at the end of a line, one between words, indentation kept,
// at most one empty line in a row, none at the start or end. Applying it again changes nothing.
[[nodiscard]] QString tidyText(const QString& text);

// Scrubbed text in one line: line breaks are blanks, one blank between words, none at the ends.
[[nodiscard]] QString tidyLine(const QString& text);

// Number of Unicode code points.
[[nodiscard]] int codePoints(QStringView text);

// Length in UTF-16 units of the first `count` code points, or of the whole text.
[[nodiscard]] qsizetype unitsOf(QStringView text, int count);

// The last place at or before `position` (UTF-16 units) where the text may be cut: never inside a
// surrogate pair, before a combining mark or inside a joined emoji. A single character of more than
// 1,000 units is cut between code points.
[[nodiscard]] qsizetype cutBefore(QStringView text, qsizetype position);

} // namespace core
