// SPDX-License-Identifier: GPL-3.0-or-later
#include "hubspot/errors.h"

#include "net/answer.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace hubspot {
namespace {

constexpr qsizetype messageMax = 300; // characters of HubSpot's text in `what`
constexpr qsizetype typeMax = 60; // bytes of a content type
constexpr int entriesMax = 20; // of `errors` that are looked at

// A list of texts, or one text: HubSpot writes both.
QStringList texts(const QJsonValue& value)
{
    if (value.isString())
        return {value.toString()};
    QStringList list;
    for (const QJsonValue& element : value.toArray())
        if (element.isString() && list.size() < entriesMax)
            list.append(element.toString());
    return list;
}

// The code stands beside it in the error, so it is not repeated.
QString detail(const ErrorBody& body)
{
    QStringList parts;
    if (!body.missingScopes.isEmpty())
        parts.append(
            QStringLiteral("missing scopes: ") + body.missingScopes.join(QStringLiteral(", ")));
    if (!body.subCategory.isEmpty())
        parts.append(body.subCategory);
    if (!body.codes.isEmpty())
        parts.append(body.codes.join(QStringLiteral(", ")));
    if (!body.message.isEmpty())
        parts.append(body.message.left(messageMax));
    if (!body.correlationId.isEmpty())
        parts.append(QStringLiteral("correlationId ") + body.correlationId);
    return parts.join(QStringLiteral("; "));
}

QString codeOf(const ErrorBody& body)
{
    return body.policyName.isEmpty() ? body.category : body.policyName;
}

// HubSpot contract 6.4. The decorators deal with the transient ones first; what arrives here is
// what they gave up.
core::Error::Kind kindOf(int status, const ErrorBody& body)
{
    using enum core::Error::Kind;
    switch (status) {
    case 401:
    case 530: // from the edge: the token names no data centre
        return SignInNeeded;
    case 403:
        return Forbidden;
    case 404:
        return NotFound;
    case 423:
    case 477:
        return ServerBusy;
    case 429:
        return body.policyName == QLatin1String("DAILY") ? BudgetSpent : RateLimited;
    default:
        break;
    }
    if (status >= 500)
        return ServerBusy;
    return status >= 400 ? Rejected : NotTheService;
}

} // namespace

ErrorBody errorBody(const QJsonObject& object)
{
    ErrorBody body;
    body.category = object.value(u"category").toString();
    body.subCategory = object.value(u"subCategory").toString();
    body.message = object.value(u"message").toString();
    body.policyName = object.value(u"policyName").toString();
    body.correlationId = object.value(u"correlationId").toString();
    const QJsonArray entries = object.value(u"errors").toArray();
    for (qsizetype i = 0; i < entries.size() && i < entriesMax; ++i) {
        const QJsonObject entry = entries.at(i).toObject();
        body.codes.append(texts(entry.value(u"code")));
        const QJsonObject context = entry.value(u"context").toObject();
        body.missingScopes.append(texts(context.value(u"requiredGranularScopes")));
        body.missingScopes.append(texts(context.value(u"requiredScopes")));
    }
    body.missingScopes.removeDuplicates();
    return body;
}

ErrorBody errorBody(const QByteArray& body)
{
    return errorBody(QJsonDocument::fromJson(body).object());
}

core::Error refusal(const net::Response& response)
{
    const ErrorBody body = errorBody(response.body);
    core::Error error{kindOf(response.status, body), detail(body), codeOf(body)};
    error.httpStatus = response.status;
    error.retryAfter = net::retryAfter(response);
    return error;
}

core::Error notTheService(const net::Response& response)
{
    core::Error error{core::Error::Kind::NotTheService,
        QStringLiteral("an answer of type \"%1\" instead of JSON")
            .arg(QString::fromLatin1(response.header("Content-Type").left(typeMax)))};
    error.httpStatus = response.status;
    return error;
}

core::Error rowRefusal(const ErrorBody& entry)
{
    const bool forbidden = entry.category == QLatin1String("MISSING_SCOPES");
    core::Error error{forbidden ? core::Error::Kind::Forbidden : core::Error::Kind::Rejected,
        detail(entry), codeOf(entry)};
    error.httpStatus = 207;
    return error;
}

} // namespace hubspot
