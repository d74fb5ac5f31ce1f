// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/timeframe.h"

namespace core {

namespace {

Dated creation(const Activity& activity)
{
    return {activity.created, QStringLiteral("hs_createdate")};
}

Dated ownTime(const Activity& activity)
{
    return {activity.timestamp, QStringLiteral("hs_timestamp")};
}

} // namespace

Dated timeThatCounts(const Activity& activity, Kind kind)
{
    const bool createdOnly = kind == Kind::Task || kind == Kind::Meeting;
    if (createdOnly || !activity.timestamp || activity.created <= *activity.timestamp)
        return creation(activity);
    return ownTime(activity);
}

Dated dateOf(const Activity& activity, Kind kind)
{
    if (kind == Kind::Task)
        return ownTime(activity);
    if (const auto* meeting = std::get_if<MeetingDetails>(&activity.details)) {
        if (meeting->start)
            return {meeting->start, QStringLiteral("hs_meeting_start_time")};
    }
    return activity.timestamp ? ownTime(activity) : creation(activity);
}

TimeFrame timeFrameOf(const KindSettings& settings)
{
    if (settings.startAt)
        return {settings.startAt, true};
    return {settings.onSince, false};
}

bool isWithin(const TimeFrame& frame, Instant time)
{
    return frame.from && time >= *frame.from;
}

} // namespace core
