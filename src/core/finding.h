// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace core {

// One thing that `check` looked at. The words layer says what it means and how to mend it.
struct Finding
{
    enum class Severity { Good, Note, Warning, Error };
    enum class What {
        HubSpotConnected, // portal id, account type, time zone
        SalesforceConnected, // org id, "production" | "sandbox"
        HubSpotReadable, // object name
        HubSpotForbidden, // object name, missing scopes
        KeyFieldGood,
        KeyFieldMissing,
        KeyFieldNotUnique,
        KeyFieldReadOnly,
        TypeNotInOrg, // kind's settings name, type
        NoClosedStatus,
        FieldHidden, // API name: left out of tasks
        FieldRequired, // API name: without it nothing can be written
        OwnersMapped, // mapped, all active owners
        SharedActivitiesOn,
        OtherLogger, // HubSpot's own Salesforce integration is or was installed
        NothingOn, // no kind is switched on
    };
    Severity severity = Severity::Good;
    What what = What::HubSpotConnected;
    QStringList args;
    bool operator==(const Finding&) const = default;
};

} // namespace core
