// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text.h"

#include "core/markup.h"
#include "core/textwriter.h"
#include "core/tidy.h"

#include <gumbo.h>

#include <QStringList>

#include <algorithm>
#include <array>
#include <climits>
#include <cstddef>
#include <memory_resource>

namespace core {

namespace {

constexpr qsizetype inputMax = 1024 * 1024;
constexpr qsizetype linkMax = 2048;

// The parser's tree lives in one arena that goes as a whole: nothing is freed piece by piece (and
// nothing by recursion).
class Tree final
{
public:
    explicit Tree(const QByteArray& html)
    {
        GumboOptions options = kGumboDefaultOptions;
        options.userdata = &m_arena;
        options.allocator = [](void* arena, std::size_t size) {
            return static_cast<std::pmr::monotonic_buffer_resource*>(arena)->allocate(size);
        };
        options.deallocator = [](void*, void*) {};
        options.max_errors = 0;
        m_root = gumbo_parse_with_options(
            &options, html.constData(), static_cast<std::size_t>(html.size()))
                     ->root;
    }

    const GumboNode* root() const { return m_root; }

private:
    alignas(std::max_align_t) std::array<std::byte, 16 * 1024> m_start;
    std::pmr::monotonic_buffer_resource m_arena{m_start.data(), m_start.size()};
    const GumboNode* m_root = nullptr;
};

template <typename Visit> void forEachChild(const GumboNode* node, Visit&& visit)
{
    const GumboVector& children = node->v.element.children;
    for (unsigned i = 0; i < children.length; ++i)
        visit(static_cast<const GumboNode*>(children.data[i]));
}

bool isElement(const GumboNode* node, GumboTag tag)
{
    return node->type == GUMBO_NODE_ELEMENT && node->v.element.tag == tag;
}

QString attribute(const GumboNode* node, const char* name)
{
    const auto* found = gumbo_get_attribute(&node->v.element.attributes, name);
    return found ? QString::fromUtf8(found->value) : QString();
}

// The address of a link that a person can open; empty for scripts, embedded data, files and
// relative addresses.
QString address(const GumboNode* link)
{
    QString url = tidyLine(attribute(link, "href"));
    url.replace(u' ', QStringLiteral("%20"));
    const auto starts
        = [&url](QStringView scheme) { return url.startsWith(scheme, Qt::CaseInsensitive); };
    const bool allowed = starts(u"http://") || starts(u"https://") || starts(u"mailto:");
    return allowed && url.size() <= linkMax ? url : QString();
}

// True if the text of a link says its address already, be it without scheme or last slash.
bool says(QStringView text, QStringView url)
{
    const auto bare = [](QStringView address) {
        for (const QStringView scheme : {u"https://", u"http://", u"mailto:"}) {
            if (address.startsWith(scheme, Qt::CaseInsensitive))
                address = address.sliced(scheme.size());
        }
        return address.endsWith(u'/') ? address.chopped(1) : address;
    };
    return bare(text).compare(bare(url), Qt::CaseInsensitive) == 0;
}

// Writes the tree of a reduced document as text.
class Renderer final
{
public:
    QString result(const GumboNode* root)
    {
        node(root);
        return m_writer.take();
    }

private:
    void node(const GumboNode* node)
    {
        if (node->type == GUMBO_NODE_ELEMENT) {
            element(node);
        } else if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE) {
            const QString text = QString::fromUtf8(node->v.text.text);
            m_verbatim > 0 ? m_writer.verbatim(text) : m_writer.text(text);
        }
    }

    void children(const GumboNode* parent)
    {
        forEachChild(parent, [this](const GumboNode* child) { node(child); });
    }

    void element(const GumboNode* node)
    {
        switch (node->v.element.tag) {
        case GUMBO_TAG_P:
        case GUMBO_TAG_SECTION:
            return paragraph(node);
        case GUMBO_TAG_DIV:
        case GUMBO_TAG_TD:
            return block(node);
        case GUMBO_TAG_UL:
        case GUMBO_TAG_OL:
            return list(node);
        case GUMBO_TAG_LI:
            return item(node, QStringLiteral("- "));
        case GUMBO_TAG_TABLE:
            return block(node);
        case GUMBO_TAG_TR:
            return row(node);
        case GUMBO_TAG_BLOCKQUOTE:
            return quote(node);
        case GUMBO_TAG_PRE:
            ++m_verbatim;
            paragraph(node);
            --m_verbatim;
            return;
        case GUMBO_TAG_A:
            return link(node);
        case GUMBO_TAG_IMG:
            return m_writer.text(attribute(node, "alt"));
        case GUMBO_TAG_BR:
            return m_writer.lineBreak();
        case GUMBO_TAG_HR:
            return m_writer.paragraph();
        default: // html, head, body, tbody
            return children(node);
        }
    }

    void paragraph(const GumboNode* node)
    {
        m_writer.paragraph();
        children(node);
        m_writer.paragraph();
    }

    void block(const GumboNode* node)
    {
        m_writer.newLine();
        children(node);
        m_writer.newLine();
    }

    void quote(const GumboNode* node)
    {
        m_writer.paragraph();
        m_writer.indent(u"> ");
        children(node);
        m_writer.outdent();
        m_writer.paragraph();
    }

    void list(const GumboNode* node)
    {
        const bool outer = m_lists++ == 0;
        outer ? m_writer.paragraph() : m_writer.newLine();
        bool hasStart = false;
        const int start = attribute(node, "start").toInt(&hasStart);
        int number = hasStart ? start : 1;
        forEachChild(node, [&](const GumboNode* child) {
            if (!isElement(child, GUMBO_TAG_LI))
                return this->node(child);
            const bool numbered = node->v.element.tag == GUMBO_TAG_OL;
            item(child,
                numbered ? QString::number(number) + QStringLiteral(". ") : QStringLiteral("- "));
            number = number < INT_MAX ? number + 1 : number;
        });
        outer ? m_writer.paragraph() : m_writer.newLine();
        --m_lists;
    }

    void item(const GumboNode* node, const QString& marker)
    {
        m_writer.beginItem(marker);
        children(node);
        m_writer.endItem();
    }

    // Cells of one line each stand beside each other. Others (tables that lay out a page) below
    // each other.
    void row(const GumboNode* node)
    {
        QStringList cells;
        forEachChild(node, [&](const GumboNode* child) {
            if (!isElement(child, GUMBO_TAG_TD))
                return;
            Renderer cell;
            cell.m_verbatim = m_verbatim;
            cell.m_lists = m_lists;
            cell.children(child);
            cells += cell.m_writer.take();
        });
        const auto filled = cells.size() - cells.count(QString());
        const bool wide = std::any_of(
            cells.begin(), cells.end(), [](const QString& cell) { return cell.contains(u'\n'); });
        if (wide || filled <= 1)
            cells.removeAll(QString());
        if (!cells.isEmpty())
            m_writer.lines(QString(cells.join(wide ? u"\n" : u" | ")).trimmed());
        m_writer.newLine();
    }

    void link(const GumboNode* node)
    {
        const QString url = address(node);
        const QString text = linkText(node).simplified();
        children(node);
        if (!url.isEmpty() && !text.isEmpty() && !says(text, url))
            m_writer.attach(QStringLiteral(" (") + url + u')');
    }

    // What can be read of a link, to compare it with its address.
    QString linkText(const GumboNode* node)
    {
        if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE)
            return QString::fromUtf8(node->v.text.text);
        QString text;
        if (node->type == GUMBO_NODE_ELEMENT) {
            text = attribute(node, "alt");
            forEachChild(node, [&](const GumboNode* child) { text += linkText(child); });
        }
        return text;
    }

    TextWriter m_writer;
    int m_verbatim = 0;
    int m_lists = 0;
};

QString parsed(const QString& html)
{
    const Tree tree(html.toUtf8());
    return Renderer().result(tree.root());
}

// Text without any tag as a document: line ends count, and "&copy" in an address is no entity
// without its semicolon.
QString document(const QString& text)
{
    QString html = QStringLiteral("<pre>\n");
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == u'<') {
            html += u"&lt;";
        } else if (c == u'&') {
            qsizetype end = i + 1;
            while (end < text.size() && end - i < 40
                && (text[end].isLetterOrNumber() || text[end] == u'#'))
                ++end;
            html += end < text.size() && text[end] == u';' ? u"&" : u"&amp;";
        } else {
            html += c;
        }
    }
    return html;
}

} // namespace

QString plainText(const QString& html)
{
    QString input = html;
    if (input.size() > inputMax)
        input.truncate(cutBefore(input, inputMax));
    if (!input.contains(u'<') && !input.contains(u'&'))
        return tidyText(input);
    input = scrubbed(input);
    const Markup markup = reduced(input);
    if (!markup.tagged && !input.contains(u'&'))
        return tidyText(input);
    return tidyText(parsed(markup.tagged ? markup.html : document(input)));
}

} // namespace core
