// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/draft.h"

namespace sandbox::salesforce {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype whosMax = 50; // Salesforce contract 2.1, Shared Activities
constexpr auto eventLengthMax = std::chrono::hours(24 * 14);

void set(Draft& draft, const QString& field, Value value)
{
    draft.row.set(columnNamed(draft.type(), field), std::move(value));
}

// A flag of the row of TaskStatus or TaskPriority that stands for this value; false for a value
// without a row.
bool flagOfChoice(
    const State& state, const QString& type, const QString& value, const QString& flag)
{
    const Table& table = state.at(type);
    const int name = columnNamed(table.type(), u"ApiName"_s);
    for (RowNumber i = 0; i < table.size(); ++i) {
        const Row& row = table.row(i);
        if (!row.isPurged && row.text(name) == value)
            return row.flag(columnNamed(table.type(), flag));
    }
    return false;
}

bool isLead(const QString& id)
{
    return id.startsWith(u"00Q"_s);
}

MaybeError checkWho(const Draft& draft)
{
    if (isLead(draft.text(u"WhoId"_s)) && !draft.text(u"WhatId"_s).isEmpty())
        return recordError(u"FIELD_INTEGRITY_EXCEPTION"_s,
            u"Related To ID: an activity of a lead cannot be related to another record: %1"_s.arg(
                draft.text(u"WhatId"_s)),
            {u"WhatId"_s});
    return std::nullopt;
}

// TaskWhoIds: up to 50 contacts or one lead; the first becomes the WhoId, an empty list clears it.
MaybeError applyJunction(Draft& draft, const State& state)
{
    if (!draft.names(u"TaskWhoIds"_s))
        return std::nullopt;
    const QStringList ids = draft.text(u"TaskWhoIds"_s).split(QChar(u','), Qt::SkipEmptyParts);
    if (ids.size() > whosMax)
        return recordError(u"FIELD_INTEGRITY_EXCEPTION"_s,
            u"a task can relate to at most %1 contacts"_s.arg(whosMax), {u"TaskWhoIds"_s});
    for (const QString& id : ids) {
        const Row* row = state.row(id);
        const bool isContact = id.startsWith(u"003"_s);
        if (!row || row->flag(column::isDeleted)
            || (!isContact && !(isLead(id) && ids.size() == 1)))
            return recordError(u"INVALID_CROSS_REFERENCE_KEY"_s, u"invalid cross reference id"_s,
                {u"TaskWhoIds"_s});
    }
    set(draft, u"WhoId"_s, ids.isEmpty() ? Value() : Value(ids.front()));
    return std::nullopt;
}

void deriveCounts(Draft& draft)
{
    const QString who = draft.text(u"WhoId"_s);
    const int list = columnNamed(draft.type(), u"TaskWhoIds"_s);
    if (list >= 0 && draft.names(u"WhoId"_s) && !draft.names(u"TaskWhoIds"_s))
        draft.row.set(list, who.isEmpty() ? Value() : Value(who));
    const auto whos = list < 0 || who.isEmpty() || draft.row.text(list).isEmpty()
        ? qsizetype(who.isEmpty() ? 0 : 1)
        : draft.row.text(list).count(QChar(u',')) + 1;
    set(draft, u"WhoCount"_s, double(whos));
    set(draft, u"WhatCount"_s, draft.text(u"WhatId"_s).isEmpty() ? 0.0 : 1.0);
}

void deriveAccount(Draft& draft, const State& state)
{
    const QString what = draft.text(u"WhatId"_s);
    const QString who = draft.text(u"WhoId"_s);
    QString account = what.startsWith(u"001"_s) ? what : QString();
    const Row* contact = account.isEmpty() && who.startsWith(u"003"_s) ? state.row(who) : nullptr;
    if (contact)
        account = contact->text(columnNamed(state.at(u"Contact"_s).type(), u"AccountId"_s));
    set(draft, u"AccountId"_s, account.isEmpty() ? Value() : Value(account));
}

MaybeError checkValidationRule(const Draft& draft, const State& state)
{
    if (!state.validationRule)
        return std::nullopt;
    const QString& text = state.validationRule->text;
    if (!draft.text(u"Subject"_s).contains(text) && !draft.text(u"Description"_s).contains(text))
        return std::nullopt;
    return recordError(u"FIELD_CUSTOM_VALIDATION_EXCEPTION"_s, state.validationRule->message);
}

MaybeError applyTaskRules(Draft& draft, const State& state, Instant now)
{
    if (draft.names(u"TaskSubtype"_s) && draft.text(u"TaskSubtype"_s) == "Cadence"_L1)
        return recordError(u"FIELD_INTEGRITY_EXCEPTION"_s,
            u"Task Subtype: this value is set by the service only: Cadence"_s, {u"TaskSubtype"_s});
    if (auto error = applyJunction(draft, state))
        return error;
    if (auto error = checkWho(draft))
        return error;
    deriveCounts(draft);
    deriveAccount(draft, state);
    if (draft.isNew && !draft.names(u"TaskSubtype"_s))
        set(draft, u"TaskSubtype"_s, u"Task"_s);

    const bool wasClosed = draft.row.flag(columnNamed(draft.type(), u"IsClosed"_s));
    const bool isClosed
        = flagOfChoice(state, u"TaskStatus"_s, draft.text(u"Status"_s), u"IsClosed"_s);
    set(draft, u"IsClosed"_s, isClosed);
    if (isClosed != wasClosed)
        set(draft, u"CompletedDateTime"_s, isClosed ? Value(now) : Value());
    set(draft, u"IsHighPriority"_s,
        flagOfChoice(state, u"TaskPriority"_s, draft.text(u"Priority"_s), u"IsHighPriority"_s));
    return checkValidationRule(draft, state);
}

MaybeError applyEventTimes(Draft& draft)
{
    const ObjectType& type = draft.type();
    const int startColumn = columnNamed(type, u"StartDateTime"_s);
    const int endColumn = columnNamed(type, u"EndDateTime"_s);
    const int minutesColumn = columnNamed(type, u"DurationInMinutes"_s);
    const auto start = draft.row.instant(startColumn);
    if (!start)
        return recordError(u"REQUIRED_FIELD_MISSING"_s,
            u"Required fields are missing: [StartDateTime]"_s, {u"StartDateTime"_s});
    const auto* minutes = std::get_if<double>(&draft.row.at(minutesColumn));
    if (minutes && (draft.names(u"DurationInMinutes"_s) || !draft.row.instant(endColumn)))
        draft.row.set(endColumn, *start + std::chrono::minutes(static_cast<int>(*minutes)));
    const auto end = draft.row.instant(endColumn);
    if (!end)
        return recordError(u"REQUIRED_FIELD_MISSING"_s,
            u"Required fields are missing: [EndDateTime]"_s, {u"EndDateTime"_s});
    if (*end < *start || *end - *start > eventLengthMax)
        return recordError(u"FIELD_INTEGRITY_EXCEPTION"_s,
            u"An event ends after it starts and lasts at most 14 days"_s, {u"EndDateTime"_s});
    draft.row.set(
        minutesColumn, double(std::chrono::floor<std::chrono::minutes>(*end - *start).count()));
    return std::nullopt;
}

MaybeError applyEventRules(Draft& draft, const State& state)
{
    const bool isAllDay = draft.row.flag(columnNamed(draft.type(), u"IsAllDayEvent"_s));
    if (isAllDay && isNull(draft.row.at(columnNamed(draft.type(), u"ActivityDate"_s))))
        return recordError(u"REQUIRED_FIELD_MISSING"_s,
            u"Required fields are missing: [ActivityDate]"_s, {u"ActivityDate"_s});
    if (!isAllDay) {
        if (auto error = applyEventTimes(draft))
            return error;
    }
    if (auto error = checkWho(draft))
        return error;
    deriveCounts(draft);
    deriveAccount(draft, state);
    return std::nullopt;
}

MaybeError applyPersonRules(Draft& draft)
{
    const int converted = columnNamed(draft.type(), u"IsConverted"_s);
    if (converted >= 0 && draft.row.flag(converted))
        return recordError(u"CANNOT_UPDATE_CONVERTED_LEAD"_s, u"cannot update converted lead"_s);
    const QString name = (draft.text(u"FirstName"_s) + u' ' + draft.text(u"LastName"_s)).trimmed();
    set(draft, u"Name"_s, name);
    return std::nullopt;
}

} // namespace

MaybeError applyRecordRules(Draft& draft, const State& state, Instant now)
{
    const QString& name = draft.type().name;
    if (name == "Task"_L1)
        return applyTaskRules(draft, state, now);
    if (name == "Event"_L1)
        return applyEventRules(draft, state);
    if (name == "Contact"_L1 || name == "Lead"_L1)
        return applyPersonRules(draft);
    return applySetupRules(draft, state);
}

} // namespace sandbox::salesforce
