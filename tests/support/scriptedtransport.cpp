// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scriptedtransport.h"

#include <algorithm>

namespace support {

net::Task<Answer> ScriptedTransport::send(net::Request request, std::stop_token stop)
{
    asked.push_back(request);
    Answer answer;
    if (!m_queue.empty()) {
        answer = std::move(m_queue.front());
        m_queue.pop_front();
    } else if (m_otherwise) {
        answer = m_otherwise(request);
    } else {
        qFatal("ScriptedTransport: no answer for %s", qPrintable(request.url.toString()));
    }
    inFlightMax = std::max(inFlightMax, ++inFlight);
    if (m_clock)
        co_await m_clock->sleep(m_duration, stop);
    --inFlight;
    if (m_clock && stop.stop_requested())
        answer = failure(core::Error::Kind::Cancelled);
    co_return answer;
}

void ScriptedTransport::answerTimes(int times, const Answer& answer)
{
    for (int i = 0; i < times; ++i)
        m_queue.push_back(answer);
}

void ScriptedTransport::takes(std::chrono::milliseconds duration, net::Clock& clock)
{
    m_duration = duration;
    m_clock = &clock;
}

net::Response json(QByteArray body, int status, net::Headers headers)
{
    net::Response response{status, std::move(headers), std::move(body)};
    if (response.header("Content-Type").isEmpty())
        response.headers.emplace_back("Content-Type", "application/json;charset=utf-8");
    return response;
}

Answer failure(core::Error::Kind kind, const QString& what)
{
    core::Error error;
    error.kind = kind;
    error.what = what;
    return tl::make_unexpected(error);
}

} // namespace support
