// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/ids.h"
#include "core/kind.h"
#include "core/time.h"

#include <QString>

#include <QHash>

#include <map>
#include <vector>

namespace store {

class Database;

// An activity that goes over as soon as its contact is synced (R1.4). Its content is fetched again
// then.
struct WaitingRow
{
    core::Kind kind = core::Kind::Task;
    core::HubSpotId activity;
    core::HubSpotId contact; // empty: no contact is associated yet
    core::EmailHash email = {}; // instead of a contact, where only the address is known
    core::Instant time;
    core::Instant version; // Activity::modified that was decided on
    bool operator==(const WaitingRow&) const = default;
};

struct ActivityRef
{
    core::Kind kind = core::Kind::Task;
    core::HubSpotId activity;
    bool operator==(const ActivityRef&) const = default;
    bool operator<(const ActivityRef& other) const
    {
        return kind != other.kind ? kind < other.kind : activity < other.activity;
    }
};

// Rows carry a checksum, which list() looks at: one that does not match is StoreDamaged. ready()
// and versions() only choose what is decided anew, from what HubSpot says now.
class Waiting final
{
public:
    explicit Waiting(Database& database);

    // One row per contact that an activity may wait for. Replaces all rows of each activity that is
    // named.
    [[nodiscard]] core::Result<void> put(const std::vector<WaitingRow>& rows);
    [[nodiscard]] core::Result<void> remove(const std::vector<ActivityRef>& activities);

    // Activities one of whose contacts is synced by now, at most `limit` (1 to 5,000): found by the
    // contact table, so that a crash between learning of a match and acting on it loses nothing.
    [[nodiscard]] core::Result<std::vector<ActivityRef>> ready(int limit) const;

    // The version that each of these activities of a kind was decided on; only those that wait for
    // a contact that is named. An activity without any contact may get one without being changed
    // itself, so there its version proves nothing.
    [[nodiscard]] core::Result<QHash<core::HubSpotId, core::Instant>> versions(
        core::Kind kind, const std::vector<core::HubSpotId>& activities) const;

    // Ascending by (kind, activity id as text, contact): all rows of at most `limit` (1 to 5,000)
    // activities after the given one.
    [[nodiscard]] core::Result<std::vector<WaitingRow>> list(
        int limit, const ActivityRef& after = {core::Kind::FormSubmission, {}}) const;
    // Activities, not rows.
    [[nodiscard]] core::Result<std::map<core::Kind, int>> countByKind() const;

private:
    Database& m_database;
};

} // namespace store
