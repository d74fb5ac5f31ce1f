// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/salesforce/rest/call.h"

#include <QHash>

#include <functional>
#include <optional>
#include <vector>

// The parts of sObject Collections (Salesforce contract 4.6): up to 200 records in one request, one
// result each.
namespace sandbox::salesforce::rest {

struct CollectionBody
{
    bool isAllOrNone = false;
    bool tellsCreated = false; // results of upserts say whether the record is new
    std::vector<QJsonObject> records;
    std::optional<HttpResponse> refusal;
};

// {"allOrNone": bool, "records": [...]} with attributes.type in every record.
CollectionBody readCollection(const Call& call);

QString typeOf(const QJsonObject& record); // attributes.type
QString idOf(const QJsonObject& record); // "id" or "Id"
Outcome refused(const QString& code, const QString& message);

// Saves each record in order and answers 200 with results in that order. With allOrNone one failure
// undoes all.
HttpResponse saveAll(
    Call& call, const CollectionBody& body, const std::function<Outcome(const QJsonObject&)>& save);

Outcome createInCollection(Call& call, Table& table, const QJsonObject& record);

// `idCounts`: how often each id stands in the request; twice is an error for all of them.
Outcome updateInCollection(
    Call& call, Table& table, const QJsonObject& record, const QHash<QString, int>& idCounts);

struct UpsertOptions
{
    const QHash<QString, int>& keyCounts; // folded keys of the request
    bool isUpdateOnly = false;
};
Outcome upsertInCollection(Call& call, Table& table, int keyColumn, const QJsonObject& record,
    const UpsertOptions& options);

} // namespace sandbox::salesforce::rest
