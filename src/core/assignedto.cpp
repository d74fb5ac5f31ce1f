// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/assignedto.h"

namespace core {

namespace {

// One step of R1.6. True if the owner is mapped; `assignment` then has the user.
bool assign(
    const HubSpotId& owner, bool ofActivity, const OwnerMapping& owners, Assignment& assignment)
{
    if (owner.isEmpty())
        return false;
    const auto user = owners.userOf(owner);
    if (!user) {
        assignment.why.push_back({ReasonCode::OwnerNotMapped,
            {owner.value, ofActivity ? QStringLiteral("activity") : QStringLiteral("contact")}});
        return false;
    }
    assignment.user = user->id;
    assignment.why.push_back({ofActivity ? ReasonCode::OwnerOfActivity : ReasonCode::OwnerOfContact,
        {owner.value, user->id.value,
            user->byOverride ? QStringLiteral("override") : QStringLiteral("email")}});
    return true;
}

} // namespace

bool ownerCounts(Kind kind, const Settings& settings)
{
    const bool optional
        = kind == Kind::Meeting || kind == Kind::SalesEmailSend || kind == Kind::SalesEmailReply;
    return hasOwner(kind) || (optional && settings.ownersOfMeetingsAndEmails);
}

Assignment assignedTo(const Activity& activity, Kind kind, const HubSpotId& contactOwner,
    const Circumstances& circumstances)
{
    Assignment assignment;
    const OwnerMapping& owners = circumstances.owners;
    if (ownerCounts(kind, circumstances.settings)
        && assign(activity.owner, true, owners, assignment))
        return assignment;
    if (assign(contactOwner, false, owners, assignment))
        return assignment;
    assignment.user = circumstances.integrationUser;
    assignment.why.push_back({ReasonCode::IntegrationUser, {assignment.user.value}});
    return assignment;
}

} // namespace core
