// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tidy.h"

#include <QTextBoundaryFinder>

#include <algorithm>

namespace core {

namespace {

constexpr qsizetype longestCharacter = 1000;

bool isLineEnd(QChar c)
{
    return c == u'\n' || c == u'\r' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator
        || c == QChar(0x85) || c == u'\f' || c == u'\v';
}

// Most characters of most texts, which stay as they are.
bool isPlain(QChar c)
{
    return (c >= u' ' && c < QChar(0x7F)) || c == u'\n';
}

bool isBlank(QChar c)
{
    return c == u' ' || c == u'\t' || c.category() == QChar::Separator_Space;
}

bool isDropped(QChar c)
{
    return c.category() == QChar::Other_Control || c == QChar::SoftHyphen || c == QChar(0x200B)
        || c == QChar::ByteOrderMark || c.unicode() >= 0xFFFE;
}

// One line without its end: indentation, then words with one blank between them.
void appendLine(QString& to, QStringView line)
{
    const auto first = std::find_if(line.begin(), line.end(), [](QChar c) { return c != u' '; });
    if (first == line.end())
        return;
    to += line.first(first - line.begin());
    bool blank = false;
    for (const QChar c : line.sliced(first - line.begin())) {
        if (c == u' ') {
            blank = true;
            continue;
        }
        if (blank)
            to += u' ';
        blank = false;
        to += c;
    }
}

} // namespace

QString scrubbed(const QString& text)
{
    const auto first = std::find_if_not(text.begin(), text.end(), isPlain) - text.begin();
    if (first == text.size())
        return text;
    QString clean;
    clean.reserve(text.size());
    clean += QStringView(text).first(first);
    for (qsizetype i = first; i < text.size(); ++i) {
        const QChar c = text[i];
        const QChar next = i + 1 < text.size() ? text[i + 1] : QChar();
        if (isPlain(c)) {
            clean += c;
        } else if (c == u'\r' && next == u'\n') {
            continue;
        } else if (isLineEnd(c)) {
            clean += u'\n';
        } else if (isBlank(c)) {
            clean += u' ';
        } else if (c.isHighSurrogate() && next.isLowSurrogate()) {
            clean += c;
            clean += next;
            ++i;
        } else if (c.isSurrogate()) {
            clean += QChar(QChar::ReplacementCharacter);
        } else if (!isDropped(c)) {
            clean += c;
        }
    }
    return clean;
}

QString tidyText(const QString& text)
{
    const QString clean = scrubbed(text);
    QString tidy;
    tidy.reserve(clean.size());
    int breaks = 0;
    for (const QStringView line : QStringTokenizer(QStringView(clean), u'\n')) {
        const qsizetype before = tidy.size();
        if (before > 0)
            tidy += QStringView(u"\n\n").first(std::min(breaks, 2));
        const qsizetype start = tidy.size();
        appendLine(tidy, line);
        if (tidy.size() == start) {
            tidy.truncate(before);
            ++breaks;
            continue;
        }
        breaks = 1;
    }
    const auto first = std::find_if(tidy.begin(), tidy.end(), [](QChar c) { return c != u' '; });
    return tidy.sliced(first - tidy.begin());
}

QString tidyLine(const QString& text)
{
    return scrubbed(text).simplified();
}

int codePoints(QStringView text)
{
    const auto pairs
        = std::count_if(text.begin(), text.end(), [](QChar c) { return c.isLowSurrogate(); });
    return static_cast<int>(text.size() - pairs);
}

qsizetype unitsOf(QStringView text, int count)
{
    qsizetype units = 0;
    for (int i = 0; i < count && units < text.size(); ++i) {
        const bool pair = text[units].isHighSurrogate() && units + 1 < text.size()
            && text[units + 1].isLowSurrogate();
        units += pair ? 2 : 1;
    }
    return units;
}

namespace {

// U+1F1E6 to U+1F1FF, of which two make a flag.
bool isHalfFlag(QStringView text, qsizetype at)
{
    return at >= 0 && at + 1 < text.size() && text[at] == QChar(0xD83C)
        && text[at + 1] >= QChar(0xDDE6) && text[at + 1] <= QChar(0xDDFF);
}

// A place at or before `position` from which characters can be told apart: no half of a surrogate
// pair or flag.
qsizetype soundStart(QStringView text, qsizetype position)
{
    if (position > 0 && text[position].isLowSurrogate())
        --position;
    qsizetype first = position;
    while (isHalfFlag(text, first - 2))
        first -= 2;
    return (position - first) % 4 == 0 ? position : position - 2;
}

} // namespace

qsizetype cutBefore(QStringView text, qsizetype position)
{
    if (position <= 0)
        return 0;
    if (position >= text.size())
        return text.size();
    const qsizetype start = soundStart(text, std::max<qsizetype>(0, position - longestCharacter));
    const QString window
        = text.sliced(start, std::min(text.size(), position + 2) - start).toString();
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, window);
    finder.setPosition(position - start);
    const qsizetype cut = finder.isAtBoundary() ? position - start : finder.toPreviousBoundary();
    if (cut > 0 || start == 0)
        return start + std::max<qsizetype>(cut, 0);
    return text[position].isLowSurrogate() ? position - 1 : position;
}

} // namespace core
