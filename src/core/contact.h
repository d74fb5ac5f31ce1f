// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/time.h"

#include <QString>

#include <optional>
#include <variant>
#include <vector>

namespace core {

// A HubSpot contact as read.
struct Contact
{
    HubSpotId id;
    QString email;
    QString name; // first and last name, for display only
    HubSpotId owner;
    Instant created; // createdate
    Instant modified; // lastmodifieddate
    QString salesforceContactId; // as HubSpot holds it: may be stale, of another org, or not an id
                                 // at all
    QString salesforceLeadId;
    std::vector<HubSpotId> mergedIds; // hs_merged_object_ids

    bool operator==(const Contact&) const = default;
};

// A Salesforce contact or lead as read (deleted ones included).
struct Person
{
    SalesforceId id;
    bool isLead = false;
    QString email;
    QString name;
    Instant created; // CreatedDate
    bool deleted = false;
    SalesforceId masterRecord; // MasterRecordId of a merged record, else empty
    bool converted = false; // leads only
    SalesforceId convertedContact;
    SalesforceId account;

    bool operator==(const Person&) const = default;
};

// R1.0: the Who of a contact.
struct Synced
{
    SalesforceId who;
    bool isLead = false;
    Instant since; // the moment the contact became synced (R1.4)
    bool operator==(const Synced&) const = default;
};
struct NotSynced
{
    bool operator==(const NotSynced&) const = default;
};
struct Ambiguous // several contacts, or several leads without a contact, share the email
{
    bool operator==(const Ambiguous&) const = default;
};
using Match = std::variant<NotSynced, Ambiguous, Synced>;

// What the program remembers of a HubSpot contact: no text, the address only as a hash.
struct KnownContact
{
    HubSpotId id;
    Instant created;
    HubSpotId owner;
    EmailHash email;
    Match match;
    bool operator==(const KnownContact&) const = default;
};

} // namespace core
