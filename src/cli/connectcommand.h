// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands.h"

namespace cli {

[[nodiscard]] std::vector<Option> connectOptions();

// Reads a service key or access token from standard input, tries it, and keeps it in the keychain.
[[nodiscard]] ExitCode runConnect(Invocation& invocation);
[[nodiscard]] ExitCode runDisconnect(Invocation& invocation);

} // namespace cli
