// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/sandboxtransport.h"

#include <algorithm>

namespace support {
namespace {

using Answer = core::Result<net::Response>;

QByteArray verbOf(net::Method method)
{
    switch (method) {
    case net::Method::Get:
        return "GET";
    case net::Method::Post:
        return "POST";
    case net::Method::Patch:
        return "PATCH";
    case net::Method::Put:
        return "PUT";
    case net::Method::Delete:
        return "DELETE";
    }
    Q_UNREACHABLE();
}

QString prefixOf(const QUrl& base)
{
    QString prefix = base.path(QUrl::FullyEncoded);
    while (prefix.endsWith(u'/'))
        prefix.chop(1);
    return prefix;
}

// The path and query behind `base`; nothing if the address leads elsewhere.
std::optional<QByteArray> targetOf(const QUrl& url, const QUrl& base)
{
    const QString path = url.path(QUrl::FullyEncoded);
    const QString prefix = prefixOf(base);
    if (url.scheme() != base.scheme() || url.authority() != base.authority()
        || !path.startsWith(prefix + u'/'))
        return std::nullopt;
    QByteArray target = path.mid(prefix.size()).toLatin1();
    if (url.hasQuery())
        target += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    return target;
}

sandbox::HttpRequest httpRequest(const net::Request& request, QByteArray target)
{
    sandbox::HttpRequest out{
        verbOf(request.method), std::move(target), request.headers, request.body};
    if (out.header("Accept").isEmpty())
        out.headers.emplace_back("Accept", "application/json");
    if (!request.body.isEmpty() && out.header("Content-Type").isEmpty())
        out.headers.emplace_back("Content-Type", "application/json");
    return out;
}

Answer fault(core::Error::Kind kind, const char* what)
{
    return tl::unexpected(core::Error{kind, QLatin1String(what)});
}

Answer lost(net::Replay replay, const char* what)
{
    using enum core::Error::Kind;
    return fault(replay == net::Replay::Safe ? Network : Unknown, what);
}

} // namespace

SandboxTransport::SandboxTransport(
    sandbox::World& world, sandbox::Side side, QUrl base, net::Clock& clock)
    : m_world(world)
    , m_side(side)
    , m_base(std::move(base))
    , m_clock(clock)
{
}

net::Task<Answer> SandboxTransport::send(net::Request request, std::stop_token stop)
{
    if (stop.stop_requested())
        co_return fault(core::Error::Kind::Cancelled, "stopped before sending");
    auto target = targetOf(request.url, m_base);
    if (!target)
        co_return fault(core::Error::Kind::Network, "no such host in the sandbox");

    const sandbox::HttpRequest arriving = httpRequest(request, std::move(*target));
    sandbox::HttpResponse response = m_world.handle(m_side, arriving);
    const bool late = response.delay > request.timeout;
    const std::chrono::milliseconds delay = std::min(response.delay, request.timeout);
    if (delay > std::chrono::milliseconds::zero())
        co_await m_clock.sleep(delay, stop);
    if (stop.stop_requested())
        co_return fault(core::Error::Kind::Cancelled, "stopped while waiting for the answer");
    if (late)
        co_return lost(request.replay, "no progress within the time-out");
    if (response.delivery == sandbox::Delivery::Dropped)
        co_return lost(request.replay, "connection closed without an answer");
    if (response.delivery == sandbox::Delivery::Truncated)
        co_return lost(request.replay, "answer cut half way");
    co_return Answer(
        net::Response{response.status, std::move(response.headers), std::move(response.body)});
}

} // namespace support
