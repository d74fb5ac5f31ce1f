// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/connections.h"
#include "profiles/profile.h"
#include "profiles/surroundings.h"

#include <optional>

namespace profiles {

inline const QString hubSpotService = QStringLiteral("hubspot");
inline const QString salesforceService = QStringLiteral("salesforce");

// The keychain's entry for a profile's secret: "acme/hubspot".
[[nodiscard]] QString entryName(const Profile& profile, const QString& service);

// The connection that `connect` stored: address from the profile, token from the keychain; nothing
// if there is none.
[[nodiscard]] core::Result<std::optional<auth::Connection>> keptConnection(
    Surroundings& surroundings, const Profile& profile, const QString& service, const QUrl& base);

// Removes all secrets of a profile from the keychain; Error::NoVault if it cannot be asked.
[[nodiscard]] core::Result<void> forgetSecrets(Surroundings& surroundings, const Profile& profile);

} // namespace profiles
