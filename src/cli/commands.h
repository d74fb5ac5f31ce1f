// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/exitcode.h"
#include "cli/output.h"
#include "profiles/surroundings.h"

#include <QCommandLineParser>
#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

namespace cli {

// What main.cpp gives: everything of the outside world that a command may touch.
struct Surroundings : profiles::Surroundings
{
    std::function<QByteArray()> readStandardInput; // one secret, up to the end of input
    bool terminal = false;
};

// One call of one command.
struct Invocation
{
    Surroundings& surroundings;
    Output& output;
    QString profile;
    QString profilesFolder;
    QStringList arguments; // after the command's name, options removed
    const QCommandLineParser& options;
};

struct Option
{
    QStringList names;
    QString description;
    QString value = {}; // name of the value; empty = a switch
};

struct Command
{
    QString name;
    QString arguments; // "create|list|show NAME"
    QString summary;
    std::vector<Option> options;
    ExitCode (*run)(Invocation& invocation);
};

// The table of all commands, in the order of the help.
[[nodiscard]] const std::vector<Command>& commands();

// Parses the command line (without the program's name) and runs one command.
[[nodiscard]] ExitCode runCommandLine(Surroundings& surroundings, const QStringList& arguments);

} // namespace cli
