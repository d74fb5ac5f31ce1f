// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activity.h"

#include <QString>

namespace core {

// The body of an activity as plain text. The plain part of an email counts if there is no HTML, or
// none with text.
[[nodiscard]] QString bodyText(const Activity& activity);

} // namespace core
