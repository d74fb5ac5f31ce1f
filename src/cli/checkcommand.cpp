// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/checkcommand.h"

#include "cli/complaint.h"
#include "cli/session.h"
#include "cli/tr.h"
#include "engine/check.h"
#include "words/findings.h"

#include <QJsonArray>

namespace cli {

namespace {

QString severityName(core::Finding::Severity severity)
{
    switch (severity) {
    case core::Finding::Severity::Good:
        return QStringLiteral("good");
    case core::Finding::Severity::Note:
        return QStringLiteral("note");
    case core::Finding::Severity::Warning:
        return QStringLiteral("warning");
    case core::Finding::Severity::Error:
        return QStringLiteral("error");
    }
    return {};
}

QString mark(core::Finding::Severity severity)
{
    switch (severity) {
    case core::Finding::Severity::Good:
        return tr("ok      ");
    case core::Finding::Severity::Note:
        return tr("note    ");
    case core::Finding::Severity::Warning:
        return tr("WARNING ");
    case core::Finding::Severity::Error:
        return tr("ERROR   ");
    }
    return {};
}

// Prints them; true if one is an error.
bool print(Output& output, const std::vector<core::Finding>& findings)
{
    bool wrong = false;
    QJsonArray rows;
    for (const core::Finding& finding : findings) {
        const words::FindingText text = words::text(finding);
        wrong = wrong || finding.severity == core::Finding::Severity::Error;
        output.say(mark(finding.severity) + text.what);
        if (!text.fix.isEmpty())
            output.say(QStringLiteral("        -> ") + text.fix);
        rows.append(QJsonObject{{QStringLiteral("severity"), severityName(finding.severity)},
            {QStringLiteral("what"), text.what}, {QStringLiteral("fix"), text.fix}});
    }
    output.document({{QStringLiteral("ready"), !wrong}, {QStringLiteral("findings"), rows}});
    return wrong;
}

} // namespace

ExitCode runCheck(Invocation& invocation)
{
    auto session = Session::open(invocation, Session::Need::Connected);
    if (!session)
        return complain(invocation, session.error());
    auto lease = (*session)->lease(); // the cache of accounts and fields is written
    if (!lease)
        return complain(invocation, lease.error());
    auto findings = finish(engine::check((*session)->services(), invocation.surroundings.stop));
    if (!findings)
        return complain(invocation, findings.error());
    const bool wrong = print(invocation.output, *findings);
    return wrong ? ExitCode::FoundWrong : ExitCode::Done;
}

ExitCode runSetup(Invocation& invocation)
{
    const QString service = invocation.arguments.value(0);
    if (service != QLatin1String("salesforce"))
        return complain(invocation,
            {core::Error::Kind::Usage,
                service == QLatin1String("hubspot")
                    ? QStringLiteral("setup hubspot: nothing is needed there while Salesforce to "
                                     "HubSpot is not synced")
                    : QStringLiteral("setup salesforce")});
    auto session = Session::open(invocation, Session::Need::Connected);
    if (!session)
        return complain(invocation, session.error());
    auto field
        = finish((*session)->services().salesforce.createKeyField(invocation.surroundings.stop));
    if (!field)
        return complain(invocation, field.error());
    core::Finding finding;
    finding.what = core::Finding::What::KeyFieldGood;
    if (!field->usable()) {
        finding.severity = core::Finding::Severity::Error;
        finding.what = !field->visible             ? core::Finding::What::KeyFieldMissing
            : !field->unique || !field->externalId ? core::Finding::What::KeyFieldNotUnique
                                                   : core::Finding::What::KeyFieldReadOnly;
    }
    return print(invocation.output, {finding}) ? ExitCode::FoundWrong : ExitCode::Done;
}

} // namespace cli
