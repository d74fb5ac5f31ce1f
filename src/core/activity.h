// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/kind.h"
#include "core/time.h"

#include <QString>

#include <optional>
#include <variant>
#include <vector>

namespace core {

struct TaskDetails
{
    QString status; // NOT_STARTED, IN_PROGRESS, WAITING, COMPLETED, DEFERRED, or whatever the
                    // account has
    QString priority; // NONE, LOW, MEDIUM, HIGH; empty = NONE
    QString type; // TODO, CALL, EMAIL
    bool operator==(const TaskDetails&) const = default;
};

struct CallDetails
{
    QString direction; // INBOUND, OUTBOUND, or empty
    QString disposition; // option id (GUID) or empty
    QString status;
    std::optional<std::chrono::milliseconds> duration;
    bool operator==(const CallDetails&) const = default;
};

struct MeetingDetails
{
    std::optional<Instant> start;
    std::optional<Instant> end;
    QString outcome;
    QString location;
    bool operator==(const MeetingDetails&) const = default;
};

struct NoteDetails
{
    bool operator==(const NoteDetails&) const = default;
};

struct EmailDetails
{
    QString direction; // EMAIL, FORWARDED_EMAIL, INCOMING_EMAIL
    QString status; // SENT, SCHEDULED, BOUNCED, FAILED, SENDING, or empty
    QString text; // plain text part, used when there is no HTML
    bool operator==(const EmailDetails&) const = default;
};

using Details = std::variant<TaskDetails, CallDetails, MeetingDetails, NoteDetails, EmailDetails>;

// One HubSpot activity record as read. A property that HubSpot returned as null or empty is empty
// here.
struct Activity
{
    ActivityObject object = ActivityObject::Tasks;
    HubSpotId id;
    Instant created; // hs_createdate
    Instant modified; // hs_lastmodifieddate, the version of the HubSpot side
    std::optional<Instant> timestamp; // hs_timestamp: due date, start, or time of the event
    HubSpotId owner; // hubspot_owner_id
    QString title; // subject or title; empty for notes
    QString bodyHtml;
    QString source; // hs_object_source: "INTEGRATION", "SALESFORCE", "CRM_UI" ...
    QString sourceLabel; // hs_object_source_label
    bool archived = false;
    Details details;
    // What could not be understood, "properties.hs_timestamp: expected a time": the rest is as far
    // as it went, and no task may be made of it. Empty: all is well.
    QString unreadable = {};

    bool operator==(const Activity&) const = default;
};

// R1.1: the kind of an activity; nothing for an email that is neither a send nor a reply (a
// scheduled one, say).
[[nodiscard]] std::optional<Kind> kindOf(const Activity& activity);

} // namespace core
