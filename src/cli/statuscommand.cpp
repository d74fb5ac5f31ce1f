// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/complaint.h"
#include "cli/listcommands.h"
#include "cli/opened.h"
#include "cli/tr.h"
#include "core/day.h"
#include "core/settings.h"
#include "profiles/keptsettings.h"
#include "store/apiuse.h"
#include "store/errors.h"
#include "store/journal.h"
#include "store/links.h"
#include "store/runs.h"
#include "store/waiting.h"

namespace cli {

namespace {

constexpr int intervalsMax = 3; // without a finished run: stale

// Calls of the last 24 hours and how many the settings allow.
struct Use
{
    int used = 0;
    int perDay = 0;
};

struct Status
{
    int links = 0;
    int waiting = 0;
    int errors = 0;
    int openOutcomes = 0;
    std::optional<store::RunRow> lastRun;
    std::optional<core::Instant> lastFinished; // last run that came to its end
    std::chrono::minutes every{15};
    Use hubSpot;
    Use salesforce;
};

template <typename Map> int sum(const Map& counts)
{
    int total = 0;
    for (const auto& [key, count] : counts)
        total += count;
    return total;
}

// What was called, held against the settings.
core::Result<void> addUse(
    Status& status, store::Database& database, core::Instant now, const core::Settings& settings)
{
    const store::ApiUse use(database);
    auto hubSpot = use.hours(core::Service::HubSpot);
    if (!hubSpot)
        return tl::unexpected(hubSpot.error());
    auto salesforce = use.hours(core::Service::Salesforce);
    if (!salesforce)
        return tl::unexpected(salesforce.error());
    status.hubSpot = {core::callsOfTheDay(*hubSpot, now), settings.hubspotCallsPerDay};
    status.salesforce = {core::callsOfTheDay(*salesforce, now), settings.salesforceCallsPerDay};
    return {};
}

core::Result<Status> statusOf(
    const profiles::Profile& profile, store::Database& database, core::Instant now)
{
    Status status;
    auto links = store::Links(database).living();
    auto waiting = store::Waiting(database).countByKind();
    auto errors = store::Errors(database).countByCode();
    auto open = store::Journal(database).openCount();
    auto runs = store::Runs(database).list(100);
    auto settings = profiles::settingsOf(profile, database);
    if (!links)
        return tl::unexpected(links.error());
    if (!waiting)
        return tl::unexpected(waiting.error());
    if (!errors)
        return tl::unexpected(errors.error());
    if (!open)
        return tl::unexpected(open.error());
    if (!runs)
        return tl::unexpected(runs.error());
    if (!settings)
        return tl::unexpected(settings.error());
    status.links = *links;
    status.waiting = sum(*waiting);
    status.errors = sum(*errors);
    status.openOutcomes = *open;
    if (!runs->empty())
        status.lastRun = runs->front();
    for (const store::RunRow& row : *runs) {
        const bool whole = row.outcome == store::RunOutcome::Done
            || row.outcome == store::RunOutcome::SomeFailed;
        if (whole && row.finished && !status.lastFinished)
            status.lastFinished = row.finished;
    }
    status.every = settings->every;
    auto used = addUse(status, database, now, *settings);
    if (!used)
        return tl::unexpected(used.error());
    return status;
}

QJsonObject runDocument(const store::RunRow& row)
{
    QJsonObject object{{QStringLiteral("id"), row.id},
        {QStringLiteral("started"), core::isoText(row.run.started)},
        {QStringLiteral("outcome"), store::outcomeName(row.outcome)},
        {QStringLiteral("created"), row.counts.created},
        {QStringLiteral("updated"), row.counts.updated},
        {QStringLiteral("calls"),
            QJsonObject{{QStringLiteral("hubspot"), row.counts.hubSpotCalls},
                {QStringLiteral("salesforce"), row.counts.salesforceCalls}}}};
    if (row.stoppedBy)
        object.insert(QStringLiteral("stoppedBy"),
            errorDocument(*row.stoppedBy).value(QStringLiteral("error")));
    return object;
}

QJsonObject useDocument(const Use& use)
{
    return {{QStringLiteral("used"), use.used}, {QStringLiteral("allowed"), use.perDay}};
}

void print(Output& output, const Status& status, bool stale)
{
    output.say(tr("Linked pairs: %1").arg(status.links));
    output.say(tr("Waiting for a contact: %1").arg(status.waiting));
    output.say(tr("Errors: %1").arg(status.errors));
    if (status.openOutcomes > 0)
        output.say(tr("Writes whose outcome is looked up next: %1").arg(status.openOutcomes));
    if (status.lastRun)
        output.say(tr("Last run %1: %2, %3 created, %4 updated")
                       .arg(core::isoText(status.lastRun->run.started),
                           store::outcomeName(status.lastRun->outcome))
                       .arg(status.lastRun->counts.created)
                       .arg(status.lastRun->counts.updated));
    else
        output.say(tr("No run yet."));
    output.say(tr("API calls in 24 hours: %1 of %2 to HubSpot, %3 of %4 to Salesforce")
                   .arg(status.hubSpot.used)
                   .arg(status.hubSpot.perDay)
                   .arg(status.salesforce.used)
                   .arg(status.salesforce.perDay));
    if (status.lastRun && status.lastRun->stoppedBy)
        output.complain(*status.lastRun->stoppedBy);
    if (stale)
        output.complain(tr("No run finished for %1 minutes: the sync stands still.")
                            .arg(status.every.count() * intervalsMax));
    QJsonObject document{{QStringLiteral("links"), status.links},
        {QStringLiteral("waiting"), status.waiting}, {QStringLiteral("errors"), status.errors},
        {QStringLiteral("openOutcomes"), status.openOutcomes}, {QStringLiteral("stale"), stale}};
    if (status.lastFinished)
        document.insert(QStringLiteral("lastFinished"), core::isoText(*status.lastFinished));
    if (status.lastRun)
        document.insert(QStringLiteral("lastRun"), runDocument(*status.lastRun));
    document.insert(QStringLiteral("calls24h"),
        QJsonObject{{QStringLiteral("hubspot"), useDocument(status.hubSpot)},
            {QStringLiteral("salesforce"), useDocument(status.salesforce)}});
    output.document(document);
}

} // namespace

ExitCode runStatus(Invocation& invocation)
{
    auto session = opened(invocation, profiles::Session::Need::Store);
    const core::Instant now = invocation.surroundings.clock.wall();
    auto status = session ? statusOf((*session)->profile(), (*session)->database(), now)
                          : tl::unexpected(session.error());
    if (!status) {
        return complain(invocation, status.error());
    }
    const bool stale
        = !status->lastFinished || now - *status->lastFinished > status->every * intervalsMax;
    print(invocation.output, *status, stale);
    return stale ? ExitCode::FoundWrong : ExitCode::Done;
}

} // namespace cli
