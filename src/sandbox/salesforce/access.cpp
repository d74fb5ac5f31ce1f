// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/access.h"

#include "sandbox/salesforce/state.h"

#include <QSet>

namespace sandbox::salesforce {

using namespace Qt::StringLiterals;

namespace {

struct GrantedFields
{
    QSet<QString> read; // "Task.HubSpot_Engagement_Id__c"
    QSet<QString> edit;
};

GrantedFields grantedTo(const State& state, const QString& userId)
{
    QSet<QString> sets;
    const Table& assignments = state.at(u"PermissionSetAssignment"_s);
    const int assignee = columnNamed(assignments.type(), u"AssigneeId"_s);
    const int set = columnNamed(assignments.type(), u"PermissionSetId"_s);
    for (RowNumber i = 0; i < assignments.size(); ++i) {
        const Row& row = assignments.row(i);
        if (!row.isPurged && !row.flag(column::isDeleted) && row.text(assignee) == userId)
            sets.insert(row.text(set));
    }

    GrantedFields granted;
    const Table& permissions = state.at(u"FieldPermissions"_s);
    const int parent = columnNamed(permissions.type(), u"ParentId"_s);
    const int field = columnNamed(permissions.type(), u"Field"_s);
    const int read = columnNamed(permissions.type(), u"PermissionsRead"_s);
    const int edit = columnNamed(permissions.type(), u"PermissionsEdit"_s);
    for (RowNumber i = 0; i < permissions.size(); ++i) {
        const Row& row = permissions.row(i);
        if (row.isPurged || row.flag(column::isDeleted) || !sets.contains(row.text(parent)))
            continue;
        if (row.flag(read))
            granted.read.insert(row.text(field));
        if (row.flag(edit))
            granted.edit.insert(row.text(field));
    }
    return granted;
}

} // namespace

Access::Access(const State& state, const QString& userId)
    : m_isUnlimited(false)
{
    const GrantedFields granted = grantedTo(state, userId);
    for (const auto& table : state.tables) {
        const ObjectType& type = table->type();
        Rights rights;
        for (const Field& field : type.fields) {
            const QString name = type.name + u'.' + field.name;
            const bool isReadable = field.offered && !state.hiddenFields.contains(name)
                && (!field.custom || granted.read.contains(name));
            rights.read.push_back(isReadable);
            rights.edit.push_back(isReadable && (!field.custom || granted.edit.contains(name)));
        }
        m_rights.insert(type.name, std::move(rights));
    }
}

bool Access::canRead(const ObjectType& type, int column) const
{
    const auto place = static_cast<std::size_t>(column);
    if (m_isUnlimited)
        return type.fields[place].offered;
    const auto rights = m_rights.constFind(type.name);
    return rights != m_rights.constEnd() && place < rights->read.size() && rights->read[place];
}

bool Access::canEdit(const ObjectType& type, int column) const
{
    const auto place = static_cast<std::size_t>(column);
    if (m_isUnlimited)
        return type.fields[place].offered;
    const auto rights = m_rights.constFind(type.name);
    return rights != m_rights.constEnd() && place < rights->edit.size() && rights->edit[place];
}

int Access::column(const ObjectType& type, const QString& fieldName) const
{
    const int column = type.column(fieldName);
    return column >= 0 && canRead(type, column) ? column : -1;
}

} // namespace sandbox::salesforce
