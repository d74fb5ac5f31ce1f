// SPDX-License-Identifier: GPL-3.0-or-later
#include "profiles/wires.h"

#include "net/loopback.h"
#include "profiles/keptconnections.h"

namespace profiles {

namespace {

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

// From the environment, else from what `connect` stored and the keychain keeps.
core::Result<auth::EnvironmentConnections> connectionsOf(
    Surroundings& surroundings, const Profile& profile)
{
    auto connections = auth::connectionsOf(surroundings.variables);
    if (!connections)
        return tl::unexpected(connections.error());
    auto stored = loadConnections(profile);
    if (!stored)
        return tl::unexpected(stored.error());
    if (!connections->hubSpot) {
        auto kept = keptConnection(surroundings, profile, hubSpotService, stored->hubSpot);
        if (!kept)
            return tl::unexpected(kept.error());
        connections->hubSpot = std::move(*kept);
    }
    if (!connections->salesforce) {
        auto kept = keptConnection(surroundings, profile, salesforceService, stored->salesforce);
        if (!kept)
            return tl::unexpected(kept.error());
        connections->salesforce = std::move(*kept);
    }
    if (!connections->hubSpot)
        return tl::unexpected(notConnected(QStringLiteral("HubSpot")));
    if (!connections->salesforce)
        return tl::unexpected(notConnected(QStringLiteral("Salesforce")));
    return connections;
}

} // namespace

Wires::Wires() = default;
Wires::~Wires() = default;

core::Result<std::unique_ptr<Wires>> Wires::connect(
    Surroundings& surroundings, const Profile& profile, net::Fenced::Gate gate)
{
    const auto connections = connectionsOf(surroundings, profile);
    if (!connections)
        return tl::unexpected(connections.error());
    std::unique_ptr<Wires> wires(new Wires);
    const auto wire = [&](std::optional<auth::Chain>& chain, const auth::Connection& connection,
                          core::Service service) {
        auth::Chain::Options options;
        options.service = service;
        options.policies = policiesFor(connection.base);
        options.gate = gate;
        chain.emplace(
            wires->m_network, connection, surroundings.clock, surroundings.random, options);
    };
    wire(wires->m_toHubSpot, *connections->hubSpot, core::Service::HubSpot);
    wire(wires->m_toSalesforce, *connections->salesforce, core::Service::Salesforce);
    wires->m_hubSpot.emplace(*wires->m_toHubSpot, connections->hubSpot->base);
    wires->m_salesforce.emplace(*wires->m_toSalesforce, connections->salesforce->base);
    return wires;
}

hubspot::Client& Wires::hubSpot()
{
    return *m_hubSpot;
}

salesforce::Client& Wires::salesforce()
{
    return *m_salesforce;
}

ClockDifferences Wires::clocks() const
{
    return {m_toHubSpot->ahead(), m_toSalesforce->ahead()};
}

} // namespace profiles
