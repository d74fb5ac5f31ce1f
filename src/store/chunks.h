// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "store/statement.h"

#include <QString>
#include <QVariant>

#include <algorithm>
#include <array>
#include <vector>

namespace store {

// Rows that one call may return; a page asks for fewer, never for more.
inline constexpr int pageMax = 5000;
[[nodiscard]] inline int pageLimit(int wanted)
{
    return std::clamp(wanted, 1, pageMax);
}

// "?, ?, ?"
[[nodiscard]] inline QString marks(std::size_t count)
{
    return QStringLiteral("?, ").repeated(qsizetype(count) - 1) + u'?';
}

// For `WHERE x IN (…)` over any number of values: calls `use(marks, values)` for at most 500 of
// them at a time, values padded with NULL (which equals nothing) to one of three sizes, so that
// three prepared statements serve all calls.
template <typename Value, typename Use>
[[nodiscard]] core::Result<void> inChunks(const std::vector<Value>& all, Use&& use)
{
    static constexpr std::array<std::size_t, 3> sizes{16, 200, 500};
    for (std::size_t begin = 0; begin < all.size(); begin += sizes.back()) {
        const std::size_t count = std::min(all.size() - begin, sizes.back());
        const auto size = std::lower_bound(sizes.begin(), sizes.end(), count);
        std::vector<QVariant> values;
        values.reserve(*size + 4); // room for what the caller adds
        for (std::size_t index = begin; index < begin + count; ++index)
            values.push_back(column(all[index]));
        values.resize(*size);
        if (core::Result<void> used = use(marks(*size), std::move(values)); !used)
            return used;
    }
    return {};
}

// The values without repetitions, ascending: chunks then cannot find the same row twice.
template <typename Value> [[nodiscard]] std::vector<Value> unique(std::vector<Value> values)
{
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    return values;
}

} // namespace store
