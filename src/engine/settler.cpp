// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/settler.h"

#include "engine/intransaction.h"
#include "engine/payload.h"
#include "store/excluded.h"
#include "store/links.h"
#include "store/log.h"
#include "store/waiting.h"

namespace engine {

namespace {

constexpr int pageSize = 500;
const QString unknownOutcome = QStringLiteral("OUTCOME_UNKNOWN");

// True if the task has in every field of the promise what was promised.
bool holds(const core::Task& task, const Promise& promise)
{
    for (core::TaskField field : promise.written) {
        const auto value = task.fields.find(field);
        const auto base = promise.base.find(field);
        if (value == task.fields.end() || base == promise.base.end()
            || core::writtenHash(field, value->second) != base->second.written)
            return false;
    }
    return true;
}

core::Link linkOf(const core::Key& key, const Promise& promise)
{
    core::Link link;
    link.key = key;
    link.kind = promise.kind;
    link.activity = promise.activity;
    link.contact = promise.contact;
    link.who = promise.who;
    link.activityVersion = promise.activityVersion;
    link.task = promise.task;
    link.base = promise.base;
    return link;
}

} // namespace

struct Settler::Verdict
{
    store::JournalRow row;
    bool confirmed = false; // else superseded
    std::optional<core::Link> link; // to store
    bool anew = false; // decide again
};

Settler::Settler(const Services& services, const Prepared& prepared)
    : m_services(services)
    , m_prepared(prepared)
{
}

Settler::Verdict Settler::judge(
    const store::JournalRow& row, const core::Task* task, const core::Link* link)
{
    Verdict verdict{row, false, std::nullopt, true};
    if (row.state == store::JournalState::Planned)
        return verdict; // never sent
    const Promise promise = unpackPromise(row.intent.detail);
    const bool deleting = row.intent.op == core::actionName(core::DeleteTask{});
    const bool creating = row.intent.op == core::actionName(core::CreateTask{});
    core::Link pair = link ? *link : linkOf(row.intent.key, promise);
    if (!task && creating && !link)
        return verdict; // never happened
    if (!task || task->deleted) {
        // Deleted on positive proof, or gone although it was linked: never created again.
        if (task)
            pair.task = task->id;
        pair.state = core::Link::State::TaskGone;
        return {row, deleting || (creating && task), pair, false};
    }
    if (deleting)
        return verdict; // still there
    pair.task = task->id;
    pair.taskVersion = task->modstamp;
    if (creating) {
        // Whatever it holds by now: the base is what was written, so a user's edit since then is
        // seen as one.
        core::Link created = linkOf(row.intent.key, promise);
        created.task = task->id;
        created.taskVersion = task->modstamp;
        return {row, true, created, false};
    }
    if (!holds(*task, promise))
        return verdict;
    pair.base = promise.base;
    pair.activityVersion = promise.activityVersion;
    return {row, true, pair, false};
}

// What is settled is no error, and neither waits nor is left out any more.
core::Result<void> Settler::takeOffTheLists(const std::vector<const store::Intent*>& settled)
{
    if (settled.empty())
        return {};
    std::vector<core::Key> keys;
    std::vector<store::ActivityRef> activities;
    for (const store::Intent* intent : settled) {
        keys.push_back(intent->key);
        activities.push_back({intent->kind, intent->activity});
    }
    auto taken = store::Errors(m_services.database).clear(keys);
    if (taken)
        taken = store::Excluded(m_services.database).remove(keys);
    return taken ? store::Waiting(m_services.database).remove(activities) : taken;
}

core::Result<void> Settler::record(const std::vector<Verdict>& verdicts, qint64 run)
{
    store::Journal journal(m_services.database);
    store::Links links(m_services.database);
    store::Log log(m_services.database);
    store::Errors errors(m_services.database);
    return inTransaction(m_services.database, [&]() -> core::Result<void> {
        std::vector<store::LogRow> lines;
        std::vector<store::ErrorRow> due;
        std::vector<const store::Intent*> settled;
        const core::Instant now = m_services.clock.wall();
        for (const Verdict& verdict : verdicts) {
            const store::Intent& intent = verdict.row.intent;
            if (verdict.anew)
                due.push_back(
                    dueRow(intent.key, {intent.kind, intent.activity}, unknownOutcome, now));
            else
                settled.push_back(&intent);
            const std::vector<qint64> seqs{verdict.row.intent.seq};
            auto moved = verdict.confirmed ? journal.confirmed(verdict.row.run, seqs)
                                           : journal.superseded(verdict.row.run, seqs);
            if (!moved)
                return moved;
            if (verdict.link) {
                auto put = links.put(*verdict.link);
                if (!put)
                    return put;
            }
            store::LogRow line;
            line.at = now;
            line.run = run;
            line.code = verdict.confirmed ? QStringLiteral("settledConfirmed")
                                          : QStringLiteral("settledAnew");
            line.key = verdict.row.intent.key;
            line.args = QStringList{verdict.row.intent.op};
            lines.push_back(line);
        }
        auto listed = due.empty() ? core::Result<void>{} : errors.put(due, now);
        if (listed)
            listed = takeOffTheLists(settled);
        return listed ? log.append(lines) : listed;
    });
}

net::Task<core::Result<Settler::Settled>> Settler::settle(qint64 run, std::stop_token stop)
{
    Settled settled;
    const store::Links links(m_services.database);
    const store::Journal journal(m_services.database);
    for (;;) {
        auto rows = journal.openRows(pageSize);
        if (!rows)
            co_return tl::unexpected(rows.error());
        if (rows->empty())
            co_return settled;
        m_services.tell(PhaseStarted{Phase::Settling});
        std::vector<core::Key> keys;
        for (const store::JournalRow& row : *rows)
            keys.push_back(row.intent.key);
        auto tasks = co_await m_services.salesforce.tasksByKey(keys, m_prepared.org, stop);
        if (!tasks)
            co_return tl::unexpected(tasks.error());
        auto pairs = links.around(keys);
        if (!pairs)
            co_return tl::unexpected(pairs.error());
        QHash<QString, core::Task> byKey;
        for (core::Task& task : *tasks) {
            if (!byKey.contains(task.key) || !task.deleted)
                byKey.insert(task.key, std::move(task));
        }
        std::vector<Verdict> verdicts;
        for (const store::JournalRow& row : *rows) {
            const auto task = byKey.constFind(row.intent.key.value);
            const auto pair = pairs->constFind(row.intent.key);
            verdicts.push_back(judge(row, task == byKey.constEnd() ? nullptr : &*task,
                pair == pairs->constEnd() ? nullptr : &*pair));
        }
        auto recorded = record(verdicts, run);
        if (!recorded)
            co_return tl::unexpected(recorded.error());
        for (const Verdict& verdict : verdicts) {
            if (verdict.anew)
                settled.leftovers.push_back({verdict.row.intent.kind, verdict.row.intent.activity});
            if (!verdict.confirmed)
                continue;
            const QString& op = verdict.row.intent.op;
            settled.confirmedCreates += op == core::actionName(core::CreateTask{});
            settled.confirmedUpdates += op == core::actionName(core::UpdateTask{});
            settled.confirmedDeletes += op == core::actionName(core::DeleteTask{});
        }
    }
}

} // namespace engine
