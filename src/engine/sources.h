// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/changedreader.h"
#include "engine/leftover.h"

#include <vector>

namespace engine {

// Where the activities of a run come from: what changed in HubSpot, what was refused and is due
// again, what waited for a contact that is synced now, and what a run left over. Feeds the planner
// in chunks.
class Sources final
{
public:
    Sources(const Services& services, const Prepared& prepared);

    // Everything changed since the cursors, for the object types of the kinds that are on.
    net::Task<core::Result<void>> readChanged(
        Planner& planner, QSet<core::Kind> onlyKinds, std::stop_token stop);
    // Due errors and waiting activities whose contact became synced.
    net::Task<core::Result<void>> readDue(Planner& planner, std::stop_token stop);
    // Once an hour what lies in HubSpot's recycle bin, for the kinds that say what becomes of the
    // tasks of deleted activities (R1.12). Before readChanged, whose index may still show them.
    net::Task<core::Result<void>> readArchived(
        Planner& planner, QSet<core::Kind> onlyKinds, std::stop_token stop);
    // These records, by id; archived ones are looked up too.
    net::Task<core::Result<void>> readAgain(
        Planner& planner, std::vector<Leftover> records, std::stop_token stop);

    // Moves the cursors of readChanged, after all that they cover is stored; not those of `except`.
    core::Result<void> advance(const QSet<core::ActivityObject>& except)
    {
        return m_changed.advance(except);
    }

private:
    core::Result<void> forget(const std::vector<Leftover>& records, core::ActivityObject object,
        const QSet<core::HubSpotId>& missing) const;
    net::Task<core::Result<void>> readBin(
        core::ActivityObject object, Planner& planner, std::stop_token stop);
    net::Task<core::Result<void>> readIds(core::ActivityObject object, Planner& planner,
        std::vector<core::HubSpotId> ids, const std::vector<Leftover>& records,
        std::stop_token stop);

    const Services& m_services;
    const Prepared& m_prepared;
    ChangedReader m_changed;
};

// The object types that the kinds that are on are read from.
[[nodiscard]] std::vector<core::ActivityObject> objectsOn(
    const core::Settings& settings, const QSet<core::Kind>& onlyKinds);

} // namespace engine
