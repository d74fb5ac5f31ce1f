// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/taskmapping.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

// R1.12 and R2.4: what a changed activity means for its task.
namespace core {

// A task field whose value by HubSpot is not what Salesforce has from us.
struct Pending
{
    TaskField field = TaskField::Subject;
    FieldValue wanted;
    bool operator==(const Pending&) const = default;
};

// An activity against the base of its pair, without a look at the task.
struct Difference
{
    QStringList changed; // API names of the fields whose HubSpot source changed
    std::vector<Pending> pending;
    Base base; // as it will be when everything pending is written
    Why why; // what was left out, what HubSpot withholds
    std::optional<Reason> problem; // blocks the record; the rest then means nothing
    bool operator==(const Difference&) const = default;
};

// Only fields whose HubSpot source changed; their values by today's settings. The Who and the
// subtype never change; the owner only with the activity's own owner. A field that the base does
// not know yet joins it as it is. An email text that HubSpot withholds clears nothing.
[[nodiscard]] Difference differenceOf(TaskMapping& mapping, const Base& base);

// How conflicts are settled (R2.4).
struct Settling
{
    ConflictRule rule = ConflictRule::Newest;
    bool raiseUndecided
        = true; // false: this version was decided on before, the question is open already
    // When HubSpot's value of a field last changed, where that is known; else the activity's last
    // change counts.
    std::map<TaskField, Instant> sourceChanged = {};
};

// What to write, and what both sides agree on afterwards.
struct Changes
{
    TaskFields fields;
    Base base;
    std::vector<RaiseConflict> conflicts;
    Why why;
    bool operator==(const Changes&) const = default;
};

// A field that Salesforce has otherwise than the base says was changed there. If it already has the
// wanted value, both agree. Else it is a conflict: if HubSpot wins it is written. If Salesforce
// wins it is not, but the base takes HubSpot's source and value: this conflict is not raised again,
// and the next HubSpot change of the field, also one back to an older value, meets the user's value
// as a conflict and never overwrites it silently. Undecided: nothing is written and the base stays
// as it was. Without the task everything pending is written.
[[nodiscard]] Changes changesOf(const Difference& difference, const Base& before,
    const Activity& activity, const std::optional<Task>& task, const Settling& settling);

// R2.4, rule newest: HubSpot wins only if its change is at least 120 s later; under 120 s apart
// Salesforce wins.
[[nodiscard]] bool isHubSpotNewer(Instant hubSpot, Instant salesforce);

// The name of a rule in reasons: "newest", "hubspot", "salesforce", "ask".
[[nodiscard]] QString ruleName(ConflictRule rule);

} // namespace core
