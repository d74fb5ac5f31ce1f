// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/faults.h"

#include <cstdint>

namespace sandbox {

// The body that the service itself would send with this status. `number` makes HubSpot's
// correlation id.
[[nodiscard]] HttpResponse statusResponse(Side side, const Status& status, std::uint64_t number);

// A sign-in page with 200, as captive portals and proxies send it.
[[nodiscard]] HttpResponse htmlResponse();

} // namespace sandbox
