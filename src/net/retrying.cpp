// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/retrying.h"

#include "net/answer.h"

#include <algorithm>

namespace net {

namespace {

using Kind = core::Error::Kind;
using namespace std::chrono_literals;

core::Error failed(Kind kind, const Response& response, const QString& code)
{
    core::Error error;
    error.kind = kind;
    error.what = errorText(response, QStringLiteral("message"));
    error.code = code;
    error.httpStatus = response.status;
    error.retryAfter = retryAfter(response);
    return error;
}

core::Error tooMany(const Response& response)
{
    const QString policy = errorText(response, QStringLiteral("policyName"));
    if (policy == QLatin1String("DAILY"))
        return failed(Kind::BudgetSpent, response, policy);
    core::Error error = failed(Kind::RateLimited, response, policy);
    if (!error.retryAfter)
        error.retryAfter = policy == QLatin1String("SECONDLY") ? 1s : 10s;
    return error;
}

// Salesforce says 403 with one code for two limits: the text tells the daily one from too many long
// calls at a time.
std::optional<core::Error> salesforceLimit(const Response& response)
{
    const QString code = errorText(response, QStringLiteral("errorCode"));
    if (response.status != 403 || code != QLatin1String("REQUEST_LIMIT_EXCEEDED"))
        return std::nullopt;
    const QString message = errorText(response, QStringLiteral("message"));
    if (!message.contains(QLatin1String("Concurrent")))
        return failed(Kind::BudgetSpent, response, code);
    core::Error error = failed(Kind::RateLimited, response, code);
    error.retryAfter = 5s;
    return error;
}

bool isServerTrouble(int status)
{
    return status >= 500 || status == 423 || status == 477 || status == 420;
}

} // namespace

core::Result<Response> judged(Response response, Replay replay)
{
    if (response.status == 429)
        return tl::unexpected(tooMany(response));
    if (auto limit = salesforceLimit(response))
        return tl::unexpected(*limit);
    if (response.status == 530) // Cloudflare's word for a malformed token (HubSpot contract 6.4)
        return tl::unexpected(failed(Kind::SignInNeeded, response, {}));
    if (isServerTrouble(response.status)) {
        // 423 and 477 refuse before anything is done; whether a write got through a 5xx is not
        // known.
        const bool refused = response.status < 500;
        const Kind kind = replay == Replay::Unsafe && !refused ? Kind::Unknown : Kind::ServerBusy;
        return tl::unexpected(failed(kind, response, {}));
    }
    if (response.status >= 200 && response.status < 300 && !looksLikeJson(response)) {
        const Kind kind = replay == Replay::Unsafe ? Kind::Unknown : Kind::NotTheService;
        return tl::unexpected(failed(kind, response, QStringLiteral("NOT_JSON")));
    }
    return response;
}

Retrying::Retrying(
    Transport& next, Clock& clock, std::function<quint64()> random, RetryOptions options)
    : m_next(next)
    , m_clock(clock)
    , m_random(std::move(random))
    , m_options(std::move(options))
{
}

// Full jitter: anything between nothing and the doubled pause, so that many clients do not come
// back together.
std::chrono::milliseconds Retrying::backOff(int attempt)
{
    const auto doubled = m_options.pauseFirst * (1LL << std::min(attempt - 1, 20));
    const auto most = std::min<std::chrono::milliseconds>(doubled, m_options.pauseMax);
    return std::chrono::milliseconds{
        static_cast<std::int64_t>(m_random() % static_cast<quint64>(most.count() + 1))};
}

bool Retrying::mayRetry(const core::Error& error, int attempt) const
{
    if (attempt >= m_options.triesMax)
        return false;
    if (m_retries >= m_options.retriesFree + static_cast<int>(m_options.retriesShare * m_calls))
        return false;
    if (error.retryAfter && *error.retryAfter > m_options.waitMax)
        return false;
    // Each of these proves of an unsafe request that it was not carried out; Unknown is none of
    // them.
    return error.kind == Kind::RateLimited || error.kind == Kind::Network
        || error.kind == Kind::ServerBusy;
}

void Retrying::note(const QString& host, const core::Result<Response>& response)
{
    Circuit& circuit = m_circuits[host];
    const bool bad = !response
        && (response.error().kind == Kind::Network || response.error().kind == Kind::ServerBusy
            || response.error().kind == Kind::Unknown);
    if (!bad) {
        circuit = {};
        return;
    }
    if (++circuit.failures >= m_options.failuresToOpen)
        circuit.openUntil = m_clock.monotonic() + m_options.openFor;
}

Task<core::Result<Response>> Retrying::send(Request request, std::stop_token stop)
{
    const QString host = request.url.host();
    for (int attempt = 1;; ++attempt) {
        const Circuit circuit = m_circuits.value(host);
        const auto now = m_clock.monotonic();
        if (circuit.failures >= m_options.failuresToOpen && now < circuit.openUntil) {
            core::Error open{Kind::ServerBusy, host, QStringLiteral("CIRCUIT_OPEN")};
            open.retryAfter = circuit.openUntil - now;
            co_return tl::unexpected(open);
        }
        ++m_calls;
        Request copy = request;
        auto sent = co_await m_next.send(std::move(copy), stop);
        core::Result<Response> answer
            = sent ? judged(std::move(*sent), request.replay) : std::move(sent);
        note(host, answer);
        if (answer || !mayRetry(answer.error(), attempt))
            co_return answer;
        ++m_retries;
        const auto pause = std::max(answer.error().retryAfter.value_or(0ms), backOff(attempt));
        if (m_options.onWait)
            m_options.onWait(pause);
        co_await m_clock.sleep(pause, stop);
        if (stop.stop_requested())
            co_return tl::unexpected(
                core::Error{Kind::Cancelled, QStringLiteral("stopped while waiting to try again")});
    }
}

} // namespace net
