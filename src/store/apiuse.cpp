// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/apiuse.h"

#include "store/changes.h"
#include "store/rows.h"

namespace store {

namespace {

constexpr std::chrono::hours keptFor{48};

std::optional<core::HourOfCalls> makeHour(const Statement& row)
{
    return core::HourOfCalls{row.instant(0), row.smallInteger(1)};
}

std::optional<core::Error> makePause(const Statement& row)
{
    const auto service = core::serviceNamed(row.text(0));
    const auto kind = core::kindNamed(row.text(1));
    if (!service || !kind)
        return std::nullopt;
    core::Error why;
    why.kind = *kind;
    why.code = row.text(2);
    why.service = *service;
    why.resumeAt = row.instant(3);
    return why;
}

} // namespace

ApiUse::ApiUse(Database& database)
    : m_database(database)
{
}

core::Result<void> ApiUse::add(core::Service service, core::Instant at, int calls)
{
    const core::Instant hour = std::chrono::floor<std::chrono::hours>(at);
    if (auto forgotten
        = write(m_database, QStringLiteral("DELETE FROM api_use WHERE hour < ?"), at - keptFor);
        !forgotten)
        return forgotten;
    return write(m_database,
        QStringLiteral("INSERT INTO api_use(service, hour, calls) VALUES (?, ?, ?) "
                       "ON CONFLICT DO UPDATE SET calls = calls + excluded.calls"),
        core::serviceName(service), hour, calls);
}

core::Result<std::vector<core::HourOfCalls>> ApiUse::hours(core::Service service) const
{
    const Query query{QStringLiteral("api_use"),
        QStringLiteral("SELECT hour, calls FROM api_use WHERE service = ? ORDER BY hour"),
        {column(core::serviceName(service))}};
    return rowsOf<core::HourOfCalls>(m_database, query, &makeHour);
}

core::Result<void> ApiUse::pause(const core::Error& why)
{
    return write(m_database,
        QStringLiteral(
            "INSERT OR REPLACE INTO api_pause(service, kind, code, until) VALUES (?, ?, ?, ?)"),
        core::serviceName(why.service), core::kindName(why.kind), why.code, why.resumeAt);
}

core::Result<std::vector<core::Error>> ApiUse::pauses() const
{
    const Query query{QStringLiteral("api_pause"),
        QStringLiteral("SELECT service, kind, code, until FROM api_pause ORDER BY service")};
    return rowsOf<core::Error>(m_database, query, &makePause);
}

} // namespace store
