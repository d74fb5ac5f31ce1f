// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kind.h"
#include "core/plan.h"

#include <QString>

namespace words {

// "Sales email replies": as on the Activities page.
[[nodiscard]] QString kindName(core::Kind kind);

// "create", "update" … for core::actionName(); an unknown name comes back as it is.
[[nodiscard]] QString actionName(const QString& action);

// "More than 5,000 tasks would be created (7,120)." (R5.11)
[[nodiscard]] QString guardSentence(const core::GuardFinding& finding);

} // namespace words
