// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/findingprint.h"

#include "cli/tr.h"
#include "words/findings.h"

#include <QJsonObject>

#include <algorithm>

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

} // namespace

void say(Output& output, const std::vector<core::Finding>& findings)
{
    for (const core::Finding& finding : findings) {
        const words::FindingText text = words::text(finding);
        output.say(mark(finding.severity) + text.what);
        if (!text.fix.isEmpty())
            output.say(QStringLiteral("        -> ") + text.fix);
    }
}

QJsonArray findingsDocument(const std::vector<core::Finding>& findings)
{
    QJsonArray rows;
    for (const core::Finding& finding : findings) {
        const words::FindingText text = words::text(finding);
        rows.append(QJsonObject{{QStringLiteral("severity"), severityName(finding.severity)},
            {QStringLiteral("what"), text.what}, {QStringLiteral("fix"), text.fix}});
    }
    return rows;
}

bool hasSeverity(const std::vector<core::Finding>& findings, core::Finding::Severity severity)
{
    return std::any_of(findings.begin(), findings.end(),
        [severity](const core::Finding& finding) { return finding.severity == severity; });
}

} // namespace cli
