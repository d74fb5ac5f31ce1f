// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/salesforce/values.h"

namespace simulation {

// What a field of a task holds, as text to compare by; empty for a field that the program never
// writes.
[[nodiscard]] QString valueOf(const sandbox::salesforce::Task& task, const QString& field);

} // namespace simulation
