// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/allowance.h"
#include "core/error.h"

namespace store {

class Database;

// How many calls were made to each service in which hour, and how long a service asked to be left
// alone, whatever command it was.
class ApiUse final
{
public:
    explicit ApiUse(Database& database);

    // Forgets what is older than two days.
    [[nodiscard]] core::Result<void> add(core::Service service, core::Instant at, int calls);
    [[nodiscard]] core::Result<std::vector<core::HourOfCalls>> hours(core::Service service) const;

    // `why` names the service and the moment (resumeAt); takes the place of its last pause.
    [[nodiscard]] core::Result<void> pause(const core::Error& why);
    // One error a service, also of pauses that are over: kind, code, service and resumeAt.
    [[nodiscard]] core::Result<std::vector<core::Error>> pauses() const;

private:
    Database& m_database;
};

} // namespace store
