// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/kind.h"
#include "core/task.h"
#include "core/time.h"

#include <map>

namespace core {

// What both sides last agreed on for one task field.
struct BaseField
{
    quint64 source
        = 0; // hash of the HubSpot values that feed the field (settings do not count, R1.12)
    quint64 written
        = 0; // writtenHash() of the value that HubSpot stands for: what was written, or lost
    bool operator==(const BaseField&) const = default;
};
using Base = std::map<TaskField, BaseField>;

// A pair of one activity and one task, for ever: a deleted side makes it a tombstone, never absent.
struct Link
{
    enum class State {
        Live,
        TaskGone, // deleted in Salesforce on positive proof: never recreated
        ActivityGone, // archived in HubSpot
    };
    Key key;
    Kind kind = Kind::Task;
    HubSpotId activity; // the id part as HubSpot has it
    SalesforceId task;
    HubSpotId contact; // chosen by R1.5, once
    SalesforceId who;
    Instant activityVersion; // Activity::modified that the base was made from
    Instant taskVersion; // Task::modstamp when last read or written
    State state = State::Live;
    Base base;
    bool operator==(const Link&) const = default;
};

} // namespace core
