// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decide.h"
#include "core/text.h"

#include <tl/expected.hpp>

#include <QJsonValue>

#include <map>
#include <optional>
#include <vector>

// R1.2, R1.6-R1.9: what an activity becomes in Salesforce, field by field.
namespace core {

inline constexpr int subjectMax = 255; // code points (R1.7)
inline constexpr int descriptionMax = 32000; // UTF-16 units (R1.8)

// Hashes of the HubSpot values that feed each task field of this kind. Settings do not count. 0 =
// nothing in HubSpot feeds the field. The lowest bit says whether there was any text or value, so
// that a text that HubSpot withholds can be told from one that was changed (HubSpot contract 7,
// number 12).
using Sources = std::map<TaskField, quint64>;
[[nodiscard]] Sources sourcesOf(const Activity& activity, Kind kind);
// The same, with the first line of a note from an activity whose HTML was read before.
[[nodiscard]] Sources sourcesOf(const Activity& activity, Kind kind, const Activity& readable);
[[nodiscard]] constexpr bool hasContent(quint64 source)
{
    return (source & 1U) != 0;
}

// The contact that a task stands on.
struct TaskContact
{
    HubSpotId contact;
    HubSpotId owner;
    SalesforceId who;
    bool operator==(const TaskContact&) const = default;
};

// A value and what led to it. JSON null: the field stays empty.
struct FieldValue
{
    QJsonValue value = QJsonValue::Null;
    Why why;
    bool operator==(const FieldValue&) const = default;
};

// One activity on its way to one contact. References outlive the object.
class TaskMapping final
{
public:
    TaskMapping(const Activity& activity, Kind kind, TaskContact contact,
        const Circumstances& circumstances);

    Sources sources() const; // those of the activity and kind

    // By today's settings. The error is the reason for which the whole record is blocked.
    tl::expected<FieldValue, Reason> valueOf(TaskField field);

    const Activity& activity() const { return m_activity; }
    Kind kind() const { return m_kind; }
    const Circumstances& circumstances() const { return m_circumstances; }

private:
    tl::expected<FieldValue, Reason> status() const;
    tl::expected<FieldValue, Reason> priority() const;
    tl::expected<FieldValue, Reason> type() const;
    FieldValue subject();
    FieldValue description();
    FieldValue activityDate() const;
    FieldValue subtype() const;
    FieldValue callValue(TaskField field) const;
    const Fitted& fittedSubject();
    const Activity& readable() const { return m_read ? *m_read : m_activity; }

    const Activity& m_activity;
    Kind m_kind;
    TaskContact m_contact;
    const Circumstances& m_circumstances;
    const KindSettings& m_settings;
    std::optional<Activity> m_read; // a note whose HTML was read, which costs most of it all
    std::optional<Fitted> m_subject; // made once: a note's first line is read out of its HTML
};

// The task fields that a kind has, in the order in which the rules give them values.
[[nodiscard]] std::vector<TaskField> fieldsOf(Kind kind);

// Fields whose absence would make a wrong task: not being allowed to write them blocks the record.
// Others are left out.
[[nodiscard]] bool isRequired(TaskField field);

// The zone of ActivityDate and of times in texts: the setting, else the account's.
[[nodiscard]] const QString& zoneOf(const Circumstances& circumstances);

// Everything that a new task gets. If `blocked`, the why-chain ends with what must be mended.
struct NewTask
{
    TaskFields fields;
    Base base;
    Why why;
    bool blocked = false;
    bool operator==(const NewTask&) const = default;
};
[[nodiscard]] NewTask newTask(TaskMapping& mapping);

} // namespace core
