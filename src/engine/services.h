// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/chain.h"
#include "engine/events.h"
#include "hubspot/client.h"
#include "net/clock.h"
#include "salesforce/client.h"
#include "store/database.h"

namespace engine {

// What a run works with. References outlive every run; all belong to one thread.
struct Services
{
    hubspot::Client& hubspot;
    salesforce::Client& salesforce;
    store::Database& database;
    net::Clock& clock;
    QString spoolFolder; // where the plan's payloads go while the run lasts
    QByteArray freshSalt; // 16 random bytes: the salt of a profile that has none yet
    Observer observer; // may be empty
    // The ways of the two clients: their calls are counted and held to the settings' budget. Null:
    // nobody counts.
    auth::Chain* toHubSpot = nullptr;
    auth::Chain* toSalesforce = nullptr;

    void tell(const Event& event) const
    {
        if (observer)
            observer(event);
    }
};

} // namespace engine
