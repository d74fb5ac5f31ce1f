// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/markup.h"

#include "core/tag.h"

#include <QSet>
#include <QStringBuilder>

#include <optional>
#include <vector>

namespace core {

namespace {

constexpr std::size_t deepest = 100;
constexpr std::size_t searchDepth = 256;
constexpr int elementsMax = 50000;
constexpr int literalNamesMax = 1000;

struct Open
{
    Role role;
    bool emitted; // false: one too many or too deep; its content stays, its tags do not
};

bool isTablePart(Role role)
{
    return role == Role::Cell || role == Role::Row || role == Role::Table;
}

bool endsParagraph(Role role)
{
    return role != Role::Link && role != Role::Image && role != Role::Break;
}

class Reducer final
{
public:
    explicit Reducer(const QString& html)
        : m_in(html)
        , m_tags(html)
    {
        m_out.html.reserve(html.size() + html.size() / 8);
    }

    Markup run()
    {
        while (m_at < m_in.size()) {
            const auto next = m_in.indexOf(u'<', m_at);
            const auto end = next < 0 ? m_in.size() : next;
            write(m_in.sliced(m_at, end - m_at));
            m_at = end;
            if (m_at < m_in.size())
                angle();
        }
        return std::move(m_out);
    }

private:
    // At a '<': a comment, a tag, or just that character.
    void angle()
    {
        if (const auto end = m_tags.endOfComment(m_at)) {
            m_out.tagged = true;
            m_at = *end;
            return;
        }
        const auto tag = m_tags.at(m_at);
        const auto role = tag ? roleOf(*tag) : std::nullopt;
        if (!role) {
            write(u"&lt;");
            ++m_at;
            return;
        }
        m_out.tagged = true;
        m_at = tag->end;
        if (role == Role::Raw && !tag->closing)
            m_at = m_tags.endOfRaw(m_at, tag->name);
        else if (!m_dropped.isEmpty())
            leave(*tag);
        else if (tag->closing)
            close(*role);
        else
            open(*role, *tag);
    }

    // The role of a tag; nothing if it is text. A name that HTML does not have is a tag only with
    // attributes.
    std::optional<Role> roleOf(const Tag& tag)
    {
        if (const auto known = knownRole(tag.name))
            return known;
        if (tag.closing ? !m_literal.contains(tag.name) : tag.hasValues || isNamespaced(tag.name))
            return Role::Inline;
        if (m_literal.size() < literalNamesMax)
            m_literal.insert(tag.name);
        return std::nullopt;
    }

    void open(Role role, const Tag& tag)
    {
        if (role == Role::Dropped)
            drop(tag);
        if (role == Role::Dropped || role == Role::Inline)
            return;
        role = placed(role);
        if (endsParagraph(role) && !m_open.empty() && m_open.back().role == Role::Paragraph)
            closeTo(m_open.size() - 1);
        const bool isVoid = role == Role::Break || role == Role::Rule || role == Role::Image;
        const bool fits = m_elements < elementsMax && (isVoid || m_open.size() < deepest);
        if (fits) {
            ++m_elements;
            emitStart(role, tag);
        } else {
            tooMany(role);
        }
        if (!isVoid)
            m_open.push_back({role, fits});
    }

    // Closes what a new item, row or cell ends, and makes a block of a row or cell without its
    // table.
    Role placed(Role role)
    {
        if (role == Role::Item) {
            if (const auto item = find(role))
                closeTo(*item);
        } else if (role == Role::Row || role == Role::Cell) {
            const auto table = find(Role::Table);
            if (!table)
                return Role::Block;
            const auto row = role == Role::Cell ? find(Role::Row) : std::nullopt;
            closeTo(row && *row > *table ? *row + 1 : *table + 1);
        }
        return role;
    }

    void close(Role role)
    {
        if (role == Role::Break) {
            open(role, {});
            return;
        }
        const auto found = find(role);
        if (!found && role == Role::Paragraph)
            open(role, {});
        if (found || role == Role::Paragraph)
            closeTo(found.value_or(m_open.size() - 1));
    }

    // Index of the innermost open element of that role that an end tag would end: not beyond the
    // own cell, for items not beyond the own list.
    std::optional<std::size_t> find(Role role) const
    {
        const std::size_t last = m_open.size() > searchDepth ? m_open.size() - searchDepth : 0;
        for (std::size_t i = m_open.size(); i-- > last;) {
            const Role open = m_open[i].role;
            if (open == role)
                return i;
            const bool wall = isTablePart(role) ? open == Role::Table : isTablePart(open);
            if (wall || (role == Role::Item && (open == Role::Bullets || open == Role::Numbers)))
                return std::nullopt;
        }
        return std::nullopt;
    }

    void closeTo(std::size_t size)
    {
        while (m_open.size() > size) {
            if (m_open.back().emitted)
                m_out.html += u"</" % tagName(m_open.back().role) % u'>';
            m_open.pop_back();
        }
    }

    void emitStart(Role role, const Tag& tag)
    {
        m_out.html += u'<' % tagName(role);
        if (!tag.value.isEmpty()) {
            QString value = tag.value.toString();
            value.replace(u'"', QStringLiteral("&quot;"));
            m_out.html += u' ' % tag.attribute % u"=\"" % value % u'"';
        }
        m_out.html += u'>';
    }

    void tooMany(Role role)
    {
        if (endsParagraph(role) && m_elements < elementsMax) {
            ++m_elements;
            m_out.html += u"<br>";
        } else {
            m_out.html += u' ';
        }
    }

    // An element without an end is left open by mistake, or was a word of the text: only its tag
    // goes.
    void drop(const Tag& tag)
    {
        if (tag.selfClosing || m_endless.contains(tag.name))
            return;
        if (!m_tags.hasEnd(m_at, tag.name)) {
            m_endless.insert(tag.name);
            return;
        }
        m_dropped = tag.name;
        m_droppedDepth = 1;
    }

    void leave(const Tag& tag)
    {
        if (!tag.selfClosing && tag.name == m_dropped)
            m_droppedDepth += tag.closing ? -1 : 1;
        if (m_droppedDepth == 0)
            m_dropped.clear();
    }

    void write(QStringView text)
    {
        if (m_dropped.isEmpty())
            m_out.html += text;
    }

    QStringView m_in;
    Tags m_tags;
    qsizetype m_at = 0;
    Markup m_out;
    std::vector<Open> m_open;
    int m_elements = 0;
    QString m_dropped; // name of the element whose content is being dropped
    int m_droppedDepth = 0;
    QSet<QString> m_endless; // names of such elements that have no end tag from here on
    QSet<QString> m_literal; // names that were taken for text
};

} // namespace

Markup reduced(const QString& html)
{
    return Reducer(html).run();
}

} // namespace core
