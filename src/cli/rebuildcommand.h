// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands.h"

namespace cli {

[[nodiscard]] std::vector<Option> rebuildOptions();
// A new database in the place of a damaged or unwanted one; without --yes it only says what it
// would do (exit 5).
[[nodiscard]] ExitCode runRebuild(Invocation& invocation);

} // namespace cli
