// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http.h"
#include "sandbox/rowfaults.h"
#include "sandbox/salesforce/state.h"

namespace sandbox::salesforce::rest {

// The whole REST face: refuses what is too long, unknown, retired, not logged in or over the limit,
// then routes the request inside one transaction and commits it.
HttpResponse answer(State& state, const HttpRequest& request, const RowFaults& rows);

} // namespace sandbox::salesforce::rest
