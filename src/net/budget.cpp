// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/budget.h"

#include <algorithm>

namespace net {

namespace {

std::optional<int> number(const QByteArray& text)
{
    bool isNumber = false;
    const int value = text.trimmed().toInt(&isNumber);
    return isNumber && value >= 0 ? std::optional(value) : std::nullopt;
}

std::optional<DailyUsage> salesforceUsage(const QByteArray& header)
{
    for (const QByteArray& part : header.split(';')) {
        const QByteArray pair = part.trimmed();
        if (!pair.startsWith("api-usage="))
            continue; // per-app-api-usage is another limit
        const auto numbers = pair.mid(10).split('/');
        const auto used = number(numbers.value(0));
        const auto limit = number(numbers.value(1));
        if (used && limit && *limit > 0)
            return DailyUsage{*used, *limit};
    }
    return std::nullopt;
}

} // namespace

std::optional<DailyUsage> dailyUsage(const Response& response)
{
    const QByteArray salesforce = response.header("Sforce-Limit-Info");
    if (!salesforce.isEmpty())
        return salesforceUsage(salesforce);
    const auto limit = number(response.header("X-HubSpot-RateLimit-Daily"));
    const auto remaining = number(response.header("X-HubSpot-RateLimit-Daily-Remaining"));
    if (!limit || !remaining || *limit == 0)
        return std::nullopt;
    return DailyUsage{std::max(0, *limit - *remaining), *limit};
}

Budget::Budget(Transport& next, const Clock& clock)
    : Budget(next, clock, Options{})
{
}

Budget::Budget(Transport& next, const Clock& clock, Options options)
    : m_next(next)
    , m_clock(clock)
    , m_options(options)
{
}

std::optional<int> Budget::serviceLeft() const
{
    if (!m_usage)
        return std::nullopt;
    const double share = m_finishing ? 1.0 : m_options.serviceShare;
    return int(share * m_usage->limit) - m_usage->used;
}

std::optional<int> Budget::left() const
{
    const auto service = serviceLeft();
    if (!m_left || !service)
        return m_left ? m_left : service;
    return std::min(*m_left, *service);
}

std::optional<core::Error> Budget::spent() const
{
    core::Error error;
    error.kind = core::Error::Kind::BudgetSpent;
    if (m_left && *m_left + (m_finishing ? m_reserve : 0) <= 0) {
        error.code = QStringLiteral("PROFILE_BUDGET");
        error.what = QStringLiteral("the profile's calls of today are used up");
        return error;
    }
    const bool stale = m_clock.monotonic() - m_learntAt >= m_options.lookAgain;
    if (serviceLeft().value_or(1) <= 0 && !stale) {
        error.code = QStringLiteral("SERVICE_BUDGET");
        error.what = QStringLiteral("%1 of the service's %2 calls of the day are used")
                         .arg(m_usage->used)
                         .arg(m_usage->limit);
        return error;
    }
    return std::nullopt;
}

Task<core::Result<Response>> Budget::send(Request request, std::stop_token stop)
{
    if (const auto error = spent())
        co_return tl::make_unexpected(*error);
    if (m_left)
        --*m_left;
    if (serviceLeft().value_or(1) <= 0)
        m_learntAt = m_clock.monotonic(); // one call looks whether the day is over, not all
    if (m_usage)
        ++m_usage->used; // until the answer tells: others may be on their way too
    auto response = co_await m_next.send(std::move(request), stop);
    if (!response)
        co_return response;
    if (const auto told = dailyUsage(*response)) {
        m_usage = told;
        m_learntAt = m_clock.monotonic();
    }
    co_return response;
}

} // namespace net
