// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/time.h"

#include <QString>
#include <QStringList>

#include <vector>

// Who works on both sides and what the two accounts look like: read rarely, cached up to 24 h.
namespace core {

struct Owner // HubSpot
{
    HubSpotId id;
    EmailHash email; // empty for queues
    bool archived = false;
    bool operator==(const Owner&) const = default;
};

struct User // Salesforce
{
    SalesforceId id;
    EmailHash email; // in a sandbox org hashed without a trailing ".invalid" (R1.6)
    bool active = false;
    bool standard = false; // UserType = Standard
    bool operator==(const User&) const = default;
};

struct HubSpotAccount
{
    QString portalId;
    QString accountType; // STANDARD, SANDBOX, DEVELOPER_TEST, APP_DEVELOPER
    QString timeZone; // IANA id, "Europe/Oslo"
    QString uiDomain; // "app-eu1.hubspot.com": host of links to records
    bool operator==(const HubSpotAccount&) const = default;
};

struct SalesforceIdentity
{
    SalesforceId organization;
    SalesforceId user; // the integration user
    bool sandbox = false;
    bool operator==(const SalesforceIdentity&) const = default;
};

struct TaskStatus
{
    QString value;
    bool closed = false;
    bool isDefault = false;
    int sortOrder = 0;
    bool operator==(const TaskStatus&) const = default;
};

// R1.10: state of HubSpot_Engagement_Id__c as describe shows it.
struct KeyField
{
    bool visible = false; // present and readable for this user
    bool unique = false;
    bool externalId = false;
    bool writable = false; // createable and updateable
    bool usable() const { return visible && unique && externalId && writable; }
    bool operator==(const KeyField&) const = default;
};

// What the org allows in a Task, from describe and TaskStatus.
struct OrgDescription
{
    std::vector<TaskStatus> statuses;
    QStringList priorities;
    QString defaultPriority;
    QStringList types; // Task.Type, active values
    QStringList subtypes; // Task.TaskSubtype
    QStringList callTypes;
    QStringList createable; // API names of the Task fields that may be set on create
    QStringList updateable;
    int subjectLength = 255;
    int descriptionLength = 32000;
    KeyField keyField;
    bool sharedActivities = false;
    bool operator==(const OrgDescription&) const = default;
};

} // namespace core
