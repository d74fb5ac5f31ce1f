// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands.h"

namespace cli {

// How a command ends that could not do its work: the sentence with the next step, the JSON
// document, the exit code.
[[nodiscard]] ExitCode complain(Invocation& invocation, const core::Error& error);

// {"error": {"message", "nextStep", "code", "detail", "httpStatus"}}
[[nodiscard]] QJsonObject errorDocument(const core::Error& error);

// A command line that is not right; `what` says what would be.
[[nodiscard]] core::Error usage(const QString& what);

} // namespace cli
