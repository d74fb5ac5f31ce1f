// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/displaytext.h"

#include "core/tidy.h"

#include <algorithm>

namespace app {

namespace {

constexpr int lineCodePoints = 300;
constexpr qsizetype blockUnits = 32000;
// More than any script stacks on a letter; what goes on above is made to paint over other rows.
constexpr int marksMax = 8;
// A line is cut after 300 characters; so many units are read for them, so that a megabyte of marks
// without width does not cost a megabyte's time in every cell.
constexpr qsizetype lineUnitsRead = 8192;
constexpr QChar ellipsis = u'…';

constexpr char32_t zeroWidthJoiner = 0x200D;

bool isLineEnd(char32_t c)
{
    return c == U'\n' || c == U'\v' || c == U'\f' || c == U'\r' || c == 0x85 || c == 0x2028
        || c == 0x2029;
}

// Embeddings, overrides and isolates, with their ends.
bool turnsTextAround(char32_t c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

// Marks of category "format" that are seen: signs above Arabic numbers and their like.
bool isVisibleFormat(char32_t c)
{
    return (c >= 0x600 && c <= 0x605) || c == 0x6DD || c == 0x70F || c == 0x890 || c == 0x891
        || c == 0x8E2 || c == 0x110BD || c == 0x110CD;
}

// What stands on both sides of a joiner in an emoji of several people or things.
bool isEmojiPart(char32_t c)
{
    return (c >= 0x1F000 && c <= 0x1FAFF) || (c >= 0x2600 && c <= 0x27BF) || c == 0xFE0F
        || c == 0x2B1B;
}

bool isNoCharacter(char32_t c)
{
    return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

enum class Fate { Kept, Dropped, Shown, Blank, LineEnd };

Fate fateOf(char32_t c, char32_t before, char32_t after)
{
    if (isLineEnd(c))
        return Fate::LineEnd;
    if (c == zeroWidthJoiner && isEmojiPart(before) && isEmojiPart(after))
        return Fate::Kept;
    if (turnsTextAround(c) || isNoCharacter(c))
        return Fate::Shown;
    switch (QChar::category(c)) {
    case QChar::Other_Control:
        return c == U'\t' ? Fate::Blank : Fate::Shown;
    case QChar::Other_Format:
        return isVisibleFormat(c) ? Fate::Kept : Fate::Dropped;
    case QChar::Separator_Space:
        return Fate::Blank;
    default:
        return Fate::Kept;
    }
}

// The code point at a place, U+FFFD for half of a pair, 0 at the end.
char32_t codePointAt(QStringView text, qsizetype at)
{
    if (at >= text.size())
        return 0;
    const QChar c = text[at];
    if (c.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate())
        return QChar::surrogateToUcs4(c, text[at + 1]);
    return c.isSurrogate() ? char32_t(QChar::ReplacementCharacter) : char32_t(c.unicode());
}

// Goes through a text code point by code point and hands on what is shown of it.
template <typename OnLineEnd, typename OnBlank>
QString cleaned(QStringView text, OnLineEnd onLineEnd, OnBlank onBlank)
{
    QString clean;
    clean.reserve(text.size());
    char32_t before = 0;
    int marks = 0;
    for (qsizetype at = 0; at < text.size();) {
        const char32_t c = codePointAt(text, at);
        at += QChar::requiresSurrogates(c) ? 2 : 1;
        const char32_t after = codePointAt(text, at);
        const Fate fate = fateOf(c, before, after);
        before = c;
        if (fate == Fate::Dropped)
            continue; // also between marks, which stand above each other without it
        marks = QChar::isMark(c) ? marks + 1 : 0;
        if (fate == Fate::Shown)
            clean += QChar(QChar::ReplacementCharacter);
        else if (fate == Fate::Blank)
            onBlank(clean, c);
        else if (fate == Fate::LineEnd && (c != U'\r' || after != U'\n'))
            onLineEnd(clean);
        else if (fate == Fate::Kept && marks <= marksMax)
            clean += QChar::fromUcs4(c);
    }
    return clean;
}

} // namespace

QString oneLine(const QString& text)
{
    const QStringView read = QStringView(text).first(std::min(text.size(), lineUnitsRead));
    const auto addBlank = [](QString& clean) {
        if (!clean.isEmpty() && !clean.endsWith(u' '))
            clean += u' ';
    };
    QString clean
        = cleaned(read, addBlank, [&](QString& line, char32_t) { addBlank(line); }).trimmed();
    const bool readAll = read.size() == text.size();
    if (readAll && core::codePoints(clean) <= lineCodePoints)
        return clean;
    clean.truncate(core::cutBefore(clean, core::unitsOf(clean, lineCodePoints)));
    return clean + ellipsis;
}

QString block(const QString& text)
{
    const QStringView read = QStringView(text).first(std::min(text.size(), 2 * blockUnits));
    QString clean = cleaned(
        read, [](QString& lines) { lines += u'\n'; },
        [](QString& lines, char32_t c) { lines += c == U'\t' ? u'\t' : u' '; });
    if (read.size() == text.size() && clean.size() <= blockUnits)
        return clean;
    clean.truncate(core::cutBefore(clean, std::min(clean.size(), blockUnits - 1)));
    return clean + ellipsis;
}

} // namespace app
