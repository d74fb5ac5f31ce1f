// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands.h"

namespace cli {

// All that a sync needs, asked afresh; exit 8 if something is wrong.
[[nodiscard]] ExitCode runCheck(Invocation& invocation);

// setup salesforce: creates the key field with its permissions, verified by describe.
[[nodiscard]] ExitCode runSetup(Invocation& invocation);

} // namespace cli
