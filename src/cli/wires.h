// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands.h"
#include "cli/profile.h"
#include "hubspot/client.h"
#include "net/fenced.h"
#include "salesforce/client.h"

#include <memory>
#include <optional>

namespace cli {

// Calls made to each service by this process, as the recorder at the bottom of the chain counted
// them.
struct CallCounts
{
    int hubSpot = 0;
    int salesforce = 0;
};

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
    CallCounts calls() const;
    ClockDifferences clocks() const;

private:
    struct Chain;
    Wires();

    std::unique_ptr<Chain> m_toHubSpot;
    std::unique_ptr<Chain> m_toSalesforce;
    std::optional<hubspot::Client> m_hubSpot;
    std::optional<salesforce::Client> m_salesforce;
};

} // namespace cli
