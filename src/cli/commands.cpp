// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "cli/checkcommand.h"
#include "cli/connectcommand.h"
#include "cli/democommand.h"
#include "cli/doctorcommand.h"
#include "cli/listcommands.h"
#include "cli/profilecommand.h"
#include "cli/rebuildcommand.h"
#include "cli/settingscommand.h"
#include "cli/synccommand.h"

#include <QCommandLineOption>
#include <QCoreApplication>

#include <algorithm>

namespace cli {

namespace {

const std::vector<Option>& commonOptions()
{
    static const std::vector<Option> options{
        {{QStringLiteral("profile")}, QStringLiteral("the profile to work on"),
            QStringLiteral("NAME")},
        {{QStringLiteral("profile-dir")}, QStringLiteral("the folder that holds the profiles"),
            QStringLiteral("DIR")},
        {{QStringLiteral("json")},
            QStringLiteral("one JSON document on standard output, words on standard error")},
        {{QStringLiteral("quiet")}, QStringLiteral("say nothing but errors")},
        {{QStringLiteral("help"), QStringLiteral("h")}, QStringLiteral("this text")},
    };
    return options;
}

void add(QCommandLineParser& parser, const std::vector<Option>& options)
{
    for (const Option& option : options)
        parser.addOption(QCommandLineOption(option.names, option.description, option.value));
}

QString optionLine(const Option& option)
{
    const QString name = QStringLiteral("--") + option.names.first()
        + (option.value.isEmpty() ? QString() : QLatin1Char(' ') + option.value);
    return QStringLiteral("  %1 %2").arg(name.leftJustified(22), option.description);
}

void printHelp(Output& output, const Command* command)
{
    if (command) {
        output.say(QStringLiteral("activitybridgectl %1 %2")
                       .arg(command->name, command->arguments)
                       .trimmed());
        output.say(QStringLiteral("  ") + command->summary);
        for (const Option& option : command->options)
            output.say(optionLine(option));
        return;
    }
    output.say(QStringLiteral("activitybridgectl [options] COMMAND: HubSpot activities to "
                              "Salesforce tasks, in plain sight"));
    output.say(QString());
    for (const Command& each : commands())
        output.say(QStringLiteral("  %1 %2").arg(each.name.leftJustified(10), each.summary));
    output.say(QString());
    for (const Option& option : commonOptions())
        output.say(optionLine(option));
    output.say(QString());
    output.say(QStringLiteral(
        "  activitybridgectl COMMAND --help tells more. Nothing here ever asks a question."));
}

const Command* find(const QString& name)
{
    const auto it = std::find_if(commands().begin(), commands().end(),
        [&name](const Command& command) { return command.name == name; });
    return it == commands().end() ? nullptr : &*it;
}

// The first argument that is neither an option nor the value of a common one.
QString commandName(const QStringList& arguments)
{
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        if (!arguments[i].startsWith(QLatin1Char('-')))
            return arguments[i];
        if (arguments[i] == QLatin1String("--profile")
            || arguments[i] == QLatin1String("--profile-dir"))
            ++i;
    }
    return {};
}

} // namespace

const std::vector<Command>& commands()
{
    static const std::vector<Command> table{
        {QStringLiteral("profile"), QStringLiteral("create|list|show|delete NAME"),
            QStringLiteral("one HubSpot account and one Salesforce org with settings and state"),
            {}, &runProfile},
        {QStringLiteral("connect"), QStringLiteral("hubspot|salesforce"),
            QStringLiteral("keep a service key or access token in the keychain"), connectOptions(),
            &runConnect},
        {QStringLiteral("disconnect"), QStringLiteral("hubspot|salesforce"),
            QStringLiteral("remove it from the keychain"), {}, &runDisconnect},
        {QStringLiteral("check"), {},
            QStringLiteral("permissions, key field, picklists: all that a sync needs"), {},
            &runCheck},
        {QStringLiteral("setup"), QStringLiteral("salesforce"),
            QStringLiteral("create the key field and its permissions"), {}, &runSetup},
        {QStringLiteral("settings"),
            QStringLiteral("show | export [FILE] | import FILE | set KEY VALUE"),
            QStringLiteral("what is synced and how, as one file"), settingsOptions(), &runSettings},
        {QStringLiteral("plan"), {},
            QStringLiteral("what a sync would write, and why; writes nothing"), planOptions(),
            &runPlan},
        {QStringLiteral("sync"), {}, QStringLiteral("write it"), syncOptions(), &runSync},
        {QStringLiteral("runs"), {}, QStringLiteral("the runs so far"), {}, &runRuns},
        {QStringLiteral("log"), {}, QStringLiteral("what was written, record by record"),
            logOptions(), &runLog},
        {QStringLiteral("waiting"), {}, QStringLiteral("activities that wait for their contact"),
            {}, &runWaiting},
        {QStringLiteral("excluded"), {}, QStringLiteral("activities that do not go, and why"), {},
            &runExcluded},
        {QStringLiteral("errors"), {},
            QStringLiteral("records that were refused, with cause and next try"), {}, &runErrors},
        {QStringLiteral("status"), {},
            QStringLiteral("last run, backlog, errors; exit 8 when it stands still"), {},
            &runStatus},
        {QStringLiteral("doctor"), {},
            QStringLiteral("looks at the profile and says what is wrong and what to do; changes "
                           "nothing"),
            {}, &runDoctor},
        {QStringLiteral("rebuild"), {},
            QStringLiteral("a new database in the place of a damaged one; pairs are found again by "
                           "their keys"),
            rebuildOptions(), &runRebuild},
        {QStringLiteral("demo"), {},
            QStringLiteral("the whole job on sample data, no account needed"), demoOptions(),
            &runDemo},
    };
    return table;
}

ExitCode runCommandLine(Surroundings& surroundings, const QStringList& arguments)
{
    const QString name = commandName(arguments);
    const Command* command = find(name);
    QCommandLineParser parser;
    add(parser, commonOptions());
    if (command)
        add(parser, command->options);
    const bool parsed = parser.parse(QStringList{QStringLiteral("activitybridgectl")} + arguments);
    const OutputOptions outputOptions{parser.isSet(QStringLiteral("json")),
        parser.isSet(QStringLiteral("quiet")), surroundings.terminal};
    Output output(stdout, stderr, outputOptions);
    if (parser.isSet(QStringLiteral("help")) || (name.isEmpty() && parsed)) {
        printHelp(output, command);
        return name.isEmpty() && !parser.isSet(QStringLiteral("help")) ? ExitCode::Usage
                                                                       : ExitCode::Done;
    }
    if (!command || !parsed) {
        output.complain(
            command ? parser.errorText() : QStringLiteral("There is no command \"%1\".").arg(name));
        output.complain(QStringLiteral("See `activitybridgectl --help`."));
        return ExitCode::Usage;
    }
    QStringList rest = parser.positionalArguments();
    rest.removeFirst(); // the command's name
    const QString profile = parser.value(QStringLiteral("profile"));
    const QString folder = parser.value(QStringLiteral("profile-dir"));
    Invocation invocation{surroundings, output,
        profile.isEmpty() ? QStringLiteral("default") : profile,
        folder.isEmpty() ? surroundings.profilesFolder : folder, rest, parser};
    return command->run(invocation);
}

} // namespace cli
