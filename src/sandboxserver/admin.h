// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/world.h"

namespace sandboxserver {

// The world behind the scenes under /sandbox/…, on both ports and without a token: logs and counts
// for who verifies a run, edits and faults for who disturbs one. README.md lists the paths. Nothing
// here stands in the request log.
class Admin final
{
public:
    explicit Admin(sandbox::World& world)
        : m_world(world)
    {
    }

    static bool isAdminPath(const QByteArray& path) { return path.startsWith("/sandbox/"); }

    sandbox::HttpResponse handle(const sandbox::HttpRequest& request);

private:
    sandbox::World& m_world;
};

} // namespace sandboxserver
