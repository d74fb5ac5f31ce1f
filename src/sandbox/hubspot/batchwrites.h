// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/hubspot/call.h"

namespace sandbox::hubspot {

enum class BatchWrite { Create, Update, Upsert };

// POST …/{object}/batch/{create|update|upsert}: 100 inputs. With a trace id of its own on every
// input bad rows are reported one by one in a 207; without, one bad row refuses the whole batch
// with 400 (HubSpot contract 3.6). The order of results is not that of the inputs.
[[nodiscard]] Answer writeBatch(Call& call, Object object, BatchWrite what);
// POST …/{object}/batch/archive: 204, also for ids that are gone.
[[nodiscard]] Answer archiveBatch(Call& call, Object object);

} // namespace sandbox::hubspot
