// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/changes.h"

#include "core/timeframe.h"
#include "core/valuemaps.h"

#include <algorithm>

namespace core {

namespace {

constexpr std::chrono::seconds tooCloseToTell {120}; // R2.4: under that, Salesforce wins
const QString deletedPrefix = QStringLiteral("[Deleted in HubSpot] ");

bool isEmail(Kind kind)
{
    return kind == Kind::SalesEmailSend || kind == Kind::SalesEmailReply;
}

QJsonValue current(const Task& task, TaskField field)
{
    const auto it = task.fields.find(field);
    return it == task.fields.end() ? QJsonValue(QJsonValue::Null) : it->second;
}

TaskContact contactOf(const Case& c)
{
    TaskContact contact {c.link->contact, {}, c.link->who};
    for (const KnownContact& known : c.contacts) {
        if (known.id == c.link->contact)
            contact.owner = known.owner;
    }
    return contact;
}

// An email whose subject and body are both withheld now, though they were there before (HubSpot contract 7, number 12).
bool isRedacted(const Case& c, Kind kind, const Sources& sources)
{
    if (!isEmail(kind))
        return false;
    const auto lost = [&](TaskField field) {
        const auto before = c.link->base.find(field);
        return before != c.link->base.end() && hasContent(before->second.source)
            && !hasContent(sources.at(field));
    };
    const bool nothingLeft = !hasContent(sources.at(TaskField::Subject))
        && !hasContent(sources.at(TaskField::Description));
    return nothingLeft && (lost(TaskField::Subject) || lost(TaskField::Description));
}

// One change on its way: collects what to write and what to tell.
class Change final
{
public:
    Change(const Case& c, Kind kind, const Circumstances& circumstances)
        : m_case(c)
        , m_circumstances(circumstances)
        , m_mapping(c.activity, kind, contactOf(c), circumstances)
        , m_action(actionOf(c, kind, circumstances))
        , m_base(c.link->base)
    {
    }

    void why(Reason reason) { m_action.why.push_back(std::move(reason)); }

    // False when the record is blocked; the chain then ends with the cause.
    bool take(TaskField field, quint64 source)
    {
        auto value = m_mapping.valueOf(field);
        if (!value) {
            why(value.error());
            return false;
        }
        BaseField& base = m_base[field];
        if (!m_circumstances.org.updateable.contains(apiName(field))) {
            why({isRequired(field) ? ReasonCode::FieldNotWritable : ReasonCode::FieldLeftOut,
                {apiName(field)}});
            base.source = source;
            return !isRequired(field);
        }
        const quint64 wanted = writtenHash(field, value->value);
        const quint64 now = writtenHash(field, current(*m_case.task, field));
        if (now == wanted) {
            why({ReasonCode::SameOnBothSides, {apiName(field)}});
            base = {source, wanted};
            return true;
        }
        if (now != base.written && !hubSpotWins(field)) {
            if (m_circumstances.settings.conflicts != ConflictRule::Ask)
                base.source = source;
            return true;
        }
        m_action.why.insert(m_action.why.end(), value->why.begin(), value->why.end());
        m_fields.insert_or_assign(field, value->value);
        base = {source, wanted};
        return true;
    }

    std::vector<Action> result()
    {
        std::vector<Action> actions = std::move(m_conflicts);
        if (m_fields.empty())
            m_action.body = RefreshBase {m_base};
        else
            m_action.body = UpdateTask {m_case.task->id, m_fields, m_base};
        actions.push_back(std::move(m_action));
        return actions;
    }

    std::vector<Action> blocked()
    {
        m_action.body = Block {};
        return {std::move(m_action)};
    }

private:
    // R2.4 for a field that Salesforce changed too; the conflict becomes an action of its own.
    bool hubSpotWins(TaskField field)
    {
        const ConflictRule rule = m_circumstances.settings.conflicts;
        bool wins = rule == ConflictRule::HubSpot;
        if (rule == ConflictRule::Newest) {
            const auto known = m_case.sourceChanged.find(field);
            const Instant here
                = known == m_case.sourceChanged.end() ? m_case.activity.modified : known->second;
            wins = here - m_case.task->lastModified >= tooCloseToTell;
        }
        const QString name = apiName(field);
        Action conflict = m_action;
        conflict.why.push_back({ReasonCode::ChangedInSalesforce, {name}});
        const bool undecided = rule == ConflictRule::Ask;
        const QString ruleName = rule == ConflictRule::Newest ? QStringLiteral("newest")
            : wins                                            ? QStringLiteral("hubspot")
                                                              : QStringLiteral("salesforce");
        const Reason outcome = undecided ? Reason {ReasonCode::ConflictUndecided, {name}}
            : wins                       ? Reason {ReasonCode::ConflictHubSpotWins, {name, ruleName}}
                                         : Reason {ReasonCode::ConflictSalesforceWins, {name, ruleName}};
        conflict.why.push_back(outcome);
        conflict.body = RaiseConflict {m_case.task->id, field, wins, undecided};
        why(outcome);
        m_conflicts.push_back(std::move(conflict));
        return wins;
    }

    const Case& m_case;
    const Circumstances& m_circumstances;
    TaskMapping m_mapping;
    Action m_action;
    Base m_base;
    TaskFields m_fields;
    std::vector<Action> m_conflicts;
};

std::vector<Action> single(Action action, ActionBody body, Reason reason)
{
    action.body = std::move(body);
    action.why.push_back(std::move(reason));
    return {std::move(action)};
}

} // namespace

Action actionOf(const Case& c, Kind kind, const Circumstances& circumstances)
{
    Action action;
    action.key = keyOf(circumstances.account.portalId, kind, c.activity.id);
    action.kind = kind;
    action.activity = c.activity.id;
    action.activityVersion = c.activity.modified;
    action.taskVersion = c.task ? c.task->modstamp : Instant {};
    action.time = timeThatCounts(c.activity, kind).moment.value_or(c.activity.created);
    return action;
}

std::vector<TaskField> changedFields(const Activity& activity, const Link& link)
{
    std::vector<TaskField> changed;
    const Sources sources = sourcesOf(activity, link.kind);
    for (const TaskField field : fieldsOf(link.kind)) {
        if (field == TaskField::WhoId || field == TaskField::TaskSubtype)
            continue;
        const auto before = link.base.find(field);
        if (before != link.base.end() && before->second.source != sources.at(field))
            changed.push_back(field);
    }
    return changed;
}

std::vector<Action> decideChange(const Case& c, Kind kind, const Circumstances& circumstances)
{
    Action quiet = actionOf(c, kind, circumstances);
    if (c.link->state == Link::State::TaskGone)
        return single(std::move(quiet), NoAction {}, {ReasonCode::TaskDeleted, {}});
    std::vector<TaskField> changed = changedFields(c.activity, *c.link);
    if (changed.empty() && c.link->activityVersion == c.activity.modified)
        return single(std::move(quiet), NoAction {}, {ReasonCode::NothingChanged, {}});
    if (changed.empty())
        return single(
            std::move(quiet), RefreshBase {c.link->base}, {ReasonCode::OnlyVersionChanged, {}});
    if (!c.task || c.task->deleted)
        return single(std::move(quiet), Unlink {Link::State::TaskGone, c.link->task},
            {ReasonCode::TaskDeleted, {}});

    const Sources sources = sourcesOf(c.activity, kind);
    Change change(c, kind, circumstances);
    QStringList names;
    for (const TaskField field : changed)
        names.append(apiName(field));
    change.why({ReasonCode::SourceChanged, {names.join(QStringLiteral(", "))}});
    if (isRedacted(c, kind, sources)) {
        change.why({ReasonCode::Redacted, {}});
        std::erase_if(changed, [](TaskField field) {
            return field == TaskField::Subject || field == TaskField::Description;
        });
    }
    for (const TaskField field : changed) {
        if (!change.take(field, sources.at(field)))
            return change.blocked();
    }
    return change.result();
}

Action decideDeletion(const Case& c, Kind kind, const Circumstances& circumstances)
{
    Action action = actionOf(c, kind, circumstances);
    const OnHubSpotDelete policy = circumstances.settings.of(kind).onDelete;
    const QString names[] = {QStringLiteral("nothing"), QStringLiteral("close"),
        QStringLiteral("delete"), QStringLiteral("mark")};
    action.why.push_back({ReasonCode::ActivityDeleted, {names[static_cast<int>(policy)]}});
    action.body = NoAction {};
    if (!c.link || c.link->state != Link::State::Live)
        return action;
    action.body = Unlink {Link::State::ActivityGone, c.link->task};
    if (policy == OnHubSpotDelete::Nothing || !c.task || c.task->deleted)
        return action;
    if (policy == OnHubSpotDelete::Delete) {
        action.body = DeleteTask {c.task->id};
        return action;
    }
    Base base = c.link->base;
    TaskField field = TaskField::Subject;
    QJsonValue value;
    if (policy == OnHubSpotDelete::Close) {
        const auto closed = closedStatus(circumstances.settings, circumstances.org);
        if (!closed) {
            action.why.push_back(closed.error());
            action.body = Block {};
            return action;
        }
        field = TaskField::Status;
        value = *closed;
    } else {
        const QString subject = current(*c.task, field).toString();
        value = subject.startsWith(deletedPrefix) ? subject : (deletedPrefix + subject).left(subjectMax);
    }
    if (current(*c.task, field) == value)
        return action; // closed or marked already: only the pair ends
    base[field].written = writtenHash(field, value);
    action.body = UpdateTask {c.task->id, {{field, value}}, base};
    return action;
}

} // namespace core
