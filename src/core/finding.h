// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace core {

// One thing that `check`, `doctor` or `rebuild` looked at or did. The words layer says what it
// means and how to mend it.
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
        // the database file
        StoreMissing, // path
        StoreSound, // schema, bytes
        StoreDamaged, // detail
        StoreNewer, // detail
        StoreUnreadable, // detail
        StoreOlder, // an older copy was put back
        StoresSetAside, // number, folder
        HeldNow, // process, host
        HolderSilent, // process, host, seconds since its last sign of life
        // the copy of the settings beside it
        SettingsCopied, // path
        SettingsNotCopied, // path
        SettingsCopyDiffers, // path
        SettingsUnreadable, // detail
        // the folder
        OpenToOthers, // path, mode
        DiskFree, // bytes
        DiskLow, // bytes
        // what the store remembers
        CutOff, // the newest run was killed
        NeverFinished,
        FinishedLast, // time, minutes since
        StandsStill, // time, minutes since
        OutcomesOpen, // number
        NothingOpen,
        WaitingForContact, // number
        ExcludedFor, // reason code, number
        ErrorsOf, // code, number
        ErrorsOnHold, // code, number: a person has to act
        CursorAt, // name, time
        CursorBehind, // name, time
        // the services, from here and now
        ConnectionMissing, // detail
        NotReachable, // service, detail
        SignInRefused, // service, detail
        AccountDiffers, // detail
        ClockAgrees, // service, seconds
        ClockDiffers, // service, seconds that its clock is ahead
        // what a rebuild did
        MovedAside, // folder
        NothingToMove,
        SettingsKept,
        SettingsFromCopy, // path
        SettingsLost,
        BindingKept, // portal, org
        BindingLost,
        TombstonesKept, // number
        TombstonesCut, // number: reading ended at a damage
        TombstonesLost,
        HistoryLost,
        PairsFound, // number
        PairsLater, // detail
    };
    Severity severity = Severity::Good;
    What what = What::HubSpotConnected;
    QStringList args;
    bool operator==(const Finding&) const = default;
};

} // namespace core
