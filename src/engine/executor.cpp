// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/executor.h"

#include "engine/intransaction.h"
#include "engine/recorder.h"
#include "store/errors.h"

namespace engine {

namespace {

const QString changedSincePlan = QStringLiteral("CHANGED_SINCE_PLAN");
// An update is based on a task read at most this long ago. Where the reading alone takes longer
// than that, the writing follows at once.
constexpr std::chrono::seconds taskAgeMax{10};
constexpr std::chrono::seconds writeTime{2};
constexpr int waitsMax = 4; // looks in a row that a pause made worthless

core::Error cancelled()
{
    return {core::Error::Kind::Cancelled, QStringLiteral("stopped between two batches")};
}

core::Error keptWaiting()
{
    core::Error error{core::Error::Kind::TooLate,
        QStringLiteral("%1 looks at tasks in a row were old before anything could be written")
            .arg(waitsMax)};
    error.service = core::Service::Salesforce;
    return error;
}

} // namespace

Executor::Executor(
    const Services& services, const Prepared& prepared, Spool& spool, ExecutorOptions options)
    : m_services(services)
    , m_prepared(prepared)
    , m_spool(spool)
    , m_options(std::move(options))
    , m_writer(services, m_options.run, m_tally)
{
}

core::Result<Batch> Executor::load(Rows rows)
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
core::Result<Executor::Rows> Executor::nextRows(const QString& action, qint64& after, int count)
{
    const store::PlanRows plan(m_services.database);
    Rows rows;
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

std::vector<Leftover> Executor::leftovers() const
{
    std::vector<Leftover> all = m_writer.leftovers();
    all.insert(all.end(), m_changed.begin(), m_changed.end());
    return all;
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
    std::optional<net::Clock::Monotonic> freshUntil;
    if (tasksReadAt)
        freshUntil = *tasksReadAt + taskAgeMax;
    auto updated = co_await updateAll(freshUntil, stop);
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
        for (const PlannedWrite& item : *batch)
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
        const auto performed = co_await perform(std::move(*rows), std::nullopt, stop);
        if (!performed)
            co_return tl::unexpected(performed.error());
    }
    co_return core::Result<void>{};
}

// Updates in groups of one look at their tasks.
net::Task<core::Result<void>> Executor::updateAll(
    std::optional<net::Clock::Monotonic> freshUntil, std::stop_token stop)
{
    const QString action = core::actionName(core::UpdateTask{});
    for (qint64 after = 0; !m_tally.limitReached;) {
        auto rows = nextRows(action, after, salesforce::retrieveMax);
        if (!rows)
            co_return tl::unexpected(rows.error());
        if (rows->empty())
            break;
        auto updated = co_await updateGroup(std::move(*rows), freshUntil, stop);
        if (!updated)
            co_return updated;
        freshUntil.reset(); // the next group was not read here
    }
    co_return core::Result<void>{};
}

// A task that changed since the plan is left over, not overwritten. A batch that has to wait for
// the service until the look at its tasks is old (a Retry-After, a rate limit) gets another look
// before it is written: otherwise what a user edited during the pause would be lost.
net::Task<core::Result<void>> Executor::updateGroup(
    Rows group, std::optional<net::Clock::Monotonic> freshUntil, std::stop_token stop)
{
    int waits = 0;
    while (!group.empty() && !m_tally.limitReached) {
        if (!freshUntil || m_services.clock.monotonic() > *freshUntil) {
            const auto before = m_services.clock.monotonic();
            auto fresh = co_await unchanged(std::move(group), stop);
            if (!fresh)
                co_return tl::unexpected(fresh.error());
            group = std::move(*fresh);
            freshUntil = std::max(before + taskAgeMax, m_services.clock.monotonic() + writeTime);
            continue;
        }
        const auto count = std::min<std::size_t>(group.size(), salesforce::upsertMax);
        const auto middle = group.begin() + static_cast<std::ptrdiff_t>(count);
        const int doneBefore = m_done;
        Rows part(std::make_move_iterator(group.begin()), std::make_move_iterator(middle));
        group.erase(group.begin(), middle);
        auto late = co_await perform(std::move(part), freshUntil, stop);
        if (!late)
            co_return tl::unexpected(late.error());
        if (m_done > doneBefore)
            waits = 0; // it goes on, however slowly
        if (late->empty())
            continue;
        if (++waits == waitsMax)
            co_return tl::unexpected(keptWaiting());
        group.insert(group.begin(), std::make_move_iterator(late->begin()),
            std::make_move_iterator(late->end()));
        freshUntil.reset();
    }
    co_return core::Result<void>{};
}

net::Task<core::Result<Executor::Rows>> Executor::unchanged(Rows rows, std::stop_token stop)
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
    Rows same;
    std::vector<store::ErrorRow> due;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto version = versions.constFind(ids[i]);
        if (version != versions.constEnd() && *version == rows[i].taskVersion) {
            same.push_back(std::move(rows[i]));
            continue;
        }
        ++m_tally.changedSincePlan;
        const Leftover leftover{rows[i].kind, rows[i].activity};
        m_changed.push_back(leftover);
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

// Cuts the batch down to what the canary still allows; gives what was cut off. Whatever was sent
// counts, also where its outcome is not known.
Executor::Rows Executor::cutToLimit(Batch& batch)
{
    Rows cut;
    if (!m_options.writesMax)
        return cut;
    const auto left = static_cast<std::size_t>(std::max(0, *m_options.writesMax - m_done));
    if (batch.size() < left)
        return cut;
    m_tally.limitReached = true;
    for (std::size_t i = left; i < batch.size(); ++i)
        cut.push_back(std::move(batch[i].row));
    batch.resize(left);
    return cut;
}

// Gives the rows that had to wait for too long and were not written, see BatchWriter.
net::Task<core::Result<Executor::Rows>> Executor::perform(
    Rows rows, std::optional<net::Clock::Monotonic> notAfter, std::stop_token stop)
{
    if (stop.stop_requested())
        co_return tl::unexpected(cancelled());
    auto batch = load(std::move(rows));
    if (!batch)
        co_return tl::unexpected(batch.error());
    Rows cut = cutToLimit(*batch);
    if (batch->empty())
        co_return Rows();
    const auto size = static_cast<int>(batch->size());
    auto late = co_await m_writer.write(std::move(*batch), notAfter);
    if (!late)
        co_return late;
    m_done += size - static_cast<int>(late->size());
    m_services.tell(Progressed{Phase::Writing, m_done, m_options.writesPlanned});
    if (!late->empty()) { // the limit is not reached after all, and what was cut off has its turn
        m_tally.limitReached = false;
        late->insert(
            late->end(), std::make_move_iterator(cut.begin()), std::make_move_iterator(cut.end()));
    }
    co_return late;
}

} // namespace engine
