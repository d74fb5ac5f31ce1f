// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/syncprint.h"

#include "cli/complaint.h"
#include "cli/tr.h"
#include "words/errors.h"
#include "words/names.h"

#include <QJsonArray>
#include <QLocale>

namespace cli {

namespace {

QString number(int value)
{
    return QLocale().toString(value);
}

QJsonObject tallyDocument(const engine::Tally& tally)
{
    return {{QStringLiteral("created"), tally.created}, {QStringLiteral("updated"), tally.updated},
        {QStringLiteral("deleted"), tally.deleted}, {QStringLiteral("adopted"), tally.adopted},
        {QStringLiteral("failed"), tally.failed}, {QStringLiteral("conflicts"), tally.conflicts},
        {QStringLiteral("changedSincePlan"), tally.changedSincePlan}};
}

void printPlanAndTally(Output& output, const engine::SyncResult& result)
{
    const engine::Tally& tally = result.tally;
    output.say(tr("Read %1 changed activities in HubSpot; planned %2 writes (plan %3).")
                   .arg(number(result.activitiesRead), number(result.planned.writes()),
                       result.planHash.left(12)));
    if (result.guard) {
        output.complain(words::guardSentence(*result.guard));
        output.complain(
            tr("Nothing was written. Look at `activitybridgectl plan`, then run `sync --yes`."));
    } else {
        output.say(tr("Salesforce: %1 tasks created, %2 updated, %3 deleted, %4 adopted.")
                       .arg(number(tally.created), number(tally.updated), number(tally.deleted),
                           number(tally.adopted)));
    }
    for (const auto& [action, count] : result.planned.byAction) {
        if (action == QLatin1String("exclude") || action == QLatin1String("wait"))
            output.say(QStringLiteral("  %1: %2").arg(words::actionName(action), number(count)));
    }
}

} // namespace

QJsonObject countsDocument(const core::PlanCounts& counts)
{
    QJsonObject byAction;
    for (const auto& [action, count] : counts.byAction)
        byAction.insert(action, count);
    QJsonObject byKind;
    for (const auto& [kind, actions] : counts.byKind) {
        QJsonObject row;
        for (const auto& [action, count] : actions)
            row.insert(action, count);
        byKind.insert(core::settingsName(kind), row);
    }
    return {{QStringLiteral("writes"), counts.writes()}, {QStringLiteral("byAction"), byAction},
        {QStringLiteral("byKind"), byKind}};
}

void printSync(Output& output, const engine::SyncResult& result)
{
    const engine::Tally& tally = result.tally;
    if (result.planHash.isEmpty())
        output.say(tr("There was no plan yet: this run wrote nothing."));
    else
        printPlanAndTally(output, result);
    for (core::Kind kind : result.blockedKinds)
        output.complain(
            tr("%1 was not synced: its task type is not in the org any more. See `check`.")
                .arg(words::kindName(kind)));
    if (tally.failed > 0)
        output.complain(
            tr("%1 records failed: see `activitybridgectl errors`.").arg(number(tally.failed)));
    if (tally.conflicts > 0)
        output.complain(tr("%1 conflicts: changed on both sides; see `activitybridgectl log`.")
                            .arg(number(tally.conflicts)));
    if (tally.changedSincePlan > 0)
        output.complain(
            tr("%1 records changed since the plan.").arg(number(tally.changedSincePlan)));
    if (result.openOutcomes > 0)
        output.complain(tr("%1 writes did not come to an end; the next run looks them up first.")
                            .arg(number(result.openOutcomes)));
    if (result.remaining > 0)
        output.complain(tr("%1 of %2 planned writes are left.")
                            .arg(number(result.remaining), number(result.planned.writes())));
    if (result.stoppedBy)
        output.complain(*result.stoppedBy);
    output.say(tr("API calls: %1 to HubSpot, %2 to Salesforce.")
                   .arg(number(result.calls.hubSpot), number(result.calls.salesforce)));

    QJsonObject document{{QStringLiteral("run"), result.run},
        {QStringLiteral("outcome"), store::outcomeName(result.outcome)},
        {QStringLiteral("planHash"), result.planHash},
        {QStringLiteral("activitiesRead"), result.activitiesRead},
        {QStringLiteral("planned"), countsDocument(result.planned)},
        {QStringLiteral("done"), tallyDocument(tally)},
        {QStringLiteral("openOutcomes"), result.openOutcomes},
        {QStringLiteral("remaining"), result.remaining},
        {QStringLiteral("heldByGuard"), result.guard.has_value()},
        {QStringLiteral("calls"),
            QJsonObject{{QStringLiteral("hubspot"), result.calls.hubSpot},
                {QStringLiteral("salesforce"), result.calls.salesforce}}}};
    if (result.stoppedBy)
        document.insert(QStringLiteral("stoppedBy"),
            errorDocument(*result.stoppedBy).value(QStringLiteral("error")));
    output.document(document);
}

} // namespace cli
