// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/reasons.h"

#include "words/tr.h"

namespace words {

namespace {

// `full` with %1 … for the arguments of the code in core/reason.h; `brief` for lists.
struct Wording
{
    QString full;
    QString brief;
};

using enum core::ReasonCode;
using Wordings = QHash<core::ReasonCode, Wording>;

Wordings timeAndContact()
{
    return {
        {KindOn, {tr("The kind is on since %2."), tr("Kind is on")}},
        {KindOff, {tr("The kind is off."), tr("Kind is off")}},
        {TimeCounted, {tr("The time that counts is %1: %2."), tr("Time that counts")}},
        {BackFillFrom, {tr("Back-fill: everything from %1 on goes over."), tr("Back-fill")}},
        {BeforeStart, {tr("Not synced: %1 is before the start %2."), tr("Before the start")}},
        {OnlyContact, {tr("Goes to its only synced contact, %1."), tr("Only synced contact")}},
        {NewestContact,
            {tr("Goes to the contact created last of %3 synced ones: %1, created %2."),
                tr("Newest contact")}},
        {HighestIdOfDay,
            {tr("%3 contacts were created on %2; the highest id decides: %1."),
                tr("Highest id of that day")}},
        {MatchedTo, {tr("Contact %1 is the Salesforce %3 %2."), tr("Matched")}},
        {NoContact, {tr("No HubSpot contact is associated with it."), tr("No contact associated")}},
        {ContactNotSynced,
            {tr("None of its %1 contact(s) has a match in Salesforce."),
                tr("Contact is not in Salesforce")}},
        {ContactAmbiguous,
            {tr("Contact %1 fits several Salesforce records, so none is chosen."),
                tr("Contact is ambiguous")}},
        {ContactNotSyncedThen,
            {tr("Not synced: at %1 its contact was not synced yet (only since %2)."),
                tr("Contact was not synced then")}},
    };
}

Wordings ownerAndFields()
{
    return {
        {OwnerOfActivity,
            {tr("Assigned to %2: the owner of the activity, %1 (by %3)."),
                tr("Owner of the activity")}},
        {OwnerOfContact,
            {tr("Assigned to %2: the owner of the contact, %1 (by %3)."),
                tr("Owner of the contact")}},
        {IntegrationUser,
            {tr("Assigned to %1, the user of the connection."), tr("User of the connection")}},
        {OwnerNotMapped,
            {tr("The %2's owner %1 is no active Salesforce user; next step."),
                tr("Owner is not mapped")}},
        {TypeChosen, {tr("Task type: %1."), tr("Task type")}},
        {StatusChosen, {tr("Status: %1."), tr("Status")}},
        {PriorityChosen, {tr("Priority: %1."), tr("Priority")}},
        {DateChosen, {tr("Due date %1: the day of %3 in %2."), tr("Due date")}},
        {SubjectCut,
            {tr("The subject has %1 characters and was cut; the full text is in the description."),
                tr("Subject cut")}},
        {BodyCut, {tr("The body has %1 characters and was cut."), tr("Body cut")}},
        {FieldLeftOut,
            {tr("%1 is left out: this org does not let the user write it."), tr("Field left out")}},
    };
}

Wordings changes()
{
    return {
        {NewActivity, {tr("New: no task carries its key yet."), tr("New")}},
        {SourceChanged, {tr("Changed in HubSpot: %1."), tr("Changed in HubSpot")}},
        {NothingChanged, {tr("Nothing changed."), tr("Nothing changed")}},
        {OnlyVersionChanged,
            {tr("Saved again in HubSpot, but nothing that the task shows changed."),
                tr("Nothing visible changed")}},
        {AlreadyInSalesforce,
            {tr("Task %1 already carries the key: it is adopted, nothing is written."),
                tr("Already in Salesforce")}},
        {ChangedInSalesforce,
            {tr("%1 was changed in Salesforce too."), tr("Changed in Salesforce")}},
        {ConflictHubSpotWins, {tr("%1: HubSpot wins (rule: %2)."), tr("Conflict: HubSpot wins")}},
        {ConflictSalesforceWins,
            {tr("%1: Salesforce wins (rule: %2)."), tr("Conflict: Salesforce wins")}},
        {ConflictUndecided, {tr("%1: waits for your decision."), tr("Conflict: undecided")}},
        {SameOnBothSides,
            {tr("%1: Salesforce already has the new value."), tr("Same on both sides")}},
        {TaskDeleted,
            {tr("Its task was deleted in Salesforce and is not made again."),
                tr("Task was deleted")}},
        {ActivityDeleted,
            {tr("Deleted in HubSpot; by the setting: %1."), tr("Deleted in HubSpot")}},
    };
}

Wordings exclusions()
{
    return {
        {NotASendOrReply,
            {tr("Not synced: an email of direction %1 and status \"%2\" is neither a send nor a "
                "reply."),
                tr("Neither a send nor a reply")}},
        {CameFromSalesforce,
            {tr("Not synced: HubSpot got it from Salesforce (%1)."), tr("Came from Salesforce")}},
        {TypeNotInOrg,
            {tr("The task type \"%1\" is not in the org any more: choose another in the settings."),
                tr("Task type is not in the org")}},
        {StatusNotMapped,
            {tr("The HubSpot status %1 has no status in Salesforce: add it under "
                "valueMaps.taskStatus."),
                tr("Status is not mapped")}},
        {PriorityNotMapped,
            {tr("The HubSpot priority %1 has no priority in Salesforce: add it under "
                "valueMaps.taskPriority."),
                tr("Priority is not mapped")}},
        {FieldNotWritable,
            {tr("The user may not write %1 on Task: give it edit access."),
                tr("Field is not writable")}},
        {Redacted,
            {tr("HubSpot does not show the content of this email to this key."),
                tr("Content is not visible")}},
        {ActivityUnreadable,
            {tr("HubSpot sent a value that cannot be understood (%1): correct it in HubSpot."),
                tr("Value cannot be understood")}},
        {Filtered, {tr("Left out by the filter %1."), tr("Filtered")}},
    };
}

Wording wordingOf(core::ReasonCode code)
{
    for (const Wordings& group : {timeAndContact(), ownerAndFields(), changes(), exclusions()}) {
        const auto it = group.constFind(code);
        if (it != group.constEnd())
            return *it;
    }
    const QString number = QString::number(static_cast<int>(code));
    return {tr("Reason %1.").arg(number), number};
}

// Fills %1 … %9 in one pass, so that an argument with a percent sign stays as it is.
QString filled(const QString& text, const QStringList& args, const Names& names)
{
    QString result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool place
            = text[i] == QLatin1Char('%') && i + 1 < text.size() && text[i + 1].isDigit();
        if (!place) {
            result += text[i];
            continue;
        }
        const qsizetype index = text[++i].digitValue() - 1;
        const QString arg = index >= 0 && index < args.size() ? args[index] : QString();
        result += arg.isEmpty() ? tr("(none)") : names.value(arg, arg);
    }
    return result;
}

} // namespace

QString sentence(const core::Reason& reason, const Names& names)
{
    return filled(wordingOf(reason.code).full, reason.args, names);
}

QString shortReason(core::ReasonCode code)
{
    return wordingOf(code).brief;
}

QString logLine(const QString& code, const QStringList& args)
{
    const QHash<QString, QString> lines{
        {QStringLiteral("created"), tr("Created task %1")},
        {QStringLiteral("updated"), tr("Updated task %1: %2")},
        {QStringLiteral("deleted"), tr("Deleted task %1")},
        {QStringLiteral("adopted"), tr("Adopted a task that already carried the key")},
        {QStringLiteral("metExisting"),
            tr("Met the existing task %1 under the same key and updated it")},
        {QStringLiteral("unlinked"),
            tr("The task is gone in Salesforce; it will not be made again")},
        {QStringLiteral("conflict"), tr("Conflict in %1")},
        {QStringLiteral("blocked"), tr("Blocked")},
        {QStringLiteral("failed"), tr("Salesforce refused: %1")},
        {QStringLiteral("anew"), tr("Will be decided anew: %1")},
        {QStringLiteral("settledConfirmed"), tr("Outcome looked up: it was carried out")},
        {QStringLiteral("settledAnew"), tr("Outcome looked up: not carried out, decided anew")},
    };
    if (code == QLatin1String("blocked") && !args.isEmpty())
        return tr("Blocked: %1")
            .arg(shortReason(static_cast<core::ReasonCode>(args.first().toInt())));
    return filled(lines.value(code, code), args, {});
}

} // namespace words
