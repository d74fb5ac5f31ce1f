// SPDX-License-Identifier: GPL-3.0-or-later
#include "profiles/rowfacts.h"

namespace profiles {

namespace {

// The task that an action is about; empty if there is none yet.
core::SalesforceId taskOf(const core::Action& action)
{
    if (const auto* update = std::get_if<core::UpdateTask>(&action.body))
        return update->task;
    if (const auto* adopt = std::get_if<core::Adopt>(&action.body))
        return adopt->task;
    if (const auto* gone = std::get_if<core::DeleteTask>(&action.body))
        return gone->task;
    if (const auto* conflict = std::get_if<core::RaiseConflict>(&action.body))
        return conflict->task;
    return {};
}

} // namespace

net::Task<RowFacts> factsOf(
    engine::Services& services, core::OrgDescription org, core::Action action, std::stop_token stop)
{
    RowFacts facts;
    if (const auto object = core::objectOf(action.kind)) {
        const std::vector<core::HubSpotId> ids{action.activity};
        auto found = co_await services.hubspot.activities(
            *object, ids, hubspot::RecordState::Living, stop);
        if (!found)
            facts.error = found.error();
        else if (!found->empty())
            facts.activity = std::move(found->front());
    }
    const core::SalesforceId task = taskOf(action);
    if (task.value.isEmpty())
        co_return facts;
    const std::vector<core::SalesforceId> ids{task};
    auto tasks = co_await services.salesforce.tasks(ids, org, stop);
    if (!tasks)
        facts.error = tasks.error();
    else if (!tasks->empty())
        facts.task = std::move(tasks->front());
    co_return facts;
}

} // namespace profiles
