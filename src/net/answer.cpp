// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/answer.h"

#include "net/isotime.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace net {

namespace {

using Kind = core::Error::Kind;
using namespace std::chrono_literals;

constexpr std::chrono::milliseconds pauseMax = 1h;
constexpr std::chrono::milliseconds moveMax = 24h;
constexpr std::chrono::milliseconds burstPause = 10s; // the window of HubSpot's burst limit
constexpr std::chrono::milliseconds searchPause = 1s;
constexpr std::chrono::milliseconds lockPause = 2s; // 423: HubSpot's locks last that long
constexpr std::chrono::milliseconds concurrencyPause = 5s;
constexpr int movedStatus = 477;
constexpr qsizetype errorBodyMax = 64 * 1024; // bytes that are searched for a reason
constexpr int textMax = 300; // characters of the service's text that are kept

tl::unexpected<core::Error> failed(Kind kind, const Response& response, const QString& code,
    std::optional<std::chrono::milliseconds> fallback = {})
{
    core::Error error;
    error.kind = kind;
    error.what = errorText(response, QStringLiteral("message")).left(textMax);
    if (error.what.isEmpty())
        error.what = QStringLiteral("HTTP %1").arg(response.status);
    error.code = code;
    error.httpStatus = response.status;
    const auto said = retryAfter(response);
    error.retryAfter = said ? said : fallback;
    return tl::make_unexpected(std::move(error));
}

core::Result<Response> tooMany(const Response& response)
{
    const QString policy = errorText(response, QStringLiteral("policyName"));
    if (policy == QLatin1String("DAILY"))
        return failed(Kind::BudgetSpent, response, policy);
    const bool search = policy == QLatin1String("SECONDLY");
    return failed(Kind::RateLimited, response, policy, search ? searchPause : burstPause);
}

core::Result<Response> forbidden(Response response)
{
    // One code for two limits: "TotalRequests Limit exceeded." lasts until calls of the last 24 h
    // fall out, "ConcurrentRequests (Concurrent API Requests) Limit exceeded" until a long call
    // ends.
    const QString code = errorText(response, QStringLiteral("errorCode"));
    if (code != QLatin1String("REQUEST_LIMIT_EXCEEDED"))
        return response;
    const QString message = errorText(response, QStringLiteral("message"));
    if (!message.contains(QLatin1String("Concurrent")))
        return failed(Kind::BudgetSpent, response, code);
    return failed(Kind::RateLimited, response, code, concurrencyPause);
}

core::Result<Response> refusal(Response response, Replay replay)
{
    switch (response.status) {
    case 429:
        return tooMany(response);
    case 423:
        return failed(Kind::ServerBusy, response, {}, lockPause);
    case movedStatus:
        return failed(Kind::ServerBusy, response, QStringLiteral("ACCOUNT_MOVING"), moveMax);
    case 408:
    case 420:
        return failed(replay == Replay::Unsafe ? Kind::Unknown : Kind::ServerBusy, response, {});
    default:
        break;
    }
    if (lookOf(response) == Look::Page)
        return failed(Kind::NotTheService, response, QStringLiteral("NOT_JSON"));
    if (response.status == 403)
        return forbidden(std::move(response));
    return response;
}

} // namespace

std::optional<core::Instant> serverTime(const Response& response)
{
    return parseHttpDate(response.header("Date"));
}

std::optional<std::chrono::milliseconds> retryAfter(const Response& response)
{
    const QByteArray text = response.header("Retry-After").trimmed();
    if (text.isEmpty())
        return std::nullopt;
    const std::chrono::milliseconds most = response.status == movedStatus ? moveMax : pauseMax;
    bool isNumber = false;
    const qlonglong seconds = text.toLongLong(&isNumber);
    if (isNumber) {
        const auto sane = std::clamp<qlonglong>(seconds, 0, moveMax / 1s);
        return std::min(most, std::chrono::milliseconds(std::chrono::seconds(sane)));
    }
    const auto until = parseHttpDate(text);
    const auto now = serverTime(response);
    if (!until || !now)
        return std::nullopt;
    return std::clamp<std::chrono::milliseconds>(*until - *now, 0ms, most);
}

Look lookOf(const Response& response)
{
    const QByteArray body = response.body.trimmed();
    if (body.isEmpty())
        return Look::Nothing;
    const char first = body.front();
    const bool html = response.header("Content-Type").toLower().contains("html");
    if (html || (first != '{' && first != '['))
        return Look::Page;
    return body.back() == (first == '{' ? '}' : ']') ? Look::Json : Look::CutJson;
}

QString errorText(const Response& response, const QString& member)
{
    if (response.body.size() > errorBodyMax)
        return {};
    const QJsonDocument document = QJsonDocument::fromJson(response.body);
    const QJsonObject object
        = document.isArray() ? document.array().first().toObject() : document.object();
    return object.value(member).toString();
}

core::Result<Response> judged(Response response, Replay replay)
{
    const bool unsafe = replay == Replay::Unsafe;
    if (response.status >= 500)
        return failed(unsafe ? Kind::Unknown : Kind::ServerBusy, response, {});
    if (response.status >= 400)
        return refusal(std::move(response), replay);
    if (response.status < 200 || response.status >= 300)
        return response;
    switch (lookOf(response)) {
    case Look::Nothing:
    case Look::Json:
        return response;
    case Look::CutJson:
        return failed(unsafe ? Kind::Unknown : Kind::Network, response, QStringLiteral("CUT_JSON"));
    case Look::Page:
        return failed(
            unsafe ? Kind::Unknown : Kind::NotTheService, response, QStringLiteral("NOT_JSON"));
    }
    Q_UNREACHABLE();
}

} // namespace net
