// SPDX-License-Identifier: GPL-3.0-or-later
#include "salesforce/refusal.h"

#include "net/retrying.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <optional>

namespace salesforce {
namespace {

using Kind = core::Error::Kind;

struct CodeRow
{
    QLatin1String code;
    Kind kind;
};

// Contract 6. A code that ends in an underscore stands for the whole family.
constexpr std::array codeRows{
    CodeRow{QLatin1String("INVALID_SESSION_ID"), Kind::SignInNeeded},
    CodeRow{QLatin1String("INVALID_AUTH_HEADER"), Kind::SignInNeeded},
    CodeRow{QLatin1String("invalid_grant"), Kind::SignInNeeded},
    CodeRow{QLatin1String("INSUFFICIENT_ACCESS"), Kind::Forbidden},
    CodeRow{QLatin1String("INSUFFICIENT_ACCESS_"), Kind::Forbidden},
    CodeRow{QLatin1String("API_DISABLED_FOR_ORG"), Kind::Forbidden},
    CodeRow{QLatin1String("API_CURRENTLY_DISABLED"), Kind::Forbidden},
    CodeRow{QLatin1String("FUNCTIONALITY_NOT_ENABLED"), Kind::Forbidden},
    CodeRow{QLatin1String("TXN_SECURITY_"), Kind::Forbidden},
    CodeRow{QLatin1String("NOT_FOUND"), Kind::NotFound},
    CodeRow{QLatin1String("ENTITY_IS_DELETED"), Kind::NotFound},
    CodeRow{QLatin1String("UNABLE_TO_LOCK_ROW"), Kind::ServerBusy},
    CodeRow{QLatin1String("SERVER_UNAVAILABLE"), Kind::ServerBusy},
    CodeRow{QLatin1String("REQUEST_RUNNING_TOO_LONG"), Kind::ServerBusy},
    CodeRow{QLatin1String("QUERY_TIMEOUT"), Kind::ServerBusy},
    CodeRow{QLatin1String("TOO_MANY_APEX_REQUESTS"), Kind::ServerBusy},
    CodeRow{QLatin1String("FUNCTIONALITY_TEMPORARILY_UNAVAILABLE"), Kind::ServerBusy},
    CodeRow{QLatin1String("ORG_IN_MAINTENANCE"), Kind::ServerBusy},
    CodeRow{QLatin1String("INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE"), Kind::ServerBusy},
    CodeRow{QLatin1String("UNKNOWN_EXCEPTION"), Kind::ServerBusy},
};

std::optional<Kind> knownKind(const QString& code, const QString& message)
{
    if (code == QLatin1String("REQUEST_LIMIT_EXCEEDED")) {
        // "ConcurrentRequests (Concurrent API Requests) Limit exceeded." passes in seconds,
        // "TotalRequests Limit exceeded." in hours.
        const bool isConcurrency = message.contains(QLatin1String("Concurrent"));
        return isConcurrency ? Kind::RateLimited : Kind::BudgetSpent;
    }
    // "Provided external ID field does not exist or is not accessible": the set-up of the key field
    // is not done.
    if (code == QLatin1String("NOT_FOUND")
        && message.contains(QLatin1String("external ID field"), Qt::CaseInsensitive))
        return Kind::SetUpIncomplete;
    for (const auto& row : codeRows) {
        const bool isFamily = row.code.endsWith(QLatin1Char('_'));
        if (isFamily ? code.startsWith(row.code) : code == row.code)
            return row.kind;
    }
    return std::nullopt;
}

struct Refusal
{
    QString code;
    QString message;
};

Refusal firstRefusal(const QJsonValue& body)
{
    const auto either = [](const QJsonObject& object, QStringView a, QStringView b) {
        const QString text = object.value(a).toString();
        return text.isEmpty() ? object.value(b).toString() : text;
    };
    QJsonObject first = body.isArray() ? body.toArray().at(0).toObject() : body.toObject();
    const QJsonArray nested = first.value(u"errors").toArray();
    if (!nested.isEmpty())
        first = nested.at(0).toObject();
    if (first.contains(u"error"))
        return {first.value(u"error").toString(), first.value(u"error_description").toString()};
    return {either(first, u"errorCode", u"statusCode"), first.value(u"message").toString()};
}

} // namespace

core::Error::Kind kindOfCode(const QString& code, const QString& message)
{
    return knownKind(code, message).value_or(Kind::Rejected);
}

core::Error refusal(int status, const QJsonValue& body, core::Error::Kind fallback)
{
    const auto [code, message] = firstRefusal(body);
    return {.kind = code.isEmpty() ? fallback : knownKind(code, message).value_or(fallback),
        .what = message.isEmpty() ? QStringLiteral("HTTP %1").arg(status) : message.left(500),
        .code = code,
        .httpStatus = status};
}

core::Result<net::Response> accepted(net::Response response, net::Replay replay)
{
    auto judged = net::judged(std::move(response), replay);
    if (!judged || (judged->status >= 200 && judged->status < 300) || judged->status == 304)
        return judged;
    Kind fallback = Kind::Rejected;
    if (judged->status == 401)
        fallback = Kind::SignInNeeded;
    else if (judged->status == 403)
        fallback = Kind::Forbidden;
    else if (judged->status == 404)
        fallback = Kind::NotFound;
    const auto document = QJsonDocument::fromJson(judged->body);
    const QJsonValue body
        = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    return tl::make_unexpected(refusal(judged->status, body, fallback));
}

} // namespace salesforce
