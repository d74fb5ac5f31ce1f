// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <cstdio>
#include <vector>

namespace cli {

struct OutputOptions
{
    bool json = false;
    bool quiet = false;
    bool terminal = false; // stderr is a terminal: progress is shown
};

// Where a command's words go: people read stdout, or stderr when a JSON document goes to stdout.
class Output final
{
public:
    Output(std::FILE* out, std::FILE* err, OutputOptions options);

    bool isJson() const { return m_options.json; }
    bool isTerminal() const { return m_options.terminal && !m_options.quiet && !m_options.json; }

    // A line for people; nothing when quiet. Control characters of CRM text are made visible.
    void say(const QString& line);
    // Always shown, on stderr.
    void complain(const QString& line);
    void complain(const core::Error& error);
    // A table for people: columns padded to their widest cell, at most `widthMax` characters each.
    // Nothing with --json, whose document holds the same rows.
    void table(const QStringList& head, const std::vector<QStringList>& rows);
    // The one JSON document of the command; nothing without --json.
    void document(const QJsonObject& object);
    // The line of progress, replaced in place on a terminal.
    void progress(const QString& line);
    void endProgress();

private:
    std::FILE* m_out;
    std::FILE* m_err;
    OutputOptions m_options;
    bool m_progressShown = false;
};

// CRM text for a terminal: no control characters, no escape sequences, no direction overrides.
[[nodiscard]] QString harmless(const QString& text);

} // namespace cli
