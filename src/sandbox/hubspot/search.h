// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/hubspot/call.h"

namespace sandbox::hubspot {

// POST …/{object}/search (HubSpot contract 2.2): filters, one sort, 200 a page, `after` as an
// offset, 10,000 rows a query, 3,000 characters of body. Archived records never appear, changes
// appear when the index has them.
[[nodiscard]] Answer search(Call& call, Object object);

} // namespace sandbox::hubspot
