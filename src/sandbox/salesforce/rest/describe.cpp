// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/moments.h"
#include "sandbox/salesforce/rest/call.h"

namespace sandbox::salesforce::rest {

using namespace Qt::StringLiterals;

namespace {

QString typeName(FieldType type)
{
    switch (type) {
    case FieldType::RecordId:
        return u"id"_s;
    case FieldType::Reference:
        return u"reference"_s;
    case FieldType::String:
        return u"string"_s;
    case FieldType::Combobox:
        return u"combobox"_s;
    case FieldType::Picklist:
        return u"picklist"_s;
    case FieldType::TextArea:
        return u"textarea"_s;
    case FieldType::Email:
        return u"email"_s;
    case FieldType::Boolean:
        return u"boolean"_s;
    case FieldType::Int:
        return u"int"_s;
    case FieldType::Date:
        return u"date"_s;
    case FieldType::DateTime:
        return u"datetime"_s;
    case FieldType::JunctionIds:
        return u"junctionIdList"_s;
    }
    return {};
}

QString soapTypeName(FieldType type)
{
    switch (type) {
    case FieldType::RecordId:
    case FieldType::Reference:
        return u"tns:ID"_s;
    case FieldType::Boolean:
        return u"xsd:boolean"_s;
    case FieldType::Int:
        return u"xsd:int"_s;
    case FieldType::Date:
        return u"xsd:date"_s;
    case FieldType::DateTime:
        return u"xsd:dateTime"_s;
    default:
        return u"xsd:string"_s;
    }
}

QJsonArray picklistJson(const Field& field)
{
    QJsonArray values;
    for (const PicklistValue& value : field.picklist)
        values.append(QJsonObject{{u"active"_s, true}, {u"defaultValue"_s, value.isDefault},
            {u"label"_s, value.value}, {u"validFor"_s, QJsonValue::Null},
            {u"value"_s, value.value}});
    return values;
}

QJsonObject fieldJson(const Field& field, bool canEdit)
{
    const bool isPolymorphic = field.referenceTo.size() > 1;
    return {
        {u"autoNumber"_s, false},
        {u"byteLength"_s, field.length * 3},
        {u"calculated"_s, false},
        {u"caseSensitive"_s, field.caseSensitive},
        {u"createable"_s, field.createable && canEdit},
        {u"custom"_s, field.custom},
        {u"defaultValue"_s,
            field.type == FieldType::Boolean ? QJsonValue(false) : QJsonValue::Null},
        {u"defaultedOnCreate"_s, field.defaultedOnCreate},
        {u"deprecatedAndHidden"_s, false},
        {u"externalId"_s, field.externalId},
        {u"filterable"_s, field.filterable && field.queryable},
        {u"groupable"_s, field.filterable && field.type != FieldType::DateTime},
        {u"idLookup"_s, field.idLookup},
        {u"label"_s, field.label},
        {u"length"_s, field.length},
        {u"name"_s, field.name},
        {u"nillable"_s, field.nillable},
        {u"picklistValues"_s, picklistJson(field)},
        {u"polymorphicForeignKey"_s, isPolymorphic},
        {u"referenceTo"_s, QJsonArray::fromStringList(field.referenceTo)},
        {u"relationshipName"_s,
            field.relationshipName.isEmpty() ? QJsonValue::Null
                                             : QJsonValue(field.relationshipName)},
        {u"restrictedPicklist"_s, field.restrictedPicklist},
        {u"soapType"_s, soapTypeName(field.type)},
        {u"sortable"_s, field.filterable && field.queryable},
        {u"type"_s, typeName(field.type)},
        {u"unique"_s, field.unique},
        {u"updateable"_s, field.updateable && canEdit},
    };
}

QJsonObject masterRecordType()
{
    return {{u"active"_s, true}, {u"available"_s, true}, {u"defaultRecordTypeMapping"_s, true},
        {u"developerName"_s, u"Master"_s}, {u"master"_s, true}, {u"name"_s, u"Master"_s},
        {u"recordTypeId"_s, u"012000000000000AAA"_s}};
}

// What describe and the list of all types say alike.
QJsonObject typeJson(const Call& call, const ObjectType& type)
{
    const QString url
        = u"/services/data/v%1.0/sobjects/%2"_s.arg(QString::number(call.version), type.name);
    return {{u"activateable"_s, false}, {u"createable"_s, type.createable}, {u"custom"_s, false},
        {u"deletable"_s, type.deletable}, {u"keyPrefix"_s, type.keyPrefix},
        {u"label"_s, type.label}, {u"labelPlural"_s, type.label + u's'}, {u"name"_s, type.name},
        {u"queryable"_s, true}, {u"retrieveable"_s, true}, {u"undeletable"_s, type.deletable},
        {u"updateable"_s, type.updateable},
        {u"urls"_s, QJsonObject{{u"describe"_s, url + u"/describe"_s}, {u"sobject"_s, url}}}};
}

} // namespace

HttpResponse describeGlobal(const Call& call)
{
    QJsonArray types;
    for (const auto& table : call.state().tables) {
        if (table->type().hasDescribe)
            types.append(typeJson(call, table->type()));
    }
    return json(200,
        QJsonObject{{u"encoding"_s, u"UTF-8"_s}, {u"maxBatchSize"_s, 200}, {u"sobjects"_s, types}});
}

HttpResponse describe(Call& call, const Table& table)
{
    if (!call.is("GET"))
        return methodNotAllowed(call, u"GET,HEAD"_s);
    const ObjectType& type = table.type();
    if (!type.hasDescribe)
        return notFound();
    const auto since = readHttpDate(call.header("If-Modified-Since"));
    if (since && type.changedAt <= *since)
        return empty(304);

    QJsonArray fields;
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
        const int column = static_cast<int>(i);
        if (call.access().canRead(type, column))
            fields.append(fieldJson(type.fields[i], call.access().canEdit(type, column)));
    }
    QJsonObject body = typeJson(call, type);
    body.insert(u"fields"_s, fields);
    body.insert(u"recordTypeInfos"_s, QJsonArray{masterRecordType()});
    HttpResponse response = json(200, body);
    response.headers.emplace_back("Last-Modified", httpDate(type.changedAt));
    return response;
}

} // namespace sandbox::salesforce::rest
