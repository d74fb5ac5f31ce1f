// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QString>

namespace words {

// What went wrong and what to do about it, each one or two sentences.
struct Explained
{
    QString what;
    QString nextStep;
};

[[nodiscard]] Explained explain(const core::Error& error);

// Both in one line, with the technical detail in brackets.
[[nodiscard]] QString sentence(const core::Error& error);

} // namespace words
