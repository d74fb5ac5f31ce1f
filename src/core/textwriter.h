// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace core {

// Composes plain text from the pieces of a document, in their order. Breaks are wishes: they become
// line ends only when text follows, and several wishes make at most one empty line. Every line
// inside an indented part starts with its prefix.
class TextWriter final
{
public:
    void text(QStringView text); // white space collapses to one blank
    void verbatim(QStringView text); // line ends and indentation count
    void lines(QStringView text); // a finished text, from the start of a line
    void attach(QStringView text); // directly behind the last character, whatever was wished since

    void lineBreak(); // one more line end
    void newLine(); // at least a new line
    void paragraph(); // at least an empty line

    void indent(QStringView prefix);
    void outdent();
    void beginItem(const QString& marker); // indents; the first line starts with the marker ("- ")
    void endItem();

    // The text so far, and an empty writer.
    [[nodiscard]] QString take();

private:
    struct Level
    {
        qsizetype prefix; // length of m_prefix outside
        qsizetype markerAt;
        QString marker;
    };

    bool atLineStart() const { return m_breaks > 0 || m_text.isEmpty(); }
    void startLine();
    void put(QStringView word);

    QString m_text;
    int m_breaks = 0;
    bool m_blank = false; // a blank before the next character
    qsizetype m_spaces = 0; // indentation of verbatim text
    QString m_prefix;
    std::vector<Level> m_levels;
};

} // namespace core
