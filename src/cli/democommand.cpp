// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/democommand.h"

#include "cli/complaint.h"
#include "cli/finish.h"
#include "cli/opened.h"
#include "cli/progress.h"
#include "cli/syncprint.h"
#include "cli/tr.h"
#include "core/day.h"
#include "core/settings.h"
#include "engine/check.h"
#include "engine/syncrun.h"
#include "profiles/sandboxprocess.h"
#include "store/settingsstore.h"
#include "store/transaction.h"
#include "words/findings.h"
#include "words/names.h"

#include <QLocale>
#include <QTemporaryDir>

namespace cli {

namespace {

constexpr std::chrono::hours backFill{90 * 24}; // the sample data spreads over 60 days

QString number(qint64 value)
{
    return QLocale().toString(value);
}

struct Verified
{
    qint64 tasks = 0; // living tasks with a key
    qint64 keys = 0; // distinct keys among them
};

// What the sandbox itself says it has: not our own opinion.
core::Result<Verified> verified(profiles::SandboxProcess& sandbox)
{
    auto counts = sandbox.look(QStringLiteral("counts"));
    if (!counts)
        return tl::unexpected(counts.error());
    const QJsonObject tasks = counts->first().toObject().value(QStringLiteral("tasks")).toObject();
    return Verified{tasks.value(QStringLiteral("withKey")).toInteger(),
        tasks.value(QStringLiteral("distinctKeys")).toInteger()};
}

core::Settings demoSettings(core::Instant now)
{
    core::Settings settings;
    for (const core::Kind kind : core::allKinds) {
        if (!core::isSupported(kind))
            continue;
        core::KindSettings chosen;
        chosen.on = true;
        chosen.onSince = now;
        chosen.startAt = now - backFill;
        settings.toSalesforce.insert_or_assign(kind, chosen);
    }
    return settings;
}

core::Result<void> store(profiles::Session& session, const core::Settings& settings)
{
    auto transaction = store::Transaction::begin(session.database());
    if (!transaction)
        return tl::unexpected(transaction.error());
    store::SettingsStore table(session.database());
    auto saved = table.save(core::writeSettings(settings));
    return saved ? transaction->commit() : core::Result<void>(tl::unexpected(saved.error()));
}

core::Result<void> showCheck(Invocation& invocation, profiles::Session& session)
{
    auto findings = finish(engine::check(session.services(), invocation.surroundings.stop));
    if (!findings)
        return tl::unexpected(findings.error());
    for (const core::Finding& finding : *findings) {
        const words::FindingText text = words::text(finding);
        const bool wrong = finding.severity == core::Finding::Severity::Error;
        if (wrong || finding.severity == core::Finding::Severity::Good)
            invocation.output.say((wrong ? tr("   MISSING  ") : tr("   ok       ")) + text.what);
    }
    return {};
}

core::Result<engine::SyncResult> run(
    Invocation& invocation, profiles::Session& session, bool planOnly)
{
    Progress progress(invocation.output, invocation.surroundings.clock);
    session.services().observer = [&progress](const engine::Event& event) { progress.show(event); };
    engine::SyncOptions options;
    options.planOnly = planOnly;
    engine::SyncRun run(session.services(), options);
    auto result = finish(run.run(invocation.surroundings.stop));
    session.services().observer = {};
    invocation.output.endProgress();
    if (result && result->stoppedBy)
        return tl::unexpected(*result->stoppedBy);
    return result;
}

void showPlan(Output& output, const core::PlanCounts& counts)
{
    std::vector<QStringList> rows;
    for (const auto& [kind, actions] : counts.byKind) {
        for (const auto& [action, count] : actions)
            rows.push_back({QStringLiteral("   ") + words::kindName(kind),
                words::actionName(action), number(count)});
    }
    output.table({tr("   Kind"), tr("Action"), tr("Records")}, rows);
}

// Everything after the sandbox is up; returns the JSON document of the demo.
core::Result<QJsonObject> show(
    Invocation& invocation, profiles::Session& session, profiles::SandboxProcess& sandbox)
{
    Output& output = invocation.output;
    auto lease = session.lease();
    if (!lease)
        return tl::unexpected(lease.error());
    output.say(tr("1. Check: may we read HubSpot and write Salesforce?"));
    auto checked = showCheck(invocation, session);
    if (!checked)
        return tl::unexpected(checked.error());

    output.say(
        tr("2. Set-up: create the key field, so that no activity can ever become two tasks."));
    auto field = finish(session.services().salesforce.createKeyField(invocation.surroundings.stop));
    if (!field)
        return tl::unexpected(field.error());
    output.say(field->usable() ? tr("   ok       The key field is unique and writable.")
                               : tr("   The key field is not usable."));

    output.say(tr("3. Settings: six kinds on, back to %1.")
                   .arg(core::isoText(invocation.surroundings.clock.wall() - backFill).left(10)));
    auto stored = store(session, demoSettings(invocation.surroundings.clock.wall()));
    if (!stored)
        return tl::unexpected(stored.error());

    output.say(tr("4. Plan: exactly what would be written; nothing is written yet."));
    auto planned = run(invocation, session, true);
    if (!planned)
        return tl::unexpected(planned.error());
    showPlan(output, planned->planned);
    auto untouched = verified(sandbox);
    if (!untouched)
        return tl::unexpected(untouched.error());

    output.say(tr("5. Sync: write it."));
    auto synced = run(invocation, session, false);
    if (!synced)
        return tl::unexpected(synced.error());
    auto there = verified(sandbox);
    if (!there)
        return tl::unexpected(there.error());
    output.say(tr("   %1 tasks created, %2 calls to HubSpot, %3 to Salesforce.")
                   .arg(number(synced->tally.created), number(synced->calls.hubSpot),
                       number(synced->calls.salesforce)));

    output.say(tr("6. Verify: read back from Salesforce."));
    output.say(tr("   %1 tasks carry a key, %2 different keys.")
                   .arg(number(there->tasks), number(there->keys)));

    output.say(tr("7. Sync again: nothing changed, so nothing may be written."));
    auto second = run(invocation, session, false);
    if (!second)
        return tl::unexpected(second.error());
    output.say(tr("   %1 writes.").arg(number(second->tally.writes())));

    const bool sound = untouched->tasks == 0 && synced->tally.created > 0
        && synced->tally.created == synced->planned.creates && there->tasks == synced->tally.created
        && there->keys == there->tasks && second->tally.writes() == 0;
    return QJsonObject{{QStringLiteral("planned"), countsDocument(planned->planned)},
        {QStringLiteral("created"), synced->tally.created},
        {QStringLiteral("tasksInSalesforce"), there->tasks},
        {QStringLiteral("differentKeys"), there->keys},
        {QStringLiteral("secondRunWrites"), second->tally.writes()},
        {QStringLiteral("sound"), sound}};
}

} // namespace

std::vector<Option> demoOptions()
{
    return {{{QStringLiteral("headless")}, QStringLiteral("without a window")},
        {{QStringLiteral("keep")},
            QStringLiteral("keep the demo's profile folder and say where it is")}};
}

ExitCode runDemo(Invocation& invocation)
{
    Output& output = invocation.output;
    output.say(tr("ActivityBridge demo: a HubSpot portal and a Salesforce org of its own on this "
                  "machine, sample data only."));
    auto sandbox = profiles::SandboxProcess::start(invocation.surroundings.programFolder, {});
    if (!sandbox)
        return complain(invocation, sandbox.error());
    QTemporaryDir folder;
    folder.setAutoRemove(!invocation.options.isSet(QStringLiteral("keep")));
    Surroundings surroundings = invocation.surroundings;
    surroundings.variables = (*sandbox)->variables();
    Invocation inside{
        surroundings, output, QStringLiteral("demo"), folder.path(), {}, invocation.options};
    auto created = profiles::create(profileOf(inside));
    if (!created)
        return complain(invocation, created.error());
    auto session = opened(inside, profiles::Session::Need::Connected);
    if (!session)
        return complain(invocation, session.error());
    auto document = show(inside, **session, **sandbox);
    if (!document)
        return complain(invocation, document.error());
    const bool sound = document->value(QStringLiteral("sound")).toBool();
    output.say(sound ? tr("Done: every activity that belongs in Salesforce is there exactly once.")
                     : tr("Something is wrong: the numbers above do not agree."));
    if (!folder.autoRemove())
        output.say(tr("The profile was kept in %1.").arg(folder.path()));
    output.document(*document);
    return sound ? ExitCode::Done : ExitCode::FoundWrong;
}

} // namespace cli
