// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/services.h"
#include "profiles/profile.h"
#include "profiles/surroundings.h"
#include "profiles/wires.h"
#include "store/lease.h"

#include <memory>
#include <optional>

namespace profiles {

// How long a command waits for another runner, and how often it looks.
inline constexpr std::chrono::seconds leaseWait{10};
inline constexpr std::chrono::milliseconds leaseLook{200};

// What a command has open: the profile's database and, if it asked for it, both services.
class Session final
{
public:
    enum class Need {
        Store, // no connection
        Connected, // both services, from the environment or the keychain
    };
    // Usage if the profile is not there; SignInNeeded if a connection is missing.
    static core::Result<std::unique_ptr<Session>> open(
        Surroundings& surroundings, Profile profile, Need need);
    ~Session();

    const Profile& profile() const { return m_profile; }
    store::Database& database() { return *m_database; }
    // Only of a session that is Connected.
    engine::Services& services();

    // Waits up to 10 s for another runner, then takes over from one that has long stood still, else
    // Locked. Settings that only the copy beside the store has are taken into it.
    core::Result<store::Lease> lease();

private:
    Session(Surroundings& surroundings, Profile profile);
    core::Result<void> connect();
    core::Result<store::Lease> leaseInTime();

    Surroundings& m_surroundings;
    Profile m_profile;
    std::unique_ptr<store::Database> m_database;
    std::unique_ptr<Wires> m_wires;
    std::optional<engine::Services> m_services;
};

} // namespace profiles
