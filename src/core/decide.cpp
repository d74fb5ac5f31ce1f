// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decide.h"

#include "core/changes.h"
#include "core/contactchoice.h"
#include "core/day.h"
#include "core/taskmapping.h"
#include "core/timeframe.h"

namespace core {

namespace {

std::vector<Action> single(Action action, ActionBody body)
{
    action.body = std::move(body);
    return {std::move(action)};
}

void append(Why& why, const Why& more)
{
    why.insert(why.end(), more.begin(), more.end());
}

// R1.11: HubSpot got the record from Salesforce, by its own integration or another one that says so.
bool cameFromSalesforce(const Activity& activity)
{
    if (activity.source == QLatin1String("SALESFORCE"))
        return true;
    return activity.source == QLatin1String("INTEGRATION")
        && activity.sourceLabel.contains(QLatin1String("salesforce"), Qt::CaseInsensitive);
}

// An email that is neither a send nor a reply has no kind of its own; it is listed with the sends.
std::vector<Action> excludeEmail(const Case& c, const Circumstances& circumstances)
{
    Action action = actionOf(c, Kind::SalesEmailSend, circumstances);
    const auto* email = std::get_if<EmailDetails>(&c.activity.details);
    action.why.push_back({ReasonCode::NotASendOrReply,
        {email ? email->direction : QString(), email ? email->status : QString()}});
    return single(std::move(action), Exclude {});
}

// The base of a task that is there already: today's sources, and what Salesforce has now.
Base adoptedBase(const Activity& activity, Kind kind, const Task& task)
{
    Base base;
    for (const auto& [field, source] : sourcesOf(activity, kind)) {
        const auto value = task.fields.find(field);
        const QJsonValue now
            = value == task.fields.end() ? QJsonValue(QJsonValue::Null) : value->second;
        base[field] = {source, writtenHash(field, now)};
    }
    return base;
}

std::vector<Action> adopt(Action action, const Case& c, const ChosenContact& chosen)
{
    action.why.push_back({ReasonCode::AlreadyInSalesforce, {c.task->id.value}});
    SalesforceId who = chosen.synced.who;
    const auto stands = c.task->fields.find(TaskField::WhoId);
    if (stands != c.task->fields.end() && stands->second.isString())
        who.value = stands->second.toString(); // where it is, is where it stays
    return single(std::move(action),
        Adopt {c.task->id, adoptedBase(c.activity, action.kind, *c.task), chosen.contact.id, who});
}

// R1.4: within the frame of its kind?
bool passesTime(Action& action, const TimeFrame& frame, const Dated& time)
{
    action.why.push_back({ReasonCode::TimeCounted, {time.property, isoText(action.time)}});
    if (frame.backFill)
        action.why.push_back({ReasonCode::BackFillFrom, {isoText(*frame.from)}});
    if (isWithin(frame, action.time))
        return true;
    action.why.push_back({ReasonCode::BeforeStart, {isoText(action.time), isoText(*frame.from)}});
    return false;
}

std::vector<Action> decideNew(const Case& c, Kind kind, const Circumstances& circumstances)
{
    Action action = actionOf(c, kind, circumstances);
    const TimeFrame frame = timeFrameOf(circumstances.settings.of(kind));
    if (!frame.from)
        return single(std::move(action), NoAction {});
    action.why.push_back({ReasonCode::KindOn, {settingsName(kind), isoText(*frame.from)}});
    if (c.task && c.task->deleted) {
        action.why.push_back({ReasonCode::TaskDeleted, {}});
        return single(std::move(action), Unlink {Link::State::TaskGone, c.task->id});
    }
    const bool inTime = passesTime(action, frame, timeThatCounts(c.activity, kind));
    if (!inTime && !c.task)
        return single(std::move(action), Exclude {});

    const std::optional<Instant> syncedBy
        = frame.backFill ? std::nullopt : std::optional<Instant>(action.time);
    const ContactChoice choice = chooseContact(c.contacts, syncedBy, circumstances.account.timeZone);
    append(action.why, choice.why);
    if (c.task)
        return adopt(std::move(action), c, choice.chosen.value_or(ChosenContact {}));
    if (!choice.chosen && frame.backFill)
        return single(std::move(action), Wait {choice.waitsFor});
    if (!choice.chosen)
        return single(std::move(action), Exclude {});

    const ChosenContact& chosen = *choice.chosen;
    TaskMapping mapping(c.activity, kind,
        {chosen.contact.id, chosen.contact.owner, chosen.synced.who}, circumstances);
    NewTask task = newTask(mapping);
    append(action.why, task.why);
    if (task.blocked)
        return single(std::move(action), Block {});
    return single(std::move(action),
        CreateTask {std::move(task.fields), std::move(task.base), chosen.contact.id,
            chosen.synced.who});
}

} // namespace

bool needsTask(const Case& c, const Circumstances& circumstances)
{
    if (!c.link || c.link->state != Link::State::Live)
        return false;
    if (c.activity.archived)
        return circumstances.settings.of(c.link->kind).onDelete != OnHubSpotDelete::Nothing;
    return !changedFields(c.activity, *c.link).empty();
}

std::vector<Action> decide(const Case& c, const Circumstances& circumstances)
{
    const auto kind = c.link ? std::optional<Kind>(c.link->kind) : kindOf(c.activity);
    if (!kind)
        return excludeEmail(c, circumstances);
    if (!circumstances.settings.of(*kind).on) {
        Action action = actionOf(c, *kind, circumstances);
        action.why.push_back({ReasonCode::KindOff, {settingsName(*kind)}});
        return single(std::move(action), NoAction {});
    }
    if (c.activity.archived)
        return {decideDeletion(c, *kind, circumstances)};
    if (c.link)
        return decideChange(c, *kind, circumstances);
    if (cameFromSalesforce(c.activity)) {
        Action action = actionOf(c, *kind, circumstances);
        action.why.push_back({ReasonCode::CameFromSalesforce, {c.activity.source}});
        return single(std::move(action), Exclude {});
    }
    return decideNew(c, *kind, circumstances);
}

} // namespace core
