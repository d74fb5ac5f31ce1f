// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/taskmapping.h"

#include "core/assignedto.h"
#include "core/body.h"
#include "core/day.h"
#include "core/timeframe.h"
#include "core/valuemaps.h"

#include <algorithm>
#include <limits>

namespace core {

namespace {

struct Disposition
{
    const char16_t* id;
    const char16_t* label;
};

// The six outcomes that every account has (HubSpot contract 2.3). Accounts add their own, whose ids
// say nothing to a person: those are not written.
constexpr std::array dispositions{
    Disposition{u"9d9162e7-6cf3-4944-bf63-4dff82258764", u"Busy"},
    Disposition{u"f240bbac-87c9-4f6e-bf70-924b57d47db7", u"Connected"},
    Disposition{u"a4c4c377-d246-4b32-a13b-75a56a4cd0ff", u"Left live message"},
    Disposition{u"b2cf5968-551e-4856-9783-52b3da59a7d0", u"Left voicemail"},
    Disposition{u"73a0d17f-1163-4015-bdd5-ec830791da20", u"No answer"},
    Disposition{u"17b47fee-58de-441e-a44c-c6300d46f273", u"Wrong number"},
};

QJsonValue textOrNull(const QString& text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QJsonValue dispositionLabel(const QString& id)
{
    const QString wanted = id.toLower();
    const auto found = std::ranges::find_if(
        dispositions, [&wanted](const Disposition& row) { return wanted == QStringView(row.id); });
    return found == dispositions.end() ? QJsonValue(QJsonValue::Null)
                                       : QJsonValue(QString::fromUtf16(found->label));
}

QJsonValue callType(const QString& direction, const OrgDescription& org)
{
    QString value;
    if (direction == u"INBOUND")
        value = QStringLiteral("Inbound");
    else if (direction == u"OUTBOUND")
        value = QStringLiteral("Outbound");
    return org.callTypes.contains(value) ? QJsonValue(value) : QJsonValue(QJsonValue::Null);
}

// Whole seconds; a duration that no call has is none.
QJsonValue seconds(const std::optional<std::chrono::milliseconds>& duration)
{
    if (!duration || duration->count() < 0)
        return QJsonValue::Null;
    const auto count = std::chrono::duration_cast<std::chrono::seconds>(*duration).count();
    if (count > std::numeric_limits<int>::max())
        return QJsonValue::Null;
    return static_cast<int>(count);
}

// The deep link to the contact's record (HubSpot contract 1.4), where the activity is on the
// timeline.
QString recordLink(const HubSpotAccount& account, const HubSpotId& contact)
{
    if (account.uiDomain.isEmpty() || contact.isEmpty())
        return {};
    return QStringLiteral("https://") + account.uiDomain + QStringLiteral("/contacts/")
        + account.portalId + QStringLiteral("/record/0-1/") + contact.value;
}

// A note whose HTML is read once for its subject, its description and the hash of its first line.
// Plain text that is read again stays what it is.
Activity withBodyRead(const Activity& note)
{
    Activity read = note;
    read.details = EmailDetails{{}, {}, bodyText(note)};
    read.bodyHtml.clear();
    return read;
}

bool isEmail(Kind kind)
{
    return kind == Kind::SalesEmailSend || kind == Kind::SalesEmailReply;
}

} // namespace

TaskMapping::TaskMapping(
    const Activity& activity, Kind kind, TaskContact contact, const Circumstances& circumstances)
    : m_activity(activity)
    , m_kind(kind)
    , m_contact(std::move(contact))
    , m_circumstances(circumstances)
    , m_settings(circumstances.settings.of(kind))
{
    if (kind == Kind::Note)
        m_read = withBodyRead(activity);
}

Sources TaskMapping::sources() const
{
    return sourcesOf(m_activity, m_kind, readable());
}

tl::expected<FieldValue, Reason> TaskMapping::valueOf(TaskField field)
{
    switch (field) {
    case TaskField::Subject:
        return subject();
    case TaskField::Description:
        return description();
    case TaskField::Status:
        return status();
    case TaskField::Priority:
        return priority();
    case TaskField::ActivityDate:
        return activityDate();
    case TaskField::Type:
        return type();
    case TaskField::TaskSubtype:
        return subtype();
    case TaskField::WhoId:
        return FieldValue{m_contact.who.value, {}};
    case TaskField::OwnerId: {
        const Assignment assignment
            = assignedTo(m_activity, m_kind, m_contact.owner, m_circumstances);
        return FieldValue{assignment.user.value, assignment.why};
    }
    case TaskField::IsReminderSet:
        return FieldValue{false, {}};
    case TaskField::CallType:
    case TaskField::CallDurationInSeconds:
    case TaskField::CallDisposition:
        return callValue(field);
    }
    Q_UNREACHABLE();
}

const Fitted& TaskMapping::fittedSubject()
{
    if (!m_subject) {
        const int limit = std::min(subjectMax, m_circumstances.org.subjectLength);
        m_subject = subjectOf(readable(), m_kind, m_settings.subject, limit);
    }
    return *m_subject;
}

FieldValue TaskMapping::subject()
{
    const Fitted& fitted = fittedSubject();
    FieldValue subject{textOrNull(fitted.text), {}};
    if (fitted.cut)
        subject.why.push_back({ReasonCode::SubjectCut, {QString::number(fitted.length)}});
    return subject;
}

FieldValue TaskMapping::description()
{
    DescriptionOptions options;
    options.body = m_settings.body;
    options.zone = zoneOf(m_circumstances);
    options.maxCharacters = std::min(descriptionMax, m_circumstances.org.descriptionLength);
    if (m_kind != Kind::Task)
        options.recordLink = recordLink(m_circumstances.account, m_contact.contact);
    if (const Fitted& shown = fittedSubject(); shown.cut)
        options.fullSubject = subjectOf(readable(), m_kind, m_settings.subject, shown.length).text;
    const Fitted fitted = descriptionOf(readable(), m_kind, options);
    FieldValue description{textOrNull(fitted.text), {}};
    if (fitted.cut)
        description.why.push_back({ReasonCode::BodyCut, {QString::number(fitted.length)}});
    return description;
}

tl::expected<FieldValue, Reason> TaskMapping::status() const
{
    const auto* task = std::get_if<TaskDetails>(&m_activity.details);
    const auto mapped = m_kind == Kind::Task && task
        ? taskStatus(task->status, m_circumstances.settings, m_circumstances.org)
        : closedStatus(m_circumstances.settings, m_circumstances.org);
    if (!mapped)
        return tl::unexpected(mapped.error());
    return FieldValue{*mapped, {{ReasonCode::StatusChosen, {*mapped}}}};
}

tl::expected<FieldValue, Reason> TaskMapping::priority() const
{
    const auto chosen = [](const QString& value) {
        return FieldValue{value, {{ReasonCode::PriorityChosen, {value}}}};
    };
    const auto* task = std::get_if<TaskDetails>(&m_activity.details);
    const OrgDescription& org = m_circumstances.org;
    if ((m_kind != Kind::Task || !task) && !org.defaultPriority.isEmpty())
        return chosen(org.defaultPriority);
    const auto mapped
        = taskPriority(task ? task->priority : QString(), m_circumstances.settings, org);
    if (!mapped)
        return tl::unexpected(mapped.error());
    return chosen(*mapped);
}

tl::expected<FieldValue, Reason> TaskMapping::type() const
{
    const QString& type = m_settings.taskType;
    if (!type.isEmpty() && !m_circumstances.org.types.contains(type))
        return tl::unexpected(Reason{ReasonCode::TypeNotInOrg, {type}});
    return FieldValue{textOrNull(type), {{ReasonCode::TypeChosen, {type}}}};
}

FieldValue TaskMapping::activityDate() const
{
    const Dated date = dateOf(m_activity, m_kind);
    const QString& zone = zoneOf(m_circumstances);
    const QString day = date.moment ? dayOf(*date.moment, zone) : QString();
    return {textOrNull(day), {{ReasonCode::DateChosen, {day, zone, date.property}}}};
}

FieldValue TaskMapping::subtype() const
{
    QString subtype = QStringLiteral("Task");
    if (m_kind == Kind::Call)
        subtype = QStringLiteral("Call");
    else if (isEmail(m_kind))
        subtype = QStringLiteral("Email");
    if (m_circumstances.org.subtypes.contains(subtype))
        return {subtype, {}};
    return {QJsonValue::Null, {{ReasonCode::FieldLeftOut, {apiName(TaskField::TaskSubtype)}}}};
}

FieldValue TaskMapping::callValue(TaskField field) const
{
    const auto* call = std::get_if<CallDetails>(&m_activity.details);
    if (!call)
        return {};
    if (field == TaskField::CallType)
        return {callType(call->direction, m_circumstances.org), {}};
    if (field == TaskField::CallDurationInSeconds)
        return {seconds(call->duration), {}};
    return {dispositionLabel(call->disposition), {}};
}

std::vector<TaskField> fieldsOf(Kind kind)
{
    using enum TaskField;
    std::vector fields{Type, TaskSubtype, WhoId, ActivityDate, OwnerId, Subject, Description,
        Status, Priority, IsReminderSet};
    if (kind == Kind::Call)
        fields.insert(fields.end(), {CallType, CallDurationInSeconds, CallDisposition});
    return fields;
}

bool isRequired(TaskField field)
{
    using enum TaskField;
    // Type has a value only where the admin chose one (R1.2): never dropped silently.
    return field == Subject || field == Status || field == Priority || field == WhoId
        || field == OwnerId || field == Type;
}

const QString& zoneOf(const Circumstances& circumstances)
{
    const QString& chosen = circumstances.settings.timeZone;
    return chosen.isEmpty() ? circumstances.account.timeZone : chosen;
}

NewTask newTask(TaskMapping& mapping)
{
    NewTask task;
    const auto block = [&task](Reason reason) {
        task.why.push_back(std::move(reason));
        task.blocked = true;
        return task;
    };
    const Sources sources = mapping.sources();
    if (isEmail(mapping.kind()) && !hasContent(sources.at(TaskField::Subject))
        && !hasContent(sources.at(TaskField::Description)))
        task.why.push_back({ReasonCode::Redacted, {}});
    const QStringList& createable = mapping.circumstances().org.createable;
    for (const TaskField field : fieldsOf(mapping.kind())) {
        auto value = mapping.valueOf(field);
        if (!value)
            return block(value.error());
        task.why.insert(task.why.end(), value->why.begin(), value->why.end());
        const QString name = apiName(field);
        if (!value->value.isNull() && !createable.contains(name)) {
            if (isRequired(field))
                return block({ReasonCode::FieldNotWritable, {name}});
            task.why.push_back({ReasonCode::FieldLeftOut, {name}});
            value->value = QJsonValue::Null;
        }
        task.base[field] = {sources.at(field), writtenHash(field, value->value)};
        if (!value->value.isNull())
            task.fields.insert_or_assign(field, value->value);
    }
    return task;
}

} // namespace core
