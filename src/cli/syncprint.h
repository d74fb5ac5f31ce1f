// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/output.h"
#include "engine/syncrun.h"
#include "profiles/session.h"

namespace cli {

// What a run did, for people and as the JSON document.
void printSync(Output& output, const engine::SyncResult& result);

[[nodiscard]] QJsonObject countsDocument(const core::PlanCounts& counts);

} // namespace cli
