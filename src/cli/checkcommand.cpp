// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/checkcommand.h"

#include "cli/complaint.h"
#include "cli/findingprint.h"
#include "cli/finish.h"
#include "cli/opened.h"
#include "engine/check.h"

namespace cli {

namespace {

// Prints them; true if one is an error.
bool print(Output& output, const std::vector<core::Finding>& findings)
{
    const bool wrong = hasSeverity(findings, core::Finding::Severity::Error);
    say(output, findings);
    output.document({{QStringLiteral("ready"), !wrong},
        {QStringLiteral("findings"), findingsDocument(findings)}});
    return wrong;
}

} // namespace

ExitCode runCheck(Invocation& invocation)
{
    auto session = opened(invocation, profiles::Session::Need::Connected);
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
    auto session = opened(invocation, profiles::Session::Need::Connected);
    if (!session)
        return complain(invocation, session.error());
    auto field
        = finish((*session)->services().salesforce.createKeyField(invocation.surroundings.stop));
    if (!field)
        return complain(invocation, field.error());
    const core::Finding finding = engine::keyFieldFinding(*field);
    return print(invocation.output, {finding}) ? ExitCode::FoundWrong : ExitCode::Done;
}

} // namespace cli
