// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/clock.h"

#include <QHash>

#include <functional>

namespace net {

struct RetryOptions
{
    int triesMax = 5; // of one request, the first included
    std::chrono::milliseconds pauseFirst{1000}; // doubled each time, with full jitter
    std::chrono::milliseconds pauseMax{8000};
    std::chrono::milliseconds waitMax{
        60'000}; // a Retry-After above this is not waited for: the error says when
    double retriesShare = 0.10; // of all calls: a storm of retries is worse than an error
    int retriesFree = 10; // allowed in any case
    int failuresToOpen = 8; // consecutive failures of a host that open its circuit
    std::chrono::milliseconds openFor{30'000};
    std::function<void(std::chrono::milliseconds)> onWait = {}; // told before a pause, for the user
};

// The only place that repeats requests and that knows 429, 5xx and Retry-After. Turns these
// statuses into errors, so that what comes out is an answer to the question or an Error. A write
// (Replay::Unsafe) is repeated only after proof that it was refused: 429 or a connection that was
// never opened; a 5xx to a write is Unknown.
class Retrying final : public Transport
{
public:
    // `random` gives uniformly distributed numbers; injected, so that a test can repeat itself.
    Retrying(
        Transport& next, Clock& clock, std::function<quint64()> random, RetryOptions options = {});

    Task<core::Result<Response>> send(Request request, std::stop_token stop) override;

private:
    struct Circuit
    {
        int failures = 0;
        Clock::Monotonic openUntil{};
    };
    std::chrono::milliseconds backOff(int attempt);
    bool mayRetry(const core::Error& error, int attempt) const;
    void note(const QString& host, const core::Result<Response>& response);

    Transport& m_next;
    Clock& m_clock;
    std::function<quint64()> m_random;
    RetryOptions m_options;
    QHash<QString, Circuit> m_circuits;
    int m_calls = 0;
    int m_retries = 0;
};

// What a response means for the caller: itself, or the error that its status is.
[[nodiscard]] core::Result<Response> judged(Response response, Replay replay);

} // namespace net
