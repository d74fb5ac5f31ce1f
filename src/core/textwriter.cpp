// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/textwriter.h"

#include <algorithm>
#include <utility>

namespace core {

namespace {

// More nesting than this is not shown: it would be wider than its text, and the text would grow
// with its square.
constexpr std::size_t levelsShown = 8;
constexpr qsizetype indentationMax = 40;
constexpr QStringView itemPrefix = u"  ";

bool isBlank(QChar c)
{
    if (c > u' ' && c < QChar(0x7F))
        return false;
    return c == u' ' || c == u'\n' || c == u'\t' || c == u'\r' || c == u'\f'
        || c.category() == QChar::Separator_Space;
}

} // namespace

void TextWriter::text(QStringView text)
{
    while (!text.isEmpty()) {
        const auto end = std::find_if(text.begin(), text.end(), isBlank) - text.begin();
        if (end > 0)
            put(text.first(end));
        else if (!atLineStart())
            m_blank = true;
        text = text.sliced(std::max<qsizetype>(end, 1));
    }
}

void TextWriter::verbatim(QStringView text)
{
    for (const QChar c : text) {
        if (c == u'\n')
            lineBreak();
        else if (!isBlank(c))
            put(QStringView(&c, 1));
        else if (atLineStart())
            m_spaces = std::min(m_spaces + 1, indentationMax);
        else
            m_blank = true;
    }
}

void TextWriter::lines(QStringView text)
{
    newLine();
    for (const QStringView line : QStringTokenizer(text, u'\n')) {
        if (line.isEmpty()) {
            paragraph();
            continue;
        }
        newLine();
        startLine();
        m_text += line;
    }
}

void TextWriter::attach(QStringView text)
{
    m_text += text;
}

void TextWriter::lineBreak()
{
    m_breaks = std::min(m_breaks + 1, 2);
    m_spaces = 0;
}

void TextWriter::newLine()
{
    m_breaks = std::max(m_breaks, 1);
    m_spaces = 0;
}

void TextWriter::paragraph()
{
    // The first paragraph of an item stands behind its marker.
    const bool inMarker = !m_levels.empty() && !m_levels.back().marker.isEmpty();
    m_breaks = std::max(m_breaks, inMarker ? 1 : 2);
    m_spaces = 0;
}

void TextWriter::indent(QStringView prefix)
{
    m_levels.push_back({m_prefix.size(), 0, {}});
    if (m_levels.size() <= levelsShown)
        m_prefix += prefix;
}

void TextWriter::outdent()
{
    m_prefix.truncate(m_levels.back().prefix);
    m_levels.pop_back();
}

void TextWriter::beginItem(const QString& marker)
{
    newLine();
    const auto at = m_prefix.size();
    indent(itemPrefix);
    m_levels.back().markerAt = at;
    m_levels.back().marker = marker;
}

void TextWriter::endItem()
{
    // An item that ended with a paragraph is not followed by an empty line.
    m_breaks = std::min(m_breaks, 1);
    outdent();
    newLine();
}

QString TextWriter::take()
{
    return std::exchange(*this, {}).m_text;
}

void TextWriter::startLine()
{
    if (!m_text.isEmpty())
        m_text += QStringView(u"\n\n").first(m_breaks);
    m_breaks = 0;
    m_blank = false;
    QString prefix = m_prefix;
    // Of nested items that begin on the same line the innermost is marked.
    const auto marked = std::find_if(
        m_levels.rbegin(), m_levels.rend(), [](const Level& l) { return !l.marker.isEmpty(); });
    if (marked != m_levels.rend() && marked->markerAt + itemPrefix.size() <= prefix.size())
        prefix.replace(marked->markerAt, itemPrefix.size(), marked->marker);
    for (Level& level : m_levels)
        level.marker.clear();
    m_text += prefix;
    m_text += QString(std::exchange(m_spaces, 0), u' ');
}

void TextWriter::put(QStringView word)
{
    if (atLineStart())
        startLine();
    else if (m_blank)
        m_text += u' ';
    m_blank = false;
    m_text += word;
}

} // namespace core
