// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/authorized.h"

#include "net/answer.h"

namespace auth {

namespace {

constexpr int unauthorized = 401;

bool sameService(const QUrl& url, const QUrl& base)
{
    return url.scheme() == base.scheme() && url.host() == base.host() && url.port() == base.port();
}

} // namespace

Authorized::Authorized(net::Transport& next, QUrl base, Secret token)
    : m_next(next)
    , m_base(std::move(base))
    , m_token(std::move(token))
{
}

net::Task<core::Result<net::Response>> Authorized::send(net::Request request, std::stop_token stop)
{
    if (!sameService(request.url, m_base))
        co_return tl::unexpected(core::Error{core::Error::Kind::Network,
            QStringLiteral("%1 is not the address of this connection").arg(request.url.host()),
            QStringLiteral("OTHER_HOST")});
    request.headers.emplace_back("Authorization", "Bearer " + m_token.reveal());
    auto response = co_await m_next.send(std::move(request), stop);
    if (response && response->status == unauthorized) {
        core::Error error{core::Error::Kind::SignInNeeded,
            m_base.host() + QStringLiteral(": ")
                + net::errorText(*response, QStringLiteral("message"))};
        error.code = net::errorText(*response, QStringLiteral("errorCode"));
        if (error.code.isEmpty())
            error.code = net::errorText(*response, QStringLiteral("category"));
        error.httpStatus = response->status;
        co_return tl::unexpected(error);
    }
    co_return response;
}

} // namespace auth
