// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/world.h"

#include "sandbox/faultresponse.h"
#include "sandbox/hubspot/objects.h"
#include "sandbox/salesforce/moments.h"

#include <algorithm>

namespace sandbox {

namespace {

// Every answer of a real service carries the time of its server; clients take the time of a read
// from it.
void date(HttpResponse& response, Instant now)
{
    const auto isDate = [](const auto& header) { return header.first == "Date"; };
    if (std::none_of(response.headers.begin(), response.headers.end(), isDate))
        response.headers.emplace_back("Date", salesforce::httpDate(now));
}

// What a request has written: everything that the log got from it.
int writtenRecords(const ChangeLog& log, std::size_t before)
{
    const auto& changes = log.changes();
    return static_cast<int>(std::count_if(changes.begin() + static_cast<std::ptrdiff_t>(before),
        changes.end(), [](const Change& change) {
            return change.what == Change::What::Created || change.what == Change::What::Updated
                || change.what == Change::What::Deleted;
        }));
}

} // namespace

// Carries out the actions of one request. What happens before the service sees the request is done
// by before(), what happens to its answer by after().
class World::Trouble final
{
public:
    Trouble(World& world, Side side, std::vector<FaultAction> actions)
        : m_world(world)
        , m_side(side)
        , m_actions(std::move(actions))
    {
    }

    // Changes the world; an answer here means that the service never sees the request.
    std::optional<HttpResponse> before()
    {
        std::optional<HttpResponse> instead;
        for (const auto& action : m_actions) {
            auto answer
                = std::visit([this](const auto& fault) { return this->carryOut(fault); }, action);
            if (answer && !instead)
                instead = std::move(answer);
        }
        return instead;
    }

    void after(HttpResponse& response) const
    {
        response.delay += m_delay;
        if (m_delivery != Delivery::Whole)
            response.delivery = m_delivery;
    }

    const RowFaults& rows() const { return m_rows; }

    QStringList names() const
    {
        QStringList names;
        for (const auto& action : m_actions)
            names.append(faultName(action));
        return names;
    }

private:
    using Instead = std::optional<HttpResponse>;

    Instead carryOut(const DropBefore&)
    {
        m_delivery = Delivery::Dropped;
        return HttpResponse();
    }
    Instead carryOut(const CommitThenDrop&)
    {
        m_delivery = Delivery::Dropped;
        return {};
    }
    Instead carryOut(const Delay& fault)
    {
        m_delay += fault.by;
        return {};
    }
    Instead carryOut(const Status& fault)
    {
        return statusResponse(m_side, fault, ++m_world.m_troubles);
    }
    Instead carryOut(const HtmlPage&) { return htmlResponse(); }
    Instead carryOut(const Truncate&)
    {
        if (m_delivery == Delivery::Whole)
            m_delivery = Delivery::Truncated;
        return {};
    }
    Instead carryOut(const PartialFailure& fault)
    {
        m_rows = fault.rows;
        return {};
    }
    Instead carryOut(const SetIndexLag& fault)
    {
        m_world.m_portal.setIndexLag(fault.lag);
        return {};
    }
    Instead carryOut(const RevokeToken&)
    {
        if (m_side == Side::Salesforce)
            m_world.m_org.revokeTokens();
        else
            m_world.m_portal.revokeTokens();
        return {};
    }
    Instead carryOut(const Budget& fault)
    {
        if (m_side == Side::Salesforce)
            m_world.m_org.setDailyLimit(m_world.m_org.callsUsed() + fault.callsLeft);
        else
            m_world.m_rateLimits.setCallsLeftToday(fault.callsLeft, m_world.now());
        return {};
    }
    Instead carryOut(const SchemaChange& fault)
    {
        if (fault.side == Side::Salesforce)
            changeOrgSchema(fault);
        else
            changePortalSchema(fault);
        return {};
    }
    Instead carryOut(const Merge& fault)
    {
        if (fault.side == Side::Salesforce)
            m_world.m_org.mergeContacts(fault.winner, fault.loser);
        else
            m_world.m_portal.mergeContacts(fault.winner, fault.loser);
        return {};
    }
    Instead carryOut(const ConvertLead& fault)
    {
        m_world.m_org.convertLead(fault.lead, fault.contact);
        return {};
    }

    void changeOrgSchema(const SchemaChange& fault)
    {
        if (fault.value.isEmpty())
            m_world.m_org.setFieldHidden(fault.object, fault.field, true);
        else
            m_world.m_org.removePicklistValue(fault.object, fault.field, fault.value);
    }

    void changePortalSchema(const SchemaChange& fault)
    {
        const auto object = hubspot::objectNamed(fault.object.toUtf8());
        Q_ASSERT_X(object.has_value(), "sandbox: no such object", qPrintable(fault.object));
        if (fault.value.isEmpty())
            m_world.m_portal.removeProperty(*object, fault.field);
        else
            m_world.m_portal.removeOption(*object, fault.field, fault.value);
    }

    World& m_world;
    Side m_side;
    std::vector<FaultAction> m_actions;
    RowFaults m_rows;
    std::chrono::milliseconds m_delay{0};
    Delivery m_delivery = Delivery::Whole;
};

World::World(WorldOptions options)
    : m_options(std::move(options))
    , m_rateLimits(m_options.rateLimits)
    , m_portal(m_options.now, m_log)
    , m_org(m_options.now, m_log)
{
}

HttpResponse World::handle(Side side, const HttpRequest& request)
{
    Trouble trouble(*this, side, m_faults.hit(side, request));
    LoggedRequest logged;
    logged.at = now();
    logged.side = side;
    logged.method = request.method;
    logged.path = request.path();
    logged.faults = trouble.names();

    auto refusal = trouble.before();
    const auto changesBefore = m_log.changes().size();
    if (!refusal && side == Side::HubSpot)
        refusal = m_rateLimits.admit(request, logged.at);
    logged.handled = !refusal;
    auto response = refusal ? std::move(*refusal) : serve(side, request, trouble.rows());
    if (side == Side::HubSpot)
        m_rateLimits.describe(request, response);
    date(response, logged.at);
    trouble.after(response);

    logged.status = response.status;
    logged.delivery = response.delivery;
    logged.committed = m_log.changes().size() > changesBefore;
    logged.recordsWritten = writtenRecords(m_log, changesBefore);
    m_requests.append(std::move(logged));
    return response;
}

HttpResponse World::serve(Side side, const HttpRequest& request, const RowFaults& rows)
{
    return side == Side::HubSpot ? m_portal.handle(request, rows) : m_org.handle(request, rows);
}

} // namespace sandbox
