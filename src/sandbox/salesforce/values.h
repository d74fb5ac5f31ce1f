// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/time.h"

#include <QDate>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

// Values of the fake org's editing face: what tests, the generator and the admin endpoint say to
// it.
namespace sandbox::salesforce {

using Id = QString; // of a record: 18 characters, the last three are the case-safe suffix
using Fields = QJsonObject; // field names of the API with values as the API writes them in JSON
enum class Actor { User, Seed }; // who edits: stands in the change log as "user" or "seed"

struct User
{
    QString name;
    QString email; // not unique
    QString username; // unique; made from the email if empty
    QString federationId;
    bool isActive = true;
    QString userType
        = QStringLiteral("Standard"); // "Standard", "Guest", "CsnOnly", "PowerPartner", ...

    bool operator==(const User&) const = default;
};

struct Account
{
    QString name;
    Id ownerId; // empty: the user of the default token

    bool operator==(const Account&) const = default;
};

struct Contact
{
    QString firstName;
    QString lastName;
    QString email;
    Id accountId; // empty: none
    Id ownerId; // empty: the user of the default token
    std::optional<Instant> createdDate; // none: now

    bool operator==(const Contact&) const = default;
};

struct Lead
{
    QString firstName;
    QString lastName;
    QString company;
    QString email;
    Id ownerId; // empty: the user of the default token
    std::optional<Instant> createdDate; // none: now

    bool operator==(const Lead&) const = default;
};

// One row of the org's Task table, for oracles. Times have whole seconds, as Salesforce keeps them.
struct Task
{
    Id id;
    QString key; // HubSpot_Engagement_Id__c; empty: none
    QString subject;
    QString status;
    QString priority;
    QString type;
    QString subtype;
    QDate activityDate; // invalid: none
    QString description;
    Id whoId;
    Id whatId;
    Id ownerId;
    QString callType;
    QString callDisposition;
    std::optional<int> callSeconds;
    bool isClosed = false;
    bool isDeleted = false;
    bool isArchived = false;
    Id createdById;
    Id lastModifiedById;
    Instant createdDate;
    Instant lastModifiedDate;
    Instant systemModstamp;
    std::optional<Instant> completedDateTime;

    bool operator==(const Task&) const = default;
};

// One error of one record, as it stands in the answer of a collection.
struct RecordError
{
    QString statusCode;
    QString message;
    QStringList fields;

    bool operator==(const RecordError&) const = default;
};

// What became of one record.
struct Outcome
{
    Id id; // empty if nothing was written
    bool created = false;
    std::vector<RecordError> errors;

    bool ok() const { return errors.empty(); }
    bool operator==(const Outcome&) const = default;
};

} // namespace sandbox::salesforce
