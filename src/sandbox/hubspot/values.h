// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/time.h"

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

// Values of the fake portal as tests and the generator write them.
namespace sandbox::hubspot {

// The objects of which the portal holds records.
enum class Object { Contacts, Tasks, Calls, Meetings, Notes, Emails };
inline constexpr std::array activityObjects{
    Object::Tasks, Object::Calls, Object::Meetings, Object::Notes, Object::Emails};

// Property name to value. Values are HubSpot's strings: "true", epoch milliseconds or ISO-8601 for
// times, "" for empty.
using Properties = QMap<QString, QString>;

struct Account
{
    std::int64_t portalId = 146425426;
    QString accountType = QStringLiteral("STANDARD");
    QString timeZone = QStringLiteral("Europe/Oslo");
    QString currency = QStringLiteral("NOK");
    QString uiDomain = QStringLiteral("app-eu1.hubspot.com");
    QString hostingLocation = QStringLiteral("eu1");

    bool operator==(const Account&) const = default;
};

struct Owner
{
    QString id; // given by the portal when empty
    std::int64_t userId = 0; // given by the portal when 0
    QString email;
    QString firstName;
    QString lastName;
    QString type = QStringLiteral("PERSON"); // or QUEUE, which has no email
    bool archived = false;

    bool operator==(const Owner&) const = default;
};

// A record as a test reads it back.
struct Snapshot
{
    QString id;
    Properties properties; // only those that have a value
    Instant createdAt;
    Instant updatedAt;
    std::optional<Instant> archivedAt;
    QStringList contacts; // ids of the contacts an activity is associated with, ascending

    bool operator==(const Snapshot&) const = default;
};

// When a generated or imported record came to be. Tests usually leave both empty: now.
struct Stamps
{
    std::optional<Instant> createdAt;
    std::optional<Instant> updatedAt; // createdAt when empty
};

} // namespace sandbox::hubspot
