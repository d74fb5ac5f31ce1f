// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

// What an admin can set in the fake org.
namespace sandbox::salesforce {

inline const QByteArray defaultToken = QByteArrayLiteral("sandbox-salesforce-token");
inline const QString keyFieldName = QStringLiteral("HubSpot_Engagement_Id__c");

// The custom field on Activity that upserts match by (Salesforce contract 2.4).
struct KeyField
{
    bool isPresent = true;
    bool isUnique = true;
    bool isExternalId = true;
    bool isVisible = true; // the administrator's profile may read and edit it
    int length = 64;

    bool operator==(const KeyField&) const = default;
};

// Every save of a Task whose Subject or Description contains `text` fails with
// FIELD_CUSTOM_VALIDATION_EXCEPTION.
struct ValidationRule
{
    QString text;
    QString message;

    bool operator==(const ValidationRule&) const = default;
};

// What the user of the connection may do in Setup.
struct SetupRights
{
    bool canCustomize = true; // create fields
    bool canManagePermissionSets = true;

    bool operator==(const SetupRights&) const = default;
};

} // namespace sandbox::salesforce
