// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/recording.h"

#include <QUrlQuery>

namespace net {

QString redactedPath(const QUrl& url)
{
    QStringList names;
    for (const auto& [name, value] : QUrlQuery(url).queryItems())
        names.append(name + QStringLiteral("=\u2026"));
    return names.isEmpty() ? url.path()
                           : url.path() + QLatin1Char('?') + names.join(QLatin1Char('&'));
}

Recording::Recording(Transport& next, const Clock& clock, Sink sink)
    : m_next(next)
    , m_clock(clock)
    , m_sink(std::move(sink))
{
}

Task<core::Result<Response>> Recording::send(Request request, std::stop_token stop)
{
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
        exchanged.correlationId = QString::fromLatin1(response->header("X-HubSpot-Correlation-Id"));
    }
    m_sink(exchanged);
    co_return response;
}

} // namespace net
