// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/authorized.h"

#include "net/answer.h"

namespace auth {

namespace {

using Kind = core::Error::Kind;

constexpr int unauthorized = 401;
constexpr int forbidden = 403;
constexpr int malformedToken = 530;

int portOf(const QUrl& url)
{
    return url.port(url.scheme() == QLatin1String("https") ? 443 : 80);
}

bool sameService(const QUrl& url, const QUrl& base)
{
    return url.scheme() == base.scheme() && url.host() == base.host() && portOf(url) == portOf(base)
        && !url.host().isEmpty();
}

void setToken(net::Request& request, const Secret& token)
{
    std::erase_if(request.headers, [](const auto& header) {
        return header.first.compare("Authorization", Qt::CaseInsensitive) == 0;
    });
    request.headers.emplace_back("Authorization", "Bearer " + token.reveal());
}

// Salesforce's login service answers with one word, not in JSON.
bool isBadToken(const net::Response& response)
{
    const QByteArray word = response.body.trimmed();
    return response.status == forbidden
        && (word == "Bad_OAuth_Token" || word == "Missing_OAuth_Token");
}

// Worth a fresh token. A page that says 401 comes from a proxy, not from the service.
bool isExpired(const net::Response& response)
{
    return isBadToken(response)
        || (response.status == unauthorized && net::lookOf(response) != net::Look::Page);
}

bool isRefusal(const net::Response& response)
{
    return response.status == malformedToken || isExpired(response);
}

bool isAboutTheApp(const net::Response& response)
{
    const QString message = net::errorText(response, QStringLiteral("message"));
    return response.status == unauthorized
        && (message.contains(QLatin1String("This session is not valid for use with the REST API"))
            || message.contains(QLatin1String("Connected app is not attached to Agent")));
}

} // namespace

Authorized::Authorized(net::Transport& next, QUrl base, TokenSource source)
    : m_next(next)
    , m_base(std::move(base))
    , m_source(std::move(source))
{
}

Authorized::Authorized(net::Transport& next, QUrl base, Secret token)
    : Authorized(next, std::move(base), TokenSource(std::move(token)))
{
}

core::Error Authorized::refusal(const net::Response& response) const
{
    core::Error error;
    error.kind = isAboutTheApp(response) ? Kind::Forbidden : Kind::SignInNeeded;
    error.httpStatus = response.status;
    error.code = isAboutTheApp(response) ? QStringLiteral("API_ACCESS_CONTROL")
                                         : net::errorText(response, QStringLiteral("errorCode"));
    if (error.code.isEmpty())
        error.code = net::errorText(response, QStringLiteral("category"));
    if (isBadToken(response))
        error.code = QString::fromLatin1(response.body.trimmed());
    const QString message = net::errorText(response, QStringLiteral("message")).left(300);
    error.what = m_base.host() + QStringLiteral(": ")
        + (message.isEmpty() ? QStringLiteral("token refused") : message);
    return error;
}

net::Task<core::Result<net::Response>> Authorized::send(net::Request request, std::stop_token stop)
{
    if (!sameService(request.url, m_base)) {
        core::Error error;
        error.kind = Kind::Network;
        error.code = QStringLiteral("OTHER_HOST");
        error.what = QStringLiteral("%1 is not the address of this connection, %2")
                         .arg(request.url.host(), m_base.host());
        co_return tl::make_unexpected(std::move(error));
    }
    for (bool again = false;; again = true) {
        const Secret token = m_source.current();
        net::Request withToken = request;
        setToken(withToken, token);
        auto response = co_await m_next.send(std::move(withToken), stop);
        if (!response || !isRefusal(*response))
            co_return response;
        const core::Error error = refusal(*response);
        if (again || !isExpired(*response) || isAboutTheApp(*response))
            co_return tl::make_unexpected(error);
        const auto fresh = co_await m_source.renewed(token, stop);
        if (!fresh) {
            const bool fixed = fresh.error().code == QLatin1String("NOT_REFRESHABLE");
            co_return tl::make_unexpected(fixed ? error : fresh.error());
        }
    }
}

} // namespace auth
