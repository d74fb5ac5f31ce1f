// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/answer.h"
#include "net/circuit.h"

#include <QHash>

#include <functional>

namespace net {

struct RetryOptions
{
    int triesMax = 5; // of one request, the first included
    std::chrono::milliseconds pauseFirst{1000}; // doubled each time, with full jitter
    std::chrono::milliseconds pauseMax{8000}; // of the back-off
    std::chrono::milliseconds waitMax{
        60'000}; // a Retry-After above this is not waited for: the error says when
    std::chrono::milliseconds waitTotal{180'000}; // all pauses of one request together
    double retriesShare = 0.10; // of all requests: a storm of retries is worse than an error
    int retriesFree = 20; // allowed in any case
    int failuresToOpen = 8; // in a row, of one host: its circuit opens
    std::chrono::milliseconds openFor{30'000};
    std::function<void(std::chrono::milliseconds)> onWait = {}; // told before a pause, for the user
};

// The only place that repeats requests, and the only one that knows 429, 5xx and Retry-After. Turns
// these into errors (net/answer.h), so that what comes out is an answer to the question or an
// Error.
//
// Repeated are RateLimited, ServerBusy and Network. For a write (Replay::Unsafe) each of these is
// proof that it was not carried out; a write whose outcome is not known comes back as Unknown at
// once. Never before Retry-After, never more than triesMax times, never more retries than the share
// of all requests; the pause is drawn from the injected generator. A host that keeps failing is
// left alone for a while (Circuit): requests wait for it within waitMax, and give ServerBusy with
// the code CIRCUIT_OPEN beyond that.
class Retrying final : public Transport
{
public:
    // `random` gives uniformly distributed numbers; injected, so that a test can repeat itself.
    Retrying(
        Transport& next, Clock& clock, std::function<quint64()> random, RetryOptions options = {});

    Task<core::Result<Response>> send(Request request, std::stop_token stop) override;

    [[nodiscard]] int requests() const { return m_requests; } // asked of this object
    [[nodiscard]] int retries() const { return m_retries; } // sent again

private:
    struct Attempt
    {
        int tries = 0;
        std::chrono::milliseconds waited{0};
    };
    // One try, or the reason why the circuit does not allow it.
    Task<core::Result<Response>> tried(Request request, Attempt& attempt, std::stop_token stop);
    [[nodiscard]] Circuit& circuitOf(const QString& host);
    void tell(const QString& host, const core::Result<Response>& answer);
    [[nodiscard]] std::chrono::milliseconds backOff(int tries);
    [[nodiscard]] bool mayRetry(const core::Error& error, const Attempt& attempt) const;

    Transport& m_next;
    Clock& m_clock;
    std::function<quint64()> m_random;
    RetryOptions m_options;
    QHash<QString, Circuit> m_circuits;
    int m_requests = 0;
    int m_retries = 0;
};

} // namespace net
