// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tag.h"

#include <algorithm>
#include <array>

namespace core {

namespace {

struct Element
{
    QStringView name;
    Role role;
};

// Sorted by name.
constexpr std::array elements{
    Element{u"a", Role::Link},
    Element{u"abbr", Role::Inline},
    Element{u"acronym", Role::Inline},
    Element{u"address", Role::Block},
    Element{u"applet", Role::Inline},
    Element{u"area", Role::Inline},
    Element{u"article", Role::Block},
    Element{u"aside", Role::Block},
    Element{u"audio", Role::Inline},
    Element{u"b", Role::Inline},
    Element{u"base", Role::Inline},
    Element{u"basefont", Role::Inline},
    Element{u"bdi", Role::Inline},
    Element{u"bdo", Role::Inline},
    Element{u"big", Role::Inline},
    Element{u"blink", Role::Inline},
    Element{u"blockquote", Role::Quote},
    Element{u"body", Role::Inline},
    Element{u"br", Role::Break},
    Element{u"button", Role::Inline},
    Element{u"canvas", Role::Inline},
    Element{u"caption", Role::Block},
    Element{u"center", Role::Block},
    Element{u"cite", Role::Inline},
    Element{u"code", Role::Inline},
    Element{u"col", Role::Inline},
    Element{u"colgroup", Role::Inline},
    Element{u"data", Role::Inline},
    Element{u"datalist", Role::Dropped},
    Element{u"dd", Role::Block},
    Element{u"del", Role::Inline},
    Element{u"details", Role::Block},
    Element{u"dfn", Role::Inline},
    Element{u"dialog", Role::Block},
    Element{u"dir", Role::Bullets},
    Element{u"div", Role::Block},
    Element{u"dl", Role::Heading},
    Element{u"dt", Role::Block},
    Element{u"em", Role::Inline},
    Element{u"embed", Role::Inline},
    Element{u"fieldset", Role::Block},
    Element{u"figcaption", Role::Block},
    Element{u"figure", Role::Heading},
    Element{u"font", Role::Inline},
    Element{u"footer", Role::Block},
    Element{u"form", Role::Block},
    Element{u"h1", Role::Heading},
    Element{u"h2", Role::Heading},
    Element{u"h3", Role::Heading},
    Element{u"h4", Role::Heading},
    Element{u"h5", Role::Heading},
    Element{u"h6", Role::Heading},
    Element{u"head", Role::Inline},
    Element{u"header", Role::Block},
    Element{u"hgroup", Role::Block},
    Element{u"hr", Role::Rule},
    Element{u"html", Role::Inline},
    Element{u"i", Role::Inline},
    Element{u"iframe", Role::Raw},
    Element{u"img", Role::Image},
    Element{u"input", Role::Inline},
    Element{u"ins", Role::Inline},
    Element{u"kbd", Role::Inline},
    Element{u"label", Role::Inline},
    Element{u"legend", Role::Block},
    Element{u"li", Role::Item},
    Element{u"link", Role::Inline},
    Element{u"listing", Role::Verbatim},
    Element{u"main", Role::Block},
    Element{u"map", Role::Inline},
    Element{u"mark", Role::Inline},
    Element{u"math", Role::Inline},
    Element{u"menu", Role::Bullets},
    Element{u"meta", Role::Inline},
    Element{u"meter", Role::Inline},
    Element{u"nav", Role::Block},
    Element{u"nobr", Role::Inline},
    Element{u"noembed", Role::Raw},
    Element{u"noframes", Role::Raw},
    Element{u"noscript", Role::Inline},
    Element{u"object", Role::Inline},
    Element{u"ol", Role::Numbers},
    Element{u"optgroup", Role::Inline},
    Element{u"option", Role::Inline},
    Element{u"output", Role::Inline},
    Element{u"p", Role::Paragraph},
    Element{u"param", Role::Inline},
    Element{u"picture", Role::Inline},
    Element{u"pre", Role::Verbatim},
    Element{u"progress", Role::Inline},
    Element{u"q", Role::Inline},
    Element{u"rb", Role::Inline},
    Element{u"rp", Role::Inline},
    Element{u"rt", Role::Inline},
    Element{u"rtc", Role::Inline},
    Element{u"ruby", Role::Inline},
    Element{u"s", Role::Inline},
    Element{u"samp", Role::Inline},
    Element{u"script", Role::Raw},
    Element{u"section", Role::Block},
    Element{u"select", Role::Dropped},
    Element{u"slot", Role::Inline},
    Element{u"small", Role::Inline},
    Element{u"source", Role::Inline},
    Element{u"span", Role::Inline},
    Element{u"strike", Role::Inline},
    Element{u"strong", Role::Inline},
    Element{u"style", Role::Raw},
    Element{u"sub", Role::Inline},
    Element{u"summary", Role::Block},
    Element{u"sup", Role::Inline},
    Element{u"svg", Role::Dropped},
    Element{u"table", Role::Table},
    Element{u"tbody", Role::Inline},
    Element{u"td", Role::Cell},
    Element{u"template", Role::Dropped},
    Element{u"textarea", Role::Verbatim},
    Element{u"tfoot", Role::Inline},
    Element{u"th", Role::Cell},
    Element{u"thead", Role::Inline},
    Element{u"time", Role::Inline},
    Element{u"title", Role::Raw},
    Element{u"tr", Role::Row},
    Element{u"track", Role::Inline},
    Element{u"tt", Role::Inline},
    Element{u"u", Role::Inline},
    Element{u"ul", Role::Bullets},
    Element{u"var", Role::Inline},
    Element{u"video", Role::Inline},
    Element{u"wbr", Role::Inline},
    Element{u"xmp", Role::Verbatim},
};

constexpr std::array<QStringView, 15> tagNames{u"p", u"div", u"section", u"ul", u"ol", u"li",
    u"table", u"tr", u"td", u"blockquote", u"pre", u"a", u"img", u"br", u"hr"};

constexpr int endlessMax = 20;
constexpr qsizetype nameMax = 40;

bool isLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

bool isSpace(QChar c)
{
    return c == u' ' || c == u'\n' || c == u'\t' || c == u'\r' || c == u'\f';
}

bool endsName(QChar c)
{
    return isSpace(c) || c == u'/' || c == u'>';
}

bool isNamePart(QChar c)
{
    return isLetter(c) || (c >= u'0' && c <= u'9') || c == u':' || c == u'-';
}

bool isWanted(const QString& element, QStringView attribute)
{
    const auto is = [attribute](QStringView name) {
        return attribute.compare(name, Qt::CaseInsensitive) == 0;
    };
    return (element == u"a" && is(u"href")) || (element == u"img" && is(u"alt"))
        || (element == u"ol" && is(u"start"));
}

template <typename Predicate> qsizetype skip(QStringView text, qsizetype at, Predicate&& predicate)
{
    return std::find_if_not(text.begin() + at, text.end(), predicate) - text.begin();
}

} // namespace

QStringView tagName(Role role)
{
    return tagNames.at(static_cast<std::size_t>(role));
}

std::optional<Role> knownRole(const QString& name)
{
    const auto found = std::ranges::lower_bound(elements, QStringView(name), {}, &Element::name);
    return found != elements.end() && name == found->name ? std::optional(found->role)
                                                          : std::nullopt;
}

bool isNamespaced(const QString& name)
{
    const auto colon = name.indexOf(u':');
    return colon >= 1 && colon <= 3 && colon + 1 < name.size() && isLetter(name[colon + 1]);
}

Tags::Tags(QStringView html)
    : m_html(html)
    , m_lastClose(html.lastIndexOf(u'>'))
{
}

std::optional<Tag> Tags::at(qsizetype start)
{
    if (start >= m_lastClose)
        return std::nullopt;
    Tag tag;
    tag.closing = m_html[start + 1] == u'/';
    const qsizetype name = start + (tag.closing ? 2 : 1);
    if (name >= m_html.size() || !isLetter(m_html[name]))
        return std::nullopt;
    const auto limited = m_html.first(std::min(m_html.size(), name + nameMax));
    const qsizetype end = skip(limited, name, isNamePart);
    if (end >= m_html.size() || !endsName(m_html[end]))
        return std::nullopt;
    tag.name = m_html.sliced(name, end - name).toString().toLower();
    // Quotes are honoured until too many tags ran to the end of the text: then any '>' ends a tag.
    if (m_endless < endlessMax) {
        if (readAttributes(tag, end))
            return tag;
        ++m_endless;
        return std::nullopt;
    }
    tag.end = m_html.indexOf(u'>', end) + 1;
    return tag;
}

bool Tags::readAttributes(Tag& tag, qsizetype at) const
{
    while (true) {
        at = skip(m_html, at, [](QChar c) { return isSpace(c) || c == u'/'; });
        if (at >= m_html.size())
            return false;
        if (m_html[at] == u'>')
            break;
        const qsizetype name = at;
        at = skip(m_html, at + 1, [](QChar c) { return !endsName(c) && c != u'='; });
        const auto attribute = m_html.sliced(name, at - name);
        const qsizetype equals = skip(m_html, at, isSpace);
        if (equals >= m_html.size() || m_html[equals] != u'=')
            continue;
        at = skip(m_html, equals + 1, isSpace);
        if (at >= m_html.size())
            return false;
        const QChar quote = m_html[at];
        const bool quoted = quote == u'"' || quote == u'\'';
        const qsizetype value = quoted ? at + 1 : at;
        at = quoted ? m_html.indexOf(quote, value)
                    : skip(m_html, value, [](QChar c) { return !isSpace(c) && c != u'>'; });
        if (at < 0)
            return false;
        tag.hasValues = true;
        if (tag.attribute.isEmpty() && isWanted(tag.name, attribute)) {
            tag.attribute = attribute;
            tag.value = m_html.sliced(value, at - value);
        }
        at += quoted ? 1 : 0;
    }
    tag.selfClosing = m_html[at - 1] == u'/';
    tag.end = at + 1;
    return true;
}

std::optional<qsizetype> Tags::endOfComment(qsizetype start)
{
    const auto rest = m_html.sliced(start);
    if (rest.startsWith(u"<!--")) {
        if (rest.startsWith(u"<!-->") || rest.startsWith(u"<!--->"))
            return start + rest.indexOf(u'>') + 1;
        const auto end = m_commentsEnd ? m_html.indexOf(u"-->", start + 4) : -1;
        m_commentsEnd = end >= 0;
        return end < 0 ? std::nullopt : std::optional(end + 3);
    }
    const bool declaration = rest.size() > 2 && (rest[1] == u'!' || rest[1] == u'?')
        && (isLetter(rest[2]) || rest[2] == u'[');
    if (!declaration || start >= m_lastClose)
        return std::nullopt;
    return m_html.indexOf(u'>', start) + 1;
}

// Behind the name of the first such end tag, -1 if there is none.
qsizetype Tags::findEnd(qsizetype start, const QString& name) const
{
    const QString end = QStringLiteral("</") + name;
    for (qsizetype at = start; (at = m_html.indexOf(end, at, Qt::CaseInsensitive)) >= 0;) {
        at += end.size();
        if (at < m_html.size() && endsName(m_html[at]))
            return at;
    }
    return -1;
}

bool Tags::hasEnd(qsizetype start, const QString& name) const
{
    return findEnd(start, name) >= 0;
}

qsizetype Tags::endOfRaw(qsizetype start, const QString& name) const
{
    const auto end = findEnd(start, name);
    const auto close = end < 0 ? -1 : m_html.indexOf(u'>', end);
    return close < 0 ? m_html.size() : close + 1;
}

} // namespace core
