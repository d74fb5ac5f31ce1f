// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/ids.h"
#include "sandbox/salesforce/jsontext.h"
#include "sandbox/salesforce/rest/call.h"

#include <algorithm>

namespace sandbox::salesforce::rest {

using namespace Qt::StringLiterals;

namespace {

QString setupObjects()
{
    return u"PermissionSet FieldPermissions PermissionSetAssignment"_s;
}

bool isSetup(const Table& table)
{
    return setupObjects().split(QChar(u' ')).contains(table.type().name);
}

HttpResponse insufficientAccess()
{
    return error(403, u"INSUFFICIENT_ACCESS_OR_READONLY"_s,
        u"insufficient access rights on cross-reference id"_s);
}

// The status that stands for an error of a single-record request.
int statusOf(const RecordError& problem)
{
    return problem.statusCode == "ENTITY_IS_DELETED"_L1 && problem.fields.isEmpty() ? 404 : 400;
}

HttpResponse saved(const Outcome& outcome, int statusIfOk)
{
    if (!outcome.ok())
        return error(statusOf(outcome.errors.front()), outcome.errors.front());
    if (statusIfOk == 204)
        return empty(204);
    return json(statusIfOk,
        QJsonObject{{u"id"_s, outcome.id}, {u"success"_s, true}, {u"errors"_s, QJsonArray()},
            {u"created"_s, outcome.created}});
}

// Row faults hit single records too.
std::optional<HttpResponse> rowFault(Call& call)
{
    if (!call.rowFaults.hits(call.recordsSeen++))
        return std::nullopt;
    return error(400, u"UNABLE_TO_LOCK_ROW"_s,
        u"unable to obtain exclusive access to this record or 1 records"_s);
}

HttpResponse createOne(Call& call, Table& table)
{
    if (!table.type().createable)
        return error(400, u"CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY"_s,
            u"entity type %1 does not support create"_s.arg(table.type().name));
    if (isSetup(table) && !call.state().rights.canManagePermissionSets)
        return insufficientAccess();
    Body body = readBody(call);
    if (body.refusal)
        return *body.refusal;
    if (auto fault = rowFault(call))
        return *fault;
    const Outcome outcome = call.saving.create(table, body.object);
    if (!outcome.ok())
        return saved(outcome, 201);
    return json(
        201, QJsonObject{{u"id"_s, outcome.id}, {u"success"_s, true}, {u"errors"_s, QJsonArray()}});
}

// The fields of "?fields=A,B", or all that the user may read.
std::variant<std::vector<soql::Output>, HttpResponse> outputOf(
    const Call& call, const ObjectType& type)
{
    QStringList names = call.parameter(u"fields"_s).split(QChar(u','), Qt::SkipEmptyParts);
    if (names.isEmpty()) {
        for (std::size_t i = 0; i < type.fields.size(); ++i) {
            if (call.access().canRead(type, static_cast<int>(i)) && type.fields[i].queryable)
                names.append(type.fields[i].name);
        }
    }
    std::vector<soql::Output> output;
    for (const QString& name : names) {
        const int column = call.access().column(type, name);
        if (column < 0)
            return error(400, u"INVALID_FIELD"_s,
                u"No such column '%1' on sobject of type %2"_s.arg(name, type.name));
        soql::Output member;
        member.name = type.fields[static_cast<std::size_t>(column)].name;
        member.path.column = column;
        output.push_back(std::move(member));
    }
    return output;
}

HttpResponse read(const Call& call, const Table& table, RowNumber row)
{
    const auto output = outputOf(call, table.type());
    if (const auto* refusal = std::get_if<HttpResponse>(&output))
        return *refusal;
    QByteArray body;
    appendRecord(
        body, std::get<std::vector<soql::Output>>(output), table, row, call.state(), call.version);
    return json(200, body);
}

HttpResponse byId(Call& call, Table& table, const QString& text)
{
    if (!call.is("GET") && !call.is("PATCH") && !call.is("DELETE"))
        return methodNotAllowed(call, u"DELETE,GET,HEAD,PATCH"_s);
    const auto id = normalizedId(text);
    if (!id || !id->startsWith(table.type().keyPrefix))
        return error(404, u"NOT_FOUND"_s,
            u"Provided external ID field does not exist or is not accessible: %1"_s.arg(text));
    const auto row = table.find(*id);
    if (!row)
        return notFound();
    if (table.row(*row).flag(column::isDeleted))
        return error(404, u"ENTITY_IS_DELETED"_s, u"entity is deleted"_s);
    if (call.is("GET"))
        return read(call, table, *row);
    if (isSetup(table) && !call.state().rights.canManagePermissionSets)
        return insufficientAccess();
    if (call.is("DELETE")) {
        auto fault = rowFault(call);
        return fault ? *fault : saved(call.saving.remove(table, *row), 204);
    }
    Body body = readBody(call);
    if (body.refusal)
        return *body.refusal;
    if (auto fault = rowFault(call))
        return *fault;
    return saved(call.saving.update(table, *row, body.object), 204);
}

HttpResponse severalMatch(const Call& call, const Table& table, const std::vector<RowNumber>& rows)
{
    QJsonArray urls;
    for (const RowNumber row : rows)
        urls.append(u"/services/data/v%1.0/sobjects/%2/%3"_s.arg(
            QString::number(call.version), table.type().name, table.row(row).text(column::id)));
    return json(300, urls);
}

HttpResponse upsertOne(Call& call, Table& table, int keyColumn, const std::vector<RowNumber>& rows)
{
    const QString only = call.parameter(u"updateOnly"_s);
    if (!only.isEmpty() && only != "true"_L1 && only != "false"_L1)
        return error(400, u"INVALID_ARGUMENT"_s, u"updateOnly must be true or false"_s);
    Body body = readBody(call);
    if (body.refusal)
        return *body.refusal;
    const Field& key = table.type().fields[static_cast<std::size_t>(keyColumn)];
    if (body.object.contains(key.name) || body.object.contains(u"Id"_s))
        return error(400, u"INVALID_FIELD"_s,
            u"The %1 field should not be specified in the sobject data."_s.arg(
                body.object.contains(key.name) ? key.name : u"Id"_s));
    if (auto fault = rowFault(call))
        return *fault;
    if (!rows.empty())
        return saved(call.saving.update(table, rows.front(), body.object), 200);
    if (only == "true"_L1)
        return notFound();
    body.object.insert(key.name, call.path[3]);
    return saved(call.saving.create(table, body.object), 201);
}

// sobjects/Task/HubSpot_Engagement_Id__c/{value}
HttpResponse byKey(Call& call, Table& table)
{
    if (!call.is("GET") && !call.is("PATCH") && !call.is("DELETE"))
        return methodNotAllowed(call, u"DELETE,GET,HEAD,PATCH"_s);
    const int column = call.access().column(table.type(), call.path[2]);
    if (column < 0 || !table.type().fields[static_cast<std::size_t>(column)].externalId)
        return error(404, u"NOT_FOUND"_s,
            u"Provided external ID field does not exist or is not accessible: %1"_s.arg(
                call.path[2]));
    const std::vector<RowNumber> rows = table.liveWithText(column, call.path[3]);
    if (rows.size() > 1)
        return severalMatch(call, table, rows);
    if (call.is("PATCH"))
        return upsertOne(call, table, column, rows);
    if (rows.empty())
        return notFound();
    if (call.is("GET"))
        return read(call, table, rows.front());
    auto fault = rowFault(call);
    return fault ? *fault : saved(call.saving.remove(table, rows.front()), 204);
}

} // namespace

HttpResponse sobjects(Call& call)
{
    if (call.path.size() == 1)
        return call.is("GET") ? describeGlobal(call) : methodNotAllowed(call, u"GET,HEAD"_s);
    Table* table = call.path.size() > 1 ? call.state().table(call.path[1]) : nullptr;
    if (!table || table->type().name != call.path[1])
        return notFound();
    if (call.path.size() == 2)
        return call.is("POST") ? createOne(call, *table)
                               : methodNotAllowed(call, u"GET,HEAD,POST"_s);
    if (call.path.size() == 3 && call.path[2] == "describe"_L1)
        return describe(call, *table);
    if (call.path.size() == 3)
        return byId(call, *table, call.path[2]);
    if (call.path.size() == 4)
        return byKey(call, *table);
    return notFound();
}

} // namespace sandbox::salesforce::rest
