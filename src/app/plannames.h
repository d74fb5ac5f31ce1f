// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kind.h"

#include <vector>

namespace app {

// The kinds that this version syncs, with their names, in the order of the Activities page.
[[nodiscard]] std::vector<std::pair<core::Kind, QString>> supportedKinds();

// "create" … for core::actionName().
[[nodiscard]] QString actionName(const QString& action);

} // namespace app
