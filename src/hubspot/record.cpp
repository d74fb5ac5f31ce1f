// SPDX-License-Identifier: GPL-3.0-or-later
#include "hubspot/record.h"

#include "net/isotime.h"

#include <algorithm>
#include <cmath>

namespace hubspot {
namespace {

constexpr qint64 epochMsMax = 253'402'300'799'999; // end of the year 9999, as far as ISO 8601 goes

constexpr qsizetype idDigitsMax = 20; // more than 64 bits hold

std::optional<core::Instant> epoch(const QString& text)
{
    bool ok = false;
    const qint64 milliseconds = text.toLongLong(&ok);
    if (!ok || std::abs(milliseconds) > epochMsMax)
        return std::nullopt;
    return core::Instant(std::chrono::milliseconds(milliseconds));
}

core::Instant instantOf(const net::JsonObject& properties, QStringView name, const QString& value)
{
    auto time = net::parseIsoTime(value);
    if (!time)
        time = epoch(value);
    if (!time)
        properties.fail(name, QStringLiteral("expected a time"));
    return time.value_or(core::Instant());
}

// HubSpot's numbers are decimal texts and may carry a fraction; whole milliseconds are kept.
std::optional<std::chrono::milliseconds> duration(
    const net::JsonObject& properties, QStringView name)
{
    const QString number = text(properties, name);
    if (number.isEmpty())
        return std::nullopt;
    bool ok = false;
    const double milliseconds = number.toDouble(&ok);
    if (!ok || !std::isfinite(milliseconds)) {
        properties.fail(name, QStringLiteral("expected a number of milliseconds"));
        return std::nullopt;
    }
    if (milliseconds < 0 || milliseconds > double(epochMsMax))
        return std::nullopt; // a number, but no length of a call
    return std::chrono::milliseconds(static_cast<std::int64_t>(milliseconds));
}

core::Details detailsOf(core::ActivityObject object, const net::JsonObject& properties)
{
    switch (object) {
    case core::ActivityObject::Tasks:
        return core::TaskDetails{text(properties, field::taskStatus),
            text(properties, field::taskPriority), text(properties, field::taskType)};
    case core::ActivityObject::Calls:
        return core::CallDetails{text(properties, field::callDirection),
            text(properties, field::callDisposition), text(properties, field::callStatus),
            duration(properties, field::callDuration)};
    case core::ActivityObject::Meetings:
        return core::MeetingDetails{moment(properties, field::meetingStart),
            moment(properties, field::meetingEnd), text(properties, field::meetingOutcome),
            text(properties, field::meetingLocation)};
    case core::ActivityObject::Notes:
        return core::NoteDetails{};
    case core::ActivityObject::Emails:
        return core::EmailDetails{text(properties, field::emailDirection),
            text(properties, field::emailStatus), text(properties, field::emailText)};
    }
    Q_UNREACHABLE();
}

} // namespace

core::HubSpotId recordId(const net::JsonObject& object, QStringView name)
{
    core::HubSpotId id{object.id(name)};
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    if (id.isEmpty() || id.value.size() > idDigitsMax || !std::ranges::all_of(id.value, isDigit))
        object.fail(name, QStringLiteral("expected an id of decimal digits"));
    return id;
}

QString text(const net::JsonObject& properties, QStringView name)
{
    return properties.optionalString(name).value_or(QString());
}

std::optional<core::Instant> moment(const net::JsonObject& properties, QStringView name)
{
    const QString value = text(properties, name);
    return value.isEmpty() ? std::nullopt : std::optional(instantOf(properties, name, value));
}

core::Instant requiredMoment(const net::JsonObject& properties, QStringView name)
{
    return instantOf(properties, name, properties.string(name));
}

core::Activity activityOf(core::ActivityObject object, const net::JsonObject& row)
{
    const net::JsonObject properties = row.object(u"properties");
    const ObjectFields& fields = fieldsOf(object);
    core::Activity activity;
    activity.object = object;
    activity.id = recordId(row, u"id");
    activity.created = requiredMoment(properties, field::created);
    activity.modified = requiredMoment(properties, field::modified);
    activity.timestamp = moment(properties, field::timestamp);
    activity.owner = {text(properties, field::owner)};
    if (!fields.title.isEmpty())
        activity.title = text(properties, fields.title);
    activity.bodyHtml = text(properties, fields.body);
    activity.source = text(properties, field::source);
    activity.sourceLabel = text(properties, field::sourceLabel);
    activity.archived = row.optionalBoolean(u"archived").value_or(false);
    activity.details = detailsOf(object, properties);
    return activity;
}

} // namespace hubspot
