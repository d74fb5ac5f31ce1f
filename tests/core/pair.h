// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cases.h"

namespace cases {

// A pair of a call and its task, as after the first run.
struct Pair
{
    explicit Pair(core::Kind kind = core::Kind::Call)
        : c(caseOf(activity(kind)))
    {
        const core::Action creation = decide(c, world.circumstances()).front();
        c.link = linkOf(creation);
        task = taskOf(creation);
    }
    std::vector<core::Action> decided() { return decide(c, world.circumstances()); }
    bool wantsTask() { return needsTask(c, world.circumstances()); }
    void edit(const QString& title, int seconds = 3600)
    {
        c.activity.title = title;
        c.activity.modified = modified + seconds;
    }

    World world;
    core::Case c;
    core::Task task;
};

inline QString written(const core::Action& action)
{
    if (const auto* create = std::get_if<core::CreateTask>(&action.body))
        return text(create->fields);
    const auto* update = std::get_if<core::UpdateTask>(&action.body);
    return update ? text(update->fields) : QString();
}

} // namespace cases
