// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

// Text of the CRMs as it may be shown. Whoever can write to a contact can write these: they must
// not turn a line around, hide in it, hang over the rows beside it or fill the memory of the
// window. Still plain text, which no widget may take for HTML: see gui/support/plaintext.h.
namespace app {

// For a cell or a label of one line: line breaks, tabs and every kind of blank become one blank;
// what turns text around and control characters become U+FFFD, so that one sees that there was
// something; marks without width go, except the joiners inside an emoji. At most eight combining
// marks per character, at most 300 code points and then "…", cut as core::cutBefore() cuts.
[[nodiscard]] QString oneLine(const QString& text);

// For a view of several lines: the same, but line breaks (as '\n'), tabs and blanks stay, and the
// limit is 32,000 UTF-16 units including the "…".
[[nodiscard]] QString block(const QString& text);

} // namespace app
