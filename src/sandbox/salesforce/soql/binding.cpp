// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/soql/binding.h"

#include <algorithm>

namespace sandbox::salesforce::soql {

using namespace Qt::StringLiterals;

namespace {

// What can be asked of a reference to several types: the fields of the service's Name object.
struct NameField
{
    const char16_t* name;
    FieldType type;
};
constexpr NameField nameFields[]{{u"Id", FieldType::RecordId}, {u"Name", FieldType::String},
    {u"Type", FieldType::String}, {u"FirstName", FieldType::String},
    {u"LastName", FieldType::String}, {u"Email", FieldType::Email}, {u"Phone", FieldType::String},
    {u"Title", FieldType::String}, {u"Username", FieldType::String}, {u"Alias", FieldType::String},
    {u"IsActive", FieldType::Boolean}};

} // namespace

Parsed<BoundField> Binding::field(const FieldPath& path) const
{
    BoundField bound;
    const ObjectType* type = &table.type();
    qsizetype part = 0;
    // The object's own name may stand first: Task.Subject.
    if (path.parts.size() > 1 && path.parts.front().compare(type->name, Qt::CaseInsensitive) == 0
        && type->relationship(path.parts.front()) < 0)
        part = 1;
    for (; part + 1 < path.parts.size(); ++part) {
        const int hop = type->relationship(path.parts[part]);
        if (hop < 0 || !access.canRead(*type, hop))
            return located(path, u"INVALID_FIELD"_s,
                u"Didn't understand relationship '%1' in field path. If you are attempting to use "
                u"a custom "
                "relationship, be sure to append the '__r' after the custom relationship name."_s
                    .arg(path.parts[part]));
        const Field& reference = type->fields[static_cast<std::size_t>(hop)];
        bound.path.hops.push_back(hop);
        bound.names.append(reference.relationshipName);
        if (reference.referenceTo.size() > 1) {
            if (part + 2 != path.parts.size())
                return noSuchColumn(path);
            return nameField(path, std::move(bound));
        }
        type = &state.at(reference.referenceTo.front()).type();
    }
    const int column = access.column(*type, path.parts.last());
    if (column < 0)
        return noSuchColumn(path);
    const Field& found = type->fields[static_cast<std::size_t>(column)];
    bound.path.column = column;
    bound.path.type = found.type;
    bound.path.isCaseSensitive = found.caseSensitive;
    bound.names.append(found.name);
    bound.isFilterable = found.filterable;
    bound.isQueryable = found.queryable;
    return bound;
}

Parsed<BoundField> Binding::nameField(const FieldPath& path, BoundField bound) const
{
    for (const NameField& candidate : nameFields) {
        const QString name = QString::fromUtf16(candidate.name);
        if (name.compare(path.parts.last(), Qt::CaseInsensitive) != 0)
            continue;
        bound.path.attribute = name;
        bound.path.type = candidate.type;
        bound.names.append(name);
        return bound;
    }
    return noSuchColumn(path);
}

QueryError Binding::located(
    const FieldPath& path, const QString& code, const QString& sentence) const
{
    constexpr qsizetype excerptMax = 60;
    const qsizetype start = std::max(qsizetype(0), path.position - excerptMax / 2);
    const QString excerpt = text.mid(start, excerptMax).simplified();
    const qsizetype row = QStringView(text).left(path.position).count(QChar(u'\n')) + 1;
    const qsizetype lineStart
        = path.position > 0 ? text.lastIndexOf(QChar(u'\n'), path.position - 1) + 1 : 0;
    return {code,
        u"\n%1\n^\nERROR at Row:%2:Column:%3\n%4"_s.arg(excerpt, QString::number(row),
            QString::number(path.position - lineStart + 1), sentence)};
}

QueryError Binding::noSuchColumn(const FieldPath& path) const
{
    return located(path, u"INVALID_FIELD"_s,
        u"No such column '%1' on entity '%2'. If you are attempting to use a custom field, be sure "
        u"to append "
        "the '__c' after the custom field name. Please reference your WSDL or the describe call "
        "for the "
        "appropriate names."_s.arg(path.parts.last(),
            path.parts.size() == 1 ? table.type().name : path.parts[path.parts.size() - 2]));
}

} // namespace sandbox::salesforce::soql
