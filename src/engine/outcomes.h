// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/executor.h"

namespace engine {

// What follows from Salesforce's refusal of one record (Salesforce contract 6).
enum class Verdict {
    Anew, // read and decide again in this run: the key or the task is not as we thought
    ResolveAgain, // as Anew, and forget the contact first: its Who is not usable any more
    LaterInRun, // locked or busy: as Anew, after a pause
    Failed, // an entry for the admin; tried again later by itself, at most five times
};
[[nodiscard]] Verdict verdictOf(const QString& code);

// When a refused record is tried again: 15 minutes, 1 h, 4 h, 16 h; nothing after the fifth
// refusal.
[[nodiscard]] std::optional<std::chrono::minutes> pauseAfter(int tries);

} // namespace engine
