// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands.h"

namespace cli {

// Looks at everything a profile consists of and changes nothing. 0 fine, 4 something to do; 7, 2 or
// 8 if the database, the sign-in or the set-up is what is wrong.
[[nodiscard]] ExitCode runDoctor(Invocation& invocation);

} // namespace cli
