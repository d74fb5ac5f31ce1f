// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/recording.h"

#include "net/answer.h"

#include <QUrlQuery>

#include <numeric>

namespace net {

namespace {

const QString hidden = QStringLiteral("\u2026");
constexpr int correlationMax = 100; // characters

bool isHarmless(const QString& name)
{
    return name == QLatin1String("limit") || name == QLatin1String("archived")
        || name == QLatin1String("idProperty");
}

} // namespace

QString redactedPath(const QUrl& url)
{
    QStringList parts = url.path(QUrl::FullyDecoded).split(u'/');
    for (QString& part : parts)
        if (part.contains(u'@'))
            part = hidden;
    QString out = parts.join(u'/');
    QStringList query;
    const QUrlQuery items(url);
    for (const auto& [name, value] : items.queryItems())
        query.append(name + u'=' + (isHarmless(name) ? value : hidden));
    if (!query.isEmpty())
        out += u'?' + query.join(u'&');
    return out;
}

Recording::Recording(Transport& next, const Clock& clock, Sink sink)
    : m_next(next)
    , m_clock(clock)
    , m_sink(std::move(sink))
{
}

int Recording::calls() const
{
    return std::accumulate(m_calls.begin(), m_calls.end(), 0);
}

Task<core::Result<Response>> Recording::send(Request request, std::stop_token stop)
{
    ++m_calls.at(std::size_t(request.bucket));
    Exchanged exchanged;
    exchanged.method = request.method;
    exchanged.host = request.url.host();
    exchanged.path = redactedPath(request.url);
    exchanged.sentBytes = request.body.size();
    exchanged.bucket = request.bucket;
    const auto started = m_clock.monotonic();
    auto response = co_await m_next.send(std::move(request), stop);
    exchanged.duration = m_clock.monotonic() - started;
    if (response) {
        exchanged.status = response->status;
        exchanged.receivedBytes = response->body.size();
        exchanged.serverTime = serverTime(*response);
        exchanged.correlationId = QString::fromLatin1(
            response->header("X-HubSpot-Correlation-Id").left(correlationMax));
    } else {
        exchanged.failure = response.error().kind;
    }
    if (m_sink)
        m_sink(exchanged);
    co_return response;
}

} // namespace net
