// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/schema.h"

#include <algorithm>

namespace sandbox::salesforce {

int ObjectType::relationship(const QString& relationshipName) const
{
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const Field& field = fields[i];
        if (field.offered && !field.relationshipName.isEmpty()
            && field.relationshipName.compare(relationshipName, Qt::CaseInsensitive) == 0)
            return static_cast<int>(i);
    }
    return -1;
}

void ObjectType::reindex()
{
    columns.clear();
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].offered)
            columns.insert(fields[i].name.toLower(), static_cast<int>(i));
    }
}

QString defaultOf(const Field& field)
{
    const auto found = std::ranges::find_if(field.picklist, &PicklistValue::isDefault);
    return found == field.picklist.end() ? QString() : found->value;
}

bool hasPicklistValue(const Field& field, const QString& value)
{
    return std::ranges::any_of(
        field.picklist, [&](const PicklistValue& candidate) { return candidate.value == value; });
}

} // namespace sandbox::salesforce
