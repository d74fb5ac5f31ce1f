// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <functional>

namespace simulation {

// Runs `work` in `jobs` processes of its own and hands every line that one of them says to `heard`,
// in this process. False if one of them ended otherwise than by itself: `work` crashed.
using Say = std::function<void(const QByteArray& line)>;
[[nodiscard]] bool inShards(int jobs, const std::function<void(int shard, const Say& say)>& work,
    const std::function<void(const QByteArray& line)>& heard);

} // namespace simulation
