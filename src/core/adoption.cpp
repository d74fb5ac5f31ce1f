// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adoption.h"

#include "core/assignedto.h"

namespace core {

namespace {

// Fields that a change in HubSpot never moves are taken as they are.
bool isFedByHubSpot(const TaskMapping& mapping, TaskField field, quint64 source)
{
    if (field == TaskField::OwnerId)
        return ownerCounts(mapping.kind(), mapping.circumstances().settings);
    const bool text = field == TaskField::Subject || field == TaskField::Description;
    const bool email = std::holds_alternative<EmailDetails>(mapping.activity().details);
    if (email && text && !hasContent(source))
        return false; // withheld by HubSpot
    return source != 0;
}

// Each pending field is a conflict: what was written last is not known, so it counts as neither
// side's value.
void settle(const Difference& difference, const Activity& activity, const Task& task,
    const Settling& settling, Adoption& adoption)
{
    constexpr BaseField notAgreed{0, 0};
    Base before = adoption.base;
    for (const Pending& pending : difference.pending)
        before[pending.field] = notAgreed;
    adoption.changes = changesOf(difference, before, activity, task, settling);
    adoption.complete = adoption.changes.fields.empty();
    for (const auto& [field, wanted] : difference.pending) {
        if (adoption.changes.fields.contains(field)) {
            adoption.base[field].source = 0; // still to be written, should the program end before
        } else if (settling.rule == ConflictRule::Ask) {
            adoption.base[field] = notAgreed;
        } else {
            adoption.base[field]
                = {difference.base.at(field).source, writtenHash(field, wanted.value)};
            adoption.changes.base[field] = adoption.base[field];
        }
    }
}

} // namespace

Adoption adoptionOf(TaskMapping& mapping, const Task& task, ConflictRule rule,
    const std::map<TaskField, Instant>& sourceChanged)
{
    const Activity& activity = mapping.activity();
    const QStringList& updateable = mapping.circumstances().org.updateable;
    const auto hubSpotNewer = [&](TaskField field) {
        const auto known = sourceChanged.find(field);
        return (known == sourceChanged.end() ? activity.modified : known->second)
            > task.lastModified;
    };
    const Sources sources = mapping.sources();
    Adoption adoption;
    Difference difference;
    for (const TaskField field : fieldsOf(mapping.kind())) {
        const quint64 source = sources.at(field);
        const auto current = task.fields.find(field);
        const bool isRead = current != task.fields.end();
        const quint64 has = writtenHash(field, isRead ? current->second : QJsonValue::Null);
        adoption.base[field] = {source, has};
        difference.base[field] = {source, has};
        if (!isRead || !isFedByHubSpot(mapping, field, source))
            continue;
        const auto value = mapping.valueOf(field);
        const quint64 wanted = value ? writtenHash(field, value->value) : has;
        if (wanted == has)
            continue;
        if (!hubSpotNewer(field) || !updateable.contains(apiName(field))) {
            adoption.base[field].written = wanted;
            difference.base[field].written = wanted;
            continue;
        }
        difference.base[field].written = wanted;
        difference.changed.append(apiName(field));
        difference.pending.push_back({field, *value});
    }
    Settling settling;
    settling.rule = rule == ConflictRule::Newest ? ConflictRule::HubSpot : rule;
    settle(difference, activity, task, settling, adoption);
    return adoption;
}

} // namespace core
