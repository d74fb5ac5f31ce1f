// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/hubspot/stampindex.h"

#include <QtGlobal>

#include <algorithm>

namespace sandbox::hubspot {

std::size_t StampIndex::blockOf(Stamp stamp) const
{
    // The first block whose last stamp is not smaller; beyond the end means the last block.
    const auto found = std::lower_bound(m_blocks.begin(), m_blocks.end(), stamp,
        [](const Block& block, Stamp wanted) { return block.back() < wanted; });
    const auto number = static_cast<std::size_t>(found - m_blocks.begin());
    return std::min(number, m_blocks.size() - 1);
}

void StampIndex::insert(Stamp stamp)
{
    ++m_size;
    if (m_blocks.empty()) {
        m_blocks.push_back({stamp});
        return;
    }
    const auto number = blockOf(stamp);
    auto& block = m_blocks[number];
    const auto at = std::lower_bound(block.begin(), block.end(), stamp);
    Q_ASSERT(at == block.end() || *at != stamp);
    block.insert(at, stamp);
    if (block.size() <= blockMax)
        return;
    const auto middle = block.begin() + static_cast<std::ptrdiff_t>(block.size() / 2);
    Block upper(middle, block.end());
    block.erase(middle, block.end());
    m_blocks.insert(m_blocks.begin() + static_cast<std::ptrdiff_t>(number) + 1, std::move(upper));
}

void StampIndex::erase(Stamp stamp)
{
    Q_ASSERT(!m_blocks.empty());
    const auto number = blockOf(stamp);
    auto& block = m_blocks[number];
    const auto at = std::lower_bound(block.begin(), block.end(), stamp);
    Q_ASSERT(at != block.end() && *at == stamp);
    block.erase(at);
    --m_size;
    if (block.empty())
        m_blocks.erase(m_blocks.begin() + static_cast<std::ptrdiff_t>(number));
}

std::size_t StampIndex::rank(Stamp stamp) const
{
    std::size_t smaller = 0;
    for (const auto& block : m_blocks) {
        if (block.back() < stamp) {
            smaller += block.size();
            continue;
        }
        const auto at = std::lower_bound(block.begin(), block.end(), stamp);
        return smaller + static_cast<std::size_t>(at - block.begin());
    }
    return smaller;
}

} // namespace sandbox::hubspot
