// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/retrying.h"

#include <algorithm>

namespace net {

namespace {

using Kind = core::Error::Kind;
using std::chrono::milliseconds;

const QString circuitOpen = QStringLiteral("CIRCUIT_OPEN");

core::Error stopped()
{
    core::Error error;
    error.kind = Kind::Cancelled;
    error.what = QStringLiteral("stopped while waiting to try again");
    return error;
}

} // namespace

Retrying::Retrying(
    Transport& next, Clock& clock, std::function<quint64()> random, RetryOptions options)
    : m_next(next)
    , m_clock(clock)
    , m_random(std::move(random))
    , m_options(std::move(options))
{
}

Circuit& Retrying::circuitOf(const QString& host)
{
    const auto at = m_circuits.find(host);
    if (at != m_circuits.end())
        return *at;
    return *m_circuits.insert(host, Circuit(m_options.failuresToOpen, m_options.openFor));
}

void Retrying::tell(const QString& host, const core::Result<Response>& answer)
{
    Circuit& circuit = circuitOf(host);
    if (answer)
        return circuit.succeeded();
    // Retry-After of an overloaded host is meant for everybody, also after a write whose outcome is
    // not known and which nobody repeats. That of a limit holds in the bucket that it is about.
    const core::Error& error = answer.error();
    if (error.httpStatus >= 500 && error.retryAfter)
        circuit.holdUntil(m_clock.monotonic() + *error.retryAfter);
    switch (answer.error().kind) {
    case Kind::Network:
    case Kind::Unknown:
    case Kind::NotTheService:
        return circuit.failed(m_clock.monotonic());
    case Kind::ServerBusy: // 423 and 477 are about one account, not about the host
        return answer.error().httpStatus >= 500 ? circuit.failed(m_clock.monotonic())
                                                : circuit.undecided();
    case Kind::RateLimited:
    case Kind::SignInNeeded:
        return circuit.succeeded(); // the host answers
    default:
        return circuit.undecided();
    }
}

// Full jitter: anything between nothing and the doubled pause, so that many clients do not come
// back together.
milliseconds Retrying::backOff(int tries)
{
    const milliseconds doubled = m_options.pauseFirst * (1LL << std::clamp(tries - 1, 0, 20));
    const auto most = quint64(std::min(doubled, m_options.pauseMax).count());
    return milliseconds(std::int64_t(m_random() % (most + 1)));
}

bool Retrying::mayRetry(const core::Error& error, const Attempt& attempt) const
{
    if (error.code == circuitOpen) // nothing was sent
        return true;
    const bool repeatable = error.kind == Kind::RateLimited || error.kind == Kind::ServerBusy
        || error.kind == Kind::Network;
    const auto allowed = m_options.retriesFree + int(m_options.retriesShare * m_requests);
    return repeatable && attempt.tries < m_options.triesMax && m_retries < allowed;
}

Task<core::Result<Response>> Retrying::tried(
    Request request, Attempt& attempt, std::stop_token stop)
{
    const QString host = request.url.host();
    const milliseconds wait = circuitOf(host).ask(m_clock.monotonic());
    if (wait > milliseconds(0)) {
        core::Error open;
        open.kind = Kind::ServerBusy;
        open.what = host + QStringLiteral(" keeps failing and is left alone for a while");
        open.code = circuitOpen;
        open.retryAfter = wait;
        co_return tl::make_unexpected(std::move(open));
    }
    if (++attempt.tries > 1)
        ++m_retries;
    const Replay replay = request.replay;
    auto response = co_await m_next.send(std::move(request), stop);
    auto answer
        = response ? judged(std::move(*response), replay) : core::Result<Response>(response);
    tell(host, answer);
    co_return answer;
}

Task<core::Result<Response>> Retrying::send(Request request, std::stop_token stop)
{
    ++m_requests;
    Attempt attempt;
    for (;;) {
        auto answer = co_await tried(request, attempt, stop);
        if (answer || !mayRetry(answer.error(), attempt))
            co_return answer;
        const milliseconds asked = answer.error().retryAfter.value_or(milliseconds(0));
        const milliseconds pause = std::max(asked, backOff(std::max(attempt.tries, 1)));
        if (asked > m_options.waitMax || attempt.waited + pause > m_options.waitTotal)
            co_return answer;
        attempt.waited += pause;
        if (m_options.onWait)
            m_options.onWait(pause);
        co_await m_clock.sleep(pause, stop);
        if (stop.stop_requested())
            co_return tl::make_unexpected(stopped());
    }
}

} // namespace net
