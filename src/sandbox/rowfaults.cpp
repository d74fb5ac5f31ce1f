// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/rowfaults.h"

#include "sandbox/random.h"

#include <algorithm>

namespace sandbox {

bool RowFaults::hits(int index) const
{
    if (std::find(indexes.begin(), indexes.end(), index) != indexes.end())
        return true;
    const auto drawn = spread(seed ^ spread(static_cast<std::uint64_t>(index)));
    return drawn % 1000U < static_cast<std::uint64_t>(std::max(perMille, 0));
}

} // namespace sandbox
