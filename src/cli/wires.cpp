// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/wires.h"

#include "auth/authorized.h"
#include "auth/connections.h"
#include "cli/connectcommand.h"
#include "net/answer.h"
#include "net/loopback.h"
#include "net/networktransport.h"
#include "net/ratelimited.h"
#include "net/recording.h"
#include "net/retrying.h"

namespace cli {

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

// The chain of one service, from the network outwards (docs/architecture.md, step 6).
struct Wires::Chain
{
    Chain(const auth::Connection& connection, Surroundings& surroundings, net::Fenced::Gate gate)
        : recording(network, surroundings.clock,
            [this, &surroundings](const net::Exchanged& exchanged) {
                ++calls;
                if (exchanged.serverTime)
                    ahead = *exchanged.serverTime - surroundings.clock.wall();
            })
        , fenced(recording, std::move(gate))
        , authorized(fenced, connection.base, connection.token)
        , limited(authorized, surroundings.clock, policiesFor(connection.base))
        , retrying(limited, surroundings.clock, surroundings.random)
    {
    }

    int calls = 0;
    std::optional<std::chrono::milliseconds> ahead;
    net::NetworkTransport network;
    net::Recording recording;
    net::Fenced fenced;
    auth::Authorized authorized;
    net::RateLimited limited;
    net::Retrying retrying;
};

Wires::Wires() = default;
Wires::~Wires() = default;

core::Result<std::unique_ptr<Wires>> Wires::connect(
    Surroundings& surroundings, const Profile& profile, net::Fenced::Gate gate)
{
    const auto connections = connectionsOf(surroundings, profile);
    if (!connections)
        return tl::unexpected(connections.error());
    std::unique_ptr<Wires> wires(new Wires);
    wires->m_toHubSpot = std::make_unique<Chain>(*connections->hubSpot, surroundings, gate);
    wires->m_toSalesforce = std::make_unique<Chain>(*connections->salesforce, surroundings, gate);
    wires->m_hubSpot.emplace(wires->m_toHubSpot->retrying, connections->hubSpot->base);
    wires->m_salesforce.emplace(wires->m_toSalesforce->retrying, connections->salesforce->base);
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

CallCounts Wires::calls() const
{
    return {m_toHubSpot->calls, m_toSalesforce->calls};
}

ClockDifferences Wires::clocks() const
{
    return {m_toHubSpot->ahead, m_toSalesforce->ahead};
}

} // namespace cli
