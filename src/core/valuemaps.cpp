// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/valuemaps.h"

#include <algorithm>
#include <array>

namespace core {

namespace {

struct Default
{
    const char16_t* hubSpot;
    const char16_t* salesforce;
};

constexpr std::array statusDefaults{
    Default{u"IN_PROGRESS", u"In Progress"},
    Default{u"COMPLETED", u"Completed"},
    Default{u"DEFERRED", u"Deferred"},
    Default{u"WAITING", u"Waiting on someone else"},
};

constexpr std::array priorityDefaults{
    Default{u"HIGH", u"High"},
    Default{u"MEDIUM", u"Normal"},
    Default{u"NONE", u"Normal"},
    Default{u"LOW", u"Low"},
};

template <std::size_t size>
QString defaultOf(const std::array<Default, size>& defaults, const QString& hubSpot)
{
    for (const Default& row : defaults) {
        if (hubSpot == QStringView(row.hubSpot))
            return QString::fromUtf16(row.salesforce);
    }
    return {};
}

const TaskStatus* statusNamed(const QString& value, const OrgDescription& org)
{
    const auto found = std::ranges::find(org.statuses, value, &TaskStatus::value);
    return found == org.statuses.end() ? nullptr : &*found;
}

QString defaultStatus(const OrgDescription& org)
{
    const auto found = std::ranges::find(org.statuses, true, &TaskStatus::isDefault);
    return found == org.statuses.end() ? QString() : found->value;
}

tl::unexpected<Reason> notMapped(ReasonCode code, const QString& hubSpot, const QString& salesforce)
{
    return tl::unexpected(Reason{code, {hubSpot, salesforce}});
}

} // namespace

QString effectiveStatus(const QString& hubSpotStatus)
{
    return hubSpotStatus.isEmpty() ? QStringLiteral("NOT_STARTED") : hubSpotStatus;
}

QString effectivePriority(const QString& hubSpotPriority)
{
    return hubSpotPriority.isEmpty() ? QStringLiteral("NONE") : hubSpotPriority;
}

MappedValue taskStatus(
    const QString& hubSpotStatus, const Settings& settings, const OrgDescription& org)
{
    const QString status = effectiveStatus(hubSpotStatus);
    QString value;
    if (const auto chosen = settings.taskStatusMap.find(status);
        chosen != settings.taskStatusMap.end())
        value = chosen->second;
    else if (status == u"NOT_STARTED")
        value = defaultStatus(org);
    else
        value = defaultOf(statusDefaults, status);
    if (value.isEmpty() || !statusNamed(value, org))
        return notMapped(ReasonCode::StatusNotMapped, status, value);
    return value;
}

MappedValue taskPriority(
    const QString& hubSpotPriority, const Settings& settings, const OrgDescription& org)
{
    const QString priority = effectivePriority(hubSpotPriority);
    const auto chosen = settings.taskPriorityMap.find(priority);
    const QString value = chosen != settings.taskPriorityMap.end()
        ? chosen->second
        : defaultOf(priorityDefaults, priority);
    if (value.isEmpty() || !org.priorities.contains(value))
        return notMapped(ReasonCode::PriorityNotMapped, priority, value);
    return value;
}

MappedValue closedStatus(const Settings& settings, const OrgDescription& org)
{
    const auto isClosed = [&org](const QString& value) {
        const TaskStatus* status = statusNamed(value, org);
        return status && status->closed;
    };
    if (!settings.closedStatus.isEmpty()) {
        if (isClosed(settings.closedStatus))
            return settings.closedStatus;
        return notMapped(ReasonCode::StatusNotMapped, {}, settings.closedStatus);
    }
    const QString completed = QStringLiteral("Completed");
    if (isClosed(completed))
        return completed;
    const TaskStatus* first = nullptr;
    for (const TaskStatus& status : org.statuses) {
        if (status.closed && (!first || status.sortOrder < first->sortOrder))
            first = &status;
    }
    if (!first)
        return notMapped(ReasonCode::StatusNotMapped, {}, {});
    return first->value;
}

} // namespace core
