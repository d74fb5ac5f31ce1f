// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/session.h"

#include "auth/chain.h"
#include "auth/secretstore.h"
#include "cli/connectcommand.h"
#include "net/loopback.h"
#include "net/networktransport.h"

#include <optional>

namespace cli {

namespace {

constexpr std::chrono::seconds leaseWait{10};
constexpr std::chrono::milliseconds leaseLook{200};

core::Error notConnected(const QString& service)
{
    return {core::Error::Kind::SignInNeeded, service + QStringLiteral(" is not connected"),
        QStringLiteral("NOT_CONNECTED")};
}

// A sandbox on this machine tells its limits by headers if it has any; the real services' windows
// would only slow it down.
net::RatePolicies policiesFor(const QUrl& base)
{
    return net::isLoopback(base.host()) ? net::RatePolicies::unlimited()
                                        : net::RatePolicies::standard();
}

} // namespace

struct Session::Wires
{
    net::NetworkTransport network;
    std::optional<auth::Chain> toHubSpot;
    std::optional<auth::Chain> toSalesforce;
    std::optional<hubspot::Client> hubSpot;
    std::optional<salesforce::Client> salesforce;
    std::optional<engine::Services> services;
};

Session::Session(Invocation& invocation, Profile profile)
    : m_invocation(invocation)
    , m_profile(std::move(profile))
{
}

Session::~Session() = default;

core::Result<std::unique_ptr<Session>> Session::open(Invocation& invocation, Need need)
{
    const Profile profile = profileAt(invocation.profilesFolder, invocation.profile);
    if (!isProfileName(profile.name) || !exists(profile))
        return tl::unexpected(core::Error{core::Error::Kind::Usage,
            QStringLiteral(
                "there is no profile %1; `activitybridgectl profile create %1` makes one")
                .arg(profile.name)});
    std::unique_ptr<Session> session(new Session(invocation, profile));
    auto database = store::Database::open({profile.database(), false});
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

// From the environment, else from what `connect` stored and the keychain keeps.
core::Result<void> Session::connect()
{
    Surroundings& surroundings = m_invocation.surroundings;
    auto connections = auth::connectionsOf(surroundings.variables);
    if (!connections)
        return tl::unexpected(connections.error());
    auto stored = loadConnections(m_profile);
    if (!stored)
        return tl::unexpected(stored.error());
    if (!connections->hubSpot) {
        auto kept = keptConnection(surroundings, m_profile, hubSpotService, stored->hubSpot);
        if (!kept)
            return tl::unexpected(kept.error());
        connections->hubSpot = std::move(*kept);
    }
    if (!connections->salesforce) {
        auto kept = keptConnection(surroundings, m_profile, salesforceService, stored->salesforce);
        if (!kept)
            return tl::unexpected(kept.error());
        connections->salesforce = std::move(*kept);
    }
    if (!connections->hubSpot)
        return tl::unexpected(notConnected(QStringLiteral("HubSpot")));
    if (!connections->salesforce)
        return tl::unexpected(notConnected(QStringLiteral("Salesforce")));

    m_wires = std::make_unique<Wires>();
    Wires& wires = *m_wires;
    const auto wire = [&](std::optional<auth::Chain>& chain, const auth::Connection& connection,
                          core::Service service) {
        auth::Chain::Options options;
        options.service = service;
        options.policies = policiesFor(connection.base);
        chain.emplace(wires.network, connection, surroundings.clock, surroundings.random, options);
    };
    wire(wires.toHubSpot, *connections->hubSpot, core::Service::HubSpot);
    wire(wires.toSalesforce, *connections->salesforce, core::Service::Salesforce);
    wires.hubSpot.emplace(*wires.toHubSpot, connections->hubSpot->base);
    wires.salesforce.emplace(*wires.toSalesforce, connections->salesforce->base);
    wires.services.emplace(
        engine::Services{*wires.hubSpot, *wires.salesforce, *m_database, surroundings.clock,
            m_profile.folder, surroundings.salt, {}, &*wires.toHubSpot, &*wires.toSalesforce});
    return {};
}

engine::Services& Session::services()
{
    Q_ASSERT_X(m_wires, "Session::services", "the session was opened without a connection");
    return *m_wires->services;
}

core::Result<store::Lease> Session::lease()
{
    Surroundings& surroundings = m_invocation.surroundings;
    const auto started = surroundings.clock.monotonic();
    for (;;) {
        auto lease = store::Lease::tryAcquire(*m_database);
        const bool held = !lease && lease.error().kind == core::Error::Kind::Locked;
        if (!held || surroundings.clock.monotonic() - started >= leaseWait
            || surroundings.stop.stop_requested())
            return lease;
        QCoro::waitFor(surroundings.clock.sleep(leaseLook, surroundings.stop));
    }
}

} // namespace cli
