// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/draft.h"

namespace sandbox::salesforce {

using namespace Qt::StringLiterals;

namespace {

// Who may own records: people of the company and partners, not chat-only, guest or automatic users.
bool mayOwn(const QString& userType)
{
    return userType == "Standard"_L1 || userType == "PowerPartner"_L1
        || userType == "PowerCustomerSuccess"_L1 || userType == "CspLitePortal"_L1;
}

QString spokenName(const Field& field)
{
    if (field.name == "WhoId"_L1)
        return u"Name ID"_s;
    if (field.name == "WhatId"_L1)
        return u"Related To ID"_s;
    return field.label;
}

MaybeError checkOwner(
    const Field& field, const Row& user, const State& state, const QString& objectName)
{
    const ObjectType& type = state.at(u"User"_s).type();
    if (!user.flag(columnNamed(type, u"IsActive"_s)))
        return recordError(u"INACTIVE_OWNER_OR_USER"_s,
            u"operation performed with inactive user [%1] as owner of %2"_s.arg(
                user.text(column::id), objectName.toLower()),
            {field.name});
    if (!mayOwn(user.text(columnNamed(type, u"UserType"_s))))
        return recordError(u"INVALID_CROSS_REFERENCE_KEY"_s,
            u"Assigned To ID: this type of user cannot own records: %1"_s.arg(
                user.text(column::id)),
            {field.name});
    return std::nullopt;
}

MaybeError checkReference(
    const Draft& draft, const Field& field, const QString& id, const State& state)
{
    const Table* target = state.tableOfId(id);
    if (!target || !field.referenceTo.contains(target->type().name))
        return recordError(u"FIELD_INTEGRITY_EXCEPTION"_s,
            u"%1: id value of incorrect type: %2"_s.arg(spokenName(field), id), {field.name});
    const auto found = target->find(id);
    if (!found)
        return recordError(
            u"INVALID_CROSS_REFERENCE_KEY"_s, u"invalid cross reference id"_s, {field.name});
    const Row& row = target->row(*found);
    if (row.flag(column::isDeleted))
        return recordError(u"ENTITY_IS_DELETED"_s, u"entity is deleted"_s, {field.name});
    const int converted = columnNamed(target->type(), u"IsConverted"_s);
    if (converted >= 0 && row.flag(converted))
        return recordError(
            u"CANNOT_UPDATE_CONVERTED_LEAD"_s, u"cannot reference converted lead"_s, {field.name});
    return field.name == "OwnerId"_L1 ? checkOwner(field, row, state, draft.type().name)
                                      : std::nullopt;
}

} // namespace

MaybeError checkReferences(const Draft& draft, const State& state)
{
    for (const int column : draft.named) {
        const Field& field = draft.type().fields[static_cast<std::size_t>(column)];
        const QString id = draft.row.text(column);
        if (field.type != FieldType::Reference || id.isEmpty())
            continue;
        if (auto error = checkReference(draft, field, id, state))
            return error;
    }
    return std::nullopt;
}

MaybeError checkUnique(const Draft& draft)
{
    const QString own = draft.row.text(column::id);
    for (std::size_t i = 0; i < draft.type().fields.size(); ++i) {
        const Field& field = draft.type().fields[i];
        const QString text = draft.row.text(static_cast<int>(i));
        if (!field.unique || !field.offered || text.isEmpty())
            continue;
        for (const RowNumber number : draft.table.liveWithText(static_cast<int>(i), text)) {
            const QString other = draft.table.row(number).text(column::id);
            if (other != own)
                return recordError(u"DUPLICATE_VALUE"_s,
                    u"duplicate value found: %1 duplicates value on record with id: %2"_s.arg(
                        field.name, other),
                    {});
        }
    }
    return std::nullopt;
}

} // namespace sandbox::salesforce
