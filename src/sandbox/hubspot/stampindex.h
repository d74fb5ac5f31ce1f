// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/hubspot/record.h"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace sandbox::hubspot {

// A record's place in the order of the last change: epoch milliseconds, then id.
struct Stamp
{
    std::int64_t ms = 0;
    RecordId id = 0;

    auto operator<=>(const Stamp&) const = default;
};

// All live records of an object by last change. Counting and reaching the n-th cost about the
// square root of the size, so that a search page does not cost more in a large world than in a
// small one.
class StampIndex final
{
public:
    void insert(Stamp stamp); // must not be there
    void erase(Stamp stamp); // must be there

    [[nodiscard]] std::size_t size() const { return m_size; }
    // How many stamps are smaller.
    [[nodiscard]] std::size_t rank(Stamp stamp) const;

    // Calls visit(Stamp) for the stamps of the ranks first .. last - 1 in order until it returns
    // false.
    template <typename Visit> void visit(std::size_t first, std::size_t last, Visit visit) const
    {
        std::size_t start = 0;
        for (const auto& block : m_blocks) {
            for (std::size_t i = first > start ? first - start : 0; i < block.size(); ++i) {
                if (start + i >= last || !visit(block[i]))
                    return;
            }
            start += block.size();
        }
    }

private:
    static constexpr std::size_t blockMax = 1024;
    using Block = std::vector<Stamp>;

    // The block that holds the stamp or would hold it; there must be at least one.
    [[nodiscard]] std::size_t blockOf(Stamp stamp) const;

    std::vector<Block> m_blocks; // none is empty
    std::size_t m_size = 0;
};

} // namespace sandbox::hubspot
