// SPDX-License-Identifier: GPL-3.0-or-later
#include "hubspot/fields.h"

#include <array>

namespace hubspot {
namespace {

constexpr std::array common{field::created, field::modified, field::timestamp, field::owner,
    field::source, field::sourceLabel};

constexpr std::array task{field::taskStatus, field::taskPriority, field::taskType};
constexpr std::array call{
    field::callDirection, field::callDisposition, field::callStatus, field::callDuration};
constexpr std::array meeting{
    field::meetingStart, field::meetingEnd, field::meetingOutcome, field::meetingLocation};
constexpr std::array email{field::emailDirection, field::emailStatus, field::emailText};

constexpr std::array contact{field::contactEmail, field::contactFirstName, field::contactLastName,
    field::owner, field::contactCreated, field::contactModified, field::contactSalesforceContact,
    field::contactSalesforceLead, field::contactMergedIds};

const ObjectFields tasks{QStringView(u"hs_task_subject"), QStringView(u"hs_task_body"), task};
const ObjectFields calls{QStringView(u"hs_call_title"), QStringView(u"hs_call_body"), call};
const ObjectFields meetings{
    QStringView(u"hs_meeting_title"), QStringView(u"hs_meeting_body"), meeting};
const ObjectFields notes{QStringView(), QStringView(u"hs_note_body"), {}};
const ObjectFields emails{QStringView(u"hs_email_subject"), QStringView(u"hs_email_html"), email};

} // namespace

const ObjectFields& fieldsOf(core::ActivityObject object)
{
    switch (object) {
    case core::ActivityObject::Tasks:
        return tasks;
    case core::ActivityObject::Calls:
        return calls;
    case core::ActivityObject::Meetings:
        return meetings;
    case core::ActivityObject::Notes:
        return notes;
    case core::ActivityObject::Emails:
        return emails;
    }
    Q_UNREACHABLE();
}

std::vector<QStringView> requestedFields(core::ActivityObject object)
{
    const ObjectFields& fields = fieldsOf(object);
    std::vector<QStringView> names(common.begin(), common.end());
    if (!fields.title.isEmpty())
        names.push_back(fields.title);
    names.push_back(fields.body);
    names.insert(names.end(), fields.details.begin(), fields.details.end());
    return names;
}

std::vector<QStringView> feeding(core::ActivityObject object, core::TaskField field)
{
    const ObjectFields& fields = fieldsOf(object);
    const bool isMeeting = object == core::ActivityObject::Meetings;
    switch (field) {
    case core::TaskField::Subject:
        return {fields.title.isEmpty() ? fields.body : fields.title};
    case core::TaskField::Description:
        if (object == core::ActivityObject::Emails)
            return {fields.body, field::emailText};
        return {fields.body};
    case core::TaskField::ActivityDate:
        if (isMeeting)
            return {field::meetingStart, field::timestamp};
        return {field::timestamp};
    case core::TaskField::OwnerId:
        return {field::owner};
    case core::TaskField::Status:
        return {field::taskStatus};
    case core::TaskField::Priority:
        return {field::taskPriority};
    case core::TaskField::CallType:
        return {field::callDirection};
    case core::TaskField::CallDisposition:
        return {field::callDisposition};
    case core::TaskField::CallDurationInSeconds:
        return {field::callDuration};
    default:
        return {};
    }
}

std::span<const QStringView> requestedContactFields()
{
    return contact;
}

} // namespace hubspot
