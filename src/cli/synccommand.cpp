// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/synccommand.h"

#include "cli/complaint.h"
#include "cli/finish.h"
#include "cli/opened.h"
#include "cli/planprint.h"
#include "cli/progress.h"
#include "cli/syncprint.h"
#include "core/settings.h"
#include "profiles/keptsettings.h"

namespace cli {

namespace {

core::Result<QSet<core::Kind>> kindsOf(const QStringList& names)
{
    QSet<core::Kind> kinds;
    for (const QString& name : names) {
        const auto kind = core::kindOfSettingsName(name);
        if (!kind)
            return tl::unexpected(usage(QStringLiteral("--kind %1: not a kind").arg(name)));
        kinds.insert(*kind);
    }
    return kinds;
}

core::Result<engine::SyncOptions> optionsOf(const Invocation& invocation, bool planOnly)
{
    engine::SyncOptions options;
    options.planOnly = planOnly;
    auto kinds = kindsOf(invocation.options.values(QStringLiteral("kind")));
    if (!kinds)
        return tl::unexpected(kinds.error());
    options.scope.onlyKinds = std::move(*kinds);
    if (planOnly) {
        const QString direction = invocation.options.value(QStringLiteral("direction"));
        if (!direction.isEmpty() && direction != QLatin1String("to-salesforce")
            && direction != QLatin1String("both"))
            return tl::unexpected(
                usage(QStringLiteral("--direction %1: this version syncs to-salesforce only")
                          .arg(direction)));
        const QString record = invocation.options.value(QStringLiteral("record"));
        if (!record.isEmpty())
            options.scope.onlyActivity = core::HubSpotId{record};
        return options;
    }
    options.confirmed = invocation.options.isSet(QStringLiteral("yes"));
    const QString plan = invocation.options.value(QStringLiteral("plan"));
    if (!plan.isEmpty())
        options.planHash = plan;
    if (invocation.options.isSet(QStringLiteral("limit"))) {
        bool isNumber = false;
        const int limit = invocation.options.value(QStringLiteral("limit")).toInt(&isNumber);
        if (!isNumber || limit < 1)
            return tl::unexpected(usage(QStringLiteral("--limit: a number from 1 up")));
        options.writesMax = limit;
    }
    return options;
}

ExitCode exitOf(const engine::SyncResult& result, bool planOnly)
{
    if (result.stoppedBy)
        return exitCodeOf(result.stoppedBy->kind);
    if (result.guard && !planOnly)
        return ExitCode::Stopped;
    if (planOnly)
        return ExitCode::Done;
    return result.outcome == store::RunOutcome::Done ? ExitCode::Done : ExitCode::SomeFailed;
}

ExitCode runOnce(
    Invocation& invocation, profiles::Session& session, const engine::SyncOptions& options)
{
    auto lease = session.lease();
    if (!lease)
        return complain(invocation, lease.error());
    Progress progress(invocation.output, invocation.surroundings.clock);
    session.services().observer = [&progress](const engine::Event& event) { progress.show(event); };
    engine::SyncRun run(session.services(), options);
    auto result = finish(run.run(invocation.surroundings.stop));
    invocation.output.endProgress();
    session.services().observer = {};
    if (!result)
        return complain(invocation, result.error());
    if (options.planOnly) {
        const PlanPrint print{run, *result, options.scope.onlyActivity.has_value()};
        auto printed = printPlan(invocation, session, print);
        if (!printed)
            return complain(invocation, printed.error());
    } else {
        printSync(invocation.output, *result);
    }
    return exitOf(*result, options.planOnly);
}

core::Result<std::chrono::minutes> intervalOf(profiles::Session& session)
{
    auto settings = profiles::settingsOf(session.profile(), session.database());
    if (!settings)
        return tl::unexpected(settings.error());
    return settings->every;
}

void pause(Surroundings& surroundings, std::chrono::milliseconds duration)
{
    QCoro::waitFor(surroundings.clock.sleep(duration, surroundings.stop));
}

} // namespace

std::vector<Option> planOptions()
{
    return {{{QStringLiteral("kind")}, QStringLiteral("only this kind (repeatable)"),
                QStringLiteral("KIND")},
        {{QStringLiteral("direction")}, QStringLiteral("both, to-salesforce or to-hubspot"),
            QStringLiteral("D")},
        {{QStringLiteral("record")},
            QStringLiteral("one HubSpot activity, with its whole why-chain"),
            QStringLiteral("ID")}};
}

std::vector<Option> syncOptions()
{
    return {{{QStringLiteral("watch")},
                QStringLiteral("go on: a run every so many minutes as the settings say")},
        {{QStringLiteral("plan")}, QStringLiteral("write exactly the rows of this plan"),
            QStringLiteral("HASH")},
        {{QStringLiteral("limit")}, QStringLiteral("stop after N writes"), QStringLiteral("N")},
        {{QStringLiteral("kind")}, QStringLiteral("only this kind (repeatable)"),
            QStringLiteral("KIND")},
        {{QStringLiteral("yes")}, QStringLiteral("confirm what the guard would hold")}};
}

ExitCode runPlan(Invocation& invocation)
{
    auto options = optionsOf(invocation, true);
    if (!options)
        return complain(invocation, options.error());
    auto session = opened(invocation, profiles::Session::Need::Connected);
    if (!session)
        return complain(invocation, session.error());
    return runOnce(invocation, **session, *options);
}

ExitCode runSync(Invocation& invocation)
{
    auto options = optionsOf(invocation, false);
    if (!options)
        return complain(invocation, options.error());
    auto session = opened(invocation, profiles::Session::Need::Connected);
    if (!session)
        return complain(invocation, session.error());
    if (!invocation.options.isSet(QStringLiteral("watch")))
        return runOnce(invocation, **session, *options);

    options->trigger = QStringLiteral("schedule");
    const std::stop_token stop = invocation.surroundings.stop;
    while (!stop.stop_requested()) {
        const ExitCode code = runOnce(invocation, **session, *options);
        // What only a person can mend ends the watch; anything else is tried again at the next
        // interval.
        if (code == ExitCode::NotConnected || code == ExitCode::Store
            || code == ExitCode::FoundWrong || code == ExitCode::Usage)
            return code;
        const auto every = intervalOf(**session);
        if (!every)
            return complain(invocation, every.error());
        pause(invocation.surroundings, *every);
    }
    return ExitCode::Interrupted;
}

} // namespace cli
