// SPDX-License-Identifier: GPL-3.0-or-later
#include "profiles/session.h"

#include "profiles/keptsettings.h"

#include <qcoro/qcorotask.h>

namespace profiles {

namespace {

bool isLocked(const core::Error& error)
{
    return error.kind == core::Error::Kind::Locked;
}

} // namespace

Session::Session(Surroundings& surroundings, Profile profile)
    : m_surroundings(surroundings)
    , m_profile(std::move(profile))
{
}

Session::~Session() = default;

core::Result<std::unique_ptr<Session>> Session::open(
    Surroundings& surroundings, Profile profile, Need need)
{
    if (auto there = mustExist(profile); !there)
        return tl::unexpected(there.error());
    std::unique_ptr<Session> session(new Session(surroundings, std::move(profile)));
    auto database = store::Database::open({session->m_profile.database(), false});
    if (!database)
        return tl::unexpected(database.error());
    session->m_database = std::move(*database);
    if (need == Need::Connected) {
        auto connected = session->connect();
        if (!connected)
            return tl::unexpected(connected.error());
    }
    return session;
}

core::Result<void> Session::connect()
{
    auto wires = Wires::connect(
        m_surroundings, m_profile, [this] { return store::Lease::check(*m_database); });
    if (!wires)
        return tl::unexpected(wires.error());
    m_wires = std::move(*wires);
    m_services.emplace(engine::Services{m_wires->hubSpot(), m_wires->salesforce(), *m_database,
        m_surroundings.clock, m_profile.folder, m_surroundings.salt, {}, &m_wires->toHubSpot(),
        &m_wires->toSalesforce()});
    return {};
}

engine::Services& Session::services()
{
    Q_ASSERT_X(m_services, "Session::services", "the session was opened without a connection");
    return *m_services;
}

core::Result<store::Lease> Session::leaseInTime()
{
    const auto started = m_surroundings.clock.monotonic();
    std::optional<store::LifeSign> seen;
    for (;;) {
        auto lease = store::Lease::tryAcquire(*m_database);
        if (lease || !isLocked(lease.error()))
            return lease;
        if (m_surroundings.stop.stop_requested())
            return tl::unexpected(core::Error{core::Error::Kind::Cancelled,
                QStringLiteral("stopped while another run held the profile")});
        if (!seen) {
            const auto sign = store::Lease::lastSign(*m_database);
            if (!sign)
                return tl::unexpected(sign.error());
            seen = *sign;
        }
        if (m_surroundings.clock.monotonic() - started >= leaseWait) {
            // It stood still all the while, and by the clock for longer.
            if (m_surroundings.clock.wall() - seen->at < store::leaseLife)
                return lease;
            return store::Lease::takeOver(*m_database, *seen);
        }
        QCoro::waitFor(m_surroundings.clock.sleep(leaseLook, m_surroundings.stop));
    }
}

core::Result<store::Lease> Session::lease()
{
    auto lease = leaseInTime();
    if (!lease)
        return lease;
    if (auto kept = keepSettings(m_profile, *m_database); !kept)
        return tl::unexpected(kept.error());
    return lease;
}

} // namespace profiles
