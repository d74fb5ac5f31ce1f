// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/action.h"
#include "engine/services.h"

namespace profiles {

// What both sides have of a row of a plan now, read for the eye of a person.
struct RowFacts
{
    std::optional<core::Activity> activity;
    std::optional<core::Task> task;
    std::optional<core::Error> error; // the first one
};
[[nodiscard]] net::Task<RowFacts> factsOf(engine::Services& services, core::OrgDescription org,
    core::Action action, std::stop_token stop);

} // namespace profiles
