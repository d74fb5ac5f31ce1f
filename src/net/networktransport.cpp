// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/networktransport.h"

#include "net/exchange.h"
#include "net/loopback.h"

#include <QNetworkAccessManager>

namespace net {

namespace {

core::Result<Response> refused(core::Error::Kind kind, const QString& what)
{
    core::Error error;
    error.kind = kind;
    error.what = what;
    return tl::make_unexpected(std::move(error));
}

} // namespace

NetworkTransport::NetworkTransport()
    : NetworkTransport(Options{})
{
}

NetworkTransport::NetworkTransport(Options options)
    : m_options(std::move(options))
    , m_network(std::make_unique<QNetworkAccessManager>())
{
    m_network->setAutoDeleteReplies(false);
    m_network->setStrictTransportSecurityEnabled(false); // http is refused before, not upgraded
}

NetworkTransport::~NetworkTransport()
{
    // A coroutine that waits for a reply which is only deleted would never end.
    for (QNetworkReply* reply : m_network->findChildren<QNetworkReply*>())
        reply->abort();
}

Task<core::Result<Response>> NetworkTransport::send(Request request, std::stop_token stop)
{
    if (stop.stop_requested())
        co_return refused(core::Error::Kind::Cancelled, QStringLiteral("stopped before sending"));
    if (const auto reason = refusedAddress(request.url))
        co_return refused(core::Error::Kind::Network, *reason);
    Exchange exchange(*m_network, request, m_options);
    const auto cut = [&exchange] { exchange.stop(); };
    const std::stop_callback stopped(stop, cut);
    co_await exchange.finished();
    co_return exchange.result();
}

} // namespace net
