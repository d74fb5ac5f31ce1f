// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/action.h"
#include "core/directory.h"
#include "core/settings.h"

#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

namespace core {

// HubSpot owners to Salesforce users, made once per run (R1.6).
class OwnerMapping final
{
public:
    OwnerMapping(const std::vector<Owner>& owners, const std::vector<core::User>& users,
        const std::map<QString, QString>& overrides);

    struct User
    {
        SalesforceId id;
        bool byOverride = false;
        bool operator==(const User&) const = default;
    };
    // The active Salesforce user of a HubSpot owner: override first, else the email equals that of
    // exactly one active standard user. Nothing otherwise, also for an override that names an
    // unknown or inactive user.
    std::optional<User> userOf(const HubSpotId& owner) const;

private:
    std::unordered_map<HubSpotId, User> m_users;
};

// What is the same for all activities of a run. References outlive the run.
struct Circumstances
{
    const Settings& settings;
    const HubSpotAccount& account;
    const OrgDescription& org;
    const OwnerMapping& owners;
    SalesforceId integrationUser;
    Instant now; // server time, for nothing but display lines; rules never compare with it
};

// One activity and everything known about it.
struct Case
{
    Activity activity;
    std::vector<KnownContact> contacts; // associated in HubSpot, any order, without duplicates
    std::optional<Link> link; // known pair
    std::optional<Task> task; // of the pair, or one that carries the key, as just read (if it was)
    // When the HubSpot values behind a task field last changed, where the property history was read
    // (R2.4, newest). A field that is not named counts as changed at Activity::modified.
    std::map<TaskField, Instant> sourceChanged = {};
};

// True if deciding this case needs its task to be read first (a linked activity whose sources
// changed).
[[nodiscard]] bool needsTask(const Case& c, const Circumstances& circumstances);

// The fields that both sides changed and that HubSpot would win by rule "newest" (R2.4): whether it
// does depends on their Case::sourceChanged, which is worth reading. Costs a decision; nothing for
// cases whose task was not read.
[[nodiscard]] std::vector<TaskField> contestedFields(
    const Case& c, const Circumstances& circumstances);

// The whole of section 1 of product.md for one activity: what to do and why. Never empty: the
// conflicts that were found, if any, then one action. A task that carries the key without a pair is
// adopted before any time frame is asked (G13); if HubSpot has newer values than such a task, the
// Adopt (whose activityVersion is then the epoch: not yet decided on) is followed by an UpdateTask.
[[nodiscard]] std::vector<Action> decide(const Case& c, const Circumstances& circumstances);

// R1.10.
[[nodiscard]] Key keyOf(const QString& portalId, Kind kind, const HubSpotId& id);
[[nodiscard]] QString keyPrefix(const QString& portalId); // "hs:<portal>:"

} // namespace core
