// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/random.h"

#include <bit>

namespace sandbox {

std::uint64_t spread(std::uint64_t value)
{
    value += 0x9e3779b97f4a7c15U;
    value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
    value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
    return value ^ (value >> 31U);
}

QByteArray uuidOf(std::uint64_t number)
{
    const auto high = QByteArray::number(qulonglong{spread(number)}, 16).rightJustified(16, '0');
    const auto low = QByteArray::number(qulonglong{spread(~number)}, 16).rightJustified(16, '0');
    return high.left(8) + '-' + high.mid(8, 4) + "-4" + high.mid(13, 3) + "-8" + low.mid(1, 3) + '-'
        + low.mid(4, 12);
}

Random::Random(std::uint64_t seed, QByteArrayView stream)
{
    std::uint64_t mixed = seed;
    for (const char letter : stream)
        mixed = spread(mixed ^ static_cast<unsigned char>(letter));
    for (auto& word : m_state) {
        mixed = spread(mixed);
        word = mixed;
    }
}

std::uint64_t Random::next()
{
    const std::uint64_t result = std::rotl(m_state[1] * 5U, 7) * 9U;
    const std::uint64_t shifted = m_state[1] << 17U;
    m_state[2] ^= m_state[0];
    m_state[3] ^= m_state[1];
    m_state[1] ^= m_state[2];
    m_state[0] ^= m_state[3];
    m_state[2] ^= shifted;
    m_state[3] = std::rotl(m_state[3], 45);
    return result;
}

int Random::below(int count)
{
    Q_ASSERT(count > 0);
    return static_cast<int>(next() % static_cast<std::uint64_t>(count));
}

std::int64_t Random::between(std::int64_t low, std::int64_t high)
{
    Q_ASSERT(low <= high);
    const auto span = static_cast<std::uint64_t>(high - low) + 1U;
    return low + static_cast<std::int64_t>(next() % span);
}

} // namespace sandbox
