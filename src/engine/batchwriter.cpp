// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/batchwriter.h"

#include "engine/intransaction.h"
#include "engine/recorder.h"
#include "store/journal.h"

namespace engine {

namespace {

using Rows = std::vector<store::PlanRow>;

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

Rows rowsOf(Batch batch)
{
    Rows rows;
    for (PlannedWrite& write : batch)
        rows.push_back(std::move(write.row));
    return rows;
}

// One record that the service refused together with its whole request.
std::vector<salesforce::WriteOutcome> refused(const core::Error& error)
{
    salesforce::WriteOutcome outcome;
    outcome.what = salesforce::WriteOutcome::What::Rejected;
    outcome.code = error.code;
    outcome.message = error.what;
    return {outcome};
}

} // namespace

BatchWriter::BatchWriter(const Services& services, qint64 run, Tally& tally)
    : m_services(services)
    , m_run(run)
    , m_tally(tally)
{
}

net::Task<core::Result<Rows>> BatchWriter::write(
    Batch batch, std::optional<net::Clock::Monotonic> notAfter)
{
    auto promised = promise(batch);
    if (!promised)
        co_return tl::unexpected(promised.error());
    co_return co_await call(std::move(batch), notAfter);
}

core::Result<void> BatchWriter::promise(const Batch& batch)
{
    std::vector<store::Intent> intents;
    intents.reserve(batch.size());
    for (const PlannedWrite& item : batch) {
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
    return inTransaction(
        m_services.database, [&] { return journal.plannedAndSent(m_run, m_batch, intents); });
}

// Nothing was written, and that is certain: the service refused the call as a whole, was never
// reached, or the call never left.
core::Result<void> BatchWriter::takeBack(const Batch& batch)
{
    std::vector<qint64> seqs;
    for (const PlannedWrite& item : batch)
        seqs.push_back(item.row.seq);
    store::Journal journal(m_services.database);
    return inTransaction(m_services.database, [&] { return journal.superseded(m_run, seqs); });
}

net::Task<core::Result<std::vector<salesforce::WriteOutcome>>> BatchWriter::ask(
    const Batch& batch, std::optional<net::Clock::Monotonic> notAfter)
{
    std::vector<salesforce::TaskWrite> writes;
    std::vector<core::SalesforceId> ids;
    const bool creating
        = std::holds_alternative<core::CreateTask>(batch.front().spooled.action.body);
    for (const PlannedWrite& item : batch) {
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
    if (ids.empty())
        co_return co_await m_services.salesforce.upsertTasks(
            std::move(writes), mode, notAfter, never);
    co_return co_await m_services.salesforce.deleteTasks(std::move(ids), never);
}

net::Task<core::Result<Rows>> BatchWriter::call(
    Batch batch, std::optional<net::Clock::Monotonic> notAfter)
{
    using Kind = core::Error::Kind;
    const auto outcomes = co_await ask(batch, notAfter);
    if (outcomes) {
        auto recorded = record(batch, *outcomes);
        if (!recorded)
            co_return tl::unexpected(recorded.error());
        co_return Rows();
    }
    const core::Error error = outcomes.error();
    if (error.kind == Kind::Unknown || error.kind == Kind::Protocol
        || error.kind == Kind::TooLarge) {
        m_unknown = true; // all rows stay `sent`
        m_services.tell(Happened{Happened::What::OutcomeUnknown, static_cast<int>(batch.size())});
        co_return Rows();
    }
    if (error.kind == Kind::Rejected && batch.size() > 1)
        co_return co_await callByHalves(std::move(batch), notAfter);
    if (error.kind == Kind::Rejected) {
        const auto recorded = record(batch, refused(error));
        if (!recorded)
            co_return tl::unexpected(recorded.error());
        co_return Rows();
    }
    auto back = takeBack(batch);
    if (!back)
        co_return tl::unexpected(back.error());
    if (error.kind == Kind::TooLate)
        co_return rowsOf(std::move(batch));
    // The run ends, its cursors do not move, so the next run reads these records again.
    co_return tl::unexpected(error);
}

// One record makes the whole request unacceptable: find it.
net::Task<core::Result<Rows>> BatchWriter::callByHalves(
    Batch batch, std::optional<net::Clock::Monotonic> notAfter)
{
    const auto middle = batch.begin() + static_cast<std::ptrdiff_t>(batch.size() / 2);
    Batch second(std::make_move_iterator(middle), std::make_move_iterator(batch.end()));
    batch.erase(middle, batch.end());
    auto first = co_await call(std::move(batch), notAfter);
    if (!first) {
        auto back = takeBack(second);
        if (!back)
            co_return tl::unexpected(back.error());
        co_return first;
    }
    auto rest = co_await call(std::move(second), notAfter);
    if (rest)
        rest->insert(rest->begin(), std::make_move_iterator(first->begin()),
            std::make_move_iterator(first->end()));
    co_return rest;
}

core::Result<void> BatchWriter::record(
    const Batch& batch, const std::vector<salesforce::WriteOutcome>& outcomes)
{
    Recorder recorder(m_services, m_run);
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
