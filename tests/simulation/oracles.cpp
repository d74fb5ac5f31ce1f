// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/oracles.h"

#include "sandbox/instants.h"
#include "simulation/taskvalue.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QTimeZone>

namespace simulation {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using sandbox::Change;
using sandbox::Side;
using sandbox::hubspot::Object;

namespace {

constexpr auto closeTogether = 120s; // R2.4, newest: nearer than this Salesforce wins
constexpr auto taskAgeMax = 10s; // an update is based on a look at the task at most this old
constexpr auto onItsWay = 1s; // of a request, on this line
constexpr auto cachesLive = 24h; // owners and users
constexpr int retriesFree = 20;
constexpr auto overlap = 5min; // of one run's reading with the last one's
constexpr auto secondPass = 60min;

// The HubSpot properties that feed a field of the task (R1.6 to R1.9).
QStringList feeds(Object object, const QString& field)
{
    if (field == "OwnerId"_L1)
        return {u"hubspot_owner_id"_s};
    if (field == "ActivityDate"_L1)
        return {u"hs_timestamp"_s, u"hs_meeting_start_time"_s};
    if (field == "Status"_L1)
        return object == Object::Tasks ? QStringList{u"hs_task_status"_s} : QStringList();
    if (field == "Priority"_L1)
        return object == Object::Tasks ? QStringList{u"hs_task_priority"_s} : QStringList();
    const bool isSubject = field == "Subject"_L1;
    if (!isSubject && field != "Description"_L1)
        return {};
    QStringList names;
    switch (object) {
    case Object::Tasks:
        names = {u"hs_task_subject"_s, u"hs_task_body"_s};
        break;
    case Object::Calls:
        names = {u"hs_call_title"_s, u"hs_call_body"_s};
        break;
    case Object::Meetings:
        names = {u"hs_meeting_title"_s, u"hs_meeting_body"_s, u"hs_meeting_start_time"_s};
        break;
    case Object::Emails:
        names = {u"hs_email_subject"_s, u"hs_email_html"_s};
        break;
    case Object::Notes:
        names = {u"hs_note_body"_s, u"hs_note_body"_s};
        break;
    case Object::Contacts:
        return {};
    }
    // A long title goes on in the description, which also names the activity's time.
    return isSubject ? QStringList{names[0]} : names + QStringList{u"hs_timestamp"_s};
}

// When a person last changed what feeds a field; nothing if never.
std::optional<Instant> fedAt(const ActivityStory& story, Object object, const QString& field)
{
    std::optional<Instant> latest;
    for (const QString& property : feeds(object, field)) {
        const auto found = story.edited.find(property);
        if (found != story.edited.end())
            latest = std::max(latest.value_or(found->second), found->second);
    }
    return latest;
}

QString codeOfKey(const QString& key)
{
    return key.section(u':', 2, 2);
}

// The account's zone.
QDate dayInOslo(Instant at)
{
    static const QTimeZone zone("Europe/Oslo");
    return QDateTime::fromMSecsSinceEpoch(at.time_since_epoch().count(), zone).date();
}

QString text(Instant at)
{
    return QString::fromLatin1(sandbox::isoText(at));
}

} // namespace

Oracles::Oracles(sandbox::World& world, Chronicle& chronicle, const Seed& seed)
    : m_world(world)
    , m_chronicle(chronicle)
    , m_seed(seed)
{
}

void Oracles::broken(const QString& oracle, const QString& what)
{
    m_violations.push_back({oracle, what});
}

void Oracles::runBegins()
{
    m_runBegan = m_world.now();
    m_sent = 0;
    m_heldUntil.clear(); // a new process does not know what the last one was told
}

// A run reads afresh what it decides on, but for what HubSpot's search shows late. What is later
// than the overlap of the runs is found by the hourly second pass (docs/simulation.md, limits).
Instant Oracles::windowBegins() const
{
    const auto lag = m_seed.lag.longest();
    return m_runBegan - lag - (lag > overlap ? secondPass : 0min);
}

void Oracles::storeWasLost()
{
    m_storeLost = m_world.now();
    m_wonByHubSpot.clear(); // the record went with it
}

void Oracles::runWasCut()
{
    look();
}

void Oracles::sent(Side side, const net::Request& request)
{
    ++m_sent;
    const auto held = m_heldUntil.find(request.bucket);
    if (held != m_heldUntil.end() && m_world.now() < held->second)
        broken(u"budget"_s,
            u"%1 was called at %2, before Retry-After was over at %3"_s.arg(
                side == Side::HubSpot ? u"HubSpot"_s : u"Salesforce"_s, text(m_world.now()),
                text(held->second)));
}

void Oracles::answered(Side side, const net::Request& request,
    const core::Result<net::Response>& answer, std::size_t changes)
{
    if (!answer)
        return;
    if (answer->status == 429 || answer->status == 503) {
        const QByteArray seconds = answer->header("Retry-After");
        if (!seconds.isEmpty())
            m_heldUntil[request.bucket] = m_world.now() + std::chrono::seconds(seconds.toInt());
    }
    if (side != Side::Salesforce || request.replay == net::Replay::Unsafe)
        return;
    static const QRegularExpression taskId(u"00T[A-Za-z0-9]{15}"_s);
    auto ids = taskId.globalMatch(QString::fromUtf8(answer->body));
    while (ids.hasNext()) {
        const auto found = m_tasks.find(ids.next().captured());
        if (found == m_tasks.end())
            continue;
        found->second.seen = changes;
        found->second.seenAt = m_world.now();
    }
}

void Oracles::look()
{
    m_chronicle.follow();
    const auto& changes = m_world.log().changes();
    for (; m_taken < changes.size(); ++m_taken) {
        const Change& change = changes[m_taken];
        if (change.side == Side::Salesforce && change.object == "Task"_L1)
            takeTask(change, m_taken);
    }
}

void Oracles::takeTask(const Change& change, std::size_t row)
{
    TaskStory& story = m_tasks[change.id];
    if (!change.key.isEmpty())
        story.key = change.key;
    const bool byProgram = change.actor == "api"_L1;
    switch (change.what) {
    case Change::What::Created:
        story.written = change.at;
        if (byProgram) {
            created(change);
            remember(change, story);
        }
        break;
    case Change::What::Updated:
        if (byProgram) {
            updated(change, row, story);
            remember(change, story);
            break;
        }
        edited(change, row, story);
        break;
    case Change::What::Deleted:
        if (byProgram)
            broken(u"deleted"_s, u"task %1 (%2) was deleted"_s.arg(change.id, story.key));
        else if (!story.key.isEmpty())
            m_deletedByUser.insert(story.key);
        break;
    case Change::What::Associated:
    case Change::What::Dissociated:
    case Change::What::Merged:
    case Change::What::Converted:
        break;
    }
}

void Oracles::edited(const Change& change, std::size_t row, TaskStory& story)
{
    story.wasEdited = true;
    for (const QString& field : change.fields) {
        story.editedEver.insert(field);
        if (isTakenBack(story, change.id, field))
            story.open.erase(field);
        else
            story.open[field] = {change.at, row};
    }
}

// The program compares values, not histories: a field that a user set back to what was agreed is
// not edited. An older, restored store remembers an older agreement.
bool Oracles::isTakenBack(const TaskStory& story, const QString& id, const QString& field) const
{
    const auto task = m_world.org().task(id);
    const auto written = story.values.find(field);
    if (!task || written == story.values.end())
        return false;
    const QString value = valueOf(*task, field);
    const bool anyCounts = m_storeLost > Instant{};
    return anyCounts ? written->second.contains(value) : written->second.last() == value;
}

void Oracles::remember(const Change& change, TaskStory& story)
{
    if (const auto task = m_world.org().task(change.id)) {
        for (const QString& field : change.fields)
            story.values[field].append(valueOf(*task, field));
    }
}

void Oracles::created(const Change& change)
{
    const QString& key = change.key;
    if (++m_creates[key] > 1) {
        const bool wasDeleted = m_deletedByUser.contains(key);
        broken(wasDeleted ? u"resurrected"_s : u"doubled"_s,
            u"%1 was created for the %2. time"_s.arg(key).arg(m_creates[key]));
    }
    const ActivityStory* activity = m_chronicle.activityOfKey(key);
    const QString code = codeOfKey(key);
    const auto policy = m_seed.kinds.find(code);
    if (!activity || policy == m_seed.kinds.end()) {
        broken(u"uninvited"_s, u"%1 is of nothing that is synced"_s.arg(key));
        return;
    }
    const auto times = activity->countedTime.within(windowBegins(), change.at);
    if (*std::max_element(times.begin(), times.end()) < policy->second.from)
        broken(u"uninvited"_s, u"%1 is from before the kind's start"_s.arg(key));
    const auto kinds = activity->kind.within(windowBegins(), change.at);
    if (std::find(kinds.begin(), kinds.end(), code) == kinds.end())
        broken(u"uninvited"_s, u"%1 is not of that kind"_s.arg(key));
    const auto task = m_world.org().task(change.id);
    QStringList candidates;
    if (!mayStandOn(*activity, policy->second, task->whoId, candidates))
        broken(u"wrong-person"_s,
            u"%1 was made on %2; its contacts: %3"_s.arg(key, task->whoId, peopleOf(*activity)));
    else if (!mayBelongTo(*activity, code, candidates, task->ownerId))
        broken(u"wrong-owner"_s, u"%1 was given to %2"_s.arg(key, task->ownerId));
}

// For the one who reads a violation: the contacts since the run began and whom they stood for.
QString Oracles::peopleOf(const ActivityStory& activity) const
{
    QStringList shown;
    for (const QStringList& ids : activity.contacts.within(windowBegins(), m_world.now())) {
        for (const QString& id : ids) {
            const auto& who = m_chronicle.contact(id).who;
            const auto stoodFor = who.within(windowBegins(), m_world.now());
            const auto record = m_world.portal().record(Object::Contacts, id);
            const auto& has = record ? record->properties : sandbox::hubspot::Properties();
            shown.append(id
                + u" {%1 %2 %3}="_s.arg(has.value(u"salesforcecontactid"_s),
                    has.value(u"salesforceleadid"_s), has.value(u"email"_s))
                + QStringList(stoodFor.begin(), stoodFor.end()).join(u'/')
                + (who.everChanged() ? u" (changed)"_s : QString()));
        }
        shown.append(u";"_s);
    }
    return shown.join(u' ');
}

// R1.4, R1.5: synced, and for kinds that go forward only already at the activity's time. A match
// that came about during the history has a moment that only the program saw: such a contact may
// be eligible, and need not be.
bool Oracles::isEligibleThroughout(
    const ContactStory& contact, const ActivityStory& activity, const KindPolicy& policy) const
{
    if (policy.backFill)
        return contact.who.always(
            windowBegins(), m_world.now(), [](const QString& who) { return !who.isEmpty(); });
    if (contact.who.everChanged() || contact.who.last().isEmpty())
        return false;
    const Instant since
        = std::max(contact.created, m_chronicle.directory().createdAt(contact.who.last()));
    return activity.countedTime.always(
        windowBegins(), m_world.now(), [&](Instant counted) { return since <= counted; });
}

bool Oracles::isEligibleSometime(const ContactStory& contact, const QString& who,
    const ActivityStory& activity, const KindPolicy& policy) const
{
    const auto stoodFor = contact.who.within(windowBegins(), m_world.now());
    if (std::find(stoodFor.begin(), stoodFor.end(), who) == stoodFor.end())
        return false;
    if (policy.backFill || contact.who.everChanged())
        return true;
    const Instant since
        = std::max(contact.created, m_chronicle.directory().createdAt(contact.who.last()));
    const auto times = activity.countedTime.within(windowBegins(), m_world.now());
    return std::any_of(
        times.begin(), times.end(), [&](Instant counted) { return since <= counted; });
}

// True if R1.5 can have chosen a contact that stands for `who`, at some moment since the run began.
bool Oracles::mayStandOn(const ActivityStory& activity, const KindPolicy& policy,
    const QString& who, QStringList& candidates) const
{
    const auto associations = activity.contacts.within(windowBegins(), m_world.now());
    const auto outranks = [this](const QString& a, const QString& b) {
        const QDate dayA = dayInOslo(m_chronicle.contact(a).created);
        const QDate dayB = dayInOslo(m_chronicle.contact(b).created);
        return dayA > dayB || (dayA == dayB && a.toULongLong() > b.toULongLong());
    };
    for (const QStringList& ids : associations) {
        for (const QString& id : ids) {
            if (candidates.contains(id)
                || !isEligibleSometime(m_chronicle.contact(id), who, activity, policy))
                continue;
            const bool isOutranked = std::any_of(ids.begin(), ids.end(), [&](const QString& other) {
                return other != id && outranks(other, id)
                    && isEligibleThroughout(m_chronicle.contact(other), activity, policy)
                    && activity.contacts.always(windowBegins(), m_world.now(),
                        [&](const QStringList& all) { return all.contains(other); });
            });
            if (!isOutranked)
                candidates.append(id);
        }
    }
    return !candidates.isEmpty();
}

// R1.6, for a task that stands on one of the candidates.
bool Oracles::mayBelongTo(const ActivityStory& activity, const QString& code,
    const QStringList& candidates, const QString& user) const
{
    const Instant now = m_world.now();
    const auto mapped = [&](const std::vector<QString>& owners, bool& mayFallThrough) {
        for (const QString& owner : owners) {
            const auto* users = m_chronicle.userOfOwner(owner);
            const auto found = users ? users->within(m_runBegan - cachesLive, now)
                                     : std::vector<QString>{QString()};
            for (const QString& candidate : found) {
                if (candidate.isEmpty())
                    mayFallThrough = true;
                else if (candidate == user)
                    return true;
            }
        }
        return false;
    };
    const bool hasOwner = code == "task"_L1 || code == "note"_L1 || code == "call"_L1
        || m_seed.ownersOfMeetingsAndEmails;
    bool toContact = !hasOwner;
    if (hasOwner && mapped(activity.owner.within(windowBegins(), now), toContact))
        return true;
    if (!toContact)
        return false;
    bool toNobody = candidates.isEmpty();
    for (const QString& id : candidates) {
        const auto owners = m_chronicle.contact(id).owner.within(windowBegins(), now);
        if (mapped(owners, toNobody))
            return true;
    }
    return toNobody && user == m_world.org().apiUser();
}

// R1.12: only what HubSpot changed, and only the fields fed by it.
void Oracles::updated(const Change& change, std::size_t row, TaskStory& story)
{
    static const QStringList ours{u"Subject"_s, u"Description"_s, u"Status"_s, u"Priority"_s,
        u"ActivityDate"_s, u"OwnerId"_s, u"WhoId"_s, u"Type"_s, u"TaskSubtype"_s,
        u"IsReminderSet"_s, u"CallType"_s, u"CallDurationInSeconds"_s, u"CallDisposition"_s};
    const ActivityStory* activity = m_chronicle.activityOfKey(story.key);
    const Object object = objectOfKind(codeOfKey(story.key));
    for (const QString& field : change.fields) {
        if (!ours.contains(field))
            continue;
        const auto edit = story.open.find(field);
        const bool wasEdited = edit != story.open.end();
        if (!activity
            || (!fedAt(*activity, object, field) && !wasAdopted(*activity, story, story.written)))
            broken(u"touched"_s,
                u"%1 of %2 was written, and HubSpot never changed it"_s.arg(field, story.key));
        else if (wasEdited)
            overwritten(field, edit->second, change, row, story);
        story.open.erase(field);
    }
    story.written = change.at;
}

// A pair whose base was lost with the store: nobody can tell any more which fields were edited
// where since then, and the pair is judged as a whole, by what was edited last (core's tests say
// why without the 120 seconds). Salesforce keeps whole seconds.
bool Oracles::wasAdopted(const ActivityStory& activity, const TaskStory& story, Instant since) const
{
    return m_storeLost > story.written
        && activity.lastEdit >= std::chrono::floor<std::chrono::seconds>(since);
}

// A person's edit was written over: R2.4 must have said so, or the program cannot have known.
void Oracles::overwritten(const QString& field, const Edit& edit, const Change& change, std::size_t,
    const TaskStory& story)
{
    if (story.seen <= edit.change) {
        ++m_gapEdits;
        if (change.at - story.seenAt > taskAgeMax + onItsWay)
            broken(u"clobbered"_s,
                u"%1 of %2: the task was last looked at %3 s before it was written"_s
                    .arg(field, story.key)
                    .arg((change.at - story.seenAt) / 1s));
        return;
    }
    const ActivityStory& activity = *m_chronicle.activityOfKey(story.key);
    const Instant fed
        = fedAt(activity, objectOfKind(codeOfKey(story.key)), field).value_or(activity.lastEdit);
    const bool isNewer = fed - edit.at >= closeTogether || wasAdopted(activity, story, edit.at);
    const bool hubSpotWins
        = m_seed.conflicts == "hubspot"_L1 || (m_seed.conflicts == "newest"_L1 && isNewer);
    if (!hubSpotWins)
        broken(u"clobbered"_s,
            u"%1 of %2: edited in Salesforce at %3, fed in HubSpot at %4, written at %5"_s.arg(
                field, story.key, text(edit.at), text(fed), text(change.at)));
    else
        m_wonByHubSpot.emplace_back(story.key, field);
}

void Oracles::runEnds(int asked, const std::vector<store::ConflictRow>& conflicts)
{
    look();
    for (const auto& [key, field] : m_wonByHubSpot) {
        const bool isOnRecord
            = std::ranges::any_of(conflicts, [&key = key, &field = field](const auto& row) {
                  return row.key.value == key && core::apiName(row.field) == field
                      && row.state == store::ConflictState::HubSpotWins;
              });
        if (!isOnRecord)
            broken(u"clobbered"_s, u"%1 of %2: no conflict is on record"_s.arg(field, key));
    }
    m_wonByHubSpot.clear();
    const int repeated = m_sent - asked;
    if (repeated > retriesFree + asked / 10)
        broken(u"budget"_s, u"%1 requests were sent again, of %2"_s.arg(repeated).arg(asked));
}

void Oracles::mustBeQuiet()
{
    for (const auto& request : m_world.requests().requests()) {
        if (request.at >= m_runBegan && request.committed)
            broken(u"echo"_s,
                u"%1 wrote although nothing had changed"_s.arg(QString::fromUtf8(request.path)));
    }
}

void Oracles::atEnd()
{
    look();
    for (const auto& [id, story] : m_chronicle.activities())
        checkLost(id, story);
    m_world.org().eachTask([this](const sandbox::salesforce::Task& task) {
        if (!task.key.isEmpty() && !task.isDeleted)
            checkOutdated(task);
    });
}

// An activity that the rules let over must have gone over, and once.
void Oracles::checkLost(const ActivityId& id, const ActivityStory& story)
{
    if (story.isArchived || story.kind.isEmpty() || story.kind.last().isEmpty())
        return;
    const QString code = story.kind.last();
    const auto policy = m_seed.kinds.find(code);
    if (policy == m_seed.kinds.end() || story.countedTime.last() < policy->second.from
        || m_creates.contains(m_chronicle.keyOf(code, id.id)))
        return;
    for (const QString& contact : story.contacts.last()) {
        const ContactStory& known = m_chronicle.contact(contact);
        const bool hadIt = policy->second.backFill
            || story.contacts.always(story.created, m_world.now(),
                [&](const QStringList& all) { return all.contains(contact); });
        if (hadIt && isEligibleThroughout(known, story, policy->second)) {
            broken(u"lost"_s,
                u"%1: contact %2 is %3"_s.arg(
                    m_chronicle.keyOf(code, id.id), contact, known.who.last()));
            return;
        }
    }
}

// What was last edited in HubSpot stands in the task, unless somebody edited that field there.
void Oracles::checkOutdated(const sandbox::salesforce::Task& task)
{
    static const QRegularExpression mark(u"#[0-9]+#"_s);
    const QString code = codeOfKey(task.key);
    const Object object = objectOfKind(code);
    const auto record = m_world.portal().record(object, task.key.section(u':', 3));
    const ActivityStory* activity = m_chronicle.activityOfKey(task.key);
    const TaskStory& story = m_tasks[task.id];
    // With the base lost, and one side edited or the admin to be asked, a difference may stay.
    const bool mayDiffer = m_storeLost != Instant()
        && (story.wasEdited || m_seed.conflicts == "ask"_L1 || m_seed.conflicts == "salesforce"_L1);
    if (!record || record->archivedAt || activity->kind.last() != code || mayDiffer)
        return;
    const auto mustStand = [&](const QString& property, const QString& field) {
        const auto edited = activity->edited.find(property);
        if (edited == activity->edited.end() || story.editedEver.contains(field))
            return false;
        // With the base lost, an edit just before the program wrote what it had read before looks
        // older than the task.
        return m_storeLost <= edited->second || edited->second - story.written >= closeTogether;
    };
    const auto check = [&](const QString& property, const QString& field, const QString& has) {
        if (!mustStand(property, field))
            return;
        const QString wanted = mark.match(record->properties.value(property)).captured();
        if (!wanted.isEmpty() && !has.contains(wanted))
            broken(u"outdated"_s, u"%1 of %2 lacks %3"_s.arg(field, task.key, wanted));
    };
    const QStringList subject = feeds(object, u"Subject"_s);
    const QStringList description = feeds(object, u"Description"_s);
    if (object != Object::Notes) // an edit below the first line does not show in the subject
        check(subject[0], u"Subject"_s, task.subject);
    check(description[1], u"Description"_s, task.description);
    if (object != Object::Tasks || !mustStand(u"hs_task_priority"_s, u"Priority"_s))
        return;
    const QString priority = record->properties.value(u"hs_task_priority"_s);
    const QString wanted = priority == "HIGH"_L1 ? u"High"_s
        : priority == "LOW"_L1                   ? u"Low"_s
                                                 : u"Normal"_s;
    if (task.priority != wanted)
        broken(u"outdated"_s, u"Priority of %1 is %2"_s.arg(task.key, task.priority));
}

} // namespace simulation
