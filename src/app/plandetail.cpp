// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/plandetail.h"

#include "app/localtime.h"
#include "app/tr.h"
#include "core/text.h"
#include "words/errors.h"
#include "words/names.h"
#include "words/reasons.h"

#include <QJsonValue>

namespace app {

namespace {

QString timeOf(const std::optional<core::Instant>& instant)
{
    return instant ? localTime(*instant) : QString();
}

// What a kind of record has of its own.
struct DetailFacts
{
    std::vector<FactRow>& facts;

    void operator()(const core::TaskDetails& task) const
    {
        facts.push_back({tr("Status"), task.status});
        facts.push_back({tr("Priority"), task.priority});
        facts.push_back({tr("Type"), task.type});
    }
    void operator()(const core::CallDetails& call) const
    {
        facts.push_back({tr("Direction"), call.direction});
        if (call.duration)
            facts.push_back({tr("Duration"), tr("%1 s").arg(call.duration->count() / 1000)});
    }
    void operator()(const core::MeetingDetails& meeting) const
    {
        facts.push_back({tr("Start"), timeOf(meeting.start)});
        facts.push_back({tr("End"), timeOf(meeting.end)});
        facts.push_back({tr("Outcome"), meeting.outcome});
        facts.push_back({tr("Place"), meeting.location});
    }
    void operator()(const core::NoteDetails&) const { }
    void operator()(const core::EmailDetails& email) const
    {
        facts.push_back({tr("Direction"), email.direction});
        facts.push_back({tr("Status"), email.status});
    }
};

std::vector<FactRow> factsOf(const core::Activity& activity)
{
    std::vector<FactRow> facts{{tr("Record"), activity.id.value}, {tr("Title"), activity.title},
        {tr("Time"), timeOf(activity.timestamp)}, {tr("Owner"), activity.owner.value}};
    std::visit(DetailFacts{facts}, activity.details);
    facts.push_back({tr("Created"), localTime(activity.created)});
    facts.push_back({tr("Changed"), localTime(activity.modified)});
    facts.push_back({tr("Text"), core::plainText(activity.bodyHtml)});
    std::erase_if(facts, [](const FactRow& fact) { return fact.value.isEmpty(); });
    return facts;
}

QString textOf(const QJsonValue& value)
{
    if (value.isBool())
        return value.toBool() ? tr("yes") : tr("no");
    return value.toVariant().toString();
}

std::vector<FieldRow> fieldsOf(const core::Action& action, const std::optional<core::Task>& task)
{
    core::TaskFields written;
    if (const auto* create = std::get_if<core::CreateTask>(&action.body))
        written = create->fields;
    else if (const auto* update = std::get_if<core::UpdateTask>(&action.body))
        written = update->fields;
    std::vector<FieldRow> rows;
    for (const core::TaskField field : core::allTaskFields) {
        const auto planned = written.find(field);
        FieldRow row{core::apiName(field), {}, {}, planned != written.end()};
        if (row.isWritten)
            row.planned = textOf(planned->second);
        if (task) {
            const auto now = task->fields.find(field);
            row.now = now == task->fields.end() ? QString() : textOf(now->second);
        }
        if (row.isWritten || !row.now.isEmpty())
            rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace

PlanDetail detailOf(const profiles::RowShown& shown)
{
    const core::Action& action = shown.row.action;
    PlanDetail detail;
    detail.seq = shown.row.seq;
    detail.headline = words::actionName(core::actionName(action.body)) + QStringLiteral(" · ")
        + words::kindName(action.kind);
    if (shown.activity)
        detail.hubSpot = factsOf(*shown.activity);
    detail.salesforce = fieldsOf(action, shown.task);
    for (const core::Reason& reason : action.why)
        detail.why.append(words::sentence(reason));
    if (shown.error)
        detail.missing = words::sentence(*shown.error);
    else if (!shown.activity)
        detail.missing = tr("The record is not in HubSpot any more.");
    return detail;
}

} // namespace app
