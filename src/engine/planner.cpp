// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/planner.h"

#include "engine/intransaction.h"
#include "engine/payload.h"
#include "engine/sourcehistory.h"
#include "store/errors.h"
#include "store/excluded.h"
#include "store/links.h"
#include "store/planrows.h"
#include "store/waiting.h"

namespace engine {

namespace {

// Which rows of the store the hash of a plan is made of.
bool isWrite(const QString& action)
{
    static const QSet<QString> writing{core::actionName(core::CreateTask{}),
        core::actionName(core::UpdateTask{}), core::actionName(core::DeleteTask{})};
    return writing.contains(action);
}

core::Task goneTask(const core::SalesforceId& id)
{
    core::Task task;
    task.id = id;
    task.deleted = true;
    return task;
}

} // namespace

struct Planner::Open
{
    core::Case c;
    core::Key key;
    core::Kind kind = core::Kind::Task;
    std::vector<core::HubSpotId> contactIds; // as associated
    bool stub = false; // the key is in Salesforce, but the pair was never agreed on here: adopt
};

Planner::Planner(const Services& services, const Prepared& prepared, ContactBook& contacts,
    Spool& spool, PlannerOptions options)
    : m_services(services)
    , m_prepared(prepared)
    , m_circumstances(prepared.circumstances())
    , m_contacts(contacts)
    , m_spool(spool)
    , m_onlyKinds(std::move(options.onlyKinds))
    , m_sequence(options.firstSequence)
{
}

bool Planner::wanted(const core::Activity& activity) const
{
    const auto kind = core::kindOf(activity);
    if (!kind) // an email that is neither: worth a line only where emails are synced at all
        return m_prepared.settings.of(core::Kind::SalesEmailSend).on
            || m_prepared.settings.of(core::Kind::SalesEmailReply).on;
    return m_prepared.settings.of(*kind).on
        && (m_onlyKinds.isEmpty() || m_onlyKinds.contains(*kind));
}

// The versions of those that wait for a contact. A contact that became synced is found by the store
// (Waiting::ready), so an unchanged activity need not be looked at.
core::Result<QHash<core::Key, core::Instant>> Planner::waitingVersions(
    const std::vector<Open>& open, Look look) const
{
    QHash<core::Key, core::Instant> versions;
    if (look != Look::Changed)
        return versions;
    std::map<core::Kind, std::vector<core::HubSpotId>> byKind;
    for (const Open& entry : open)
        byKind[entry.kind].push_back(entry.c.activity.id);
    const store::Waiting waiting(m_services.database);
    for (const auto& [kind, ids] : byKind) {
        const auto found = waiting.versions(kind, ids);
        if (!found)
            return tl::unexpected(found.error());
        for (auto it = found->cbegin(); it != found->cend(); ++it)
            versions.insert(core::keyOf(m_prepared.account.portalId, kind, it.key()), it.value());
    }
    return versions;
}

// Leaves out what needs no decision: kinds that are off, pairs, exclusions and waiting activities
// already decided on this very version.
core::Result<std::vector<Planner::Open>> Planner::sift(
    std::vector<core::Activity> activities, Look look)
{
    std::vector<Open> open;
    std::vector<core::Key> keys;
    for (core::Activity& activity : activities) {
        if (!wanted(activity))
            continue;
        const core::Kind kind = core::kindOf(activity).value_or(core::Kind::SalesEmailSend);
        const core::Key key = core::keyOf(m_prepared.account.portalId, kind, activity.id);
        if (m_decidedById.contains(key))
            continue; // one decision per record and plan
        if (look == Look::ById)
            m_decidedById.insert(key);
        keys.push_back(key);
        Open entry;
        entry.key = key;
        entry.kind = kind;
        entry.c.activity = std::move(activity);
        open.push_back(std::move(entry));
    }
    const store::Links links(m_services.database);
    auto pairs = links.around(keys);
    if (!pairs)
        return tl::unexpected(pairs.error());
    const store::Excluded excluded(m_services.database);
    auto versions = excluded.versions(keys);
    if (!versions)
        return tl::unexpected(versions.error());

    auto waiting = waitingVersions(open, look);
    if (!waiting)
        return tl::unexpected(waiting.error());

    std::vector<Open> left;
    for (Open& entry : open) {
        const core::Instant version = entry.c.activity.modified;
        const auto pair = pairs->constFind(entry.key);
        if (pair != pairs->constEnd()) {
            entry.stub = pair->base.empty() && pair->state == core::Link::State::Live;
            if (look != Look::ById && !entry.stub && pair->activityVersion == version)
                continue;
            entry.c.link = *pair;
        } else if (look == Look::Changed
            && (versions->value(entry.key) == version || waiting->value(entry.key) == version)) {
            continue;
        }
        left.push_back(std::move(entry));
    }
    return left;
}

// Contacts of new activities by association; of known pairs only the one that was chosen then
// (R1.5: never moves).
net::Task<core::Result<void>> Planner::addContacts(
    core::ActivityObject object, std::vector<Open>& chunk, std::stop_token stop)
{
    std::vector<core::HubSpotId> unlinked;
    for (const Open& entry : chunk) {
        if (!entry.c.link || entry.stub)
            unlinked.push_back(entry.c.activity.id);
    }
    QHash<core::HubSpotId, std::vector<core::HubSpotId>> associated;
    if (!unlinked.empty()) {
        auto read = co_await m_services.hubspot.contactsOf(object, unlinked, stop);
        if (!read)
            co_return tl::unexpected(read.error());
        associated = std::move(*read);
    }
    QSet<core::HubSpotId> distinct;
    for (Open& entry : chunk) {
        if (entry.c.link && !entry.stub)
            entry.contactIds = {entry.c.link->contact};
        else
            entry.contactIds = associated.value(entry.c.activity.id);
        for (const core::HubSpotId& id : entry.contactIds)
            distinct.insert(id);
    }
    std::vector<core::HubSpotId> ids(distinct.begin(), distinct.end());
    std::sort(ids.begin(), ids.end()); // the same requests on every run
    auto known = co_await m_contacts.known(ids, m_prepared.serverTime, stop);
    if (!known)
        co_return tl::unexpected(known.error());
    for (Open& entry : chunk) {
        QSet<core::HubSpotId> had; // two ids may answer with one survivor
        for (const core::HubSpotId& id : entry.contactIds) {
            const auto it = known->constFind(id);
            if (it == known->constEnd() || had.contains(it->id))
                continue;
            had.insert(it->id);
            entry.c.contacts.push_back(*it);
        }
    }
    co_return core::Result<void>{};
}

// Reads the tasks that deciding needs: of pairs whose sources changed, of stubs, and by key of what
// may have been written without our knowing.
net::Task<core::Result<void>> Planner::addTasks(
    std::vector<Open>& chunk, Look look, std::stop_token stop)
{
    std::vector<core::SalesforceId> ids;
    std::vector<core::Key> keys;
    for (const Open& entry : chunk) {
        if (entry.c.link && (entry.stub || core::needsTask(entry.c, m_circumstances)))
            ids.push_back(entry.c.link->task);
        else if (!entry.c.link && look == Look::ById)
            keys.push_back(entry.key);
    }
    const QSet<core::SalesforceId> looked(ids.begin(), ids.end());
    QHash<QString, core::Task> byKey;
    QHash<core::SalesforceId, core::Task> byId;
    if (!ids.empty() || !keys.empty())
        m_tasksReadAt = m_tasksReadAt.value_or(m_services.clock.monotonic());
    if (!ids.empty()) {
        auto tasks = co_await m_services.salesforce.tasks(ids, m_prepared.org, stop);
        if (!tasks)
            co_return tl::unexpected(tasks.error());
        for (core::Task& task : *tasks)
            byId.insert(task.id, std::move(task));
        // A task that a read by id does not show is looked for by its key, which shows deleted
        // ones: absence alone proves nothing.
        for (const Open& entry : chunk) {
            if (entry.c.link && looked.contains(entry.c.link->task)
                && !byId.contains(entry.c.link->task))
                keys.push_back(entry.key);
        }
    }
    if (!keys.empty()) {
        auto tasks = co_await m_services.salesforce.tasksByKey(keys, m_prepared.org, stop);
        if (!tasks)
            co_return tl::unexpected(tasks.error());
        for (core::Task& task : *tasks) {
            // A living task of the key wins over deleted ones of the same key.
            if (!byKey.contains(task.key) || !task.deleted)
                byKey.insert(task.key, std::move(task));
        }
    }
    for (Open& entry : chunk) {
        if (entry.c.link && byId.contains(entry.c.link->task))
            entry.c.task = byId.value(entry.c.link->task);
        else if (byKey.contains(entry.key.value))
            entry.c.task = byKey.value(entry.key.value);
        else if (entry.c.link && looked.contains(entry.c.link->task))
            entry.c.task
                = goneTask(entry.c.link->task); // neither by id nor by key, deleted ones included
        if (entry.stub)
            entry.c.link.reset();
    }
    co_return core::Result<void>{};
}

// By the rule "newest" an edit in Salesforce is only lost to a later change of what feeds that very
// field: the activity's own time of change may be another field's. Read where HubSpot would win.
net::Task<core::Result<void>> Planner::addHistory(
    core::ActivityObject object, std::vector<Open>& chunk, std::stop_token stop)
{
    if (m_prepared.settings.conflicts != core::ConflictRule::Newest)
        co_return core::Result<void>{};
    std::vector<core::HubSpotId> ids;
    for (const Open& entry : chunk) {
        if (!entry.c.link || !entry.c.task)
            continue;
        for (const core::Action& action : core::decide(entry.c, m_circumstances)) {
            const auto* conflict = std::get_if<core::RaiseConflict>(&action.body);
            if (!conflict || !conflict->hubSpotWins)
                continue;
            ids.push_back(entry.c.activity.id);
            break;
        }
    }
    if (ids.empty())
        co_return core::Result<void>{};
    auto history = co_await sourceHistory(m_services, object, std::move(ids), stop);
    if (!history)
        co_return tl::unexpected(history.error());
    for (Open& entry : chunk) {
        const auto changed = history->constFind(entry.c.activity.id);
        if (changed != history->constEnd())
            entry.c.sourceChanged = *changed;
    }
    co_return core::Result<void>{};
}

// Any of its contacts may be the one that becomes synced; an activity without a contact waits for
// none in particular.
std::vector<core::HubSpotId> Planner::contactsToWaitFor(
    const core::Action& action, const Open& entry)
{
    if (!std::holds_alternative<core::Wait>(action.body))
        return {};
    std::vector<core::HubSpotId> ids;
    for (const core::KnownContact& contact : entry.c.contacts)
        ids.push_back(contact.id);
    return ids.empty() ? std::vector<core::HubSpotId>{core::HubSpotId{}} : ids;
}

core::Result<void> Planner::write(core::ActivityObject object, const std::vector<Open>& chunk)
{
    std::vector<store::PlanRow> rows;
    std::vector<core::Key> settled; // nothing left to do: no longer an error, no longer waiting
    std::vector<store::ActivityRef> notWaiting;
    for (const Open& entry : chunk) {
        for (const core::Action& action : core::decide(entry.c, m_circumstances)) {
            if (std::holds_alternative<core::NoAction>(action.body)) {
                settled.push_back(entry.key);
                notWaiting.push_back({entry.kind, entry.c.activity.id});
                continue;
            }
            m_counts.add(action);
            const SpooledAction spooled{action, object, contactsToWaitFor(action, entry)};
            auto place = m_spool.append(packAction(spooled));
            if (!place)
                return tl::unexpected(place.error());
            store::PlanRow row;
            row.seq = ++m_sequence;
            row.action = core::actionName(action.body);
            row.key = action.key;
            row.kind = action.kind;
            row.activity = action.activity;
            row.activityVersion = action.activityVersion;
            row.taskVersion = action.taskVersion;
            row.time = action.time;
            row.rowHash = core::rowHash(action);
            row.why = action.why;
            row.payloadOffset = place->offset;
            row.payloadSize = place->size;
            rows.push_back(std::move(row));
        }
    }
    store::PlanRows table(m_services.database);
    store::Errors errors(m_services.database);
    store::Waiting waiting(m_services.database);
    return inTransaction(m_services.database, [&]() -> core::Result<void> {
        auto stored = table.add(rows);
        if (stored && !settled.empty())
            stored = errors.clear(settled);
        if (stored && !notWaiting.empty())
            stored = waiting.remove(notWaiting);
        return stored;
    });
}

net::Task<core::Result<void>> Planner::decide(core::ActivityObject object,
    std::vector<core::Activity> activities, Look look, std::stop_token stop)
{
    m_seen += static_cast<int>(activities.size());
    auto chunk = sift(std::move(activities), look);
    if (!chunk)
        co_return tl::unexpected(chunk.error());
    if (chunk->empty())
        co_return core::Result<void>{};
    auto withContacts = co_await addContacts(object, *chunk, stop);
    if (!withContacts)
        co_return withContacts;
    auto withTasks = co_await addTasks(*chunk, look, stop);
    if (!withTasks)
        co_return withTasks;
    auto withHistory = co_await addHistory(object, *chunk, stop);
    if (!withHistory)
        co_return withHistory;
    co_return write(object, *chunk);
}

core::Result<QByteArray> Planner::hash() const
{
    const store::PlanRows table(m_services.database);
    core::PlanHash hash;
    auto walked = table.visitHashesByKey(
        [&hash](const core::Key& key, const QString& action, const QByteArray& rowHash) {
            if (isWrite(action))
                hash.add(key, rowHash);
        });
    if (!walked)
        return tl::unexpected(walked.error());
    return hash.result();
}

} // namespace engine
