// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/rest/call.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

namespace sandbox::salesforce::rest {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype subrequestsMax = 25;
constexpr int heavyMax = 5; // query, queryAll and collections (Salesforce contract 4.7)
constexpr qsizetype uriLengthMax = 16'384;

struct Subrequest
{
    Call call;
    QString reference;
    std::optional<HttpResponse> refusal; // for this subrequest alone
};

bool isHeavy(const QStringList& path)
{
    const QString first = path.value(0);
    return first == "query"_L1 || first == "queryAll"_L1
        || (first == "composite"_L1 && path.value(1) == "sobjects"_L1);
}

// A member that has the wrong type, or an unknown one; empty if all is well.
QString problemOf(const QJsonObject& sub)
{
    static const QStringList known{
        u"method"_s, u"url"_s, u"referenceId"_s, u"body"_s, u"httpHeaders"_s};
    for (const QString& name : sub.keys()) {
        if (!known.contains(name))
            return u"Unrecognized field \"%1\""_s.arg(name);
    }
    static const QRegularExpression reference(u"^[A-Za-z0-9_]+$"_s);
    static const QStringList methods{u"GET"_s, u"POST"_s, u"PUT"_s, u"PATCH"_s, u"DELETE"_s};
    if (!methods.contains(sub.value(u"method"_s).toString()))
        return u"method must be one of GET, POST, PUT, PATCH, DELETE"_s;
    if (!reference.match(sub.value(u"referenceId"_s).toString()).hasMatch())
        return u"referenceId is required and may hold letters, digits and underscores only"_s;
    const QJsonValue body = sub.value(u"body"_s);
    if (!body.isUndefined() && !body.isObject())
        return u"body must be an object"_s;
    return {};
}

bool hasReference(const QJsonObject& sub)
{
    return QJsonDocument(sub).toJson(QJsonDocument::Compact).contains("@{");
}

// The subrequest as a call of its own in the same transaction.
Subrequest subrequestOf(Call& outer, const QJsonObject& sub)
{
    const QString url = sub.value(u"url"_s).toString();
    const QString base = u"/services/data/v%1.0/"_s.arg(outer.version);
    Headers headers{{"Content-Type", "application/json"}};
    const QJsonObject given = sub.value(u"httpHeaders"_s).toObject();
    for (auto header = given.begin(); header != given.end(); ++header)
        headers.emplace_back(header.key().toUtf8(), header.value().toString().toUtf8());
    Subrequest made{
        Call{outer.saving, sub.value(u"method"_s).toString().toLatin1(), outer.version, {}, {},
            std::move(headers),
            QJsonDocument(sub.value(u"body"_s).toObject()).toJson(QJsonDocument::Compact),
            outer.rowFaults, outer.recordsSeen},
        sub.value(u"referenceId"_s).toString(), std::nullopt};
    const auto target = readTarget(url.toUtf8());
    const bool isNested = target && target->segments.mid(3) == QStringList{u"composite"_s};
    if (hasReference(sub))
        made.refusal = error(400, u"INVALID_INPUT"_s, u"references are not offered by this org"_s);
    else if (url.toUtf8().size() > uriLengthMax)
        made.refusal = error(414, u"URI_TOO_LONG"_s, u"The URI is longer than 16384 bytes"_s);
    else if (!url.startsWith(base) || !target || isNested)
        made.refusal = notFound();
    else {
        made.call.path = target->segments.mid(3);
        made.call.query = target->query;
    }
    return made;
}

QJsonObject resultOf(const QString& reference, const HttpResponse& response)
{
    QJsonObject headers;
    for (const auto& [name, value] : response.headers) {
        if (name == "Last-Modified" || name == "Location")
            headers.insert(QString::fromLatin1(name), QString::fromLatin1(value));
    }
    const QJsonDocument body = QJsonDocument::fromJson(response.body);
    QJsonValue shown = QJsonValue::Null;
    if (body.isArray())
        shown = body.array();
    else if (body.isObject())
        shown = body.object();
    return {{u"body"_s, shown}, {u"httpHeaders"_s, headers}, {u"httpStatusCode"_s, response.status},
        {u"referenceId"_s, reference}};
}

HttpResponse halted()
{
    return error(400, u"PROCESSING_HALTED"_s,
        u"The transaction was rolled back since another operation in the same transaction failed."_s);
}

// Runs all; with allOrNone the first failure undoes everything and the others are reported as
// halted.
HttpResponse runAll(Call& outer, std::vector<Subrequest>& subrequests, bool isAllOrNone)
{
    const std::size_t mark = outer.saving.mark();
    std::vector<HttpResponse> responses;
    std::optional<std::size_t> failure;
    for (Subrequest& sub : subrequests) {
        responses.push_back(sub.refusal ? *sub.refusal : route(sub.call));
        if (isAllOrNone && responses.back().status >= 400) {
            failure = responses.size() - 1;
            break;
        }
    }
    if (failure) {
        outer.saving.rollBackTo(mark);
        responses.resize(subrequests.size());
        for (std::size_t i = 0; i < responses.size(); ++i) {
            if (i != *failure)
                responses[i] = halted();
        }
    }
    QJsonArray results;
    for (std::size_t i = 0; i < responses.size(); ++i)
        results.append(resultOf(subrequests[i].reference, responses[i]));
    return json(200, QJsonObject{{u"compositeResponse"_s, results}});
}

} // namespace

HttpResponse composite(Call& call)
{
    if (!call.is("POST"))
        return methodNotAllowed(call, u"POST"_s);
    const auto refuse
        = [](const QString& code, const QString& message) { return error(400, code, message); };
    const Body body
        = readBody(call, {u"allOrNone"_s, u"collateSubrequests"_s, u"compositeRequest"_s});
    if (body.refusal)
        return *body.refusal;
    for (const QString& flag : {u"allOrNone"_s, u"collateSubrequests"_s}) {
        if (body.object.contains(flag) && !body.object.value(flag).isBool())
            return refuse(u"JSON_PARSER_ERROR"_s, u"%1 must be a boolean"_s.arg(flag));
    }
    const QJsonArray given = body.object.value(u"compositeRequest"_s).toArray();
    if (given.isEmpty())
        return refuse(
            u"JSON_PARSER_ERROR"_s, u"compositeRequest must be an array with subrequests"_s);
    if (given.size() > subrequestsMax)
        return refuse(u"LIMIT_EXCEEDED"_s, u"A composite may hold at most 25 subrequests"_s);

    std::vector<Subrequest> subrequests;
    QSet<QString> references;
    int heavy = 0;
    for (const QJsonValue& sub : given) {
        const QString problem
            = sub.isObject() ? problemOf(sub.toObject()) : u"a subrequest must be an object"_s;
        if (!problem.isEmpty())
            return refuse(u"JSON_PARSER_ERROR"_s, problem);
        subrequests.push_back(subrequestOf(call, sub.toObject()));
        heavy += isHeavy(subrequests.back().call.path) ? 1 : 0;
        references.insert(subrequests.back().reference);
    }
    if (references.size() != given.size())
        return refuse(u"INVALID_INPUT"_s, u"every referenceId must be unique"_s);
    if (heavy > heavyMax)
        return refuse(u"LIMIT_EXCEEDED"_s,
            u"A composite may hold at most 5 subrequests that are queries or collections"_s);
    return runAll(call, subrequests, body.object.value(u"allOrNone"_s).toBool());
}

} // namespace sandbox::salesforce::rest
