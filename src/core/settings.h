// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/ids.h"
#include "core/kind.h"
#include "core/time.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <chrono>
#include <map>
#include <optional>
#include <vector>

// The settings file of product.md section 6: one value, read strictly, written in a stable order.
namespace core {

enum class OnHubSpotDelete { Nothing, Close, Delete, Mark };
enum class OnSalesforceDelete { Nothing, Archive, Mark };
enum class OnSalesforceChange { CreateAndUpdate, CreateOnly, UpdateOnly, Nothing };
enum class ConflictRule { Newest, HubSpot, Salesforce, Ask };
enum class RollUp { None, ContactDay, ContactEmail };

struct Filter
{
    QString field;
    QString op;
    QStringList values;
    bool operator==(const Filter&) const = default;
};

struct KindSettings
{
    bool on = false;
    std::optional<Instant> onSince;
    std::optional<Instant> startAt;
    QString taskType; // empty = -- No task type --
    QString subject; // template; empty = the kind's default (R1.7)
    bool body = true;
    OnHubSpotDelete onDelete = OnHubSpotDelete::Nothing;
    std::vector<Filter> filters;
    RollUp rollUp = RollUp::None;
    bool operator==(const KindSettings&) const = default;
};

struct SectionSettings
{
    bool on = false;
    std::optional<Instant> onSince;
    OnSalesforceChange onChange = OnSalesforceChange::CreateAndUpdate;
    OnSalesforceDelete onDelete = OnSalesforceDelete::Nothing;
    bool operator==(const SectionSettings&) const = default;
};

struct Settings
{
    static constexpr int schema = 1;

    std::map<Kind, KindSettings> toSalesforce; // absent = off with defaults
    std::map<QString, KindSettings> integrationEvents; // by event type
    std::map<QString, SectionSettings> toHubSpot; // "tasks", "emails", "calls", "meetings"
    std::map<QString, QString> ownerOverrides; // HubSpot owner id -> Salesforce user id
    std::map<QString, QString>
        taskStatusMap; // HubSpot value -> Salesforce value, over the defaults of R1.9
    std::map<QString, QString> taskPriorityMap;
    QString closedStatus; // empty = Completed, else first closed by sort order (R1.9)
    bool ownersOfMeetingsAndEmails = false; // option of R1.6 (a)
    ConflictRule conflicts = ConflictRule::Newest;
    QString timeZone; // IANA id; empty = the account's ("account" in the file)
    std::chrono::minutes every{15};
    int salesforceCallsPerDay = 5000;
    int hubspotCallsPerDay = 50000;
    int retentionDays = 30;

    const KindSettings& of(Kind kind) const; // defaults if absent
    bool operator==(const Settings&) const = default;
};

// Strict: an unknown key, a key that stands twice, a wrong type, an unknown value, a bad time, a
// kind or option that this version cannot sync yet, or a subject template with an unknown variable
// is Error::Settings whose `what` is the key path, a colon, and what is wrong and allowed
// ("toSalesforce.tasks.taskTyp: unknown key; allowed: on, ..."). A missing key keeps its default.
// Older schemas are migrated, newer ones refused. Kinds and sections that equal the default are not
// in the maps. Keys beyond product.md 6: `closedStatus` (null = R1.9's choice),
// `assignedTo.ownersOfMeetingsAndEmails`. The ranges: every 5 to 1440 minutes, calls per day from
// 100, retention 1 to 3650 days; a file of at most 1 MiB.
[[nodiscard]] Result<Settings> parseSettings(const QByteArray& json);

// Stable order (that of product.md), one key per line, complete (every key of every known kind),
// ends with a line break.
[[nodiscard]] QByteArray writeSettings(const Settings& settings);

// `on: true` without onSince: the stored moment stays if the kind is already on, else `now`. Off
// and on again is a new moment (R1.4): what is off has none. Returns what to store, checked as
// parseSettings does. startAt in the future is Error::Settings.
[[nodiscard]] Result<Settings> applySettings(const Settings& stored, Settings wanted, Instant now);

// `settings set KEY VALUE`: KEY is a dotted path of the file ("toSalesforce.tasks.on"), VALUE is
// JSON or bare text. null removes an entry of overrides and value maps. To be followed by
// applySettings, which sets the moments.
[[nodiscard]] Result<Settings> setSetting(
    const Settings& stored, const QString& key, const QString& value);

} // namespace core
