// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/chain.h"
#include "hubspot/client.h"
#include "net/networktransport.h"
#include "profiles/profile.h"
#include "profiles/surroundings.h"
#include "salesforce/client.h"

#include <memory>
#include <optional>

namespace profiles {

// How far the clocks of the services are ahead of this machine's, by their last answers.
struct ClockDifferences
{
    std::optional<std::chrono::milliseconds> hubSpot;
    std::optional<std::chrono::milliseconds> salesforce;
};

// Both services, connected: transports and clients. Needs no database.
class Wires final
{
public:
    // From the environment, else from what `connect` stored and the keychain keeps. SignInNeeded if
    // a connection is missing. `gate` is asked before every write.
    static core::Result<std::unique_ptr<Wires>> connect(
        Surroundings& surroundings, const Profile& profile, net::Fenced::Gate gate);
    ~Wires();

    hubspot::Client& hubSpot();
    salesforce::Client& salesforce();
    auth::Chain& toHubSpot() { return *m_toHubSpot; }
    auth::Chain& toSalesforce() { return *m_toSalesforce; }
    ClockDifferences clocks() const;

private:
    Wires();

    net::NetworkTransport m_network;
    std::optional<auth::Chain> m_toHubSpot;
    std::optional<auth::Chain> m_toSalesforce;
    std::optional<hubspot::Client> m_hubSpot;
    std::optional<salesforce::Client> m_salesforce;
};

} // namespace profiles
