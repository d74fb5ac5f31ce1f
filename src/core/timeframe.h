// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activity.h"
#include "core/settings.h"

#include <QString>

#include <optional>

// R1.4: which time of an activity counts, from when its kind goes over, and which moment gives its
// task the date.
namespace core {

// A moment and the HubSpot property that it came from.
struct Dated
{
    std::optional<Instant> moment;
    QString property;
    bool operator==(const Dated&) const = default;
};

// The time that counts: creation for tasks and meetings, the earlier of creation and the activity's
// own time for notes, calls and emails. Never without a moment.
[[nodiscard]] Dated timeThatCounts(const Activity& activity, Kind kind);

// The moment whose day becomes ActivityDate: due date (nothing if the task has none), start of a
// meeting, time of the event. Events always have one: without a time of their own it is their
// creation.
[[nodiscard]] Dated dateOf(const Activity& activity, Kind kind);

// From when on the activities of a kind go over, that moment included.
struct TimeFrame
{
    std::optional<Instant> from; // nothing: the kind was never switched on, nothing goes
    bool backFill = false; // startAt is set: contacts may become synced later
    bool operator==(const TimeFrame&) const = default;
};
[[nodiscard]] TimeFrame timeFrameOf(const KindSettings& settings);
[[nodiscard]] bool isWithin(const TimeFrame& frame, Instant time);

} // namespace core
