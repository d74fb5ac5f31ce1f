// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands.h"
#include "cli/profile.h"

namespace cli {

[[nodiscard]] std::vector<Option> connectOptions();

// Reads a service key or access token from standard input, tries it, and keeps it in the keychain.
[[nodiscard]] ExitCode runConnect(Invocation& invocation);
[[nodiscard]] ExitCode runDisconnect(Invocation& invocation);

// Removes all secrets of a profile from the keychain; Error::NoVault if it cannot be asked.
[[nodiscard]] core::Result<void> forgetSecrets(Surroundings& surroundings, const Profile& profile);

} // namespace cli
