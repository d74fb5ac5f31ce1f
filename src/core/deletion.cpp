// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/deletion.h"

#include "core/taskmapping.h"
#include "core/valuemaps.h"

#include <algorithm>

namespace core {

namespace {

// These words go into Salesforce, where the org reads English.
const QString deletedMark = QStringLiteral("[Deleted in HubSpot] ");

QString policyName(OnHubSpotDelete policy)
{
    switch (policy) {
    case OnHubSpotDelete::Nothing:
        return QStringLiteral("nothing");
    case OnHubSpotDelete::Close:
        return QStringLiteral("close");
    case OnHubSpotDelete::Delete:
        return QStringLiteral("delete");
    case OnHubSpotDelete::Mark:
        return QStringLiteral("mark");
    }
    Q_UNREACHABLE();
}

std::optional<QString> currentText(const Case& c, TaskField field)
{
    if (!c.task)
        return std::nullopt;
    const auto found = c.task->fields.find(field);
    return found == c.task->fields.end() ? std::nullopt : std::optional(found->second.toString());
}

bool wasWritten(const Case& c, TaskField field, const QString& value)
{
    const auto agreed = c.link->base.find(field);
    return agreed != c.link->base.end() && agreed->second.written == writtenHash(field, value);
}

// Writes one field, unless that is not allowed.
Deletion written(const Case& c, TaskField field, const QString& value, const OrgDescription& org)
{
    const QString name = apiName(field);
    if (!org.updateable.contains(name))
        return {Block{}, {{ReasonCode::FieldNotWritable, {name}}}};
    UpdateTask update{c.link->task, {{field, value}}, c.link->base};
    update.base[field].written = writtenHash(field, value);
    return {update, {}};
}

bool isClosed(const QString& value, const OrgDescription& org)
{
    const auto status = std::ranges::find(org.statuses, value, &TaskStatus::value);
    return status != org.statuses.end() && status->closed;
}

Deletion closed(const Case& c, const Circumstances& circumstances)
{
    const auto status = closedStatus(circumstances.settings, circumstances.org);
    if (!status)
        return {Block{}, {status.error()}};
    // One that a person opened again after we closed it stays open.
    const auto current = currentText(c, TaskField::Status);
    if (wasWritten(c, TaskField::Status, *status)
        || (current && isClosed(*current, circumstances.org)))
        return {NoAction{}, {}};
    return written(c, TaskField::Status, *status, circumstances.org);
}

// The subject as the task has it now, with the mark in front; as it would be written now if the
// task was not read.
QString markedSubject(const Case& c, Kind kind, const Circumstances& circumstances)
{
    const int limit = std::min(subjectMax, circumstances.org.subjectLength);
    Activity shown = c.activity;
    const QString own = circumstances.settings.of(kind).subject;
    shown.title
        = currentText(c, TaskField::Subject).value_or(subjectOf(c.activity, kind, own, limit).text);
    return subjectOf(shown, Kind::Task, deletedMark + QStringLiteral("{subject}"), limit).text;
}

Deletion marked(const Case& c, Kind kind, const Circumstances& circumstances)
{
    const QString subject = markedSubject(c, kind, circumstances);
    const QString current = currentText(c, TaskField::Subject).value_or(QString());
    if (current.startsWith(deletedMark.trimmed()) || wasWritten(c, TaskField::Subject, subject))
        return {NoAction{}, {}};
    return written(c, TaskField::Subject, subject, circumstances.org);
}

} // namespace

Deletion deletionOf(const Case& c, Kind kind, const Circumstances& circumstances)
{
    const OnHubSpotDelete policy = circumstances.settings.of(kind).onDelete;
    Deletion deletion{NoAction{}, {}};
    if (policy == OnHubSpotDelete::Close)
        deletion = closed(c, circumstances);
    else if (policy == OnHubSpotDelete::Mark)
        deletion = marked(c, kind, circumstances);
    else if (policy == OnHubSpotDelete::Delete)
        deletion.body = DeleteTask{c.link->task};
    deletion.why.insert(deletion.why.begin(), {ReasonCode::ActivityDeleted, {policyName(policy)}});
    return deletion;
}

bool deletionNeedsTask(const Case& c, Kind kind, const Circumstances& circumstances)
{
    const OnHubSpotDelete policy = circumstances.settings.of(kind).onDelete;
    if (policy != OnHubSpotDelete::Close && policy != OnHubSpotDelete::Mark)
        return false;
    return std::holds_alternative<UpdateTask>(deletionOf(c, kind, circumstances).body);
}

} // namespace core
