// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/time.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <functional>
#include <vector>

namespace sandbox {

enum class Side { HubSpot, Salesforce };

// One committed change of one record. The oracles of the tests read this log, never the program's
// own opinion.
struct Change
{
    enum class What { Created, Updated, Deleted, Associated, Dissociated, Merged, Converted };
    std::uint64_t sequence = 0;
    Instant at;
    Side side = Side::HubSpot;
    QString object; // "tasks", "Task", "contacts" ...
    QString id;
    What what = What::Created;
    QString key; // Salesforce: the record's key field after the change, if it has one
    QStringList fields; // names of the fields that changed
    QString actor; // "api" for a request, "user" for an edit made through the world, "seed" for
                   // generated data
};

// Append-only.
class ChangeLog final
{
public:
    void append(Change change) // sequence is given here
    {
        change.sequence = m_changes.size() + 1;
        m_changes.push_back(std::move(change));
    }
    const std::vector<Change>& changes() const { return m_changes; }

private:
    std::vector<Change> m_changes;
};

} // namespace sandbox
