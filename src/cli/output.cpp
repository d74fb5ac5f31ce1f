// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output.h"

#include "words/errors.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>

namespace cli {

namespace {

constexpr qsizetype columnMax = 60;

void writeLine(std::FILE* file, const QString& line)
{
    const QByteArray bytes = line.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), file);
    std::fflush(file);
}

bool isDirectionControl(QChar character)
{
    const char16_t code = character.unicode();
    return (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)
        || code == 0x200e || code == 0x200f;
}

} // namespace

QString harmless(const QString& text)
{
    QString result = text;
    for (QChar& character : result) {
        if (character.category() == QChar::Other_Control || isDirectionControl(character)
            || character == QChar::ParagraphSeparator || character == QChar::LineSeparator)
            character = QChar(u'\u00b7');
    }
    return result;
}

Output::Output(std::FILE* out, std::FILE* err, OutputOptions options)
    : m_out(out)
    , m_err(err)
    , m_options(options)
{
}

void Output::say(const QString& line)
{
    if (m_options.quiet)
        return;
    endProgress();
    writeLine(m_options.json ? m_err : m_out, harmless(line));
}

void Output::complain(const QString& line)
{
    endProgress();
    writeLine(m_err, harmless(line));
}

void Output::complain(const core::Error& error)
{
    complain(words::sentence(error));
}

void Output::table(const QStringList& head, const std::vector<QStringList>& rows)
{
    if (m_options.quiet || m_options.json)
        return;
    std::vector<qsizetype> widths;
    for (qsizetype column = 0; column < head.size(); ++column) {
        qsizetype width = head[column].size();
        for (const QStringList& row : rows)
            width = std::max(width, column < row.size() ? row[column].size() : 0);
        widths.push_back(std::min(width, columnMax));
    }
    const auto line = [&](const QStringList& cells) {
        QString text;
        for (qsizetype column = 0; column < cells.size(); ++column) {
            const bool last = column + 1 == cells.size();
            const QString cell = cells[column].size() > columnMax && !last
                ? cells[column].left(columnMax - 1) + QChar(u'\u2026')
                : cells[column];
            text += last ? cell : cell.leftJustified(widths[static_cast<std::size_t>(column)] + 2);
        }
        say(text);
    };
    line(head);
    for (const QStringList& row : rows)
        line(row);
}

void Output::document(const QJsonObject& object)
{
    if (!m_options.json)
        return;
    const QByteArray bytes = QJsonDocument(object).toJson(QJsonDocument::Indented);
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), m_out);
    std::fflush(m_out);
}

void Output::progress(const QString& line)
{
    if (!isTerminal())
        return;
    const QByteArray bytes = "\r\x1b[2K" + harmless(line).toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), m_err);
    std::fflush(m_err);
    m_progressShown = true;
}

void Output::endProgress()
{
    if (!m_progressShown)
        return;
    std::fputs("\r\x1b[2K", m_err);
    std::fflush(m_err);
    m_progressShown = false;
}

} // namespace cli
