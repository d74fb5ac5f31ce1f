// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decide.h"
#include "engine/services.h"

namespace engine {

// All that a run knows before it reads the first activity.
struct Prepared
{
    core::Settings settings;
    qint64 settingsRevision = 0;
    core::HubSpotAccount account;
    core::SalesforceIdentity identity;
    core::OrgDescription org;
    core::OwnerMapping owners;
    int ownersMapped = 0; // active HubSpot owners that have a Salesforce user
    int ownersActive = 0;
    QByteArray salt;
    core::Instant serverTime; // when the run began, by Salesforce's clock

    core::Circumstances circumstances() const
    {
        return {settings, account, org, owners, identity.user, serverTime};
    }
};

struct ProfileSettings
{
    core::Settings settings; // defaults until something was set
    qint64 revision = 0;
};
[[nodiscard]] core::Result<ProfileSettings> settingsOf(const Services& services);

// Binds the profile to the two accounts on first use and refuses others afterwards (WrongAccount).
// Account, identity, owners and users are cached up to 24 h; the describe is asked for
// conditionally each time. `fresh` ignores the cache
// (`check`). Whether the key field is usable is for the caller to ask.
[[nodiscard]] net::Task<core::Result<Prepared>> prepare(
    const Services& services, bool fresh, std::stop_token stop);

// The salt of the profile's hashes and its portal and org, without any call; nothing before the
// first connection.
struct Accounts
{
    core::HubSpotAccount account;
    core::SalesforceIdentity identity;
};
[[nodiscard]] net::Task<core::Result<Accounts>> accounts(
    const Services& services, bool fresh, std::stop_token stop);

// The users are read anew by the next run: one of them turned out to be inactive. To be called in a
// transaction.
[[nodiscard]] core::Result<void> forgetUsers(const Services& services);

} // namespace engine
