// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands.h"

namespace cli {

[[nodiscard]] std::vector<Option> planOptions();
[[nodiscard]] std::vector<Option> syncOptions();

// Decides and prints; writes to neither CRM.
[[nodiscard]] ExitCode runPlan(Invocation& invocation);
// One run, or with --watch one per interval until it is stopped.
[[nodiscard]] ExitCode runSync(Invocation& invocation);

} // namespace cli
