// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/clock.h"
#include "net/transport.h"

#include <deque>
#include <functional>
#include <vector>

namespace support {

using Answer = core::Result<net::Response>;

// Remembers what was asked and answers what was queued, in order; then what `otherwise` says. A
// request for which there is no answer ends the test program.
class ScriptedTransport final : public net::Transport
{
public:
    using Function = std::function<Answer(const net::Request&)>;

    net::Task<Answer> send(net::Request request, std::stop_token stop) override;

    void answer(Answer answer) { m_queue.push_back(std::move(answer)); }
    void answerTimes(int times, const Answer& answer);
    void otherwise(Function function) { m_otherwise = std::move(function); }
    // Every answer takes this long on `clock`; a stop cuts it short with Error::Cancelled.
    void takes(std::chrono::milliseconds duration, net::Clock& clock);

    std::vector<net::Request> asked;
    int inFlight = 0;
    int inFlightMax = 0; // most at the same time

private:
    std::deque<Answer> m_queue;
    Function m_otherwise;
    std::chrono::milliseconds m_duration{0};
    net::Clock* m_clock = nullptr;
};

// With Content-Type application/json unless the headers say otherwise.
[[nodiscard]] net::Response json(QByteArray body, int status = 200, net::Headers headers = {});
[[nodiscard]] Answer failure(core::Error::Kind kind, const QString& what = {});

} // namespace support
