// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

// How far a cursor stays behind and how much is read again (architecture.md "Reading changes
// completely").
namespace engine {

inline constexpr std::chrono::seconds hubspotSettle{30};
inline constexpr std::chrono::seconds hubspotOverlap{300};
// Now and then much more is read again, for what the search index showed later than the overlap.
inline constexpr std::chrono::hours hubspotPassEvery{1};
inline constexpr std::chrono::seconds hubspotPassOverlap{std::chrono::hours{2}};
inline constexpr std::chrono::seconds salesforceSettle{120};
inline constexpr std::chrono::seconds salesforceOverlap{900};

} // namespace engine
