// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/decisions.h"

#include "engine/payload.h"

namespace engine {

namespace {

// Any of its contacts may be the one that becomes synced; an activity without a contact waits for
// none in particular.
std::vector<core::HubSpotId> contactsToWaitFor(const core::Action& action, const OpenCase& entry)
{
    if (!std::holds_alternative<core::Wait>(action.body))
        return {};
    std::vector<core::HubSpotId> ids;
    for (const core::KnownContact& contact : entry.c.contacts)
        ids.push_back(contact.id);
    return ids.empty() ? std::vector<core::HubSpotId>{core::HubSpotId{}} : ids;
}

store::PlanRow rowOf(const core::Action& action)
{
    store::PlanRow row;
    row.action = core::actionName(action.body);
    row.key = action.key;
    row.kind = action.kind;
    row.activity = action.activity;
    row.activityVersion = action.activityVersion;
    row.taskVersion = action.taskVersion;
    row.time = action.time;
    row.rowHash = core::rowHash(action);
    row.why = action.why;
    return row;
}

} // namespace

Decisions decideAll(const std::vector<OpenCase>& cases, const core::Circumstances& circumstances)
{
    Decisions decisions;
    for (const OpenCase& entry : cases) {
        for (core::Action& action : core::decide(entry.c, circumstances)) {
            if (std::holds_alternative<core::NoAction>(action.body)) {
                decisions.settled.push_back(entry.key);
                decisions.settledActivities.push_back({entry.kind, entry.c.activity.id});
                continue;
            }
            decisions.counts.add(action);
            store::PlanRow row = rowOf(action);
            auto contacts = contactsToWaitFor(action, entry);
            const SpooledAction spooled{
                std::move(action), entry.c.activity.object, std::move(contacts)};
            decisions.rows.push_back({std::move(row), packAction(spooled)});
        }
    }
    return decisions;
}

} // namespace engine
