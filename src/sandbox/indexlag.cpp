// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/indexlag.h"

#include "sandbox/random.h"

#include <algorithm>

namespace sandbox {

std::chrono::milliseconds IndexLag::longest() const
{
    return std::max(std::max(atLeast, atMost), tailPerMille > 0 ? tail : atLeast);
}

std::chrono::milliseconds IndexLag::of(std::uint64_t id, std::int64_t stamp) const
{
    const auto drawn = spread(seed ^ spread(id) ^ spread(~static_cast<std::uint64_t>(stamp)));
    if (drawn % 1000U < static_cast<std::uint64_t>(std::max(tailPerMille, 0)))
        return tail;
    const auto span = std::max<std::int64_t>((atMost - atLeast).count(), 0) + 1;
    return atLeast
        + std::chrono::milliseconds{
            static_cast<std::int64_t>(drawn / 1000U % static_cast<std::uint64_t>(span))};
}

} // namespace sandbox
