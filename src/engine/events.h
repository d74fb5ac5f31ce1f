// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QString>

#include <functional>
#include <variant>

namespace engine {

enum class Phase { Preparing, Settling, Reading, Writing, Finishing };

struct PhaseStarted
{
    Phase phase = Phase::Preparing;
};

// How far a phase is. `total` is 0 while nobody can know it (reading).
struct Progressed
{
    Phase phase = Phase::Reading;
    int done = 0;
    int total = 0;
};

// Something happened that the user should be able to see while it happens; the words layer makes
// the sentence.
struct Happened
{
    enum class What {
        OutcomeUnknown, // detail: number of tasks whose outcome is looked up
        TasksWritten, // detail: number of tasks of the batch
    };
    What what = What::TasksWritten;
    int detail = 0;
};

using Event = std::variant<PhaseStarted, Progressed, Happened>;

// Called on the engine's thread; must return quickly.
using Observer = std::function<void(const Event&)>;

} // namespace engine
