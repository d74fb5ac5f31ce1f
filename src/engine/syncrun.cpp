// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/syncrun.h"

#include "engine/adoption.h"
#include "engine/intransaction.h"
#include "engine/settler.h"
#include "engine/sources.h"
#include "engine/waitingsweep.h"
#include "store/links.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <utility>

namespace engine {

namespace {

constexpr int roundsMax = 3; // a record is decided anew at most that often within a run
constexpr std::chrono::hours planLife{24};

core::Error setUpIncomplete(const core::KeyField& field)
{
    const QString code = !field.visible      ? QStringLiteral("KEY_FIELD_MISSING")
        : !field.unique || !field.externalId ? QStringLiteral("KEY_FIELD_NOT_UNIQUE")
                                             : QStringLiteral("KEY_FIELD_READ_ONLY");
    return {core::Error::Kind::SetUpIncomplete, QStringLiteral("HubSpot_Engagement_Id__c"), code};
}

QByteArray countsJson(const core::PlanCounts& counts)
{
    QJsonObject object;
    for (const auto& [action, count] : counts.byAction)
        object.insert(action, count);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

store::RunOutcome outcomeOf(const SyncResult& result, const std::optional<core::Error>& error)
{
    using Kind = core::Error::Kind;
    if (error && error->kind == Kind::Cancelled)
        return store::RunOutcome::Cancelled;
    if (error && error->kind == Kind::BudgetSpent)
        return store::RunOutcome::Held;
    if (error)
        return store::RunOutcome::Failed;
    if (result.guard)
        return store::RunOutcome::Held;
    const bool some = result.tally.failed > 0 || result.openOutcomes > 0
        || result.tally.changedSincePlan > 0 || !result.blockedKinds.empty();
    return some ? store::RunOutcome::SomeFailed : store::RunOutcome::Done;
}

} // namespace

struct SyncRun::Parts
{
    Parts(const Services& services, Prepared made, std::unique_ptr<Spool> file)
        : prepared(std::move(made))
        , spool(std::move(file))
        , contacts(services, prepared.salt)
        , sources(services, prepared)
        , sweep(services)
    {
    }
    Prepared prepared;
    std::unique_ptr<Spool> spool;
    ContactBook contacts;
    Sources sources;
    WaitingSweep sweep;
    std::optional<Planner> planner;
    qint64 sequence = 0;
    std::optional<QHash<core::Key, QByteArray>> onlyRows;
    std::vector<Leftover> leftovers;
    bool lookedForUnknown = false; // the tasks of the plan were read before that
};

SyncRun::SyncRun(const Services& services, SyncOptions options)
    : m_services(services)
    , m_options(std::move(options))
    , m_allowance(services)
{
}

SyncRun::~SyncRun() = default;

// Only a run that looked at all kinds and wrote all it planned may move the cursors.
bool SyncRun::coversEverything() const
{
    return m_options.onlyKinds.isEmpty() && !m_options.onlyActivity && !m_options.planHash
        && !m_result.tally.limitReached;
}

net::Task<core::Result<SyncResult>> SyncRun::run(std::stop_token stop)
{
    const auto settings = settingsOf(m_services);
    if (!settings)
        co_return tl::unexpected(settings.error());
    auto begun = begin(settings->revision);
    if (!begun)
        co_return tl::unexpected(begun.error());
    auto ready = co_await makeReady(settings->settings, stop);
    if (!ready) {
        auto finished = finish(ready.error());
        co_return tl::unexpected(finished ? *m_result.stoppedBy : finished.error());
    }
    auto done = co_await decideAndWrite(stop);
    std::optional<core::Error> error;
    if (!done)
        error = done.error();
    auto finished = finish(error);
    if (!finished)
        co_return tl::unexpected(finished.error());
    co_return m_result;
}

// A kind whose task type vanished from the org is not read: it would only make one error per record
// (R1.2).
void SyncRun::blockKindsWithoutType()
{
    Prepared& prepared = m_parts->prepared;
    for (auto& [kind, settings] : prepared.settings.toSalesforce) {
        if (!settings.on || settings.taskType.isEmpty()
            || prepared.org.types.contains(settings.taskType))
            continue;
        settings.on = false; // for this run only; what is stored stays
        m_result.blockedKinds.push_back(kind);
    }
}

net::Task<core::Result<void>> SyncRun::makeReady(core::Settings settings, std::stop_token stop)
{
    auto allowed = co_await m_allowance.open(settings, stop);
    if (!allowed)
        co_return allowed;
    auto prepared = co_await prepare(m_services, false, stop);
    if (!prepared)
        co_return tl::unexpected(prepared.error());
    if (!prepared->org.keyField.usable())
        co_return tl::unexpected(setUpIncomplete(prepared->org.keyField));
    auto spool = Spool::create(m_services.spoolFolder);
    if (!spool)
        co_return tl::unexpected(spool.error());
    m_parts = std::make_unique<Parts>(m_services, std::move(*prepared), std::move(*spool));
    blockKindsWithoutType();
    if (m_options.planHash)
        co_return takeRowsOfPlan();
    co_return core::Result<void>{};
}

// The rows of the plan that was shown, before a new one takes their place.
core::Result<void> SyncRun::takeRowsOfPlan()
{
    const store::PlanRows plan(m_services.database);
    auto header = plan.header();
    if (!header)
        return tl::unexpected(header.error());
    const core::Instant now = m_services.clock.wall();
    if (!header->has_value() || (*header)->hash != *m_options.planHash)
        return tl::unexpected(core::Error{
            core::Error::Kind::PlanChanged, *m_options.planHash, QStringLiteral("PLAN_UNKNOWN")});
    if (now - (*header)->made > planLife)
        return tl::unexpected(core::Error{
            core::Error::Kind::PlanChanged, *m_options.planHash, QStringLiteral("PLAN_TOO_OLD")});
    if ((*header)->settingsRevision != m_parts->prepared.settingsRevision)
        return tl::unexpected(core::Error{core::Error::Kind::PlanChanged, *m_options.planHash,
            QStringLiteral("SETTINGS_CHANGED")});
    QHash<core::Key, QByteArray> rows;
    auto walked = plan.visitHashesByKey([&rows](const core::Key& key, const QString&,
                                            const QByteArray& hash) { rows.insert(key, hash); });
    if (!walked)
        return walked;
    m_parts->onlyRows = std::move(rows);
    return {};
}

core::Result<void> SyncRun::begin(qint64 settingsRevision)
{
    if (m_options.planOnly)
        return {};
    store::Runs runs(m_services.database);
    store::Run run;
    run.started = m_services.clock.wall();
    run.trigger = m_options.trigger;
    run.settingsRevision = settingsRevision;
    return inTransaction(m_services.database, [&]() -> core::Result<void> {
        auto id = runs.begin(run);
        if (!id)
            return tl::unexpected(id.error());
        m_result.run = *id;
        return {};
    });
}

core::Result<void> SyncRun::newPlan()
{
    store::PlanRows plan(m_services.database);
    const PlannerOptions options{m_options.onlyKinds, m_parts->sequence};
    m_parts->planner.emplace(
        m_services, m_parts->prepared, m_parts->contacts, *m_parts->spool, options);
    return inTransaction(m_services.database, [&] { return plan.clear(); });
}

core::Result<void> SyncRun::rememberPlan()
{
    auto hash = m_parts->planner->hash();
    if (!hash)
        return tl::unexpected(hash.error());
    m_result.planHash = QString::fromLatin1(*hash);
    m_result.planned = m_parts->planner->counts();
    m_result.activitiesRead = m_parts->planner->activitiesSeen();
    store::PlanRows plan(m_services.database);
    const store::PlanHeader header{m_result.planHash, m_services.clock.wall(),
        m_parts->prepared.settingsRevision, countsJson(m_result.planned)};
    return inTransaction(m_services.database, [&] { return plan.remember(header); });
}

// What was begun may take from the budget's reserve.
net::Task<core::Result<std::vector<Leftover>>> SyncRun::settle(std::stop_token stop)
{
    const Allowance::Finishing finishing(m_services);
    Settler settler(m_services, m_parts->prepared);
    auto settled = co_await settler.settle(m_result.run, stop);
    if (!settled)
        co_return tl::unexpected(settled.error());
    m_result.tally.created += settled->confirmedCreates;
    m_result.tally.updated += settled->confirmedUpdates;
    m_result.tally.deleted += settled->confirmedDeletes;
    co_return std::move(settled->leftovers);
}

net::Task<core::Result<void>> SyncRun::readSources(std::stop_token stop)
{
    Parts& parts = *m_parts;
    if (m_options.onlyActivity) {
        const auto objects = objectsOn(parts.prepared.settings, m_options.onlyKinds);
        for (core::ActivityObject object : objects) {
            const std::vector<core::HubSpotId> ids{*m_options.onlyActivity};
            auto found = co_await m_services.hubspot.activities(
                object, ids, hubspot::RecordState::Living, stop);
            if (!found)
                co_return tl::unexpected(found.error());
            auto decided
                = co_await parts.planner->decide(object, std::move(*found), Look::ById, stop);
            if (!decided)
                co_return decided;
        }
        co_return core::Result<void>{};
    }
    // By id first: the planner then skips what the changed-since read brings once more.
    auto again = co_await parts.sources.readAgain(*parts.planner, parts.leftovers, stop);
    if (!again)
        co_return again;
    auto waiting = parts.sweep.next();
    if (!waiting)
        co_return tl::unexpected(waiting.error());
    std::erase_if(*waiting,
        [&](const Leftover& record) { return !parts.prepared.settings.of(record.kind).on; });
    auto swept = co_await parts.sources.readAgain(*parts.planner, std::move(*waiting), stop);
    if (!swept)
        co_return swept;
    auto due = co_await parts.sources.readDue(*parts.planner, stop);
    if (!due)
        co_return due;
    auto archived = co_await parts.sources.readArchived(*parts.planner, m_options.onlyKinds, stop);
    if (!archived)
        co_return archived;
    auto changed = co_await parts.sources.readChanged(*parts.planner, m_options.onlyKinds, stop);
    co_return changed;
}

net::Task<core::Result<void>> SyncRun::decideAndWrite(std::stop_token stop)
{
    Parts& parts = *m_parts;
    auto leftovers = co_await settle(stop);
    if (!leftovers)
        co_return tl::unexpected(leftovers.error());
    parts.leftovers = std::move(*leftovers);
    auto noted = co_await noteKeyedTasks(m_services, parts.prepared, stop);
    if (!noted)
        co_return tl::unexpected(noted.error());
    auto followed = co_await parts.contacts.followChanges(parts.prepared.serverTime, stop);
    if (!followed)
        co_return followed;
    auto planned = newPlan();
    if (!planned)
        co_return planned;
    auto read = co_await readSources(stop);
    if (!read)
        co_return read;
    if (!noted->has_value()) { // what was noted just now need not be looked for again
        auto looked = co_await lookForUnknownTasks(stop);
        if (!looked)
            co_return looked;
    }
    parts.leftovers.clear();
    auto remembered = rememberPlan();
    if (remembered)
        remembered = m_allowance.note();
    if (!remembered)
        co_return remembered;
    const store::Links links(m_services.database);
    auto living = links.living();
    if (!living)
        co_return tl::unexpected(living.error());
    m_result.guard = core::guard(m_result.planned, *living);
    if (m_options.planOnly || (m_result.guard && !m_options.confirmed))
        co_return core::Result<void>{};
    m_result.guard.reset();
    auto written = co_await writeRounds(stop);
    if (!written)
        co_return written;
    m_services.tell(PhaseStarted{Phase::Finishing});
    if (!coversEverything())
        co_return core::Result<void>{};
    QSet<core::ActivityObject> unread; // a blocked kind was not looked at
    for (core::Kind kind : m_result.blockedKinds) {
        if (const auto object = core::objectOf(kind))
            unread.insert(*object);
    }
    auto advanced = parts.sources.advance(unread);
    if (!advanced)
        co_return advanced;
    co_return inTransaction(m_services.database, [&]() -> core::Result<void> {
        auto swept = parts.sweep.done();
        // A write whose outcome is open may still turn out to have made a task.
        if (!swept || m_result.openOutcomes > 0)
            return swept;
        return allTasksKnown(m_services, parts.contacts.salesforceTime());
    });
}

// A plan that creates is made again if Salesforce has tasks that this store does not know of.
net::Task<core::Result<void>> SyncRun::lookForUnknownTasks(std::stop_token stop)
{
    Parts& parts = *m_parts;
    if (parts.planner->counts().creates == 0)
        co_return core::Result<void>{};
    parts.lookedForUnknown = true;
    auto unknown = co_await noteUnknownTasks(m_services, parts.prepared, stop);
    if (!unknown)
        co_return tl::unexpected(unknown.error());
    if (*unknown == 0)
        co_return core::Result<void>{};
    parts.sequence = parts.planner->lastSequence();
    auto planned = newPlan();
    if (!planned)
        co_return planned;
    auto read = co_await readSources(stop);
    co_return read;
}

core::Result<std::vector<core::Action>> SyncRun::rows(int limit) const
{
    const store::PlanRows plan(m_services.database);
    auto page = plan.page(0, limit);
    if (!page)
        return tl::unexpected(page.error());
    std::vector<core::Action> actions;
    for (const store::PlanRow& row : *page) {
        auto payload = m_parts->spool->read({row.payloadOffset, row.payloadSize});
        if (!payload)
            return tl::unexpected(payload.error());
        actions.push_back(unpackAction(*payload).action);
    }
    return actions;
}

void SyncRun::add(const Tally& tally)
{
    Tally& sum = m_result.tally;
    sum.created += tally.created;
    sum.updated += tally.updated;
    sum.deleted += tally.deleted;
    sum.adopted += tally.adopted;
    sum.failed += tally.failed;
    sum.conflicts += tally.conflicts;
    sum.changedSincePlan += tally.changedSincePlan;
    sum.limitReached = sum.limitReached || tally.limitReached;
}

// Carries out the plan; what did not come to an end is settled by reading, decided anew and carried
// out again.
net::Task<core::Result<void>> SyncRun::writeRounds(std::stop_token stop)
{
    Parts& parts = *m_parts;
    for (int round = 0;; ++round) {
        ExecutorOptions options{
            m_result.run, m_options.writesMax, parts.planner->counts().writes(), parts.onlyRows};
        Executor executor(m_services, parts.prepared, *parts.spool, std::move(options));
        // An update rests on what Salesforce said last.
        const bool readSince = std::exchange(parts.lookedForUnknown, false);
        const auto readAt = readSince ? std::nullopt : parts.planner->tasksReadAt();
        auto done = co_await executor.carryOut(readAt, stop);
        add(executor.tally());
        parts.leftovers = executor.leftovers();
        const bool budgetSpent = !done && done.error().kind == core::Error::Kind::BudgetSpent;
        if (!done && !budgetSpent)
            co_return done;
        if (executor.unknownOutcomes()) {
            auto settled = co_await settle(stop);
            if (!settled)
                co_return tl::unexpected(settled.error());
            parts.leftovers.insert(parts.leftovers.end(), settled->begin(), settled->end());
        }
        if (!done)
            co_return done; // the cursors stay, so what is left over is read again
        // With --plan only the rows of that plan are written, and they had their chance.
        if (parts.leftovers.empty() || m_options.planHash || m_result.tally.limitReached)
            break;
        if (round + 1 == roundsMax) {
            m_result.openOutcomes = static_cast<int>(parts.leftovers.size());
            break;
        }
        const std::chrono::seconds pause{1 << round};
        co_await m_services.clock.sleep(pause, stop);
        parts.sequence = parts.planner->lastSequence();
        auto planned = newPlan();
        if (!planned)
            co_return planned;
        auto again = co_await parts.sources.readAgain(*parts.planner, parts.leftovers, stop);
        if (!again)
            co_return again;
    }
    co_return core::Result<void>{};
}

core::Result<void> SyncRun::finish(std::optional<core::Error> error)
{
    m_result.outcome = outcomeOf(m_result, error);
    m_result.calls = m_allowance.calls();
    auto noted = m_allowance.note();
    if (!noted)
        return noted;
    if (error) {
        auto explained = m_allowance.noted(std::move(*error));
        if (!explained)
            return tl::unexpected(explained.error());
        m_result.stoppedBy = std::move(*explained);
    }
    if (m_options.planOnly)
        return {};
    store::RunCounts counts;
    const Tally& tally = m_result.tally;
    if (m_result.stoppedBy)
        m_result.remaining = std::max(0, m_result.planned.writes() - tally.writes() - tally.failed);
    counts.created = tally.created;
    counts.updated = tally.updated;
    counts.deleted = tally.deleted;
    counts.failed = tally.failed;
    counts.skipped = std::max(0, m_result.activitiesRead - m_result.planned.writes());
    counts.hubSpotCalls = m_result.calls.hubSpot;
    counts.salesforceCalls = m_result.calls.salesforce;
    store::Runs runs(m_services.database);
    return inTransaction(m_services.database, [&]() -> core::Result<void> {
        auto planned = runs.setPlan(m_result.run, m_result.planHash);
        if (!planned)
            return planned;
        return runs.finish(
            m_result.run, m_services.clock.wall(), counts, m_result.outcome, m_result.stoppedBy);
    });
}

} // namespace engine
