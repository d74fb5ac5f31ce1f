// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/finding.h"

#include <QString>

namespace words {

// What was found, and how to mend it; `fix` is empty where nothing has to be done.
struct FindingText
{
    QString what;
    QString fix;
};
[[nodiscard]] FindingText text(const core::Finding& finding);

} // namespace words
