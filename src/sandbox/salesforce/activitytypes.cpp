// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/fieldmaking.h"

namespace sandbox::salesforce {
namespace {

using namespace Qt::StringLiterals;

constexpr int descriptionLength = 32'000;

// The fields of both activity types that custom code sees as one (Salesforce contract 2.1).
Field who()
{
    return indexed(writable(reference(u"WhoId"_s, u"Who"_s, {u"Contact"_s, u"Lead"_s})));
}

Field what()
{
    return writable(reference(
        u"WhatId"_s, u"What"_s, {u"Account"_s, u"Opportunity"_s, u"Campaign"_s, u"Case"_s}));
}

Field typeOfActivity()
{
    return restricted(writable(picklist(u"Type"_s,
        {u"Call", u"Email", u"Meeting", u"Other", u"Marketing Email", u"Form Submission", u"Note"},
        40)));
}

ObjectType task()
{
    ObjectType made = objectType(u"Task"_s, u"00T"_s, commonFields(true),
        {
            writable(field(u"Subject"_s, FieldType::Combobox, 255)),
            restricted(defaulted(withDefault(writable(picklist(u"Status"_s,
                                                 {u"Not Started", u"In Progress", u"Completed",
                                                     u"Waiting on someone else", u"Deferred"},
                                                 40)),
                u"Not Started"_s))),
            restricted(defaulted(withDefault(
                writable(picklist(u"Priority"_s, {u"High", u"Normal", u"Low"}, 40)), u"Normal"_s))),
            typeOfActivity(),
            restricted(createOnly(picklist(u"TaskSubtype"_s,
                {u"Task", u"Email", u"Call", u"ListEmail", u"LinkedIn", u"Cadence"}, 40))),
            writable(field(u"ActivityDate"_s, FieldType::Date)),
            notFilterable(
                writable(field(u"Description"_s, FieldType::TextArea, descriptionLength))),
            who(),
            what(),
            defaulted(writable(reference(u"OwnerId"_s, u"Owner"_s, {u"Group"_s, u"User"_s}))),
            reference(u"AccountId"_s, u"Account"_s, {u"Account"_s}),
            field(u"CompletedDateTime"_s, FieldType::DateTime),
            defaulted(field(u"IsClosed"_s, FieldType::Boolean)),
            defaulted(field(u"IsHighPriority"_s, FieldType::Boolean)),
            defaulted(field(u"IsArchived"_s, FieldType::Boolean)),
            writable(field(u"CallDurationInSeconds"_s, FieldType::Int)),
            restricted(
                writable(picklist(u"CallType"_s, {u"Internal", u"Inbound", u"Outbound"}, 40))),
            writable(text(u"CallDisposition"_s, 255)),
            writable(text(u"CallObject"_s, 255)),
            defaulted(writable(field(u"IsReminderSet"_s, FieldType::Boolean))),
            writable(field(u"ReminderDateTime"_s, FieldType::DateTime)),
            defaulted(createOnly(field(u"IsRecurrence"_s, FieldType::Boolean))),
            defaulted(writable(field(u"IsVisibleInSelfService"_s, FieldType::Boolean))),
            notOffered(field(u"WhoCount"_s, FieldType::Int)),
            notOffered(field(u"WhatCount"_s, FieldType::Int)),
            notOffered(notQueryable(writable(field(u"TaskWhoIds"_s, FieldType::JunctionIds)))),
        });
    made.createable = made.updateable = made.deletable = made.hasDescribe = true;
    return made;
}

ObjectType event()
{
    ObjectType made = objectType(u"Event"_s, u"00U"_s, commonFields(true),
        {
            writable(field(u"Subject"_s, FieldType::Combobox, 255)),
            writable(text(u"Location"_s, 255)),
            defaulted(writable(field(u"IsAllDayEvent"_s, FieldType::Boolean))),
            writable(field(u"StartDateTime"_s, FieldType::DateTime)),
            writable(field(u"EndDateTime"_s, FieldType::DateTime)),
            writable(field(u"ActivityDate"_s, FieldType::Date)),
            writable(field(u"DurationInMinutes"_s, FieldType::Int)),
            notFilterable(
                writable(field(u"Description"_s, FieldType::TextArea, descriptionLength))),
            typeOfActivity(),
            restricted(createOnly(picklist(u"EventSubtype"_s, {u"Event"}, 40))),
            who(),
            what(),
            defaulted(writable(reference(u"OwnerId"_s, u"Owner"_s, {u"Group"_s, u"User"_s}))),
            reference(u"AccountId"_s, u"Account"_s, {u"Account"_s}),
            restricted(writable(picklist(u"ShowAs"_s, {u"Busy", u"OutOfOffice", u"Free"}, 40))),
            defaulted(writable(field(u"IsPrivate"_s, FieldType::Boolean))),
            defaulted(field(u"IsChild"_s, FieldType::Boolean)),
            field(u"GroupEventType"_s, FieldType::String, 40),
            defaulted(field(u"IsArchived"_s, FieldType::Boolean)),
            notOffered(field(u"WhoCount"_s, FieldType::Int)),
            notOffered(field(u"WhatCount"_s, FieldType::Int)),
        });
    made.createable = made.updateable = made.deletable = made.hasDescribe = true;
    return made;
}

} // namespace

std::vector<ObjectType> activityTypes()
{
    return {
        task(),
        event(),
        objectType(u"TaskStatus"_s, u"01b"_s, commonFields(false),
            {text(u"MasterLabel"_s, 255), text(u"ApiName"_s, 255),
                field(u"SortOrder"_s, FieldType::Int), field(u"IsDefault"_s, FieldType::Boolean),
                field(u"IsClosed"_s, FieldType::Boolean)}),
        objectType(u"TaskPriority"_s, u"01c"_s, commonFields(false),
            {text(u"MasterLabel"_s, 255), text(u"ApiName"_s, 255),
                field(u"SortOrder"_s, FieldType::Int), field(u"IsDefault"_s, FieldType::Boolean),
                field(u"IsHighPriority"_s, FieldType::Boolean)}),
    };
}

} // namespace sandbox::salesforce
