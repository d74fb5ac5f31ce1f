// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/rest/gate.h"

#include "sandbox/salesforce/moments.h"
#include "sandbox/salesforce/rest/call.h"

namespace sandbox::salesforce::rest {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype uriLengthMax = 16'384; // Salesforce contract 4.1

QByteArray bearer(const HttpRequest& request)
{
    const QByteArray header = request.header("Authorization");
    return header.startsWith("Bearer ") ? header.mid(7).trimmed() : QByteArray();
}

// The user of the token; empty if it is not accepted or its user is inactive.
QString userOf(const State& state, const HttpRequest& request)
{
    const auto token = state.tokens.find(bearer(request));
    if (token == state.tokens.end())
        return {};
    const Row* user = state.row(token->second);
    const bool isActive
        = user && user->flag(columnNamed(state.at(u"User"_s).type(), u"IsActive"_s));
    return isActive ? token->second : QString();
}

HttpResponse tooLong()
{
    HttpResponse response;
    response.status = 414;
    response.headers.emplace_back("Content-Type", "text/html;charset=UTF-8");
    response.body = "<html><head><title>URI Too Long</title></head><body><h1>414 URI Too "
                    "Long</h1></body></html>";
    return response;
}

// Endpoints of the login service answer with words, not with the plain error shape.
HttpResponse loginRefusal(const QByteArray& words)
{
    HttpResponse response;
    response.status = 403;
    response.headers.emplace_back("Content-Type", "text/html;charset=UTF-8");
    response.body = words;
    return response;
}

HttpResponse person(const State& state, const HttpRequest& request, const Target& target)
{
    if (request.method != "GET" && request.method != "POST")
        return error(
            405, u"METHOD_NOT_ALLOWED"_s, u"HTTP Method not allowed. Allowed are GET,POST"_s);
    if (bearer(request).isEmpty())
        return loginRefusal("Missing_OAuth_Token");
    const QString user = userOf(state, request);
    if (user.isEmpty())
        return loginRefusal("Bad_OAuth_Token");
    if (target.segments[0] == "services"_L1)
        return userInfo(state, user, request.header("Host"));
    if (target.segments[1] != state.organizationId || target.segments[2] != user)
        return loginRefusal("Bad_Id");
    return identity(state, user, request.header("Host"));
}

// "v68.0" -> 68; -1 if it is not a version.
int versionOf(const QString& segment)
{
    bool isNumber = false;
    const int version = segment.mid(1).chopped(segment.endsWith(".0"_L1) ? 2 : 0).toInt(&isNumber);
    return isNumber && segment.startsWith(QChar(u'v')) && segment.endsWith(".0"_L1) ? version : -1;
}

HttpResponse authenticated(
    State& state, const HttpRequest& request, const Target& target, const RowFaults& rows)
{
    const int version = versionOf(target.segments[2]);
    if (version < 0 || version > state.versionNewest)
        return notFound();
    if (version < state.versionOldest)
        return error(410, u"UNSUPPORTED_API_VERSION"_s,
            u"The REST API version v%1.0 is retired. Use a later version."_s.arg(version));
    const QString user = userOf(state, request);
    if (user.isEmpty())
        return error(401, u"INVALID_SESSION_ID"_s, u"Session expired or invalid"_s);
    if (state.usage.used(state.now()) >= state.usage.limit())
        return error(403, u"REQUEST_LIMIT_EXCEEDED"_s, u"TotalRequests Limit exceeded."_s);
    state.usage.count(state.now());

    Saving saving(state, Caller{u"api"_s, user, Access(state, user), std::nullopt});
    int recordsSeen = 0;
    Call call{saving, request.method, version, target.segments.mid(3), target.query,
        request.headers, request.body, rows, recordsSeen};
    HttpResponse response = route(call);
    saving.commit();
    return response;
}

HttpResponse dispatch(State& state, const HttpRequest& request, const RowFaults& rows)
{
    if (request.target.size() > uriLengthMax)
        return tooLong();
    const auto target = readTarget(request.target);
    if (!target)
        return error(400, u"MALFORMED_URL"_s, u"The URL is not correctly encoded"_s);
    const QStringList& segments = target->segments;
    if (segments == QStringList{u"services"_s, u"oauth2"_s, u"userinfo"_s}
        || (segments.size() == 3 && segments[0] == "id"_L1))
        return person(state, request, *target);
    if (segments.size() < 2 || segments[0] != "services"_L1 || segments[1] != "data"_L1)
        return notFound();
    if (segments.size() == 2)
        return request.method == "GET" ? versions(state) : notFound();
    return authenticated(state, request, *target, rows);
}

} // namespace

HttpResponse route(Call& call)
{
    const QString first = call.path.value(0);
    if (call.path.isEmpty())
        return resources(call);
    if (first == "query"_L1 || first == "queryAll"_L1)
        return query(call);
    if (first == "sobjects"_L1)
        return sobjects(call);
    if (first == "composite"_L1 && call.path.size() == 1)
        return composite(call);
    if (first == "composite"_L1 && call.path[1] == "sobjects"_L1)
        return collections(call);
    if (first == "tooling"_L1)
        return tooling(call);
    if (first == "limits"_L1 && call.path.size() == 1)
        return limits(call);
    return notFound();
}

HttpResponse answer(State& state, const HttpRequest& request, const RowFaults& rows)
{
    HttpResponse response = dispatch(state, request, rows);
    response.headers.emplace_back("Date", httpDate(state.now()));
    response.headers.emplace_back("Sforce-Limit-Info",
        "api-usage=" + QByteArray::number(state.usage.used(state.now())) + '/'
            + QByteArray::number(state.usage.limit()));
    return response;
}

} // namespace sandbox::salesforce::rest
