// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/recorder.h"

#include "engine/intransaction.h"
#include "engine/outcomes.h"
#include "store/contacts.h"
#include "store/links.h"

namespace engine {

namespace {

// The reason at the end of a why-chain is the one that decided.
core::Reason lastReason(const core::Action& action)
{
    return action.why.empty() ? core::Reason{} : action.why.back();
}

QString codeText(core::ReasonCode code)
{
    return QString::number(static_cast<int>(code));
}

} // namespace

Recorder::Recorder(const Services& services, qint64 run)
    : m_services(services)
    , m_run(run)
{
}

void Recorder::line(
    store::LogLevel level, const QString& code, const core::Action& action, QStringList args)
{
    store::LogRow row;
    row.at = m_services.clock.wall();
    row.run = m_run;
    row.level = level;
    row.code = code;
    row.key = action.key;
    row.args = std::move(args);
    m_lines.push_back(std::move(row));
}

void Recorder::quiet(const SpooledAction& spooled)
{
    const core::Action& action = spooled.action;
    const core::Reason reason = lastReason(action);
    const core::Instant now = m_services.clock.wall();
    if (std::holds_alternative<core::Wait>(action.body)) {
        for (const core::HubSpotId& contact : spooled.contacts) {
            store::WaitingRow row;
            row.kind = action.kind;
            row.activity = action.activity;
            row.contact = contact;
            row.time = action.time;
            row.version = action.activityVersion;
            m_waiting.push_back(row);
        }
        m_settledKeys.push_back(action.key); // on this list and on no other
        return;
    }
    if (std::holds_alternative<core::Exclude>(action.body)) {
        store::ExcludedRow row;
        row.key = action.key;
        row.kind = action.kind;
        row.activity = action.activity;
        row.reason = reason;
        row.at = now;
        row.version = action.activityVersion;
        m_excluded.push_back(row);
        m_settledActivities.push_back({action.kind, action.activity});
        return;
    }
    if (std::holds_alternative<core::Block>(action.body)) {
        store::ErrorRow row;
        row.key = action.key;
        row.kind = action.kind;
        row.activity = action.activity;
        row.code = QStringLiteral("BLOCKED_") + codeText(reason.code);
        row.args = reason.args;
        row.nextTryAt = now; // costs nothing to look again: it goes as soon as the cause is mended
        m_errors.push_back(row);
        ++m_tally.failed;
        line(store::LogLevel::Error, QStringLiteral("blocked"), action, {codeText(reason.code)});
        return;
    }
    if (const auto* conflict = std::get_if<core::RaiseConflict>(&action.body)) {
        store::ConflictRow row;
        row.at = now;
        row.run = m_run;
        row.key = action.key;
        row.task = conflict->task;
        row.field = conflict->field;
        row.state = conflict->undecided ? store::ConflictState::Undecided
            : conflict->hubSpotWins     ? store::ConflictState::HubSpotWins
                                        : store::ConflictState::SalesforceWins;
        m_conflicts.push_back(row);
        ++m_tally.conflicts;
        line(store::LogLevel::Warning, QStringLiteral("conflict"), action,
            {core::apiName(conflict->field)});
        return;
    }
    m_changes.push_back({action, {}});
    m_settledKeys.push_back(action.key);
    m_settledActivities.push_back({action.kind, action.activity});
    if (std::holds_alternative<core::Adopt>(action.body)) {
        ++m_tally.adopted;
        line(store::LogLevel::Info, QStringLiteral("adopted"), action, {});
    } else if (std::holds_alternative<core::Unlink>(action.body)) {
        line(store::LogLevel::Info, QStringLiteral("unlinked"), action, {codeText(reason.code)});
    }
}

void Recorder::succeeded(
    qint64 seq, const core::Action& action, const salesforce::WriteOutcome& outcome)
{
    m_confirmed.push_back(seq);
    m_changes.push_back({action, outcome.id});
    m_settledKeys.push_back(action.key);
    m_settledActivities.push_back({action.kind, action.activity});
    if (std::holds_alternative<core::CreateTask>(action.body)
        && outcome.what == salesforce::WriteOutcome::What::Updated) {
        ++m_tally
              .updated; // the key was there: the upsert met the task instead of making a second one
        line(store::LogLevel::Warning, QStringLiteral("metExisting"), action, {outcome.id.value});
    } else if (std::holds_alternative<core::CreateTask>(action.body)) {
        ++m_tally.created;
        line(store::LogLevel::Info, QStringLiteral("created"), action, {outcome.id.value});
    } else if (const auto* update = std::get_if<core::UpdateTask>(&action.body)) {
        ++m_tally.updated;
        QStringList fields;
        for (const auto& [field, value] : update->fields)
            fields.append(core::apiName(field));
        line(store::LogLevel::Info, QStringLiteral("updated"), action,
            {update->task.value, fields.join(QLatin1Char(','))});
    } else if (const auto* gone = std::get_if<core::DeleteTask>(&action.body)) {
        ++m_tally.deleted;
        line(store::LogLevel::Info, QStringLiteral("deleted"), action, {gone->task.value});
    }
}

void Recorder::refused(
    qint64 seq, const core::Action& action, const salesforce::WriteOutcome& outcome)
{
    const Verdict verdict = verdictOf(outcome.code);
    m_usersChanged = m_usersChanged || outcome.code == QLatin1String("INACTIVE_OWNER_OR_USER");
    if (verdict == Verdict::Failed) {
        m_failures.push_back({seq, outcome.code});
        store::ErrorRow row;
        row.key = action.key;
        row.kind = action.kind;
        row.activity = action.activity;
        row.code = outcome.code;
        row.message = outcome.message;
        row.args = outcome.fields;
        m_errors.push_back(row);
        ++m_tally.failed;
        line(store::LogLevel::Error, QStringLiteral("failed"), action, {outcome.code});
        return;
    }
    m_superseded.push_back(seq);
    const Leftover leftover{action.kind, action.activity};
    m_leftovers.push_back(leftover);
    m_errors.push_back(dueRow(action.key, leftover, outcome.code, m_services.clock.wall()));
    if (verdict == Verdict::ResolveAgain) {
        if (const auto* create = std::get_if<core::CreateTask>(&action.body))
            m_forget.push_back(create->contact);
    }
    line(store::LogLevel::Warning, QStringLiteral("anew"), action, {outcome.code});
}

void Recorder::outcome(
    qint64 seq, const SpooledAction& spooled, const salesforce::WriteOutcome& outcome)
{
    if (outcome.what == salesforce::WriteOutcome::What::Rejected)
        refused(seq, spooled.action, outcome);
    else
        succeeded(seq, spooled.action, outcome);
}

core::Result<void> Recorder::storeLinks()
{
    if (m_changes.empty())
        return {};
    std::vector<core::Key> keys;
    for (const Change& change : m_changes)
        keys.push_back(change.action.key);
    store::Links links(m_services.database);
    auto known = links.around(keys);
    if (!known)
        return tl::unexpected(known.error());
    std::vector<core::Link> stored;
    for (const Change& change : m_changes) {
        const core::Action& action = change.action;
        core::Link link = known->value(action.key);
        link.key = action.key;
        link.kind = action.kind;
        link.activity = action.activity;
        link.activityVersion = action.activityVersion;
        if (action.taskVersion != core::Instant{})
            link.taskVersion = action.taskVersion;
        if (const auto* create = std::get_if<core::CreateTask>(&action.body)) {
            link.task = change.task;
            link.contact = create->contact;
            link.who = create->who;
            link.base = create->base;
        } else if (const auto* adopt = std::get_if<core::Adopt>(&action.body)) {
            link.task = adopt->task;
            link.contact = adopt->contact;
            link.who = adopt->who;
            link.base = adopt->base;
        } else if (const auto* update = std::get_if<core::UpdateTask>(&action.body)) {
            link.base = update->base;
        } else if (const auto* refresh = std::get_if<core::RefreshBase>(&action.body)) {
            link.base = refresh->base;
        } else if (const auto* unlink = std::get_if<core::Unlink>(&action.body)) {
            link.state = unlink->state;
            if (!unlink->task.isEmpty())
                link.task = unlink->task;
        } else if (std::holds_alternative<core::DeleteTask>(action.body)) {
            link.state = core::Link::State::TaskGone;
        }
        stored.push_back(std::move(link));
    }
    return links.putMany(stored);
}

core::Result<void> Recorder::storeRefusals()
{
    if (m_errors.empty())
        return {};
    std::vector<core::Key> keys;
    for (const store::ErrorRow& row : m_errors)
        keys.push_back(row.key);
    store::Errors errors(m_services.database);
    auto before = errors.around(keys);
    if (!before)
        return tl::unexpected(before.error());
    const core::Instant now = m_services.clock.wall();
    for (store::ErrorRow& row : m_errors) {
        if (row.nextTryAt)
            continue; // blocked: looked at again in every run
        const auto pause = pauseAfter(before->value(row.key).tries + 1);
        if (pause)
            row.nextTryAt = now + *pause;
    }
    return errors.put(m_errors, now);
}

core::Result<void> Recorder::storeLists()
{
    store::Errors errors(m_services.database);
    store::Excluded excluded(m_services.database);
    store::Waiting waiting(m_services.database);
    store::Conflicts conflicts(m_services.database);
    store::Contacts contacts(m_services.database);
    store::Log log(m_services.database);
    std::vector<core::Key> resolved = m_settledKeys;
    for (const store::ExcludedRow& row : m_excluded)
        resolved.push_back(row.key);
    using Stored = core::Result<void>;
    Stored stored{};
    const auto then = [&stored](auto&& step) {
        if (stored)
            stored = step();
    };
    then([&] { return resolved.empty() ? Stored{} : errors.clear(resolved); });
    then([&] { return m_settledKeys.empty() ? Stored{} : excluded.remove(m_settledKeys); });
    then([&] {
        return m_settledActivities.empty() ? Stored{} : waiting.remove(m_settledActivities);
    });
    then([&] { return m_excluded.empty() ? Stored{} : excluded.put(m_excluded); });
    then([&] { return m_waiting.empty() ? Stored{} : waiting.put(m_waiting); });
    then([&] { return m_conflicts.empty() ? Stored{} : conflicts.record(m_conflicts); });
    then([&] { return m_usersChanged ? forgetUsers(m_services) : Stored{}; });
    then([&] { return m_forget.empty() ? Stored{} : contacts.forget(m_forget); });
    then([&] { return m_lines.empty() ? Stored{} : log.append(m_lines); });
    return stored;
}

core::Result<void> Recorder::store(Tally& tally)
{
    auto stored = inTransaction(m_services.database, [&]() -> core::Result<void> {
        store::Journal journal(m_services.database);
        auto moved = journal.confirmed(m_run, m_confirmed);
        if (moved)
            moved = journal.superseded(m_run, m_superseded);
        if (moved)
            moved = journal.failed(m_run, m_failures);
        if (moved)
            moved = storeLinks();
        if (moved)
            moved = storeRefusals();
        if (moved)
            moved = storeLists();
        return moved;
    });
    if (!stored)
        return stored;
    tally.created += m_tally.created;
    tally.updated += m_tally.updated;
    tally.deleted += m_tally.deleted;
    tally.adopted += m_tally.adopted;
    tally.failed += m_tally.failed;
    tally.conflicts += m_tally.conflicts;
    return {};
}

} // namespace engine
