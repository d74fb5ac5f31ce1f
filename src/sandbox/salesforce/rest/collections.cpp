// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/rest/collections.h"

#include "sandbox/salesforce/ids.h"
#include "sandbox/salesforce/jsontext.h"

#include <QHash>

namespace sandbox::salesforce::rest {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype recordsMax = 200;
constexpr qsizetype idsMax = 2000;
constexpr int chunksMax = 10;

HttpResponse tooMany(qsizetype max)
{
    return error(400, u"EXCEEDED_ID_LIMIT"_s,
        u"record limit reached. cannot submit more than %1 records into this call"_s.arg(max));
}

// Create or update: the type comes from each record, and neighbours of one type make a chunk.
HttpResponse createOrUpdate(Call& call)
{
    CollectionBody body = readCollection(call);
    if (body.refusal)
        return *body.refusal;
    int chunks = 0;
    QString last;
    for (const QJsonObject& record : body.records) {
        const QString type = typeOf(record);
        chunks += type == last ? 0 : 1;
        last = type;
    }
    if (chunks > chunksMax)
        return error(400, u"INVALID_INPUT"_s,
            u"The request contains more than %1 chunks of different types"_s.arg(chunksMax));
    const bool isCreate = call.is("POST");
    QHash<QString, int> idCounts;
    for (const QJsonObject& record : body.records)
        ++idCounts[normalizedId(idOf(record)).value_or(QString())];
    return saveAll(call, body, [&](const QJsonObject& record) {
        Table* table = call.state().table(typeOf(record));
        if (!table || table->type().name != typeOf(record))
            return refused(
                u"INVALID_TYPE"_s, u"sObject type '%1' is not supported."_s.arg(typeOf(record)));
        if (isCreate)
            return createInCollection(call, *table, record);
        return updateInCollection(call, *table, record, idCounts);
    });
}

// composite/sobjects/Task/HubSpot_Engagement_Id__c
HttpResponse upsert(Call& call, Table& table)
{
    const int column = call.access().column(table.type(), call.path[3]);
    if (column < 0)
        return error(404, u"NOT_FOUND"_s,
            u"Provided external ID field does not exist or is not accessible: %1"_s.arg(
                call.path[3]));
    const Field& key = table.type().fields[static_cast<std::size_t>(column)];
    if (!key.externalId)
        return error(400, u"INVALID_FIELD"_s,
            u"Field name provided, %1 does not match an External ID, Salesforce Id, or indexed field for %2"_s
                .arg(key.name, table.type().name));
    const QString only = call.parameter(u"updateOnly"_s);
    if (!only.isEmpty() && only != "true"_L1 && only != "false"_L1)
        return error(400, u"INVALID_ARGUMENT"_s, u"updateOnly must be true or false"_s);
    CollectionBody body = readCollection(call);
    if (body.refusal)
        return *body.refusal;

    QHash<QString, int> keyCounts;
    for (const QJsonObject& record : body.records) {
        if (typeOf(record) != table.type().name)
            return error(400, u"INVALID_TYPE"_s,
                u"all records of an upsert must be of the type in the path: %1"_s.arg(
                    typeOf(record)));
        if (record.value(key.name).isString())
            ++keyCounts[table.folded(column, record.value(key.name).toString().trimmed())];
    }
    body.tellsCreated = true;
    // Before v61 the collection form did not know the parameter (Salesforce contract 4.6).
    const bool isUpdateOnly = only == "true"_L1 && call.version >= 61;
    return saveAll(call, body, [&](const QJsonObject& record) {
        return upsertInCollection(call, table, column, record, {keyCounts, isUpdateOnly});
    });
}

HttpResponse removeAll(Call& call)
{
    const QString only = call.parameter(u"allOrNone"_s);
    if (!only.isEmpty() && only != "true"_L1 && only != "false"_L1)
        return error(400, u"INVALID_ARGUMENT"_s, u"allOrNone must be true or false"_s);
    const QStringList ids = call.parameter(u"ids"_s).split(QChar(u','), Qt::SkipEmptyParts);
    if (ids.isEmpty())
        return error(400, u"INVALID_ARGUMENT"_s, u"The ids parameter is missing"_s);
    if (ids.size() > recordsMax)
        return tooMany(recordsMax);
    CollectionBody body;
    body.isAllOrNone = only == "true"_L1;
    for (const QString& id : ids)
        body.records.push_back({{u"id"_s, id}});
    return saveAll(call, body, [&](const QJsonObject& record) {
        const auto id = normalizedId(idOf(record));
        Table* table = id ? call.state().tableOfId(*id) : nullptr;
        if (!table)
            return refused(u"MALFORMED_ID"_s, u"malformed id %1"_s.arg(idOf(record)));
        const auto row = table->find(*id);
        return row ? call.saving.remove(*table, *row)
                   : refused(u"INVALID_CROSS_REFERENCE_KEY"_s, u"invalid cross reference id"_s);
    });
}

std::optional<HttpResponse> addFields(std::vector<soql::Output>& output, const Call& call,
    const ObjectType& type, const QJsonArray& names)
{
    for (const QJsonValue& name : names) {
        const int column = call.access().column(type, name.toString());
        if (column < 0)
            return error(400, u"INVALID_FIELD"_s,
                u"No such column '%1' on sobject of type %2"_s.arg(name.toString(), type.name));
        soql::Output member;
        member.name = type.fields[static_cast<std::size_t>(column)].name;
        member.path.column = column;
        output.push_back(std::move(member));
    }
    return std::nullopt;
}

// POST composite/sobjects/Task {"ids", "fields"}: an array in the order of the ids, null for what
// is not there.
HttpResponse retrieve(Call& call, const Table& table)
{
    const Body body = readBody(call, {u"ids"_s, u"fields"_s});
    if (body.refusal)
        return *body.refusal;
    const QJsonArray ids = body.object.value(u"ids"_s).toArray();
    const QJsonArray fields = body.object.value(u"fields"_s).toArray();
    if (ids.isEmpty() || fields.isEmpty())
        return error(400, u"INVALID_ARGUMENT"_s, u"ids and fields are required"_s);
    if (ids.size() > idsMax)
        return tooMany(idsMax);
    std::vector<soql::Output> output;
    if (auto refusal = addFields(output, call, table.type(), fields))
        return *refusal;
    QByteArray answer = "[";
    for (const QJsonValue& entry : ids) {
        const auto id = normalizedId(entry.toString());
        if (!id)
            return error(400, u"MALFORMED_ID"_s, u"malformed id %1"_s.arg(entry.toString()));
        if (answer.size() > 1)
            answer += ',';
        const auto row = table.find(*id);
        if (row && !table.row(*row).flag(column::isDeleted))
            appendRecord(answer, output, table, *row, call.state(), call.version);
        else
            answer += "null";
    }
    return json(200, answer + ']');
}

} // namespace

HttpResponse collections(Call& call)
{
    const qsizetype depth = call.path.size();
    if (depth == 2) {
        if (call.is("POST") || call.is("PATCH"))
            return createOrUpdate(call);
        return call.is("DELETE") ? removeAll(call)
                                 : methodNotAllowed(call, u"DELETE,GET,PATCH,POST"_s);
    }
    Table* table = call.state().table(call.path[2]);
    if (!table || table->type().name != call.path[2])
        return notFound();
    if (depth == 3)
        return call.is("POST") ? retrieve(call, *table) : methodNotAllowed(call, u"GET,POST"_s);
    if (depth == 4)
        return call.is("PATCH") ? upsert(call, *table) : methodNotAllowed(call, u"PATCH"_s);
    return notFound();
}

CollectionBody readCollection(const Call& call)
{
    CollectionBody read;
    const Body body = readBody(call, {u"allOrNone"_s, u"records"_s});
    if (body.refusal) {
        read.refusal = body.refusal;
        return read;
    }
    const auto refuse = [&](const QString& code, const QString& message) {
        read.refusal = error(400, code, message);
        return read;
    };
    const QJsonValue isAllOrNone = body.object.value(u"allOrNone"_s);
    if (!isAllOrNone.isUndefined() && !isAllOrNone.isBool())
        return refuse(u"JSON_PARSER_ERROR"_s, u"allOrNone must be a boolean"_s);
    read.isAllOrNone = isAllOrNone.toBool();
    if (!body.object.value(u"records"_s).isArray())
        return refuse(u"JSON_PARSER_ERROR"_s, u"records must be an array"_s);
    const QJsonArray records = body.object.value(u"records"_s).toArray();
    if (records.isEmpty())
        return refuse(u"INVALID_INPUT"_s, u"records must not be empty"_s);
    if (records.size() > recordsMax) {
        read.refusal = tooMany(recordsMax);
        return read;
    }
    for (const QJsonValue& record : records) {
        if (!record.isObject() || typeOf(record.toObject()).isEmpty())
            return refuse(
                u"INVALID_INPUT"_s, u"each record must be an object with attributes.type"_s);
        read.records.push_back(record.toObject());
    }
    return read;
}

} // namespace sandbox::salesforce::rest
