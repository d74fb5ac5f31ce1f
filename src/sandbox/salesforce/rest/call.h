// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http.h"
#include "sandbox/rowfaults.h"
#include "sandbox/salesforce/saving.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <map>
#include <optional>

namespace sandbox::salesforce::rest {

// One request, or one subrequest of a composite, after authentication.
struct Call
{
    Saving& saving;
    QByteArray method;
    int version = 0;
    QStringList path; // decoded segments behind /services/data/vNN.0
    std::map<QString, QString> query; // decoded parameters
    Headers headers;
    QByteArray body;
    const RowFaults& rowFaults;
    int& recordsSeen; // records of write requests so far; row faults count by it

    State& state() const { return saving.state(); }
    const Access& access() const { return saving.caller().access; }
    bool is(const char* wanted) const { return method == wanted; }
    QByteArray header(const QByteArray& name) const;
    QString parameter(const QString& name) const;
};

// Splits path and query of a target. None if an escape or the query is malformed.
struct Target
{
    QStringList segments; // "services", "data", "v68.0", ...
    std::map<QString, QString> query;
};
std::optional<Target> readTarget(const QByteArray& target);

// Answers.
HttpResponse json(int status, QByteArray body);
HttpResponse json(int status, const QJsonObject& body);
HttpResponse json(int status, const QJsonArray& body);
HttpResponse empty(int status);
// The plain error shape: [{"message", "errorCode", "fields"}].
HttpResponse error(
    int status, const QString& code, const QString& message, const QStringList& fields = {});
HttpResponse error(int status, const RecordError& recordError);
HttpResponse notFound();
HttpResponse methodNotAllowed(const Call& call, const QString& allowed);
QJsonArray errorsJson(
    const std::vector<RecordError>& errors); // [{"statusCode", "message", "fields"}]

// The body as a JSON object with no members but these (all are allowed if the list is empty), or
// the answer to give.
struct Body
{
    QJsonObject object;
    std::optional<HttpResponse> refusal;
};
Body readBody(const Call& call, const QStringList& members = {});

// The handlers, by first segment of the path.
HttpResponse query(Call& call); // query, queryAll and their next pages
HttpResponse sobjects(Call& call);
HttpResponse composite(Call& call);
HttpResponse collections(Call& call); // composite/sobjects
HttpResponse tooling(Call& call);
HttpResponse limits(Call& call);
HttpResponse describe(Call& call, const Table& table);
HttpResponse describeGlobal(const Call& call);
HttpResponse resources(const Call& call); // the version itself: what it offers
// Any of the above.
HttpResponse route(Call& call);

// Unauthenticated or outside /services/data.
HttpResponse versions(const State& state);
HttpResponse userInfo(const State& state, const QString& userId, const QByteArray& host);
HttpResponse identity(const State& state, const QString& userId, const QByteArray& host);
// Of the login service; below the address that the client called (Host), if it came by HTTP, so
// that a client that follows it stays here.
QString identityUrl(const State& state, const QString& userId, const QByteArray& host);

} // namespace sandbox::salesforce::rest
