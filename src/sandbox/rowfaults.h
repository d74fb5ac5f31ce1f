// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace sandbox {

// Which rows of one batch the service refuses with a code that may be tried again (HubSpot 207 with
// an error entry, Salesforce UNABLE_TO_LOCK_ROW): the listed indexes (0-based) and a seeded share
// of all rows.
struct RowFaults
{
    std::vector<int> indexes;
    int perMille = 0;
    std::uint64_t seed = 0;

    [[nodiscard]] bool any() const { return perMille > 0 || !indexes.empty(); }
    [[nodiscard]] bool hits(int index) const;
};

} // namespace sandbox
