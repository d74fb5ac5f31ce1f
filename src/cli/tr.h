// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace cli {

// Text of the command line in the user's language.
[[nodiscard]] inline QString tr(const char* text)
{
    return QCoreApplication::translate("cli", text);
}

} // namespace cli
