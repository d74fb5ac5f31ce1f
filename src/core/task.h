// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/time.h"

#include <QByteArray>
#include <QJsonValue>
#include <QString>

#include <array>
#include <map>
#include <optional>

namespace core {

// The Task fields that ActivityBridge writes. The numbers are stored (Link::base): append only.
enum class TaskField {
    Subject = 0,
    Description = 1,
    Status = 2,
    Priority = 3,
    ActivityDate = 4, // "yyyy-MM-dd" or null
    Type = 5,
    TaskSubtype = 6, // create only
    WhoId = 7,
    OwnerId = 8,
    IsReminderSet = 9,
    CallType = 10,
    CallDurationInSeconds = 11,
    CallDisposition = 12,
};

inline constexpr std::array allTaskFields{TaskField::Subject, TaskField::Description,
    TaskField::Status, TaskField::Priority, TaskField::ActivityDate, TaskField::Type,
    TaskField::TaskSubtype, TaskField::WhoId, TaskField::OwnerId, TaskField::IsReminderSet,
    TaskField::CallType, TaskField::CallDurationInSeconds, TaskField::CallDisposition};

// API name: "Subject" ... "CallDisposition".
[[nodiscard]] QString apiName(TaskField field);
[[nodiscard]] std::optional<TaskField> taskFieldOf(const QString& apiName);

// Values to write or as read, by field; JSON null = empty on purpose. Ordered, so that it has one
// canonical form.
using TaskFields = std::map<TaskField, QJsonValue>;

// A Salesforce Task as read.
struct Task
{
    SalesforceId id;
    QString key; // HubSpot_Engagement_Id__c or empty
    TaskFields fields;
    Instant modstamp; // SystemModstamp, the version of the Salesforce side
    Instant lastModified; // LastModifiedDate
    bool deleted = false;
    bool archived = false;
    bool operator==(const Task&) const = default;
};

// 8 bytes, first of BLAKE2b-256, of the canonical form of one written value (line ends unified,
// trailing blanks cut), so that a value read back compares equal to what was written.
[[nodiscard]] quint64 writtenHash(TaskField field, const QJsonValue& value);

// SHA-256 of the names and exact values of a payload; equal payloads have equal hashes on every
// machine.
[[nodiscard]] QByteArray payloadHash(const TaskFields& fields);

} // namespace core
