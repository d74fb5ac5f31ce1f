// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands.h"

namespace cli {

[[nodiscard]] std::vector<Option> settingsOptions();

// show | export [FILE] | import FILE [--dry-run] | set KEY VALUE
[[nodiscard]] ExitCode runSettings(Invocation& invocation);

} // namespace cli
