// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decide.h"

#include "core/adoption.h"
#include "core/contactchoice.h"
#include "core/day.h"
#include "core/deletion.h"
#include "core/timeframe.h"

#include <utility>

namespace core {

namespace {

using Actions = std::vector<Action>;

void append(Why& why, const Why& more)
{
    why.insert(why.end(), more.begin(), more.end());
}

// R1.11: HubSpot has it from Salesforce, by HubSpot's own integration or another one that says so.
bool cameFromSalesforce(const Activity& activity)
{
    return activity.source == u"SALESFORCE"
        || (activity.source == u"INTEGRATION"
            && activity.sourceLabel.contains(u"salesforce", Qt::CaseInsensitive));
}

// A pair keeps the kind it was made as; an email that is neither send nor reply is listed among the
// sends.
Kind effectiveKind(const Case& c)
{
    if (c.link)
        return c.link->kind;
    return kindOf(c.activity).value_or(Kind::SalesEmailSend);
}

// Versions never go back: an older one is a search index that lags behind what was decided on
// already.
bool isStale(const Case& c)
{
    return c.activity.modified < c.link->activityVersion;
}

bool isGone(const Case& c)
{
    return c.link->state == Link::State::TaskGone || (c.task && c.task->deleted);
}

// The chosen contact of a pair. A merged contact answers under another id; it is then the only one
// given.
TaskContact contactOf(const Case& c)
{
    TaskContact contact{c.link->contact, {}, c.link->who};
    for (const KnownContact& known : c.contacts) {
        if (known.id == c.link->contact || c.contacts.size() == 1)
            contact.owner = known.owner;
    }
    return contact;
}

// One case on its way through the rules, gathering the why-chain.
class Decision final
{
public:
    Decision(const Case& c, const Circumstances& circumstances)
        : m_case(c)
        , m_circumstances(circumstances)
        , m_kind(effectiveKind(c))
        , m_settings(circumstances.settings.of(m_kind))
        , m_counted(timeThatCounts(c.activity, m_kind))
    {
    }

    Actions make();

private:
    Actions linked();
    Actions changed();
    Actions deleted();
    Actions unlinked();
    Actions created();
    Actions adopted(const Task& task);
    ContactChoice contactOfTask(const SalesforceId& who) const;
    Actions apply(const Changes& changes, const SalesforceId& task, ActionBody otherwise);
    Action action(ActionBody body) const;
    Actions only(ActionBody body) { return {action(std::move(body))}; }
    Actions only(ActionBody body, Reason reason);

    const Case& m_case;
    const Circumstances& m_circumstances;
    Kind m_kind;
    const KindSettings& m_settings;
    Dated m_counted;
    Why m_why;
};

Action Decision::action(ActionBody body) const
{
    Action made;
    made.key = m_case.link ? m_case.link->key
                           : keyOf(m_circumstances.account.portalId, m_kind, m_case.activity.id);
    made.kind = m_kind;
    made.activity = m_case.activity.id;
    made.activityVersion = m_case.activity.modified;
    if (m_case.task)
        made.taskVersion = m_case.task->modstamp;
    else if (m_case.link)
        made.taskVersion = m_case.link->taskVersion;
    made.time = *m_counted.moment;
    made.body = std::move(body);
    made.why = m_why;
    return made;
}

Actions Decision::only(ActionBody body, Reason reason)
{
    m_why.push_back(std::move(reason));
    return only(std::move(body));
}

Actions Decision::make()
{
    const Activity& activity = m_case.activity;
    if (!m_case.link && !activity.archived && !kindOf(activity)) {
        const auto* email = std::get_if<EmailDetails>(&activity.details);
        const QStringList args
            = email ? QStringList{email->direction, email->status} : QStringList{};
        return only(Exclude{}, {ReasonCode::NotASendOrReply, args});
    }
    if (!m_settings.on)
        return only(NoAction{}, {ReasonCode::KindOff, {settingsName(m_kind)}});
    const QString since = m_settings.onSince ? isoText(*m_settings.onSince) : QString();
    m_why.push_back({ReasonCode::KindOn, {settingsName(m_kind), since}});
    if (!activity.unreadable.isEmpty() && !activity.archived)
        return only(Block{}, {ReasonCode::ActivityUnreadable, {activity.unreadable}});
    if (m_case.link)
        return linked();
    if (activity.archived)
        return only(NoAction{}, {ReasonCode::ActivityDeleted, {QStringLiteral("nothing")}});
    return unlinked();
}

// R1.12.
Actions Decision::linked()
{
    const Reason gone{ReasonCode::TaskDeleted, {m_case.link->task.value}};
    if (m_case.link->state == Link::State::TaskGone)
        return only(NoAction{}, gone);
    if (isGone(m_case))
        return only(Unlink{Link::State::TaskGone}, gone);
    if (m_case.activity.archived)
        return deleted();
    if (isStale(m_case))
        return only(NoAction{}, {ReasonCode::NothingChanged, {}});
    return changed();
}

Actions Decision::deleted()
{
    const Deletion deletion = deletionOf(m_case, m_kind, m_circumstances);
    append(m_why, deletion.why);
    return only(deletion.body);
}

Actions Decision::changed()
{
    const Link& link = *m_case.link;
    const bool sameVersion = link.activityVersion == m_case.activity.modified;
    TaskMapping mapping(m_case.activity, m_kind, contactOf(m_case), m_circumstances);
    const Difference difference = differenceOf(mapping, link.base);
    if (!difference.changed.isEmpty())
        m_why.push_back(
            {ReasonCode::SourceChanged, {difference.changed.join(QStringLiteral(", "))}});
    if (difference.problem)
        return only(Block{}, *difference.problem);
    const Settling settling{m_circumstances.settings.conflicts, !sameVersion, m_case.sourceChanged};
    const Changes changes
        = changesOf(difference, link.base, m_case.activity, m_case.task, settling);
    append(m_why, changes.why);
    if (difference.pending.empty()) {
        const bool moved = !sameVersion && difference.changed.isEmpty();
        m_why.push_back({moved ? ReasonCode::OnlyVersionChanged : ReasonCode::NothingChanged, {}});
    }
    if (sameVersion && changes.base == link.base)
        return apply(changes, link.task, NoAction{});
    return apply(changes, link.task, RefreshBase{changes.base});
}

// The conflicts, then the update; `otherwise` if there is nothing to write.
Actions Decision::apply(const Changes& changes, const SalesforceId& task, ActionBody otherwise)
{
    Actions actions;
    for (const RaiseConflict& conflict : changes.conflicts)
        actions.push_back(action(conflict));
    if (!changes.fields.empty())
        actions.push_back(action(UpdateTask{task, changes.fields, changes.base}));
    else
        actions.push_back(action(std::move(otherwise)));
    return actions;
}

Actions Decision::unlinked()
{
    if (cameFromSalesforce(m_case.activity))
        return only(Exclude{}, {ReasonCode::CameFromSalesforce, {m_case.activity.source}});
    // A task that carries the key was made from this activity under the rules of then: no rule of
    // today undoes that.
    if (m_case.task && m_case.task->deleted)
        return only(Unlink{Link::State::TaskGone, m_case.task->id},
            {ReasonCode::TaskDeleted, {m_case.task->id.value}});
    if (m_case.task)
        return adopted(*m_case.task);

    const TimeFrame frame = timeFrameOf(m_settings);
    const Instant time = *m_counted.moment;
    if (frame.backFill)
        m_why.push_back({ReasonCode::BackFillFrom, {isoText(*frame.from)}});
    m_why.push_back({ReasonCode::TimeCounted, {m_counted.property, isoText(time)}});
    if (!isWithin(frame, time)) {
        const QString start = frame.from ? isoText(*frame.from) : QString();
        return only(Exclude{}, {ReasonCode::BeforeStart, {isoText(time), start}});
    }
    return created();
}

Actions Decision::created()
{
    const bool forwardOnly = isForwardOnly(m_kind) && !timeFrameOf(m_settings).backFill;
    const auto syncedBy = forwardOnly ? m_counted.moment : std::nullopt;
    const ContactChoice choice
        = chooseContact(m_case.contacts, syncedBy, m_circumstances.account.timeZone);
    append(m_why, choice.why);
    if (!choice.chosen)
        return only(forwardOnly ? ActionBody(Exclude{}) : ActionBody(Wait{choice.waitsFor}));
    m_why.push_back({ReasonCode::NewActivity, {}});
    const KnownContact& contact = choice.chosen->contact;
    const SalesforceId& who = choice.chosen->synced.who;
    TaskMapping mapping(m_case.activity, m_kind, {contact.id, contact.owner, who}, m_circumstances);
    NewTask task = newTask(mapping);
    append(m_why, task.why);
    if (task.blocked)
        return only(Block{});
    return only(CreateTask{std::move(task.fields), std::move(task.base), contact.id, who});
}

// The contact that the task stands on; if that can no longer be told, the one that it would stand
// on today.
ContactChoice Decision::contactOfTask(const SalesforceId& who) const
{
    const QString& zone = m_circumstances.account.timeZone;
    std::vector<KnownContact> matching;
    for (const KnownContact& contact : m_case.contacts) {
        const auto* synced = std::get_if<Synced>(&contact.match);
        if (synced && synced->who == who)
            matching.push_back(contact);
    }
    return chooseContact(matching.empty() ? m_case.contacts : matching, std::nullopt, zone);
}

Actions Decision::adopted(const Task& task)
{
    const auto whoField = task.fields.find(TaskField::WhoId);
    const QString whoText = whoField == task.fields.end() ? QString() : whoField->second.toString();
    const SalesforceId who = salesforceId(whoText).value_or(SalesforceId{});
    TaskContact contact{{}, {}, who};
    if (const ContactChoice choice = contactOfTask(who); choice.chosen)
        contact = {choice.chosen->contact.id, choice.chosen->contact.owner, who};
    m_why.push_back({ReasonCode::AlreadyInSalesforce, {task.id.value}});

    TaskMapping mapping(m_case.activity, m_kind, contact, m_circumstances);
    const Adoption adoption
        = adoptionOf(mapping, task, m_circumstances.settings.conflicts, m_case.sourceChanged);
    Action adopt = action(Adopt{task.id, adoption.base, contact.contact, who});
    if (!adoption.complete)
        adopt.activityVersion
            = {}; // what follows may not happen: then this version is decided on again
    append(m_why, adoption.changes.why);
    Actions actions = apply(adoption.changes, task.id, NoAction{});
    if (adoption.complete)
        actions.back() = std::move(adopt);
    else
        actions.insert(actions.end() - 1, std::move(adopt));
    return actions;
}

} // namespace

bool needsTask(const Case& c, const Circumstances& circumstances)
{
    const Kind kind = effectiveKind(c);
    if (!c.link || !circumstances.settings.of(kind).on || isGone(c))
        return false;
    if (c.activity.archived)
        return deletionNeedsTask(c, kind, circumstances);
    if (isStale(c) || !c.activity.unreadable.isEmpty())
        return false;
    TaskMapping mapping(c.activity, kind, contactOf(c), circumstances);
    const Difference difference = differenceOf(mapping, c.link->base);
    return !difference.problem && !difference.pending.empty();
}

std::vector<TaskField> contestedFields(const Case& c, const Circumstances& circumstances)
{
    std::vector<TaskField> fields;
    if (!c.task || circumstances.settings.conflicts != ConflictRule::Newest)
        return fields;
    for (const Action& action : decide(c, circumstances)) {
        const auto* conflict = std::get_if<RaiseConflict>(&action.body);
        if (conflict && conflict->hubSpotWins)
            fields.push_back(conflict->field);
    }
    return fields;
}

std::vector<Action> decide(const Case& c, const Circumstances& circumstances)
{
    return Decision(c, circumstances).make();
}

} // namespace core
