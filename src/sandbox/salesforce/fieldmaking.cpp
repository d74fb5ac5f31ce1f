// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/fieldmaking.h"

#include <iterator>

namespace sandbox::salesforce {
namespace {

// "ActivityDate" is "Activity Date" to people.
QString labelOf(const QString& name)
{
    QString label;
    for (const QChar c : name) {
        if (c.isUpper() && !label.isEmpty() && !label.back().isUpper())
            label += QChar(u' ');
        label += c;
    }
    return label;
}

} // namespace

Field field(const QString& name, FieldType type, int length)
{
    Field made;
    made.name = name;
    made.label = labelOf(name);
    made.type = type;
    made.length = length;
    return made;
}

Field text(const QString& name, int length)
{
    return field(name, FieldType::String, length);
}

Field picklist(const QString& name, std::initializer_list<const char16_t*> values, int length)
{
    Field made = field(name, FieldType::Picklist, length);
    for (const char16_t* value : values)
        made.picklist.push_back({.value = QString::fromUtf16(value)});
    return made;
}

Field reference(const QString& name, const QString& relationship, const QStringList& to)
{
    Field made = field(name, FieldType::Reference, 18);
    made.relationshipName = relationship;
    made.referenceTo = to;
    return made;
}

Field writable(Field field)
{
    field.createable = true;
    field.updateable = true;
    return field;
}

Field createOnly(Field field)
{
    field.createable = true;
    return field;
}

Field required(Field field)
{
    field.nillable = false;
    return field;
}

Field defaulted(Field field)
{
    field.nillable = false;
    field.defaultedOnCreate = true;
    return field;
}

Field withDefault(Field picklist, const QString& value)
{
    for (PicklistValue& candidate : picklist.picklist)
        candidate.isDefault = candidate.value == value;
    return picklist;
}

Field restricted(Field picklist)
{
    picklist.restrictedPicklist = true;
    return picklist;
}

Field indexed(Field field)
{
    field.indexed = true;
    return field;
}

Field notFilterable(Field field)
{
    field.filterable = false;
    return field;
}

Field notQueryable(Field field)
{
    field.queryable = false;
    field.filterable = false;
    return field;
}

Field notOffered(Field field)
{
    field.offered = false;
    return field;
}

std::vector<Field> commonFields(bool hasRecycleBin, bool isAudited)
{
    const QStringList user{QStringLiteral("User")};
    std::vector<Field> made{
        defaulted(field(QStringLiteral("Id"), FieldType::RecordId, 18)),
        defaulted(field(QStringLiteral("IsDeleted"), FieldType::Boolean)),
        defaulted(field(QStringLiteral("CreatedDate"), FieldType::DateTime)),
        defaulted(reference(QStringLiteral("CreatedById"), QStringLiteral("CreatedBy"), user)),
        defaulted(field(QStringLiteral("LastModifiedDate"), FieldType::DateTime)),
        defaulted(
            reference(QStringLiteral("LastModifiedById"), QStringLiteral("LastModifiedBy"), user)),
        defaulted(field(QStringLiteral("SystemModstamp"), FieldType::DateTime)),
    };
    made[column::id].idLookup = true;
    made[column::isDeleted].offered = hasRecycleBin;
    for (const int audit : {column::createdDate, column::createdById, column::lastModifiedDate,
             column::lastModifiedById})
        made[static_cast<std::size_t>(audit)].offered = isAudited;
    return made;
}

ObjectType objectType(const QString& name, const QString& keyPrefix, std::vector<Field> common,
    std::initializer_list<Field> fields)
{
    ObjectType made;
    made.name = name;
    made.label = labelOf(name);
    made.keyPrefix = keyPrefix;
    made.fields = std::move(common);
    made.fields.insert(made.fields.end(), fields.begin(), fields.end());
    made.reindex();
    return made;
}

std::vector<ObjectType> standardTypes()
{
    std::vector<ObjectType> made = activityTypes();
    std::vector<ObjectType> others = otherTypes();
    made.insert(
        made.end(), std::make_move_iterator(others.begin()), std::make_move_iterator(others.end()));
    return made;
}

} // namespace sandbox::salesforce
