// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/transport.h"

#include <functional>
#include <vector>

namespace hubspot {

// Most requests of one call of the client that wait for an answer at the same time.
inline constexpr std::size_t inFlightMax = 4;

using Take = std::function<core::Result<void>(const net::Response&)>;

// Sends the requests in their order, up to `inFlightMax` at a time, and hands the answers to `take`
// in the same order, so that results do not depend on which answer was faster. After the first
// error nothing more is sent; the requests already on their way are awaited, so nothing outlives
// the call. What `take` refers to must outlive the task.
[[nodiscard]] net::Task<core::Result<void>> sendInOrder(
    net::Transport& transport, std::vector<net::Request> requests, Take take, std::stop_token stop);

} // namespace hubspot
