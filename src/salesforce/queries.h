// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "salesforce/client.h"
#include "salesforce/soql.h"

#include <vector>

// The questions that ActivityBridge asks, as SELECTs. Lists of ids, addresses and keys are cut so
// that no URL reaches Salesforce's limit of 16,384 bytes (Salesforce contract 4.1).
namespace salesforce {

inline constexpr QLatin1String keyFieldName("HubSpot_Engagement_Id__c");
inline constexpr QLatin1String permissionSetName("HubSpot_Sync");

// The longest encoded SOQL that is made; what is left of 16,384 is for path and host.
inline constexpr int soqlBytesMax = 16'000;
// No address of a record is longer (RFC 5321; Salesforce itself keeps 80 characters). Longer ones
// are not asked for.
inline constexpr int addressLengthMax = 254;

// What a task is read with: never a field that this user may not see (Salesforce contract 2.1).
struct TaskShape
{
    std::vector<core::TaskField> fields;
    bool withKey = false;
    QStringList names() const; // fields, key, Id, stamps and flags
    bool operator==(const TaskShape&) const = default;
};
[[nodiscard]] TaskShape shapeOf(const core::OrgDescription& org);

// Contacts and leads by id and by address, doubles left out, in this order.
[[nodiscard]] std::vector<Select> peopleQueries(const PeopleQuery& wanted);

// Contacts and leads above the keysets, ascending by (SystemModstamp, Id).
[[nodiscard]] Select changedContacts(const Keyset& above);
[[nodiscard]] Select changedLeads(const Keyset& above);

[[nodiscard]] std::vector<Select> taskQueries(
    const std::vector<core::Key>& keys, const TaskShape& shape);
// `createdSince`: only tasks that were made from then on.
[[nodiscard]] Select keyedTaskPage(const QString& prefix, const core::SalesforceId& after,
    const TaskShape& shape, std::optional<core::Instant> createdSince = {});

[[nodiscard]] Select taskStatuses();
// Users that a task can be assigned to: staff and partners. A community's customers, hundreds of
// thousands in some orgs, cannot own one.
[[nodiscard]] Select assignableUsers();
[[nodiscard]] Select organization();
[[nodiscard]] Select permissionSet();

} // namespace salesforce
