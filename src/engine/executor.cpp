// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/executor.h"

#include "engine/intransaction.h"
#include "engine/recorder.h"

namespace engine {

namespace {

const QString changedSincePlan = QStringLiteral("CHANGED_SINCE_PLAN");
constexpr std::chrono::seconds taskAgeMax{
    10}; // an update is based on a task read at most this long ago

core::Error cancelled()
{
    return {core::Error::Kind::Cancelled, QStringLiteral("stopped between two batches")};
}

Promise promiseOf(const SpooledAction& spooled)
{
    const core::Action& action = spooled.action;
    Promise promise;
    promise.kind = action.kind;
    promise.activity = action.activity;
    promise.activityVersion = action.activityVersion;
    if (const auto* create = std::get_if<core::CreateTask>(&action.body)) {
        promise.contact = create->contact;
        promise.who = create->who;
        promise.base = create->base;
    } else if (const auto* update = std::get_if<core::UpdateTask>(&action.body)) {
        promise.task = update->task;
        promise.base = update->base;
        for (const auto& [field, value] : update->fields)
            promise.written.push_back(field);
    } else if (const auto* gone = std::get_if<core::DeleteTask>(&action.body)) {
        promise.task = gone->task;
    }
    return promise;
}

} // namespace

Executor::Executor(
    const Services& services, const Prepared& prepared, Spool& spool, ExecutorOptions options)
    : m_services(services)
    , m_prepared(prepared)
    , m_spool(spool)
    , m_options(std::move(options))
{
}

core::Result<Executor::Batch> Executor::load(std::vector<store::PlanRow> rows)
{
    Batch batch;
    batch.reserve(rows.size());
    for (store::PlanRow& row : rows) {
        auto payload = m_spool.read({row.payloadOffset, row.payloadSize});
        if (!payload)
            return tl::unexpected(payload.error());
        batch.push_back({std::move(row), unpackAction(*payload)});
    }
    return batch;
}

// The next rows of an action that may be written, and how far the plan was looked through for them:
// within the canary's limit and, with --plan, of that plan.
core::Result<std::vector<store::PlanRow>> Executor::nextRows(
    const QString& action, qint64& after, int count)
{
    const store::PlanRows plan(m_services.database);
    std::vector<store::PlanRow> rows;
    while (rows.empty()) {
        auto page = plan.page(after, count, {.action = action, .withReasons = false});
        if (!page)
            return tl::unexpected(page.error());
        if (page->empty())
            return rows;
        after = page->back().seq;
        for (store::PlanRow& row : *page) {
            if (m_options.onlyRows && m_options.onlyRows->value(row.key) != row.rowHash) {
                ++m_tally.changedSincePlan;
                continue;
            }
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

net::Task<core::Result<void>> Executor::carryOut(
    std::optional<net::Clock::Monotonic> tasksReadAt, std::stop_token stop)
{
    m_services.tell(PhaseStarted{Phase::Writing});
    auto quiet = recordQuiet(stop);
    if (!quiet)
        co_return quiet;
    const QString create = core::actionName(core::CreateTask{});
    auto created = co_await writeAll(create, stop);
    if (!created)
        co_return created;
    auto updated = co_await updateAll(tasksReadAt, stop);
    if (!updated)
        co_return updated;
    const QString remove = core::actionName(core::DeleteTask{});
    auto removed = co_await writeAll(remove, stop);
    co_return removed;
}

// In the order of deciding: a conflict comes before what settles it, and ends up in the same
// transaction, or in an earlier one where a page ends between them. So it is never forgotten.
core::Result<void> Executor::recordQuiet(std::stop_token stop)
{
    static const QStringList loud{core::actionName(core::CreateTask{}),
        core::actionName(core::UpdateTask{}), core::actionName(core::DeleteTask{}),
        core::actionName(core::NoAction{})};
    constexpr int pageSize = 500;
    const store::PlanRows plan(m_services.database);
    for (qint64 after = 0;;) {
        if (stop.stop_requested())
            return tl::unexpected(cancelled());
        auto rows = plan.page(after, pageSize, {.without = loud, .withReasons = false});
        if (!rows)
            return tl::unexpected(rows.error());
        if (rows->empty())
            return {};
        after = rows->back().seq;
        auto batch = load(std::move(*rows));
        if (!batch)
            return tl::unexpected(batch.error());
        Recorder recorder(m_services, m_options.run);
        for (const Item& item : *batch)
            recorder.quiet(item.spooled);
        auto stored = recorder.store(m_tally);
        if (!stored)
            return stored;
    }
}

net::Task<core::Result<void>> Executor::writeAll(QString action, std::stop_token stop)
{
    for (qint64 after = 0; !m_tally.limitReached;) {
        auto rows = nextRows(action, after, salesforce::upsertMax);
        if (!rows)
            co_return tl::unexpected(rows.error());
        if (rows->empty())
            break;
        auto batch = load(std::move(*rows));
        if (!batch)
            co_return tl::unexpected(batch.error());
        auto performed = co_await perform(std::move(*batch), stop);
        if (!performed)
            co_return performed;
    }
    co_return core::Result<void>{};
}

// Updates in groups of one read of their tasks: a task that changed since the plan is left over,
// not overwritten.
net::Task<core::Result<void>> Executor::updateAll(
    std::optional<net::Clock::Monotonic> tasksReadAt, std::stop_token stop)
{
    const QString action = core::actionName(core::UpdateTask{});
    for (qint64 after = 0; !m_tally.limitReached;) {
        auto rows = nextRows(action, after, salesforce::retrieveMax);
        if (!rows)
            co_return tl::unexpected(rows.error());
        if (rows->empty())
            break;
        std::vector<store::PlanRow> group = std::move(*rows);
        while (!group.empty()) {
            const auto now = m_services.clock.monotonic();
            if (!tasksReadAt || now - *tasksReadAt > taskAgeMax) {
                auto fresh = co_await unchanged(std::move(group), stop);
                if (!fresh)
                    co_return tl::unexpected(fresh.error());
                group = std::move(*fresh);
                tasksReadAt = now;
            }
            const auto count = std::min<std::size_t>(group.size(), salesforce::upsertMax);
            const auto middle = group.begin() + static_cast<std::ptrdiff_t>(count);
            std::vector<store::PlanRow> part(group.begin(), middle);
            group.erase(group.begin(), middle);
            auto batch = load(std::move(part));
            if (!batch)
                co_return tl::unexpected(batch.error());
            auto performed = co_await perform(std::move(*batch), stop);
            if (!performed)
                co_return performed;
        }
        tasksReadAt.reset(); // the next group was not read here
    }
    co_return core::Result<void>{};
}

net::Task<core::Result<std::vector<store::PlanRow>>> Executor::unchanged(
    std::vector<store::PlanRow> rows, std::stop_token stop)
{
    std::vector<core::SalesforceId> ids;
    for (const store::PlanRow& row : rows) {
        auto payload = m_spool.read({row.payloadOffset, row.payloadSize});
        if (!payload)
            co_return tl::unexpected(payload.error());
        const SpooledAction spooled = unpackAction(*payload);
        ids.push_back(std::get<core::UpdateTask>(spooled.action.body).task);
    }
    auto tasks = co_await m_services.salesforce.tasks(ids, m_prepared.org, stop);
    if (!tasks)
        co_return tl::unexpected(tasks.error());
    QHash<core::SalesforceId, core::Instant> versions;
    for (const core::Task& task : *tasks)
        versions.insert(task.id, task.modstamp);
    std::vector<store::PlanRow> same;
    std::vector<store::ErrorRow> due;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto version = versions.constFind(ids[i]);
        if (version != versions.constEnd() && *version == rows[i].taskVersion) {
            same.push_back(std::move(rows[i]));
            continue;
        }
        ++m_tally.changedSincePlan;
        const Leftover leftover{rows[i].kind, rows[i].activity};
        m_leftovers.push_back(leftover);
        due.push_back(dueRow(rows[i].key, leftover, changedSincePlan, m_services.clock.wall()));
    }
    if (!due.empty()) {
        store::Errors errors(m_services.database);
        const core::Instant at = m_services.clock.wall();
        auto stored = inTransaction(m_services.database, [&] { return errors.put(due, at); });
        if (!stored)
            co_return tl::unexpected(stored.error());
    }
    co_return same;
}

net::Task<core::Result<void>> Executor::perform(Batch batch, std::stop_token stop)
{
    if (stop.stop_requested())
        co_return tl::unexpected(cancelled());
    if (m_options.writesMax) {
        const auto left = static_cast<std::size_t>(
            std::max(0, *m_options.writesMax - m_tally.writes() - m_tally.failed));
        if (batch.size() >= left) {
            m_tally.limitReached = true;
            batch.resize(left);
        }
    }
    if (batch.empty())
        co_return core::Result<void>{};
    auto promised = promise(batch);
    if (!promised)
        co_return promised;
    m_done += static_cast<int>(batch.size());
    const int done = m_done;
    auto called = co_await call(std::move(batch), stop);
    if (called)
        m_services.tell(Progressed{Phase::Writing, done, m_options.writesPlanned});
    co_return called;
}

core::Result<void> Executor::promise(const Batch& batch)
{
    std::vector<store::Intent> intents;
    intents.reserve(batch.size());
    for (const Item& item : batch) {
        const Promise promised = promiseOf(item.spooled);
        store::Intent intent;
        intent.seq = item.row.seq;
        intent.key = item.row.key;
        intent.side = store::Side::Salesforce;
        intent.op = item.row.action;
        intent.kind = item.row.kind;
        intent.activity = item.row.activity;
        intent.task = promised.task;
        intent.payloadHash = item.row.rowHash;
        intent.detail = packPromise(promised);
        intents.push_back(std::move(intent));
    }
    ++m_batch;
    store::Journal journal(m_services.database);
    return inTransaction(m_services.database,
        [&] { return journal.plannedAndSent(m_options.run, m_batch, intents); });
}

// The service refused the call as a whole, or was never reached: nothing was written, and that is
// certain. The run ends, its cursors do not move, so the next run reads these records again.
core::Result<void> Executor::takeBack(const Batch& batch)
{
    std::vector<qint64> seqs;
    for (const Item& item : batch)
        seqs.push_back(item.row.seq);
    store::Journal journal(m_services.database);
    return inTransaction(
        m_services.database, [&] { return journal.superseded(m_options.run, seqs); });
}

net::Task<core::Result<void>> Executor::call(Batch batch, std::stop_token stop)
{
    std::vector<salesforce::TaskWrite> writes;
    std::vector<core::SalesforceId> ids;
    const bool creating
        = std::holds_alternative<core::CreateTask>(batch.front().spooled.action.body);
    for (const Item& item : batch) {
        const core::Action& action = item.spooled.action;
        if (const auto* create = std::get_if<core::CreateTask>(&action.body))
            writes.push_back({action.key, create->fields});
        else if (const auto* update = std::get_if<core::UpdateTask>(&action.body))
            writes.push_back({action.key, update->fields});
        else if (const auto* gone = std::get_if<core::DeleteTask>(&action.body))
            ids.push_back(gone->task);
    }
    const auto mode
        = creating ? salesforce::UpsertMode::CreateOrUpdate : salesforce::UpsertMode::UpdateOnly;
    // The call is not cancelled: a write that is under way is waited for, so that its outcome is
    // known.
    const std::stop_token never;
    core::Result<std::vector<salesforce::WriteOutcome>> outcomes;
    if (ids.empty())
        outcomes = co_await m_services.salesforce.upsertTasks(std::move(writes), mode, never);
    else
        outcomes = co_await m_services.salesforce.deleteTasks(std::move(ids), never);
    if (outcomes)
        co_return record(batch, *outcomes);

    const core::Error error = outcomes.error();
    using Kind = core::Error::Kind;
    if (error.kind == Kind::Unknown || error.kind == Kind::Protocol
        || error.kind == Kind::TooLarge) {
        m_unknown = true; // all rows stay `sent`
        m_services.tell(Happened{Happened::What::OutcomeUnknown, static_cast<int>(batch.size())});
        co_return core::Result<void>{};
    }
    if (error.kind == Kind::Rejected && batch.size() > 1) {
        // One record makes the whole request unacceptable: find it by halves.
        const auto middle = batch.begin() + static_cast<std::ptrdiff_t>(batch.size() / 2);
        Batch second(std::make_move_iterator(middle), std::make_move_iterator(batch.end()));
        batch.erase(middle, batch.end());
        auto first = co_await call(std::move(batch), stop);
        if (!first) {
            auto back = takeBack(second);
            co_return back ? first : back;
        }
        auto rest = co_await call(std::move(second), stop);
        co_return rest;
    }
    if (error.kind == Kind::Rejected) {
        salesforce::WriteOutcome outcome;
        outcome.what = salesforce::WriteOutcome::What::Rejected;
        outcome.code = error.code;
        outcome.message = error.what;
        const std::vector<salesforce::WriteOutcome> single{outcome};
        co_return record(batch, single);
    }
    auto back = takeBack(batch);
    if (!back)
        co_return back;
    co_return tl::unexpected(error);
}

core::Result<void> Executor::record(
    const Batch& batch, const std::vector<salesforce::WriteOutcome>& outcomes)
{
    Recorder recorder(m_services, m_options.run);
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const salesforce::WriteOutcome outcome
            = i < outcomes.size() ? outcomes[i] : salesforce::WriteOutcome{};
        if (outcome.what == salesforce::WriteOutcome::What::Unknown)
            m_unknown = true;
        else
            recorder.outcome(batch[i].row.seq, batch[i].spooled, outcome);
    }
    auto stored = recorder.store(m_tally);
    if (!stored)
        return stored;
    m_leftovers.insert(m_leftovers.end(), recorder.leftovers().begin(), recorder.leftovers().end());
    m_services.tell(Happened{Happened::What::TasksWritten, static_cast<int>(batch.size())});
    return {};
}

} // namespace engine
