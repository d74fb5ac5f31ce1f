// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/founding.h"
#include "sandbox/salesforce/jsontext.h"
#include "sandbox/salesforce/org.h"

#include <algorithm>

// The rest of Org: what an admin sets up, trouble to order, and reading for oracles.
namespace sandbox::salesforce {

using namespace Qt::StringLiterals;

namespace {

Field& fieldIn(State& state, const QString& type, const QString& field)
{
    Table* table = state.table(type);
    const int column = table ? columnNamed(table->type(), field) : -1;
    if (column < 0)
        qFatal("the org has no field %s.%s", qPrintable(type), qPrintable(field));
    return table->definition().fields[static_cast<std::size_t>(column)];
}

QString choiceType(const QString& type, const QString& field)
{
    if (type == "Task"_L1 && field == "Status"_L1)
        return u"TaskStatus"_s;
    return type == "Task"_L1 && field == "Priority"_L1 ? u"TaskPriority"_s : QString();
}

// The columns of Task that the typed row shows, found once per reading.
class TaskReader final
{
public:
    explicit TaskReader(const ObjectType& type)
        : m_type(type)
    {
    }

    Task read(const Row& row) const
    {
        Task task;
        task.id = row.text(column::id);
        task.key = row.text(m_key);
        task.subject = row.text(m_subject);
        task.status = row.text(m_status);
        task.priority = row.text(m_priority);
        task.type = row.text(m_kind);
        task.subtype = row.text(m_subtype);
        if (const auto* date = std::get_if<QDate>(&row.at(m_activityDate)))
            task.activityDate = *date;
        task.description = row.text(m_description);
        task.whoId = row.text(m_who);
        task.whatId = row.text(m_what);
        task.ownerId = row.text(m_owner);
        task.callType = row.text(m_callType);
        task.callDisposition = row.text(m_callDisposition);
        if (const auto* seconds = std::get_if<double>(&row.at(m_callSeconds)))
            task.callSeconds = static_cast<int>(*seconds);
        task.isClosed = row.flag(m_closed);
        task.isDeleted = row.flag(column::isDeleted);
        task.isArchived = row.flag(m_archived);
        task.createdById = row.text(column::createdById);
        task.lastModifiedById = row.text(column::lastModifiedById);
        task.createdDate = row.instant(column::createdDate).value_or(Instant());
        task.lastModifiedDate = row.instant(column::lastModifiedDate).value_or(Instant());
        task.systemModstamp = row.instant(column::systemModstamp).value_or(Instant());
        task.completedDateTime = row.instant(m_completed);
        return task;
    }

private:
    int in(const QString& field) const { return columnNamed(m_type, field); }

    const ObjectType& m_type;
    int m_key = in(keyFieldName);
    int m_subject = in(u"Subject"_s);
    int m_status = in(u"Status"_s);
    int m_priority = in(u"Priority"_s);
    int m_kind = in(u"Type"_s);
    int m_subtype = in(u"TaskSubtype"_s);
    int m_activityDate = in(u"ActivityDate"_s);
    int m_description = in(u"Description"_s);
    int m_who = in(u"WhoId"_s);
    int m_what = in(u"WhatId"_s);
    int m_owner = in(u"OwnerId"_s);
    int m_callType = in(u"CallType"_s);
    int m_callDisposition = in(u"CallDisposition"_s);
    int m_callSeconds = in(u"CallDurationInSeconds"_s);
    int m_closed = in(u"IsClosed"_s);
    int m_archived = in(u"IsArchived"_s);
    int m_completed = in(u"CompletedDateTime"_s);
};

} // namespace

std::optional<Task> Org::task(const Id& id) const
{
    const Table& table = m_state->at(u"Task"_s);
    const auto row = table.find(id);
    return row ? std::optional(TaskReader(table.type()).read(table.row(*row))) : std::nullopt;
}

std::vector<Task> Org::tasksWithKey(const QString& key) const
{
    std::vector<Task> found;
    eachTask([&](const Task& task) {
        if (task.key.compare(key, Qt::CaseInsensitive) == 0)
            found.push_back(task);
    });
    return found;
}

void Org::eachTask(const std::function<void(const Task&)>& visit) const
{
    const Table& table = m_state->at(u"Task"_s);
    const TaskReader reader(table.type());
    for (RowNumber row = 0; row < table.size(); ++row) {
        if (!table.row(row).isPurged)
            visit(reader.read(table.row(row)));
    }
}

std::vector<Task> Org::tasks() const
{
    std::vector<Task> all;
    eachTask([&](const Task& task) { all.push_back(task); });
    return all;
}

std::optional<Fields> Org::record(const Id& id) const
{
    const Row* row = m_state->row(id);
    if (!row)
        return std::nullopt;
    Fields fields;
    const ObjectType& type = m_state->tableOfId(id)->type();
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
        const Value& value = row->at(static_cast<int>(i));
        if (!isNull(value))
            fields.insert(type.fields[i].name, jsonValue(value));
    }
    return fields;
}

std::size_t Org::count(const QString& type) const
{
    const Table* table = m_state->table(type);
    std::size_t rows = 0;
    for (RowNumber row = 0; table && row < table->size(); ++row)
        rows += table->row(row).isPurged || table->row(row).flag(column::isDeleted) ? 0 : 1;
    return rows;
}

void Org::setKeyField(const KeyField& field)
{
    placeKeyField(*m_state, field);
}

void Org::setFieldHidden(const QString& type, const QString& field, bool isHidden)
{
    const QString name = type + u'.' + fieldIn(*m_state, type, field).name;
    if (isHidden)
        m_state->hiddenFields.insert(name);
    else
        m_state->hiddenFields.remove(name);
    m_state->redefined(m_state->at(type));
}

void Org::addPicklistValue(const QString& type, const QString& field, const QString& value)
{
    Field& definition = fieldIn(*m_state, type, field);
    if (!hasPicklistValue(definition, value))
        definition.picklist.push_back({.value = value});
    if (const QString rows = choiceType(type, field); !rows.isEmpty())
        addChoiceRow(*m_state, rows, value, false);
    m_state->redefined(m_state->at(type));
}

void Org::removePicklistValue(const QString& type, const QString& field, const QString& value)
{
    std::erase_if(fieldIn(*m_state, type, field).picklist,
        [&](const PicklistValue& candidate) { return candidate.value == value; });
    if (const QString rows = choiceType(type, field); !rows.isEmpty())
        removeChoiceRow(*m_state, rows, value);
    m_state->redefined(m_state->at(type));
}

void Org::setTaskStatus(const QString& value, bool isClosed)
{
    addPicklistValue(u"Task"_s, u"Status"_s, value);
    addChoiceRow(*m_state, u"TaskStatus"_s, value, isClosed);
}

void Org::setTypeRestricted(bool isRestricted)
{
    fieldIn(*m_state, u"Task"_s, u"Type"_s).restrictedPicklist = isRestricted;
    m_state->redefined(m_state->at(u"Task"_s));
}

void Org::setSharedActivities(bool isOn)
{
    m_state->isShared = isOn;
    for (const QString& type : {u"Task"_s, u"Event"_s}) {
        Table& table = m_state->at(type);
        for (Field& field : table.definition().fields) {
            if (field.name == "WhoCount"_L1 || field.name == "WhatCount"_L1
                || field.name == "TaskWhoIds"_L1)
                field.offered = isOn;
        }
        m_state->redefined(table);
    }
}

void Org::setValidationRule(std::optional<ValidationRule> rule)
{
    m_state->validationRule = std::move(rule);
}

void Org::setSetupRights(const SetupRights& rights)
{
    m_state->rights = rights;
}

void Org::acceptToken(const QByteArray& token, const Id& user)
{
    m_state->tokens[token] = user;
}

void Org::revokeToken(const QByteArray& token)
{
    m_state->tokens.erase(token);
}

void Org::revokeTokens()
{
    m_state->tokens.clear();
}

void Org::setDailyLimit(qint64 calls)
{
    m_state->usage.setLimit(calls);
}

qint64 Org::callsUsed() const
{
    return m_state->usage.used(m_state->now());
}

void Org::setVersions(int oldest, int newest)
{
    Q_ASSERT_X(oldest >= 60 && newest >= oldest, "Org::setVersions", "not versions of this org");
    m_state->versionOldest = oldest;
    m_state->versionNewest = newest;
}

void Org::setPageSizeMax(int rows)
{
    Q_ASSERT_X(rows > 0, "Org::setPageSizeMax", "a page has rows");
    m_state->pageRowsMax = rows;
}

void Org::lockRow(const Id& id, int times)
{
    m_state->locks.insert(id, times);
}

Id Org::apiUser() const
{
    return m_state->apiUserId;
}

Id Org::organizationId() const
{
    return m_state->organizationId;
}

} // namespace sandbox::salesforce
