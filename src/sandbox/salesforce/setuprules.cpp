// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/draft.h"

#include <QRegularExpression>

#include <algorithm>

namespace sandbox::salesforce {

using namespace Qt::StringLiterals;

namespace {

// Another row of the draft's table with the same texts in all these fields.
bool hasTwin(const Draft& draft, const QStringList& fields)
{
    const QString own = draft.row.text(column::id);
    for (RowNumber i = 0; i < draft.table.size(); ++i) {
        const Row& row = draft.table.row(i);
        if (row.isPurged || row.flag(column::isDeleted) || row.text(column::id) == own)
            continue;
        const bool isSame = std::ranges::all_of(fields, [&](const QString& field) {
            return row.text(columnNamed(draft.type(), field))
                       .compare(draft.text(field), Qt::CaseInsensitive)
                == 0;
        });
        if (isSame)
            return true;
    }
    return false;
}

MaybeError duplicate(const QString& code, const QString& what, const QStringList& fields)
{
    return recordError(code, u"%1 already exists"_s.arg(what), fields);
}

MaybeError applyPermissionSetRules(const Draft& draft)
{
    static const QRegularExpression developerName(u"^[A-Za-z](?:_?[A-Za-z0-9])*$"_s);
    const QString name = draft.text(u"Name"_s);
    if (!developerName.match(name).hasMatch())
        return recordError(u"INVALID_FIELD"_s,
            u"The API name can only contain letters, digits and single underscores, and begins "
            u"with a letter: "
            "%1"_s.arg(name),
            {u"Name"_s});
    if (hasTwin(draft, {u"Name"_s}))
        return duplicate(
            u"DUPLICATE_DEVELOPER_NAME"_s, u"a permission set named %1"_s.arg(name), {u"Name"_s});
    return std::nullopt;
}

MaybeError applyFieldPermissionsRules(const Draft& draft, const State& state)
{
    const QString object = draft.text(u"SobjectType"_s);
    const QStringList parts = draft.text(u"Field"_s).split(QChar(u'.'));
    const Table* table = state.table(object);
    if (!table || table->type().name != object)
        return recordError(u"INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"_s,
            u"Object Type Name: bad value for restricted picklist field: %1"_s.arg(object),
            {u"SobjectType"_s});
    const int column
        = parts.size() == 2 && parts[0] == object ? table->type().column(parts[1]) : -1;
    if (column < 0 || table->type().fields[static_cast<std::size_t>(column)].name != parts[1])
        return recordError(u"INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"_s,
            u"Field Name: bad value for restricted picklist field: %1"_s.arg(
                draft.text(u"Field"_s)),
            {u"Field"_s});
    const bool canRead = draft.row.flag(columnNamed(draft.type(), u"PermissionsRead"_s));
    const bool canEdit = draft.row.flag(columnNamed(draft.type(), u"PermissionsEdit"_s));
    if (canEdit && !canRead)
        return recordError(u"FIELD_INTEGRITY_EXCEPTION"_s,
            u"Permission to edit %1 requires permission to read it"_s.arg(draft.text(u"Field"_s)),
            {u"PermissionsEdit"_s});
    if (!canRead)
        return recordError(u"FIELD_INTEGRITY_EXCEPTION"_s,
            u"At least permission to read %1 must be given"_s.arg(draft.text(u"Field"_s)),
            {u"PermissionsRead"_s});
    if (hasTwin(draft, {u"ParentId"_s, u"Field"_s}))
        return duplicate(u"DUPLICATE_VALUE"_s,
            u"field permission of %1 in this permission set"_s.arg(draft.text(u"Field"_s)), {});
    return std::nullopt;
}

MaybeError applyAssignmentRules(const Draft& draft, const State& state)
{
    const Row* user = state.row(draft.text(u"AssigneeId"_s));
    if (!user || !user->flag(columnNamed(state.at(u"User"_s).type(), u"IsActive"_s)))
        return recordError(u"INACTIVE_OWNER_OR_USER"_s,
            u"a permission set cannot be assigned to an inactive user"_s, {u"AssigneeId"_s});
    if (hasTwin(draft, {u"AssigneeId"_s, u"PermissionSetId"_s}))
        return duplicate(u"DUPLICATE_VALUE"_s, u"this assignment"_s, {});
    return std::nullopt;
}

} // namespace

MaybeError applySetupRules(Draft& draft, const State& state)
{
    const QString& name = draft.type().name;
    if (name == "PermissionSet"_L1) {
        draft.row.set(columnNamed(draft.type(), u"IsCustom"_s), true);
        return applyPermissionSetRules(draft);
    }
    if (name == "FieldPermissions"_L1)
        return applyFieldPermissionsRules(draft, state);
    if (name == "PermissionSetAssignment"_L1) {
        draft.row.set(columnNamed(draft.type(), u"IsActive"_s), true);
        return applyAssignmentRules(draft, state);
    }
    return std::nullopt;
}

} // namespace sandbox::salesforce
