// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/output.h"
#include "core/finding.h"

#include <QJsonArray>

#include <vector>

namespace cli {

// One line per finding, its next step below it.
void say(Output& output, const std::vector<core::Finding>& findings);

// The same for --json: severity, what, fix.
[[nodiscard]] QJsonArray findingsDocument(const std::vector<core::Finding>& findings);

[[nodiscard]] bool hasSeverity(
    const std::vector<core::Finding>& findings, core::Finding::Severity severity);

} // namespace cli
