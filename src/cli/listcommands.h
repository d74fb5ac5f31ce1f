// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands.h"

namespace cli {

// What the profile remembers: no connection needed.
[[nodiscard]] ExitCode runRuns(Invocation& invocation);
[[nodiscard]] std::vector<Option> logOptions();
[[nodiscard]] ExitCode runLog(Invocation& invocation);
[[nodiscard]] ExitCode runWaiting(Invocation& invocation);
[[nodiscard]] ExitCode runExcluded(Invocation& invocation);
[[nodiscard]] ExitCode runErrors(Invocation& invocation);
// Last run, backlog, open errors; exit 8 when there was no finished run for three intervals.
[[nodiscard]] ExitCode runStatus(Invocation& invocation);

} // namespace cli
