// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/saving.h"

#include "sandbox/salesforce/draft.h"

namespace sandbox::salesforce {

using namespace Qt::StringLiterals;

namespace {

constexpr int stampColumnsEnd = column::systemModstamp + 1;

Outcome failed(RecordError error)
{
    Outcome outcome;
    outcome.errors.push_back(std::move(error));
    return outcome;
}

// A lock on the record itself or on the person it is about; each try uses one of the lock's times
// up.
MaybeError checkLocks(State& state, const Draft& draft)
{
    for (const QString& id : {draft.row.text(column::id), draft.text(u"WhoId"_s)}) {
        const auto lock = id.isEmpty() ? state.locks.end() : state.locks.find(id);
        if (lock == state.locks.end())
            continue;
        if (--lock.value() <= 0)
            state.locks.erase(lock);
        return recordError(u"UNABLE_TO_LOCK_ROW"_s,
            u"unable to obtain exclusive access to this record or 1 records: %1"_s.arg(id));
    }
    return std::nullopt;
}

// Field-level security of the definition itself: a field permission changes what describe shows.
void touchDefinitions(State& state, const Table& table)
{
    const QString& name = table.type().name;
    if (name != "FieldPermissions"_L1 && name != "PermissionSetAssignment"_L1)
        return;
    for (const auto& other : state.tables)
        other->definition().changedAt = state.second();
}

} // namespace

Saving::Saving(State& state, Caller caller)
    : m_state(state)
    , m_caller(std::move(caller))
{
}

Outcome Saving::create(Table& table, const QJsonObject& fields)
{
    Draft draft{.table = table, .row = {}, .named = {}, .isNew = true};
    if (auto error = assign(draft, fields, m_caller.access))
        return failed(*error);
    const int owner = columnNamed(table.type(), u"OwnerId"_s);
    if (owner >= 0 && isNull(draft.row.at(owner)))
        draft.row.set(owner, m_caller.userId);
    if (auto error = checkReferences(draft, m_state))
        return failed(*error);
    if (auto error = applyRecordRules(draft, m_state, m_state.second()))
        return failed(*error);
    if (auto error = checkUnique(draft))
        return failed(*error);
    if (auto error = checkLocks(m_state, draft))
        return failed(*error);
    stampCreated(draft.row);
    draft.row.set(column::id, table.nextId());
    const Outcome outcome{.id = draft.row.text(column::id), .created = true, .errors = {}};
    append(table, std::move(draft.row));
    return outcome;
}

Outcome Saving::update(Table& table, RowNumber number, const QJsonObject& fields)
{
    if (table.row(number).flag(column::isDeleted))
        return failed(recordError(u"ENTITY_IS_DELETED"_s, u"entity is deleted"_s));
    Draft draft{.table = table, .row = table.row(number), .named = {}, .isNew = false};
    if (auto error = assign(draft, fields, m_caller.access))
        return failed(*error);
    if (auto error = checkReferences(draft, m_state))
        return failed(*error);
    if (auto error = applyRecordRules(draft, m_state, m_state.second()))
        return failed(*error);
    if (auto error = checkUnique(draft))
        return failed(*error);
    if (auto error = checkLocks(m_state, draft))
        return failed(*error);
    stampModified(draft.row);
    const Outcome outcome{.id = draft.row.text(column::id), .created = false, .errors = {}};
    write(table, number, std::move(draft.row), Change::What::Updated);
    return outcome;
}

Outcome Saving::remove(Table& table, RowNumber number)
{
    Row row = table.row(number);
    if (row.flag(column::isDeleted))
        return failed(recordError(u"ENTITY_IS_DELETED"_s, u"entity is deleted"_s));
    if (!table.type().deletable)
        return failed(recordError(u"INSUFFICIENT_ACCESS_OR_READONLY"_s,
            u"entity type %1 does not support delete"_s.arg(table.type().name)));
    const Draft draft{.table = table, .row = row, .named = {}, .isNew = false};
    if (auto error = checkLocks(m_state, draft))
        return failed(*error);
    const Outcome outcome{.id = row.text(column::id), .created = false, .errors = {}};
    row.set(column::isDeleted, true);
    stampModified(row);
    write(table, number, std::move(row), Change::What::Deleted);
    return outcome;
}

Outcome Saving::undelete(Table& table, RowNumber number)
{
    Draft draft{.table = table, .row = table.row(number), .named = {}, .isNew = false};
    if (!draft.row.flag(column::isDeleted))
        return failed(recordError(u"UNDELETE_FAILED"_s, u"Entity is not in the recycle bin"_s));
    if (auto error = checkUnique(draft))
        return failed(*error);
    draft.row.set(column::isDeleted, false);
    stampModified(draft.row);
    const Outcome outcome{.id = draft.row.text(column::id), .created = false, .errors = {}};
    write(table, number, std::move(draft.row), Change::What::Updated);
    return outcome;
}

RowNumber Saving::insertRaw(Table& table, const Values& values)
{
    Row row;
    stampCreated(row);
    row.set(column::id, table.nextId());
    for (std::size_t i = 0; i < table.type().fields.size(); ++i) {
        if (table.type().fields[i].type == FieldType::Boolean
            && isNull(row.at(static_cast<int>(i))))
            row.set(static_cast<int>(i), false);
    }
    for (const auto& [column, value] : values)
        row.set(column, value);
    return append(table, std::move(row));
}

void Saving::setRaw(Table& table, RowNumber number, const Values& values, Change::What what)
{
    Row row = table.row(number);
    for (const auto& [column, value] : values)
        row.set(column, value);
    stampModified(row);
    write(table, number, std::move(row), what);
}

void Saving::rollBackTo(std::size_t mark)
{
    while (m_undo.size() > mark) {
        Undo& last = m_undo.back();
        if (last.before)
            last.table->replace(last.row, std::move(*last.before));
        else
            last.table->purge(last.row);
        m_undo.pop_back();
    }
}

void Saving::commit()
{
    for (Undo& done : m_undo) {
        touchDefinitions(m_state, *done.table);
        m_state.log.append(std::move(done.change));
    }
    m_undo.clear();
}

void Saving::stampCreated(Row& row) const
{
    row.set(column::isDeleted, false);
    row.set(column::createdDate, m_caller.stamp.value_or(m_state.second()));
    row.set(column::createdById, m_caller.userId);
    stampModified(row);
}

void Saving::stampModified(Row& row) const
{
    const Instant stamp = m_caller.stamp.value_or(m_state.second());
    row.set(column::lastModifiedDate, stamp);
    row.set(column::lastModifiedById, m_caller.userId);
    row.set(column::systemModstamp, stamp);
}

RowNumber Saving::append(Table& table, Row row)
{
    Change change = describe(table, Row(), row, Change::What::Created);
    const RowNumber number = table.append(std::move(row));
    m_undo.push_back({&table, number, std::nullopt, std::move(change)});
    return number;
}

void Saving::write(Table& table, RowNumber number, Row row, Change::What what)
{
    Change change = describe(table, table.row(number), row, what);
    m_undo.push_back({&table, number, table.row(number), std::move(change)});
    table.replace(number, std::move(row));
}

Change Saving::describe(
    const Table& table, const Row& before, const Row& after, Change::What what) const
{
    Change change;
    change.at = m_state.now();
    change.side = Side::Salesforce;
    change.object = table.type().name;
    change.id = after.text(column::id);
    change.what = what;
    change.actor = m_caller.actor;
    const int key = columnNamed(table.type(), keyFieldName);
    if (key >= 0)
        change.key = after.text(key);
    for (std::size_t i = stampColumnsEnd; i < table.type().fields.size(); ++i) {
        const int column = static_cast<int>(i);
        if (before.at(column) != after.at(column))
            change.fields.append(table.type().fields[i].name);
    }
    return change;
}

} // namespace sandbox::salesforce
