// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands.h"

namespace cli {

[[nodiscard]] std::vector<Option> demoOptions();

// Starts a sandbox as its own process, and does there what an admin would do: check, set up,
// settings, plan, sync, look at the result, sync again. Reads back what Salesforce has and
// compares.
[[nodiscard]] ExitCode runDemo(Invocation& invocation);

} // namespace cli
