// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/planner.h"
#include "store/watermarks.h"

#include <map>
#include <optional>
#include <vector>

namespace engine {

// Reads the activities that changed in HubSpot since the cursors, chunk by chunk through the object
// types that are on. Stores nothing before advance().
class ChangedReader final
{
public:
    ChangedReader(const Services& services, const Prepared& prepared);

    struct Chunk
    {
        std::vector<core::Activity> activities; // of one or more object types; empty = no more
        Look look = Look::Changed;
    };
    void begin(std::vector<core::ActivityObject> objects);
    // One call after the other.
    net::Task<core::Result<Chunk>> next(std::stop_token stop);

    // Whether the hourly second pass over this object type is due.
    core::Result<bool> isPassDue(core::ActivityObject object) const;
    // Moves the cursors, after all that they cover is stored; not those of `except`.
    core::Result<void> advance(const QSet<core::ActivityObject>& except);

private:
    struct Cursor
    {
        core::Instant reached; // server time of the last page
        bool passDue = false; // this read is the hourly second pass
        bool newWindow = false; // a kind's window takes more than was covered
        std::vector<std::pair<core::Kind, store::Watermark>> begins; // each kind's window
        Look look() const { return newWindow || passDue ? Look::Unsettled : Look::Changed; }
    };
    core::Result<core::Instant> startOf(core::ActivityObject object, Cursor& cursor) const;
    core::Result<void> open(core::ActivityObject object);
    net::Task<core::Result<void>> addPage(Chunk& chunk, std::stop_token stop);

    const Services& m_services;
    const Prepared& m_prepared;
    std::vector<core::ActivityObject> m_objects; // not yet read to their end
    std::optional<hubspot::ChangedSince> m_from; // where the first of them goes on
    Cursor m_cursor; // its cursor
    std::map<core::ActivityObject, Cursor> m_cursors; // of those that were read to their end
    int m_read = 0;
};

// The kinds of this object type that are on.
[[nodiscard]] std::vector<core::Kind> kindsOf(
    core::ActivityObject object, const core::Settings& settings);

} // namespace engine
