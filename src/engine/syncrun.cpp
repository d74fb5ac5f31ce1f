// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/syncrun.h"

#include "engine/intransaction.h"
#include "engine/planning.h"
#include "engine/settler.h"
#include "store/links.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace engine {

namespace {

constexpr int roundsMax = 3; // a record is decided anew at most that often within a run
constexpr std::chrono::hours planLife{24};
constexpr qint64 revisionOfATrial = -1; // no settings have it

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
    Parts(const Services& services, Prepared made, std::unique_ptr<Spool> file, PlanScope scope)
        : prepared(std::move(made))
        , spool(std::move(file))
        , planning(services, prepared, *spool, std::move(scope))
    {
    }
    Prepared prepared;
    std::unique_ptr<Spool> spool;
    Planning planning;
    std::optional<QHash<core::Key, QByteArray>> onlyRows;
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
    return m_options.scope.isAll() && !m_options.planHash && !m_result.tally.limitReached;
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
    SyncResult result = m_result; // a copy: the task empties what it returns, an lvalue too
    co_return result;
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
    if (m_options.planOnly && m_options.trying) {
        prepared->settings = *m_options.trying;
        prepared->settingsRevision = revisionOfATrial;
    }
    if (!prepared->org.keyField.usable())
        co_return tl::unexpected(setUpIncomplete(prepared->org.keyField));
    auto spool = Spool::create(m_services.spoolFolder);
    if (!spool)
        co_return tl::unexpected(spool.error());
    m_parts = std::make_unique<Parts>(
        m_services, std::move(*prepared), std::move(*spool), m_options.scope);
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

core::Result<void> SyncRun::rememberPlan()
{
    auto hash = m_parts->planning.plan().hash();
    if (!hash)
        return tl::unexpected(hash.error());
    m_result.planHash = QString::fromLatin1(*hash);
    m_result.planned = m_parts->planning.plan().counts();
    m_result.activitiesRead = m_parts->planning.plan().activitiesSeen();
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

net::Task<core::Result<void>> SyncRun::decideAndWrite(std::stop_token stop)
{
    Parts& parts = *m_parts;
    auto leftovers = co_await settle(stop);
    if (!leftovers)
        co_return tl::unexpected(leftovers.error());
    auto planned = co_await parts.planning.make(std::move(*leftovers), stop);
    if (!planned)
        co_return planned;
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
    co_return parts.planning.advance(unread, m_result.openOutcomes > 0);
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

core::Result<std::vector<PlannedAction>> SyncRun::rows(const std::vector<qint64>& seqs) const
{
    std::vector<PlannedAction> actions;
    if (!m_parts)
        return actions;
    const store::PlanRows plan(m_services.database);
    const auto header = plan.header();
    if (!header)
        return tl::unexpected(header.error());
    if (!header->has_value() || (*header)->hash != m_result.planHash)
        return actions;
    for (const qint64 seq : seqs) {
        auto page = plan.page(seq - 1, 1, {.withReasons = true});
        if (!page)
            return tl::unexpected(page.error());
        if (page->empty() || page->front().seq != seq)
            continue;
        auto payload
            = m_parts->spool->read({page->front().payloadOffset, page->front().payloadSize});
        if (!payload)
            return tl::unexpected(payload.error());
        actions.push_back({seq, unpackAction(*payload).action});
    }
    return actions;
}

core::OrgDescription SyncRun::org() const
{
    return m_parts ? m_parts->prepared.org : core::OrgDescription();
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
        ExecutorOptions options{m_result.run, m_options.writesMax,
            parts.planning.plan().counts().writes(), parts.onlyRows};
        Executor executor(m_services, parts.prepared, *parts.spool, std::move(options));
        auto done = co_await executor.carryOut(parts.planning.tasksReadAt(), stop);
        add(executor.tally());
        std::vector<Leftover> leftovers = executor.leftovers();
        const bool budgetSpent = !done && done.error().kind == core::Error::Kind::BudgetSpent;
        if (!done && !budgetSpent)
            co_return done;
        if (executor.unknownOutcomes()) {
            auto settled = co_await settle(stop);
            if (!settled)
                co_return tl::unexpected(settled.error());
            leftovers.insert(leftovers.end(), settled->begin(), settled->end());
        }
        if (!done)
            co_return done; // the cursors stay, so what is left over is read again
        // With --plan only the rows of that plan are written, and they had their chance.
        if (leftovers.empty() || m_options.planHash || m_result.tally.limitReached)
            break;
        if (round + 1 == roundsMax) {
            m_result.openOutcomes = static_cast<int>(leftovers.size());
            break;
        }
        const std::chrono::seconds pause{1 << round};
        co_await m_services.clock.sleep(pause, stop);
        auto again = co_await parts.planning.makeAgain(std::move(leftovers), stop);
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
