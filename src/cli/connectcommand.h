// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/connections.h"
#include "cli/commands.h"
#include "cli/profile.h"

#include <optional>

namespace cli {

inline const QString hubSpotService = QStringLiteral("hubspot");
inline const QString salesforceService = QStringLiteral("salesforce");

[[nodiscard]] std::vector<Option> connectOptions();

// Reads a service key or access token from standard input, tries it, and keeps it in the keychain.
[[nodiscard]] ExitCode runConnect(Invocation& invocation);
[[nodiscard]] ExitCode runDisconnect(Invocation& invocation);

// The connection that `connect` stored: address from the profile, token from the keychain; nothing
// if there is none.
[[nodiscard]] core::Result<std::optional<auth::Connection>> keptConnection(
    Surroundings& surroundings, const Profile& profile, const QString& service, const QUrl& base);

// Removes all secrets of a profile from the keychain; Error::NoVault if it cannot be asked.
[[nodiscard]] core::Result<void> forgetSecrets(Surroundings& surroundings, const Profile& profile);

} // namespace cli
