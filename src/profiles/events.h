// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activity.h"
#include "core/task.h"
#include "engine/syncrun.h"
#include "profiles/commands.h"

namespace profiles {

// What the engine's thread tells (Host::happened).

struct Opened
{
    QString profile;
    QString database; // path, for store::Desk
    bool isDemo = false;
    core::Settings settings;
};

struct OpeningFailed
{
    core::Error error;
};

struct LookedAround
{
    core::HubSpotAccount account;
    core::SalesforceIdentity identity;
    core::OrgDescription org;
};

enum class Job { LookingAround, Planning, Syncing, Saving, CreatingKeyField };

struct JobBegan
{
    Job job = Job::LookingAround;
};

// Every JobBegan is followed by one of these; what the job brought is told before it.
struct JobEnded
{
    Job job = Job::LookingAround;
    std::optional<core::Error> error; // why it came to nothing, or not to its end
};

struct PlanMade
{
    engine::SyncResult result;
    MakePlan asked;
};

struct Synced
{
    engine::SyncResult result;
};

struct SettingsSaved
{
    core::Settings settings;
};

struct RowsRead
{
    std::vector<engine::PlannedAction> rows;
};

struct RowShown
{
    engine::PlannedAction row;
    std::optional<core::Activity> activity; // nothing: gone, or HubSpot could not be asked
    std::optional<core::Task> task; // nothing: none yet, gone, or Salesforce could not be asked
    std::optional<core::Error> error; // why a side is missing
};

using Event = std::variant<engine::Event, Opened, OpeningFailed, LookedAround, JobBegan, JobEnded,
    PlanMade, Synced, SettingsSaved, RowsRead, RowShown>;

} // namespace profiles
