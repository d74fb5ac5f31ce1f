// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/planner.h"

#include "engine/intransaction.h"
#include "hubspot/fields.h"
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

// A case that both sides may have changed, and the fields in which.
struct Contest
{
    core::Case* about;
    std::vector<core::TaskField> fields;
};

// The HubSpot properties that contested fields are made of, each once, in one order.
QStringList propertiesOf(core::ActivityObject object, const std::vector<Contest>& contests)
{
    QSet<QString> names;
    for (const Contest& contest : contests) {
        for (const core::TaskField field : contest.fields) {
            for (const QStringView name : hubspot::feeding(object, field))
                names.insert(name.toString());
        }
    }
    QStringList sorted(names.begin(), names.end());
    sorted.sort();
    return sorted;
}

void takeTimes(const Contest& contest, const QHash<QString, core::Instant>& history)
{
    core::Case& about = *contest.about;
    for (const core::TaskField field : contest.fields) {
        for (const QStringView name : hubspot::feeding(about.activity.object, field)) {
            const auto at = history.constFind(name.toString());
            if (at == history.constEnd())
                continue;
            core::Instant& latest = about.sourceChanged[field];
            latest = std::max(latest, *at);
        }
    }
}

core::Task goneTask(const core::SalesforceId& id)
{
    core::Task task;
    task.id = id;
    task.deleted = true;
    return task;
}

} // namespace

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
    const std::vector<OpenCase>& open, Look look) const
{
    QHash<core::Key, core::Instant> versions;
    if (look != Look::Changed)
        return versions;
    std::map<core::Kind, std::vector<core::HubSpotId>> byKind;
    for (const OpenCase& entry : open)
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
core::Result<std::vector<OpenCase>> Planner::sift(std::vector<core::Activity> activities, Look look)
{
    std::vector<OpenCase> open;
    std::vector<core::Key> keys;
    QHash<core::Key, std::size_t> places; // in `open`
    for (core::Activity& activity : activities) {
        if (!wanted(activity))
            continue;
        const core::Kind kind = core::kindOf(activity).value_or(core::Kind::SalesEmailSend);
        const core::Key key = core::keyOf(m_prepared.account.portalId, kind, activity.id);
        if (m_decided.contains(key))
            continue; // one decision per record and plan
        const auto earlier = places.constFind(key);
        if (earlier != places.constEnd()) { // it moved while the pages were read
            core::Activity& first = open[*earlier].c.activity;
            if (activity.modified > first.modified)
                first = std::move(activity);
            continue;
        }
        places.insert(key, open.size());
        if (look == Look::ById || look == Look::Archived)
            m_decided.insert(key);
        keys.push_back(key);
        OpenCase entry;
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

    std::vector<OpenCase> left;
    for (OpenCase& entry : open) {
        const core::Instant version = entry.c.activity.modified;
        const auto pair = pairs->constFind(entry.key);
        if (pair != pairs->constEnd()) {
            entry.stub = pair->base.empty() && pair->state == core::Link::State::Live;
            const bool anew = look == Look::ById || look == Look::Archived;
            if (!anew && !entry.stub && pair->activityVersion == version)
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
// (R1.5: never moves). What becomes of a deleted activity does not depend on contacts.
net::Task<core::Result<void>> Planner::addContacts(
    std::vector<OpenCase>& chunk, std::stop_token stop)
{
    std::map<core::ActivityObject, std::vector<core::HubSpotId>> unlinked;
    for (const OpenCase& entry : chunk) {
        if ((!entry.c.link || entry.stub) && !entry.c.activity.archived)
            unlinked[entry.c.activity.object].push_back(entry.c.activity.id);
    }
    // By object type: no id is one of two types, but nothing promises it.
    std::map<core::ActivityObject, QHash<core::HubSpotId, std::vector<core::HubSpotId>>> associated;
    for (auto& [object, ids] : unlinked) {
        const core::ActivityObject type = object;
        auto read = co_await m_services.hubspot.contactsOf(type, std::move(ids), stop);
        if (!read)
            co_return tl::unexpected(read.error());
        associated.emplace(type, std::move(*read));
    }
    QSet<core::HubSpotId> distinct;
    for (OpenCase& entry : chunk) {
        if (entry.c.activity.archived)
            continue;
        if (entry.c.link && !entry.stub)
            entry.contactIds = {entry.c.link->contact};
        else
            entry.contactIds = associated[entry.c.activity.object].value(entry.c.activity.id);
        for (const core::HubSpotId& id : entry.contactIds)
            distinct.insert(id);
    }
    std::vector<core::HubSpotId> ids(distinct.begin(), distinct.end());
    std::sort(ids.begin(), ids.end()); // the same requests on every run
    auto known = co_await m_contacts.known(ids, m_prepared.serverTime, stop);
    if (!known)
        co_return tl::unexpected(known.error());
    for (OpenCase& entry : chunk) {
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
    std::vector<OpenCase>& chunk, Look look, std::stop_token stop)
{
    std::vector<core::SalesforceId> ids;
    std::vector<core::Key> keys;
    for (const OpenCase& entry : chunk) {
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
        for (const OpenCase& entry : chunk) {
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
    for (OpenCase& entry : chunk) {
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

// When HubSpot's values of contested fields last changed: an activity is also modified by what no
// task field is made of, and that must not make HubSpot the newer side (R2.4).
net::Task<core::Result<void>> Planner::addSourceTimes(
    std::vector<OpenCase>& chunk, std::stop_token stop)
{
    std::map<core::ActivityObject, std::vector<Contest>> contests;
    for (OpenCase& entry : chunk) {
        auto fields = core::contestedFields(entry.c, m_circumstances);
        if (!fields.empty())
            contests[entry.c.activity.object].push_back({&entry.c, std::move(fields)});
    }
    for (const auto& [object, contested] : contests) {
        const core::ActivityObject type = object;
        std::vector<core::HubSpotId> ids;
        for (const Contest& contest : contested)
            ids.push_back(contest.about->activity.id);
        QStringList properties = propertiesOf(type, contested);
        auto changes = co_await m_services.hubspot.lastChanges(
            type, std::move(ids), std::move(properties), stop);
        if (!changes)
            co_return tl::unexpected(changes.error());
        for (const Contest& contest : contested)
            takeTimes(contest, changes->value(contest.about->activity.id));
    }
    co_return core::Result<void>{};
}

// On disk, in the order of reading. A record that moved behind the pages still to come is read and
// decided a second time: only what was decided last counts.
core::Result<void> Planner::keep(const std::vector<core::Key>& keys, Decisions decisions)
{
    std::vector<store::PlanRow> rows;
    rows.reserve(decisions.rows.size());
    for (auto& [row, payload] : decisions.rows) {
        const auto place = m_spool.append(payload);
        if (!place)
            return tl::unexpected(place.error());
        row.seq = ++m_sequence;
        row.payloadOffset = place->offset;
        row.payloadSize = place->size;
        rows.push_back(std::move(row));
    }
    store::PlanRows table(m_services.database);
    store::Errors errors(m_services.database);
    store::Waiting waiting(m_services.database);
    return inTransaction(m_services.database, [&]() -> core::Result<void> {
        const auto withdrawn = table.withdraw(keys);
        if (!withdrawn)
            return tl::unexpected(withdrawn.error());
        for (const auto& [what, count] : *withdrawn)
            m_counts.add(what.first, what.second, -count);
        m_counts.add(decisions.counts);
        auto stored = table.add(rows);
        if (stored && !decisions.settled.empty())
            stored = errors.clear(decisions.settled);
        if (stored && !decisions.settledActivities.empty())
            stored = waiting.remove(decisions.settledActivities);
        return stored;
    });
}

net::Task<core::Result<void>> Planner::decide(
    std::vector<core::Activity> activities, Look look, std::stop_token stop)
{
    m_seen += static_cast<int>(activities.size());
    auto chunk = sift(std::move(activities), look);
    if (!chunk)
        co_return tl::unexpected(chunk.error());
    if (chunk->empty())
        co_return core::Result<void>{};
    auto withContacts = co_await addContacts(*chunk, stop);
    if (!withContacts)
        co_return withContacts;
    auto withTasks = co_await addTasks(*chunk, look, stop);
    if (!withTasks)
        co_return withTasks;
    auto withTimes = co_await addSourceTimes(*chunk, stop);
    if (!withTimes)
        co_return withTimes;
    std::vector<core::Key> keys;
    keys.reserve(chunk->size());
    for (const OpenCase& entry : *chunk)
        keys.push_back(entry.key);
    co_return keep(keys, decideAll(*chunk, m_circumstances));
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
