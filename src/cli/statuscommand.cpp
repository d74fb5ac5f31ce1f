// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/complaint.h"
#include "cli/keptsettings.h"
#include "cli/listcommands.h"
#include "cli/session.h"
#include "cli/tr.h"
#include "core/day.h"
#include "core/settings.h"
#include "store/errors.h"
#include "store/journal.h"
#include "store/links.h"
#include "store/runs.h"
#include "store/waiting.h"

namespace cli {

namespace {

constexpr int intervalsMax = 3; // without a finished run: stale

struct Status
{
    int links = 0;
    int waiting = 0;
    int errors = 0;
    int openOutcomes = 0;
    std::optional<store::RunRow> lastRun;
    std::optional<core::Instant> lastFinished; // last run that came to its end
    std::chrono::minutes every{15};
};

template <typename Map> int sum(const Map& counts)
{
    int total = 0;
    for (const auto& [key, count] : counts)
        total += count;
    return total;
}

core::Result<Status> statusOf(const Profile& profile, store::Database& database)
{
    Status status;
    auto links = store::Links(database).living();
    auto waiting = store::Waiting(database).countByKind();
    auto errors = store::Errors(database).countByCode();
    auto open = store::Journal(database).openCount();
    auto runs = store::Runs(database).list(100);
    auto settings = settingsOf(profile, database);
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
    return status;
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
    if (stale)
        output.complain(tr("No run finished for %1 minutes: the sync stands still.")
                            .arg(status.every.count() * intervalsMax));
    QJsonObject document{{QStringLiteral("links"), status.links},
        {QStringLiteral("waiting"), status.waiting}, {QStringLiteral("errors"), status.errors},
        {QStringLiteral("openOutcomes"), status.openOutcomes}, {QStringLiteral("stale"), stale}};
    if (status.lastFinished)
        document.insert(QStringLiteral("lastFinished"), core::isoText(*status.lastFinished));
    output.document(document);
}

} // namespace

ExitCode runStatus(Invocation& invocation)
{
    auto session = Session::open(invocation, Session::Need::Store);
    auto status = session ? statusOf((*session)->profile(), (*session)->database())
                          : tl::unexpected(session.error());
    if (!status) {
        return complain(invocation, status.error());
    }
    const core::Instant now = invocation.surroundings.clock.wall();
    const bool stale
        = !status->lastFinished || now - *status->lastFinished > status->every * intervalsMax;
    print(invocation.output, *status, stale);
    return stale ? ExitCode::FoundWrong : ExitCode::Done;
}

} // namespace cli
