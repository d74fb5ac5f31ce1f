// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace app {

// Text of the window in the user's language.
[[nodiscard]] inline QString tr(const char* text)
{
    return QCoreApplication::translate("app", text);
}

} // namespace app
