// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/random.h"
#include "sandbox/world.h"

#include <QStringList>

#include <vector>

namespace sandbox::generation {

// The owners of the portal and the users of the org. Activities name HubSpot owners by id,
// Salesforce records their owner by user id.
struct Staff
{
    QStringList mapped; // HubSpot owners with exactly one active Salesforce user of the same email
    // No user of that email, an inactive one, two that share it, an archived owner, a queue.
    QStringList others;
    std::vector<salesforce::Id> users; // active

    // Mostly a mapped owner, sometimes another one, sometimes nobody.
    [[nodiscard]] QString any(Random& random) const;
};

[[nodiscard]] Staff hire(World& world);

// How a HubSpot contact finds its Salesforce record.
enum class Tie {
    ContactId, // salesforcecontactid, and the email is the same
    ContactIdWithoutEmail,
    LeadId,
    ConvertedLead, // salesforceleadid of a lead that is a contact by now
    ContactEmail,
    LeadEmail,
    StaleIdWithEmail, // the id is gone, the email still finds the contact
    StaleId, // gone, and nobody has the email
    Ambiguous, // two Salesforce contacts have the email
    Nothing,
};

struct Acquaintance
{
    QString id; // of the HubSpot contact
    Tie tie = Tie::Nothing;
};

// Contacts of both sides. Some of the HubSpot contacts were created on the same day (an import);
// their ids have 5 to 12 digits and do not grow with their age.
struct Crowd
{
    std::vector<Acquaintance> all;
    QStringList imported; // created on one day
};

[[nodiscard]] Crowd meet(World& world, std::uint64_t seed, const Staff& staff, int count);

} // namespace sandbox::generation
