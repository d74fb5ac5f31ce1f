// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <vector>

namespace core {

// One step of a why-chain (R5.6): a code and its arguments, no words. The words layer makes the
// sentence. The comment behind each code lists the arguments. Values are stored: append only.
enum class ReasonCode {
    // what counts and when (R1.4)
    KindOn = 0, // kind, onSince
    TimeCounted = 1, // which property counted, its time
    BackFillFrom = 2, // startAt
    BeforeStart = 3, // time, start: excluded
    KindOff = 4, // kind: nothing is done
    // contact (R1.0, R1.5)
    OnlyContact = 10, // contact id
    NewestContact = 11, // contact id, its creation day, number of eligible contacts
    HighestIdOfDay = 12, // contact id, day, number of contacts of that day
    MatchedTo = 13, // contact id, Who id, "contact" | "lead"
    NoContact = 14, // excluded or waiting: no HubSpot contact associated
    ContactNotSynced
    = 15, // number of contacts: no Salesforce match (waits if back-fill, else excluded)
    ContactAmbiguous = 16, // contact id
    ContactNotSyncedThen = 17, // time of the activity, time the earliest contact became synced
    // owner (R1.6)
    OwnerOfActivity = 20, // HubSpot owner id, Salesforce user id, "override" | "email"
    OwnerOfContact = 21, // same
    IntegrationUser = 22, // user id
    OwnerNotMapped = 23, // HubSpot owner id, "activity" | "contact": next step
    // fields
    TypeChosen = 30, // value or empty
    StatusChosen = 31, // value
    DateChosen = 32, // day, zone, property
    SubjectCut = 33, // number of code points before
    BodyCut = 34, // number of characters before
    PriorityChosen = 35, // value
    FieldLeftOut
    = 36, // API name: the org does not let the integration user write it, or has no such value
    // changes (R1.12)
    NewActivity = 40,
    SourceChanged = 41, // API names of the task fields fed by the change, joined by ", "
    NothingChanged = 42,
    OnlyVersionChanged = 43,
    AlreadyInSalesforce = 44, // task id: adopted by key
    ChangedInSalesforce = 45, // API name of the field: conflict
    ConflictHubSpotWins = 46, // field, rule
    ConflictSalesforceWins = 47, // field, rule
    TaskDeleted = 48, // tombstone: not recreated
    ActivityDeleted = 49, // policy: "nothing" | "close" | "delete" | "mark"
    ConflictUndecided = 50, // field: rule "ask", nothing is written
    SameOnBothSides = 51, // field: Salesforce already has the new value
    // excluded or blocked
    NotASendOrReply = 60, // direction, status
    CameFromSalesforce = 61, // hs_object_source: written by an integration with Salesforce (R1.11)
    TypeNotInOrg = 62, // chosen type
    StatusNotMapped = 63, // HubSpot value, Salesforce value or empty
    PriorityNotMapped = 64,
    FieldNotWritable = 65, // API name
    Redacted = 66, // email whose content HubSpot does not show; API name of the field that is kept
    Filtered = 67, // filter
    ActivityUnreadable = 68, // which property, and what is wrong with it
};

struct Reason
{
    ReasonCode code = ReasonCode::NewActivity;
    QStringList args;
    bool operator==(const Reason&) const = default;
};

// In the order in which the rules were applied.
using Why = std::vector<Reason>;

} // namespace core
