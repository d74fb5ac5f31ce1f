// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/allowance.h"

#include "engine/intransaction.h"
#include "store/apiuse.h"

namespace engine {

namespace {

using Kind = core::Error::Kind;
using namespace std::chrono_literals;

constexpr auto pauseWaited = 60s; // a longer one ends the command instead
constexpr auto pauseMax = 24h; // no service asks for more; beyond is a clock that was wrong
constexpr auto lookAgain = 1h; // whether the service's day is over
const QString profileBudget = QStringLiteral("PROFILE_BUDGET");
const QString circuitOpen = QStringLiteral("CIRCUIT_OPEN");

} // namespace

Allowance::Finishing::Finishing(const Services& services)
    : m_services(services)
{
    for (auth::Chain* chain : {services.toHubSpot, services.toSalesforce}) {
        if (chain)
            chain->budget().setFinishing(true);
    }
}

Allowance::Finishing::~Finishing()
{
    for (auth::Chain* chain : {m_services.toHubSpot, m_services.toSalesforce}) {
        if (chain)
            chain->budget().setFinishing(false);
    }
}

Allowance::Allowance(const Services& services)
    : m_services(services)
    , m_before(made())
    , m_noted(m_before)
{
}

Calls Allowance::made() const
{
    const auto of = [](const auth::Chain* chain) { return chain ? chain->calls() : 0; };
    return {of(m_services.toHubSpot), of(m_services.toSalesforce)};
}

Calls Allowance::calls() const
{
    const Calls now = made();
    return {now.hubSpot - m_before.hubSpot, now.salesforce - m_before.salesforce};
}

core::Result<void> Allowance::hold(auth::Chain* chain, core::Service service, int callsPerDay) const
{
    if (!chain)
        return {};
    const store::ApiUse use(m_services.database);
    const auto hours = use.hours(service);
    if (!hours)
        return tl::unexpected(hours.error());
    const int used = core::callsOfTheDay(*hours, m_services.clock.wall());
    const core::Allowance allowance = core::allowanceOf(callsPerDay, used);
    chain->budget().setLeft(allowance.left, allowance.reserve);
    return {};
}

// The pause that lasts longest, if any.
core::Result<std::optional<core::Error>> Allowance::pause() const
{
    const store::ApiUse use(m_services.database);
    const auto pauses = use.pauses();
    if (!pauses)
        return tl::unexpected(pauses.error());
    const core::Instant now = m_services.clock.wall();
    std::optional<core::Error> longest;
    for (const core::Error& why : *pauses) {
        const bool lasts = *why.resumeAt > now && *why.resumeAt - now <= pauseMax;
        if (lasts && (!longest || *longest->resumeAt < *why.resumeAt))
            longest = why;
    }
    return longest;
}

net::Task<core::Result<void>> Allowance::open(const core::Settings& settings, std::stop_token stop)
{
    m_hubSpotPerDay = settings.hubspotCallsPerDay;
    m_salesforcePerDay = settings.salesforceCallsPerDay;
    const auto paused = pause();
    if (!paused)
        co_return tl::unexpected(paused.error());
    if (*paused) {
        const auto left = *(*paused)->resumeAt - m_services.clock.wall();
        if (left > pauseWaited)
            co_return tl::unexpected(**paused);
        co_await m_services.clock.sleep(left, stop);
    }
    auto held = hold(m_services.toHubSpot, core::Service::HubSpot, m_hubSpotPerDay);
    if (held)
        held = hold(m_services.toSalesforce, core::Service::Salesforce, m_salesforcePerDay);
    co_return held;
}

core::Result<void> Allowance::note()
{
    const Calls now = made();
    if (now == m_noted)
        return {};
    store::ApiUse use(m_services.database);
    const core::Instant at = m_services.clock.wall();
    auto stored = inTransaction(m_services.database, [&]() -> core::Result<void> {
        auto added = use.add(core::Service::HubSpot, at, now.hubSpot - m_noted.hubSpot);
        if (!added)
            return added;
        return use.add(core::Service::Salesforce, at, now.salesforce - m_noted.salesforce);
    });
    if (stored)
        m_noted = now;
    return stored;
}

core::Result<core::Error> Allowance::noted(core::Error error)
{
    const core::Instant now = m_services.clock.wall();
    const bool asked = error.kind == Kind::RateLimited || error.kind == Kind::ServerBusy;
    if (error.resumeAt || error.service == core::Service::None)
        return error;
    store::ApiUse use(m_services.database);
    if (error.kind == Kind::BudgetSpent && error.code == profileBudget) {
        const bool hubSpot = error.service == core::Service::HubSpot;
        const auto hours = use.hours(error.service);
        if (!hours)
            return tl::unexpected(hours.error());
        error.resumeAt
            = core::allowanceResumes(*hours, hubSpot ? m_hubSpotPerDay : m_salesforcePerDay, now);
        return error; // not a pause: the budget may be raised at any time
    }
    if (error.kind == Kind::BudgetSpent)
        error.resumeAt = now + std::chrono::milliseconds(lookAgain);
    else if (asked && error.retryAfter && error.code != circuitOpen)
        error.resumeAt = now + *error.retryAfter;
    if (!error.resumeAt)
        return error;
    auto stored = inTransaction(m_services.database, [&] { return use.pause(error); });
    if (!stored)
        return tl::unexpected(stored.error());
    return error;
}

} // namespace engine
