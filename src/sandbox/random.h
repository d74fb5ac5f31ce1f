// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <array>
#include <cstdint>

namespace sandbox {

// One step of splitmix64: spreads the bits of a number; also the hash of small keys.
[[nodiscard]] std::uint64_t spread(std::uint64_t value);

// A UUID text made of a number; the same number gives the same text.
[[nodiscard]] QByteArray uuidOf(std::uint64_t number);

// The only randomness of the sandbox: xoshiro256** started from a seed and the name of the
// component that draws. Each component has its own stream, so a new draw in one does not move the
// others.
class Random final
{
public:
    Random(std::uint64_t seed, QByteArrayView stream);

    [[nodiscard]] std::uint64_t next();
    // 0 .. count - 1; count must be at least 1.
    [[nodiscard]] int below(int count);
    // low .. high, both included.
    [[nodiscard]] std::int64_t between(std::int64_t low, std::int64_t high);
    [[nodiscard]] bool chance(int perMille) { return below(1000) < perMille; }

private:
    std::array<std::uint64_t, 4> m_state{};
};

} // namespace sandbox
