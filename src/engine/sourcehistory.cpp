// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sourcehistory.h"

#include "hubspot/fields.h"

namespace engine {

namespace {

using core::TaskField;

struct Feed
{
    TaskField field;
    QStringView property;
};

// R1.7 to R1.9. A note has no title: its first line is. The description's first line names the
// activity's time.
std::vector<Feed> feedsOf(core::ActivityObject object)
{
    namespace name = hubspot::field;
    const hubspot::ObjectFields& fields = hubspot::fieldsOf(object);
    const bool isMeeting = object == core::ActivityObject::Meetings;
    std::vector<Feed> feeds{
        {TaskField::Subject, fields.title.isEmpty() ? fields.body : fields.title},
        {TaskField::Description, fields.body}, {TaskField::OwnerId, name::owner}};
    for (const TaskField field : {TaskField::ActivityDate, TaskField::Description}) {
        feeds.push_back({field, name::timestamp});
        if (isMeeting)
            feeds.push_back({field, name::meetingStart});
    }
    if (object == core::ActivityObject::Emails)
        feeds.push_back({TaskField::Description, name::emailText});
    if (object == core::ActivityObject::Tasks)
        feeds.insert(feeds.end(),
            {{TaskField::Status, name::taskStatus}, {TaskField::Priority, name::taskPriority}});
    if (object == core::ActivityObject::Calls)
        feeds.insert(feeds.end(),
            {{TaskField::CallType, name::callDirection},
                {TaskField::CallDisposition, name::callDisposition},
                {TaskField::CallDurationInSeconds, name::callDuration}});
    return feeds;
}

} // namespace

net::Task<core::Result<QHash<core::HubSpotId, std::map<core::TaskField, core::Instant>>>>
sourceHistory(const Services& services, core::ActivityObject object,
    std::vector<core::HubSpotId> activities, std::stop_token stop)
{
    using Found = QHash<core::HubSpotId, std::map<TaskField, core::Instant>>;
    const std::vector<Feed> feeds = feedsOf(object);
    QStringList properties;
    for (const Feed& feed : feeds) {
        if (!properties.contains(feed.property))
            properties.append(feed.property.toString());
    }
    auto changes
        = co_await services.hubspot.lastChanges(object, std::move(activities), properties, stop);
    if (!changes)
        co_return tl::unexpected(changes.error());
    Found found;
    for (auto record = changes->cbegin(); record != changes->cend(); ++record) {
        std::map<TaskField, core::Instant>& latest = found[record.key()];
        for (const Feed& feed : feeds) {
            const auto changed = record->constFind(feed.property.toString());
            if (changed == record->constEnd())
                continue;
            const auto [place, isNew] = latest.try_emplace(feed.field, *changed);
            place->second = std::max(place->second, *changed);
        }
    }
    co_return found;
}

} // namespace engine
