// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/findings.h"

#include "words/tr.h"

namespace words {

FindingText text(const core::Finding& finding)
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
    }
    return {};
}

} // namespace words
