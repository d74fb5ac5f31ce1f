// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/changes.h"

#include "core/assignedto.h"

#include <algorithm>

namespace core {

namespace {

constexpr std::chrono::seconds closeTogether{120};

bool isEmail(Kind kind)
{
    return kind == Kind::SalesEmailSend || kind == Kind::SalesEmailReply;
}

void append(Why& why, const Why& more)
{
    why.insert(why.end(), more.begin(), more.end());
}

// Emails are not edited: an empty text where there was one is a text that HubSpot does not show to
// this key.
bool isWithheld(Kind kind, TaskField field, quint64 before, quint64 now)
{
    const bool text = field == TaskField::Subject || field == TaskField::Description;
    return isEmail(kind) && text && hasContent(before) && !hasContent(now);
}

// A subject template may name the first line of the body, which then feeds the subject too.
bool subjectReadsBody(const TaskMapping& mapping)
{
    const QString& subject = mapping.circumstances().settings.of(mapping.kind()).subject;
    return mapping.kind() != Kind::Note && subject.contains(u"{first line}");
}

// One field whose source changed: goes to `pending` unless its value comes out the same or may not
// be written.
void look(TaskMapping& mapping, TaskField field, Difference& difference)
{
    auto value = mapping.valueOf(field);
    if (!value) {
        difference.problem = value.error();
        return;
    }
    BaseField& agreed = difference.base.at(field);
    const quint64 hash = writtenHash(field, value->value);
    if (hash == agreed.written)
        return;
    const QString name = apiName(field);
    if (mapping.circumstances().org.updateable.contains(name)) {
        agreed.written = hash;
        difference.pending.push_back({field, *value});
    } else if (isRequired(field)) {
        difference.problem = Reason{ReasonCode::FieldNotWritable, {name}};
    } else {
        difference.why.push_back({ReasonCode::FieldLeftOut, {name}});
    }
}

enum class Winner { HubSpot, Salesforce, Nobody };

Winner winnerOf(
    TaskField field, const Activity& activity, const Task& task, const Settling& settling)
{
    switch (settling.rule) {
    case ConflictRule::HubSpot:
        return Winner::HubSpot;
    case ConflictRule::Salesforce:
        return Winner::Salesforce;
    case ConflictRule::Ask:
        return Winner::Nobody;
    case ConflictRule::Newest:
        break;
    }
    const auto known = settling.sourceChanged.find(field);
    const Instant changed
        = known == settling.sourceChanged.end() ? activity.modified : known->second;
    return isHubSpotNewer(changed, task.lastModified) ? Winner::HubSpot : Winner::Salesforce;
}

Reason outcome(Winner winner, TaskField field, ConflictRule rule)
{
    if (winner == Winner::Nobody)
        return {ReasonCode::ConflictUndecided, {apiName(field)}};
    const ReasonCode code = winner == Winner::HubSpot ? ReasonCode::ConflictHubSpotWins
                                                      : ReasonCode::ConflictSalesforceWins;
    return {code, {apiName(field), ruleName(rule)}};
}

void write(const Pending& pending, Changes& changes)
{
    changes.fields.insert_or_assign(pending.field, pending.wanted.value);
    append(changes.why, pending.wanted.why);
}

void settle(const Pending& pending, const BaseField& before, const Activity& activity,
    const Task& task, const Settling& settling, Changes& changes)
{
    const TaskField field = pending.field;
    const Winner winner = winnerOf(field, activity, task, settling);
    changes.why.push_back({ReasonCode::ChangedInSalesforce, {apiName(field)}});
    changes.why.push_back(outcome(winner, field, settling.rule));
    const bool undecided = winner == Winner::Nobody;
    if (!undecided || settling.raiseUndecided)
        changes.conflicts.push_back({task.id, field, winner == Winner::HubSpot, undecided});
    if (winner == Winner::HubSpot)
        write(pending, changes);
    else if (undecided)
        changes.base.at(field) = before;
}

} // namespace

Difference differenceOf(TaskMapping& mapping, const Base& base)
{
    Difference difference;
    difference.base = base;
    const Kind kind = mapping.kind();
    const Sources sources = mapping.sources();
    const auto changed = [&](TaskField field) {
        const auto known = base.find(field);
        return known != base.end() && known->second.source != sources.at(field);
    };
    const bool bodyChanged = changed(TaskField::Description);
    for (const TaskField field : fieldsOf(kind)) {
        const quint64 source = sources.at(field);
        if (!base.contains(field)) {
            difference.base[field] = {source, writtenHash(field, QJsonValue::Null)};
            continue;
        }
        const bool byBody = field == TaskField::Subject && bodyChanged && subjectReadsBody(mapping);
        if (!changed(field) && !byBody)
            continue;
        BaseField& agreed = difference.base.at(field);
        if (isWithheld(kind, field, agreed.source, source)) {
            difference.why.push_back({ReasonCode::Redacted, {apiName(field)}});
            continue;
        }
        agreed.source = source;
        if (field == TaskField::OwnerId && !ownerCounts(kind, mapping.circumstances().settings))
            continue;
        difference.changed.append(apiName(field));
        look(mapping, field, difference);
        if (difference.problem)
            return difference;
    }
    return difference;
}

Changes changesOf(const Difference& difference, const Base& before, const Activity& activity,
    const std::optional<Task>& task, const Settling& settling)
{
    Changes changes;
    changes.base = difference.base;
    append(changes.why, difference.why);
    for (const Pending& pending : difference.pending) {
        const TaskField field = pending.field;
        const auto current = task ? task->fields.find(field) : TaskFields::const_iterator{};
        if (!task || current == task->fields.end()) {
            write(pending, changes);
            continue;
        }
        const quint64 has = writtenHash(field, current->second);
        if (has == difference.base.at(field).written)
            changes.why.push_back({ReasonCode::SameOnBothSides, {apiName(field)}});
        else if (has == before.at(field).written)
            write(pending, changes);
        else
            settle(pending, before.at(field), activity, *task, settling, changes);
    }
    return changes;
}

bool isHubSpotNewer(Instant hubSpot, Instant salesforce)
{
    return hubSpot - salesforce >= closeTogether;
}

QString ruleName(ConflictRule rule)
{
    switch (rule) {
    case ConflictRule::Newest:
        return QStringLiteral("newest");
    case ConflictRule::HubSpot:
        return QStringLiteral("hubspot");
    case ConflictRule::Salesforce:
        return QStringLiteral("salesforce");
    case ConflictRule::Ask:
        return QStringLiteral("ask");
    }
    Q_UNREACHABLE();
}

} // namespace core
