// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/time.h"

#include <QtGlobal>

#include <deque>
#include <utility>

namespace sandbox::salesforce {

// Calls of the last 24 hours against the daily limit (Salesforce contract 6), counted by minute so
// that the window rolls without remembering every call. A minute is forgotten when all of it is 24
// hours old.
class Usage final
{
public:
    void setLimit(qint64 calls) { m_limit = calls; }
    qint64 limit() const { return m_limit; }

    void count(Instant now)
    {
        const auto minute = std::chrono::floor<std::chrono::minutes>(now);
        if (m_minutes.empty() || m_minutes.back().first != minute)
            m_minutes.emplace_back(minute, 0);
        ++m_minutes.back().second;
        ++m_used;
        forget(now);
    }

    qint64 used(Instant now)
    {
        forget(now);
        return m_used;
    }

private:
    void forget(Instant now)
    {
        while (!m_minutes.empty()
            && m_minutes.front().first + std::chrono::minutes(1) <= now - std::chrono::hours(24)) {
            m_used -= m_minutes.front().second;
            m_minutes.pop_front();
        }
    }

    std::deque<std::pair<Instant, qint64>> m_minutes;
    qint64 m_used = 0;
    qint64 m_limit = 100'000;
};

} // namespace sandbox::salesforce
