// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/changelog.h"
#include "sandbox/faults.h"
#include "sandbox/http.h"
#include "sandbox/hubspot/portal.h"
#include "sandbox/ratelimits.h"
#include "sandbox/requestlog.h"
#include "sandbox/salesforce/org.h"
#include "sandbox/time.h"

namespace sandbox {

struct WorldOptions
{
    Now now; // required
    bool rateLimits = false;
    std::uint64_t seed = 1;
};

// A HubSpot portal and a Salesforce org in memory, with faults in front. One call is one request
// from first byte to response; the face in front of it carries out `delivery` and `delay`.
class World final
{
public:
    explicit World(WorldOptions options);

    HttpResponse handle(Side side, const HttpRequest& request);

    hubspot::Portal& portal() { return m_portal; }
    salesforce::Org& org() { return m_org; }
    const ChangeLog& log() const { return m_log; }
    const RequestLog& requests() const { return m_requests; }
    FaultPlan& faults() { return m_faults; }
    Instant now() const { return m_options.now(); }

private:
    class Trouble; // the faults of one request

    HttpResponse serve(Side side, const HttpRequest& request, const RowFaults& rows);

    WorldOptions m_options;
    ChangeLog m_log;
    RequestLog m_requests;
    FaultPlan m_faults;
    RateLimits m_rateLimits;
    hubspot::Portal m_portal;
    salesforce::Org m_org;
    std::uint64_t m_troubles = 0;
};

} // namespace sandbox
