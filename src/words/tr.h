// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace words {

// Sentences in the user's language.
[[nodiscard]] inline QString tr(const char* text)
{
    return QCoreApplication::translate("words", text);
}

} // namespace words
