// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/readopt.h"

#include "engine/adoption.h"
#include "store/links.h"

namespace engine {

net::Task<core::Result<int>> readopt(const Services& services, std::stop_token stop)
{
    auto prepared = co_await prepare(services, true, stop);
    if (!prepared)
        co_return tl::unexpected(prepared.error());
    auto noted = co_await noteKeyedTasks(services, *prepared, stop);
    if (!noted)
        co_return tl::unexpected(noted.error());
    co_return store::Links(services.database).living();
}

} // namespace engine
