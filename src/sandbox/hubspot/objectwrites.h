// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/hubspot/call.h"

namespace sandbox::hubspot {

// POST …/{object}, PATCH and DELETE …/{object}/{id} (HubSpot contract 2.1, 3.3, 3.4).
[[nodiscard]] Answer createObject(Call& call, Object object);
[[nodiscard]] Answer updateObject(Call& call, Object object, const QByteArray& id);
[[nodiscard]] Answer archiveObject(Call& call, Object object, const QByteArray& id);

} // namespace sandbox::hubspot
