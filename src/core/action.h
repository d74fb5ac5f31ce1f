// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activity.h"
#include "core/contact.h"
#include "core/link.h"
#include "core/reason.h"
#include "core/task.h"

#include <QByteArray>
#include <QString>

#include <variant>
#include <vector>

namespace core {

// Create a task by upsert under the action's key.
struct CreateTask
{
    TaskFields fields;
    Base base;
    HubSpotId contact;
    SalesforceId who;
    bool operator==(const CreateTask&) const = default;
};

// Write the named fields of a known task (updateOnly: never creates).
struct UpdateTask
{
    SalesforceId task;
    TaskFields fields;
    Base base; // of all fields after the write
    bool operator==(const UpdateTask&) const = default;
};

// A task that already carries the key but is not linked here: link it, write nothing (R5.4, G13).
struct Adopt
{
    SalesforceId task;
    Base base;
    HubSpotId contact;
    SalesforceId who;
    bool operator==(const Adopt&) const = default;
};

// Nothing to write, but the base or the known version moved on.
struct RefreshBase
{
    Base base;
    bool operator==(const RefreshBase&) const = default;
};

struct DeleteTask
{
    SalesforceId task;
    bool operator==(const DeleteTask&) const = default;
};

// The task is gone for good on positive proof: keep a tombstone.
struct Unlink
{
    Link::State state = Link::State::TaskGone;
    SalesforceId task = {}; // the one that is gone, where the pair was not known before
    bool operator==(const Unlink&) const = default;
};

// Not now: goes over when its contact is synced (R1.4). Only kind, id, contact and time are kept.
struct Wait
{
    HubSpotId contact;
    bool operator==(const Wait&) const = default;
};

// Not at all, by rule; the why-chain ends with the reason.
struct Exclude
{
    bool operator==(const Exclude&) const = default;
};

// By the rules it should go, but something must be mended first; the why-chain ends with what.
// Becomes an error entry.
struct Block
{
    bool operator==(const Block&) const = default;
};

// Both sides changed the same field; `losing` is kept in the log (R2.4). With rule `ask` nothing is
// written.
struct RaiseConflict
{
    SalesforceId task;
    TaskField field = TaskField::Subject;
    bool hubSpotWins = false;
    bool undecided = false; // rule ask
    bool operator==(const RaiseConflict&) const = default;
};

struct NoAction
{
    bool operator==(const NoAction&) const = default;
};

using ActionBody = std::variant<CreateTask, UpdateTask, Adopt, RefreshBase, DeleteTask, Unlink,
    Wait, Exclude, Block, RaiseConflict, NoAction>;

// One row of a plan.
struct Action
{
    Key key;
    Kind kind = Kind::Task;
    HubSpotId activity;
    Instant activityVersion; // hs_lastmodifieddate that was decided on
    Instant taskVersion; // SystemModstamp that was decided on; epoch if there is no task
    Instant time; // the time that counts (R1.4)
    ActionBody body;
    Why why;
    bool operator==(const Action&) const = default;
};

// Stable names of bodies for rows, logs and JSON: "createTask", "updateTask", "adopt",
// "refreshBase", "deleteTask", "unlink", "wait", "exclude", "block", "raiseConflict", "nothing".
[[nodiscard]] QString actionName(const ActionBody& body);

// True for bodies that write to Salesforce.
[[nodiscard]] bool writes(const ActionBody& body);

// SHA-256 over what the row will do: kind of action, key and canonical payload. Neither run ids nor
// times of the run.
[[nodiscard]] QByteArray rowHash(const Action& action);

} // namespace core
