// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contact.h"
#include "core/reason.h"

#include <QString>

#include <optional>
#include <vector>

// R1.5: the one contact of an activity.
namespace core {

struct ChosenContact
{
    KnownContact contact;
    Synced synced;
    bool operator==(const ChosenContact&) const = default;
};

struct ContactChoice
{
    std::optional<ChosenContact> chosen;
    HubSpotId waitsFor; // without a choice: the contact that would be chosen if all were synced;
                        // empty without contacts
    Why why; // without a choice it ends with the reason
    bool operator==(const ContactChoice&) const = default;
};

// Of the eligible contacts the one that was created last; of several created on the same day of
// `zone` (the account's) the one with the highest id. Eligible is who is synced and, if `syncedBy`
// is given, was synced at that moment or before. The order of `contacts` does not matter.
[[nodiscard]] ContactChoice chooseContact(const std::vector<KnownContact>& contacts,
    std::optional<Instant> syncedBy, const QString& zone);

} // namespace core
