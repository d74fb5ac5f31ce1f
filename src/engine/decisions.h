// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decide.h"
#include "core/plan.h"
#include "store/planrows.h"
#include "store/waiting.h"

#include <vector>

namespace engine {

// One activity on its way through a chunk, with all that is known of it.
struct OpenCase
{
    core::Case c;
    core::Key key;
    core::Kind kind = core::Kind::Task;
    std::vector<core::HubSpotId> contactIds; // as associated
    bool stub = false; // the key is in Salesforce, but the pair was never agreed on here: adopt
};

// What is to become of a chunk.
struct Decisions
{
    struct Row
    {
        store::PlanRow row; // its number and the place of its payload are still open
        QByteArray payload; // packAction()
    };
    std::vector<Row> rows; // in the order of the cases
    core::PlanCounts counts; // of the rows
    std::vector<core::Key> settled; // nothing left to do: no longer an error, no longer waiting
    std::vector<store::ActivityRef> settledActivities; // the same
};

// Pure; `circumstances` and what they refer to must not change meanwhile.
[[nodiscard]] Decisions decideAll(
    const std::vector<OpenCase>& cases, const core::Circumstances& circumstances);

} // namespace engine
