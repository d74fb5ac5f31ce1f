// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/doctorcommand.h"

#include "cli/complaint.h"
#include "cli/diagnosis.h"
#include "cli/findingprint.h"
#include "cli/opened.h"
#include "cli/tr.h"
#include "store/database.h"

#include <algorithm>

namespace cli {

namespace {

using Severity = core::Finding::Severity;
using What = core::Finding::What;
using Findings = std::vector<core::Finding>;

void append(Findings& findings, Findings more)
{
    findings.insert(
        findings.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

bool isOneOf(const core::Finding& finding, std::initializer_list<What> list)
{
    return std::find(list.begin(), list.end(), finding.what) != list.end();
}

// By the precedence of product.md 6: 7, 2, 8, 4.
ExitCode codeOf(const Findings& findings)
{
    const auto any = [&findings](std::initializer_list<What> list) {
        return std::any_of(findings.begin(), findings.end(),
            [&list](const core::Finding& finding) { return isOneOf(finding, list); });
    };
    if (any({What::StoreDamaged, What::StoreNewer, What::StoreUnreadable}))
        return ExitCode::Store;
    if (any({What::SignInRefused, What::AccountDiffers}))
        return ExitCode::NotConnected;
    if (hasSeverity(findings, Severity::Error))
        return ExitCode::FoundWrong;
    return hasSeverity(findings, Severity::Warning) ? ExitCode::SomeFailed : ExitCode::Done;
}

} // namespace

ExitCode runDoctor(Invocation& invocation)
{
    const profiles::Profile profile = profileOf(invocation);
    if (auto there = profiles::mustExist(profile); !there)
        return complain(invocation, there.error());
    const core::Instant now = invocation.surroundings.clock.wall();
    Examined examined = examineStore(profile, now);
    Findings findings = std::move(examined.findings);
    if (examined.database)
        append(findings, examineMemory(profile, *examined.database, now));
    append(findings, examineFolder(profile));
    append(findings, examineServices(invocation.surroundings, profile, examined.database.get()));

    const ExitCode code = codeOf(findings);
    say(invocation.output, findings);
    invocation.output.say(code == ExitCode::Done
            ? tr("All is well; notes need nothing of you.")
            : tr("Something needs a person: look at the lines in capitals."));
    invocation.output.document({{QStringLiteral("well"), code == ExitCode::Done},
        {QStringLiteral("findings"), findingsDocument(findings)}});
    return code;
}

} // namespace cli
