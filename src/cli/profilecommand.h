// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands.h"

namespace cli {

// create | list | show | delete NAME
[[nodiscard]] ExitCode runProfile(Invocation& invocation);

} // namespace cli
