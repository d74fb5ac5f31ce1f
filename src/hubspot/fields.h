// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kind.h"
#include "core/task.h"

#include <QStringView>

#include <span>
#include <vector>

// The properties that are read of each record, by HubSpot's names (HubSpot contract 2.3, 4.1). One
// table, used to ask and to understand. Only what the rules need: every further name costs bytes in
// every row.
namespace hubspot {

namespace field {
inline constexpr QStringView created(u"hs_createdate");
inline constexpr QStringView modified(u"hs_lastmodifieddate");
inline constexpr QStringView timestamp(u"hs_timestamp");
inline constexpr QStringView owner(u"hubspot_owner_id");
inline constexpr QStringView source(u"hs_object_source");
inline constexpr QStringView sourceLabel(u"hs_object_source_label");

inline constexpr QStringView taskStatus(u"hs_task_status");
inline constexpr QStringView taskPriority(u"hs_task_priority");
inline constexpr QStringView taskType(u"hs_task_type");

inline constexpr QStringView callDirection(u"hs_call_direction");
inline constexpr QStringView callDisposition(u"hs_call_disposition");
inline constexpr QStringView callStatus(u"hs_call_status");
inline constexpr QStringView callDuration(u"hs_call_duration");

inline constexpr QStringView meetingStart(u"hs_meeting_start_time");
inline constexpr QStringView meetingEnd(u"hs_meeting_end_time");
inline constexpr QStringView meetingOutcome(u"hs_meeting_outcome");
inline constexpr QStringView meetingLocation(u"hs_meeting_location");

inline constexpr QStringView emailDirection(u"hs_email_direction");
inline constexpr QStringView emailStatus(u"hs_email_status");
inline constexpr QStringView emailText(u"hs_email_text");

inline constexpr QStringView contactEmail(u"email");
inline constexpr QStringView contactFirstName(u"firstname");
inline constexpr QStringView contactLastName(u"lastname");
inline constexpr QStringView contactCreated(u"createdate"); // contacts have no hs_ before these two
inline constexpr QStringView contactModified(u"lastmodifieddate");
inline constexpr QStringView contactSalesforceContact(u"salesforcecontactid");
inline constexpr QStringView contactSalesforceLead(u"salesforceleadid");
inline constexpr QStringView contactMergedIds(u"hs_merged_object_ids");

inline constexpr QStringView objectId(u"hs_object_id");
} // namespace field

struct ObjectFields
{
    QStringView title; // empty: the object has none
    QStringView body;
    std::span<const QStringView> details; // what core::Details of this object is made of
};

[[nodiscard]] const ObjectFields& fieldsOf(core::ActivityObject object);

// All names to ask for, in a fixed order.
[[nodiscard]] std::vector<QStringView> requestedFields(core::ActivityObject object);
[[nodiscard]] std::span<const QStringView> requestedContactFields();

// The properties whose values a task field is made of (R1.6-R1.9), so that their history tells when
// it last changed. Empty for fields that HubSpot does not feed.
[[nodiscard]] std::vector<QStringView> feeding(core::ActivityObject object, core::TaskField field);

} // namespace hubspot
