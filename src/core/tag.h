// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

// Finding the tags of a text that may be HTML; used by markup.cpp only.
namespace core {

// What an element means for plain text.
enum class Role {
    Paragraph,
    Block,
    Heading,
    Bullets,
    Numbers,
    Item,
    Table,
    Row,
    Cell,
    Quote,
    Verbatim,
    Link,
    Image,
    Break,
    Rule,
    Inline, // the tag is dropped, its content stays
    Raw, // dropped with its content, which is no HTML (script)
    Dropped, // dropped with its content, which is HTML (template)
};

// The element that stands for a role, Paragraph to Rule: "p", "div", "section" ...
[[nodiscard]] QStringView tagName(Role role);

// The role of an HTML element (lower-case name), nothing for a name that HTML does not have.
[[nodiscard]] std::optional<Role> knownRole(const QString& name);

// True for names such as o:p and v:shape, which office programs write.
[[nodiscard]] bool isNamespaced(const QString& name);

// One start or end tag.
struct Tag
{
    QString name; // lower case
    bool closing = false;
    bool selfClosing = false;
    bool hasValues = false; // some attribute has a value
    QStringView attribute = {}; // the one that matters for plain text: href, alt or start
    QStringView value = {}; // as written, entities and all
    qsizetype end = 0; // behind '>'
};

// Finds tags in a text. Looks at each part of it a bounded number of times, whatever it is asked.
class Tags final
{
public:
    explicit Tags(QStringView html);

    // The tag that starts at this '<'; nothing if it is none or does not end.
    [[nodiscard]] std::optional<Tag> at(qsizetype start);
    // The end of the comment, doctype or processing instruction at this '<'; nothing if it is none
    // or does not end.
    [[nodiscard]] std::optional<qsizetype> endOfComment(qsizetype start);
    // Whether an element of this name ends at or after a position.
    [[nodiscard]] bool hasEnd(qsizetype start, const QString& name) const;
    // The end of the content of a raw element that starts here, behind its end tag; the end of the
    // text if it has none.
    [[nodiscard]] qsizetype endOfRaw(qsizetype start, const QString& name) const;

private:
    qsizetype findEnd(qsizetype start, const QString& name) const;
    bool readAttributes(Tag& tag, qsizetype at) const;

    QStringView m_html;
    qsizetype m_lastClose; // position of the last '>'
    bool m_commentsEnd = true; // false once a comment had no end
    int m_endless = 0; // tags that did not end
};

} // namespace core
