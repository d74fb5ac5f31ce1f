// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/hubspot/objects.h"
#include "sandbox/hubspot/record.h"

#include <array>
#include <unordered_map>
#include <vector>

namespace sandbox::hubspot {

// Which activity belongs to which contacts, both ways. Only the type that HubSpot defines exists
// here; labels do not.
class Associations final
{
public:
    // False if it was there already.
    bool add(Object activity, RecordId id, RecordId contact);
    bool remove(Object activity, RecordId id, RecordId contact);
    void removeActivity(Object activity, RecordId id);
    // All of the loser's activities become the winner's.
    void moveContact(RecordId loser, RecordId winner);

    // Ascending ids.
    [[nodiscard]] const std::vector<RecordId>& contactsOf(Object activity, RecordId id) const;
    [[nodiscard]] const std::vector<RecordId>& activitiesOf(
        RecordId contact, Object activity) const;

private:
    using Ends = std::unordered_map<RecordId, std::vector<RecordId>>;

    [[nodiscard]] static std::size_t slot(Object activity)
    {
        return static_cast<std::size_t>(activity);
    }
    [[nodiscard]] static const std::vector<RecordId>& endsOf(const Ends& ends, RecordId id);

    std::array<Ends, allObjects.size()> m_contacts; // by activity
    std::array<Ends, allObjects.size()> m_activities; // by contact
};

} // namespace sandbox::hubspot
