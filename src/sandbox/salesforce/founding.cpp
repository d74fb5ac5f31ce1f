// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/founding.h"

#include "sandbox/salesforce/saving.h"

namespace sandbox::salesforce {

using namespace Qt::StringLiterals;

namespace {

using Named = std::vector<std::pair<QString, Value>>;

// Inserts without a trace in the log.
QString insertSilently(State& state, const QString& type, const Named& values)
{
    Table& table = state.at(type);
    Saving saving(state, Caller{u"seed"_s, state.apiUserId, Access(), std::nullopt});
    Saving::Values columns;
    for (const auto& [field, value] : values)
        columns.emplace_back(columnNamed(table.type(), field), value);
    return table.row(saving.insertRaw(table, columns)).text(column::id);
}

// The flag of TaskStatus or TaskPriority that matters.
QString flagName(const QString& type)
{
    return type == "TaskStatus"_L1 ? u"IsClosed"_s : u"IsHighPriority"_s;
}

void grantKeyField(State& state)
{
    for (const QString& type : {u"Task"_s, u"Event"_s})
        insertSilently(state, u"FieldPermissions"_s,
            {{u"ParentId"_s, state.profileSetId}, {u"SobjectType"_s, type},
                {u"Field"_s, type + u'.' + keyFieldName}, {u"PermissionsRead"_s, true},
                {u"PermissionsEdit"_s, true}});
}

void revokeKeyField(State& state)
{
    Table& permissions = state.at(u"FieldPermissions"_s);
    const int field = columnNamed(permissions.type(), u"Field"_s);
    for (RowNumber row = 0; row < permissions.size(); ++row) {
        if (permissions.row(row).text(field).endsWith(u'.' + keyFieldName))
            permissions.purge(row);
    }
}

} // namespace

void found(State& state)
{
    state.apiUserId = insertSilently(state, u"User"_s,
        {{u"Name"_s, u"Ada Admin"_s}, {u"FirstName"_s, u"Ada"_s}, {u"LastName"_s, u"Admin"_s},
            {u"Email"_s, u"ada.admin@example.com"_s}, {u"Username"_s, u"ada.admin@example.com"_s},
            {u"Alias"_s, u"aadmi"_s}, {u"IsActive"_s, true}, {u"UserType"_s, u"Standard"_s},
            {u"TimeZoneSidKey"_s, u"Europe/Oslo"_s}, {u"LocaleSidKey"_s, u"en_US"_s}});
    state.organizationId = insertSilently(state, u"Organization"_s,
        {{u"Name"_s, u"Example Industries"_s}, {u"OrganizationType"_s, u"Enterprise Edition"_s},
            {u"InstanceName"_s, u"SBX1"_s}, {u"IsSandbox"_s, true},
            {u"TimeZoneSidKey"_s, u"Europe/Oslo"_s}, {u"LanguageLocaleKey"_s, u"en_US"_s},
            {u"DefaultLocaleSidKey"_s, u"en_US"_s}});
    state.tokens.emplace(defaultToken, state.apiUserId);
    state.profileSetId = insertSilently(state, u"PermissionSet"_s,
        {{u"Name"_s, u"X00ex00000018ozT"_s}, {u"Label"_s, u"System Administrator"_s},
            {u"IsOwnedByProfile"_s, true}});
    insertSilently(state, u"PermissionSetAssignment"_s,
        {{u"AssigneeId"_s, state.apiUserId}, {u"PermissionSetId"_s, state.profileSetId},
            {u"IsActive"_s, true}});

    const ObjectType& task = state.at(u"Task"_s).type();
    for (const PicklistValue& status :
        task.fields[static_cast<std::size_t>(columnNamed(task, u"Status"_s))].picklist)
        addChoiceRow(state, u"TaskStatus"_s, status.value, status.value == "Completed"_L1);
    for (const PicklistValue& priority :
        task.fields[static_cast<std::size_t>(columnNamed(task, u"Priority"_s))].picklist)
        addChoiceRow(state, u"TaskPriority"_s, priority.value, priority.value == "High"_L1);
    placeKeyField(state, KeyField());
}

void placeKeyField(State& state, const KeyField& keyField)
{
    revokeKeyField(state);
    if (!keyField.isPresent) {
        removeActivityField(state, keyFieldName);
    } else {
        Field field;
        field.name = keyFieldName;
        field.label = u"HubSpot Engagement Id"_s;
        field.length = keyField.length;
        field.createable = field.updateable = field.custom = true;
        field.externalId = field.idLookup = keyField.isExternalId;
        field.unique = keyField.isUnique;
        addActivityField(state, field);
        if (keyField.isVisible)
            grantKeyField(state);
    }
    for (const QString& type : {u"Task"_s, u"Event"_s})
        state.redefined(state.at(type));
}

void addChoiceRow(State& state, const QString& type, const QString& value, bool flag)
{
    removeChoiceRow(state, type, value);
    int order = 0;
    const Table& table = state.at(type);
    for (RowNumber row = 0; row < table.size(); ++row)
        order += table.row(row).isPurged ? 0 : 1;
    insertSilently(state, type,
        {{u"MasterLabel"_s, value}, {u"ApiName"_s, value}, {u"SortOrder"_s, double(order + 1)},
            {u"IsDefault"_s, value == "Not Started"_L1 || value == "Normal"_L1},
            {flagName(type), flag}});
}

void removeChoiceRow(State& state, const QString& type, const QString& value)
{
    Table& table = state.at(type);
    const int name = columnNamed(table.type(), u"ApiName"_s);
    for (RowNumber row = 0; row < table.size(); ++row) {
        if (!table.row(row).isPurged && table.row(row).text(name) == value)
            table.purge(row);
    }
}

} // namespace sandbox::salesforce
