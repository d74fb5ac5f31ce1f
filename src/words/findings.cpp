// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/findings.h"

#include "core/reason.h"
#include "words/reasons.h"
#include "words/tr.h"

#include <QLocale>

namespace words {

namespace {

FindingText setUpText(const core::Finding& finding)
{
    using What = core::Finding::What;
    const QString first = finding.args.value(0);
    const QString second = finding.args.value(1);
    switch (finding.what) {
    case What::HubSpotConnected:
        return {
            tr("HubSpot account %1 (%2), time zone %3.").arg(first, second, finding.args.value(2)),
            {}};
    case What::SalesforceConnected:
        return {tr("Salesforce org %1 (%2).").arg(first, second), {}};
    case What::HubSpotReadable:
        return {tr("HubSpot %1 can be read.").arg(first), {}};
    case What::HubSpotForbidden:
        return {tr("HubSpot %1 cannot be read: %2.").arg(first, second),
            tr("Add the missing scope to the service key or app, then connect again.")};
    case What::KeyFieldGood:
        return {tr("The key field HubSpot_Engagement_Id__c is unique and writable."), {}};
    case What::KeyFieldMissing:
        return {tr("The key field HubSpot_Engagement_Id__c is missing on Activity, or this user "
                   "may not see it."),
            tr("Run `activitybridgectl setup salesforce`. By hand: Setup, Object Manager, "
               "Activity, Fields, New: "
               "Text(64), unique, external id, case-insensitive; then give read and edit on Task "
               "and Event.")};
    case What::KeyFieldNotUnique:
        return {tr("The key field HubSpot_Engagement_Id__c is not a unique external id."),
            tr("Edit the field on Activity in Salesforce Setup: tick \"Unique\" and \"External "
               "ID\".")};
    case What::KeyFieldReadOnly:
        return {tr("This user may not write the key field HubSpot_Engagement_Id__c."),
            tr("Run `activitybridgectl setup salesforce`, or give edit access to the field on "
               "Task.")};
    case What::TypeNotInOrg:
        return {tr("The task type \"%2\" of %1 is not in the org.").arg(first, second),
            tr("Choose another: `activitybridgectl settings set toSalesforce.%1.taskType VALUE`.")
                .arg(first)};
    case What::NoClosedStatus:
        return {tr("No task status of this org counts as closed."),
            tr("Mark one as closed in Salesforce Setup, Task Status.")};
    case What::FieldHidden:
        return {tr("This user may not write %1 on Task; tasks go without it.").arg(first), {}};
    case What::FieldRequired:
        return {tr("This user may not write %1 on Task; nothing can be written.").arg(first),
            tr("Give the user edit access to the field.")};
    case What::OwnersMapped:
        return {tr("%1 of %2 HubSpot owners have an active Salesforce user; the others' tasks go "
                   "to the contact's "
                   "owner or the user of the connection.")
                    .arg(first, second),
            {}};
    case What::SharedActivitiesOn:
        return {tr("Shared Activities is on; tasks go to one contact all the same."), {}};
    case What::OtherLogger:
        return {tr("HubSpot's own Salesforce integration is or was installed in this account."),
            tr("If its activity sync is still on, switch it off for the same kinds: two loggers "
               "double every task.")};
    case What::NothingOn:
        return {tr("No kind of activity is switched on."),
            tr("Switch one on: `activitybridgectl settings set toSalesforce.tasks.on true`.")};
    default:
        return {};
    }
}

QString bytesText(const QString& bytes)
{
    return QLocale().formattedDataSize(bytes.toLongLong());
}

FindingText storeText(const core::Finding& finding)
{
    using What = core::Finding::What;
    const QString first = finding.args.value(0);
    const QString second = finding.args.value(1);
    switch (finding.what) {
    case What::StoreMissing:
        return {tr("There is no local database yet (%1).").arg(first),
            tr("The first `activitybridgectl sync` makes one; tasks that are in Salesforce already "
               "are found by their keys.")};
    case What::StoreSound:
        return {tr("The local database is sound: every page was read (schema %1, %2).")
                    .arg(first, bytesText(second)),
            {}};
    case What::StoreDamaged:
        return {tr("The local database is damaged: %1.").arg(first),
            tr("Nothing is lost in HubSpot or Salesforce. Run `activitybridgectl rebuild`: it "
               "moves "
               "the file aside and finds the pairs again by their keys.")};
    case What::StoreNewer:
        return {tr("A newer version of ActivityBridge wrote the local database: %1.").arg(first),
            tr("Use that version or a newer one. To go back for good: `activitybridgectl "
               "rebuild`.")};
    case What::StoreUnreadable:
        return {tr("The local database cannot be read: %1.").arg(first),
            tr("Check the permissions of the profile folder and the disk, then run this again.")};
    case What::StoreOlder:
        return {tr("The local database is an older copy than the one that ran last."),
            tr("Nothing has to be done: the next sync first notes every task that carries a key, "
               "so nothing is doubled. Look at the settings, they are as old as the copy.")};
    case What::StoresSetAside:
        return {tr("%1 databases that `rebuild` moved aside lie in %2.").arg(first, second),
            tr("Remove them when nobody wants to look at them any more.")};
    case What::HeldNow:
        return {tr("A run is under way: process %1 on %2.").arg(first, second), {}};
    case What::HolderSilent:
        return {tr("Process %1 on %2 holds the profile and showed no sign of life for %3 seconds; "
                   "it may be stopped (Ctrl-Z).")
                    .arg(first, second, finding.args.value(2)),
            tr("Let it go on (`kill -CONT %1`) or end it (`kill %1`). Left as it is, the next sync "
               "waits 10 seconds and then takes over.")
                .arg(first)};
    default:
        return {};
    }
}

FindingText folderText(const core::Finding& finding)
{
    using What = core::Finding::What;
    const QString first = finding.args.value(0);
    switch (finding.what) {
    case What::SettingsCopied:
        return {tr("The settings have their copy beside the database (%1).").arg(first), {}};
    case What::SettingsNotCopied:
        return {tr("The settings have no copy beside the database (%1).").arg(first),
            tr("The next sync makes one.")};
    case What::SettingsCopyDiffers:
        return {tr("The copy of the settings (%1) is not what the database has; the database "
                   "counts.")
                    .arg(first),
            tr("To use the copy: `activitybridgectl settings import %1`. To renew it, change any "
               "setting.")
                .arg(first)};
    case What::SettingsUnreadable:
        return {tr("The settings cannot be read: %1.").arg(first),
            tr("Import a settings file: `activitybridgectl settings import FILE`.")};
    case What::OpenToOthers:
        return {tr("Other users of this machine may open %1 (mode %2).")
                    .arg(first, finding.args.value(1)),
            tr("Run `chmod go-rwx %1`.").arg(first)};
    case What::DiskFree:
        return {tr("%1 free on the disk of the profile.").arg(bytesText(first)), {}};
    case What::DiskLow:
        return {tr("Only %1 free on the disk of the profile.").arg(bytesText(first)),
            tr("Make room: a run whose promises cannot be stored stops before it writes to "
               "Salesforce.")};
    default:
        return {};
    }
}

// Codes of the program itself are reasons: "BLOCKED_42".
QString errorName(const QString& code)
{
    const QString blocked = QStringLiteral("BLOCKED_");
    if (!code.startsWith(blocked))
        return code;
    return shortReason(static_cast<core::ReasonCode>(code.mid(blocked.size()).toInt()));
}

FindingText memoryText(const core::Finding& finding)
{
    using What = core::Finding::What;
    const QString first = finding.args.value(0);
    const QString second = finding.args.value(1);
    switch (finding.what) {
    case What::CutOff:
        return {tr("The last run was cut off (killed, crash or power cut)."),
            tr("Run `activitybridgectl sync`: it looks up what became of its last writes first.")};
    case What::NeverFinished:
        return {tr("No sync came to its end yet."), tr("Run `activitybridgectl sync`.")};
    case What::FinishedLast:
        return {
            tr("The last sync that came to its end: %1, %2 minutes ago.").arg(first, second), {}};
    case What::StandsStill:
        return {tr("The sync stands still: the last one that came to its end was at %1, %2 minutes "
                   "ago.")
                    .arg(first, second),
            tr("Run `activitybridgectl sync` and read what it says; then look at what should start "
               "it (cron, systemd, `sync --watch`).")};
    case What::OutcomesOpen:
        return {tr("%1 writes were sent and their outcome is not known yet.").arg(first),
            tr("Run `activitybridgectl sync`: it looks them up by key; nothing is sent twice.")};
    case What::NothingOpen:
        return {tr("No write is open: every one that was sent has its outcome."), {}};
    case What::WaitingForContact:
        return {tr("%1 activities wait until their contact is in Salesforce.").arg(first),
            tr("They go over by themselves. `activitybridgectl waiting` lists them.")};
    case What::ExcludedFor:
        return {tr("%1 activities are excluded: %2.")
                    .arg(second, shortReason(static_cast<core::ReasonCode>(first.toInt()))),
            tr("`activitybridgectl excluded` lists them with the whole reason.")};
    case What::ErrorsOf:
        return {tr("%1 records failed and are tried again: %2.").arg(second, errorName(first)),
            tr("`activitybridgectl errors` has the service's own words.")};
    case What::ErrorsOnHold:
        return {tr("%1 records failed and wait for a person: %2.").arg(second, errorName(first)),
            tr("Mend what `activitybridgectl errors` names; they are decided anew when they "
               "change.")};
    case What::CursorAt:
        return {tr("HubSpot %1: read up to %2.").arg(first, second), {}};
    case What::CursorBehind:
        return {tr("HubSpot %1: read up to %2 only, although syncs came to their end since.")
                    .arg(first, second),
            tr("Run `activitybridgectl check`: a kind that is blocked is not read.")};
    default:
        return {};
    }
}

FindingText serviceText(const core::Finding& finding)
{
    using What = core::Finding::What;
    const QString first = finding.args.value(0);
    const QString second = finding.args.value(1);
    switch (finding.what) {
    case What::ConnectionMissing:
        return {tr("Not looked at, because there is no connection here: key field, clocks (%1).")
                    .arg(first),
            tr("Run `activitybridgectl connect`, or pass the ACTIVITYBRIDGE_ environment "
               "variables.")};
    case What::NotReachable:
        return {tr("Not looked at, because %1 gave no answer: %2.").arg(first, second),
            tr("Check the network; a sync goes on where it stopped once %1 is back.").arg(first)};
    case What::SignInRefused:
        return {tr("%1 does not accept the key or token: %2.").arg(first, second),
            tr("Connect again with `activitybridgectl connect`, using a key that is still valid.")};
    case What::AccountDiffers:
        return {tr("The connection is not the one of this profile: %1.").arg(first),
            tr("Use the profile of this account, or create a new one.")};
    case What::ClockAgrees:
        return {tr("This machine's clock and %1's agree (%2 s).").arg(first, second), {}};
    case What::ClockDiffers:
        return {tr("%1's clock is %2 seconds ahead of this machine's.").arg(first, second),
            tr("Set this machine's clock (`timedatectl set-ntp true`): times in lists and "
               "intervals "
               "are read from it.")};
    default:
        return {};
    }
}

FindingText rebuildText(const core::Finding& finding)
{
    using What = core::Finding::What;
    const QString first = finding.args.value(0);
    switch (finding.what) {
    case What::MovedAside:
        return {tr("The old database was moved to %1; nothing in it was changed.").arg(first), {}};
    case What::NothingToMove:
        return {tr("There was no database to move aside."), {}};
    case What::SettingsKept:
        return {tr("Kept: the settings."), {}};
    case What::SettingsFromCopy:
        return {tr("Kept: the settings, from their copy (%1).").arg(first),
            tr("Look at them: `activitybridgectl settings show`.")};
    case What::SettingsLost:
        return {tr("Lost: the settings; neither the old database nor a copy could be read."),
            tr("Import a settings file: `activitybridgectl settings import FILE`. Until then "
               "nothing is synced.")};
    case What::BindingKept:
        return {tr("Kept: this profile belongs to HubSpot account %1 and Salesforce org %2.")
                    .arg(first, finding.args.value(1)),
            {}};
    case What::BindingLost:
        return {tr("Not known any more: which accounts this profile belongs to."),
            tr("The next run binds it to the accounts that are connected then; `activitybridgectl "
               "check` names them.")};
    case What::TombstonesKept:
        return {tr("Kept: %1 tasks that were deleted in Salesforce; they are not made again.")
                    .arg(first),
            {}};
    case What::TombstonesCut:
        return {tr("Kept: %1 tasks that were deleted in Salesforce; the rest could not be read.")
                    .arg(first),
            tr("A task that is out of Salesforce's recycle bin may be made again: look at "
               "`activitybridgectl plan` before the next sync.")};
    case What::TombstonesLost:
        return {tr("Lost: which tasks were deleted in Salesforce, beyond its recycle bin."),
            tr("Such a task may be made again: look at `activitybridgectl plan` before the next "
               "sync.")};
    case What::HistoryLost:
        return {tr("Lost, and only to be seen in the old file: the log, the list of runs, values "
                   "that lost in a conflict. Made anew by the next sync: waiting, excluded, "
                   "errors."),
            {}};
    case What::PairsFound:
        return {tr("Found again by their keys: %1 tasks in Salesforce. The next sync links them to "
                   "their activities and creates none of them anew.")
                    .arg(first),
            {}};
    case What::PairsLater:
        return {tr("Salesforce was not asked for the tasks that carry a key: %1.").arg(first),
            tr("Nothing has to be done: the next sync asks before it writes.")};
    default:
        return {};
    }
}

} // namespace

FindingText text(const core::Finding& finding)
{
    for (const auto group :
        {&setUpText, &storeText, &folderText, &memoryText, &serviceText, &rebuildText}) {
        const FindingText found = group(finding);
        if (!found.what.isEmpty())
            return found;
    }
    return {};
}

} // namespace words
