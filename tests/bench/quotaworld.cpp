// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/quotaworld.h"

#include "core/settings.h"
#include "sandbox/generator.h"
#include "store/contacts.h"
#include "store/lease.h"
#include "store/settingsstore.h"
#include "store/transaction.h"
#include "support/runtask.h"

#include <QDir>

#include <ctime>

namespace bench {

namespace {

using std::chrono::milliseconds;

const QUrl hubSpotBase(QStringLiteral("https://hubspot.sandbox"));
const QUrl salesforceBase(QStringLiteral("https://salesforce.sandbox"));

double cpuSeconds()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

// All six kinds, with a back-fill that takes all data.
QByteArray allKindsOn()
{
    QByteArrayList kinds;
    for (const char* kind :
        {"salesEmailSends", "salesEmailReplies", "meetings", "calls", "notes", "tasks"})
        kinds.append(QByteArray("\"") + kind
            + "\": {\"on\": true, \"onSince\": \"2020-01-01T00:00:00Z\", "
              "\"startAt\": \"2020-01-01T00:00:00Z\"}");
    return "{\"schema\": 1, \"toSalesforce\": {" + kinds.join(',') + "}}";
}

std::unique_ptr<store::Database> profileIn(const QString& folder)
{
    auto database
        = store::Database::open({QDir(folder).filePath(QStringLiteral("status.sqlite")), false});
    if (!database)
        qFatal("store: %s", qPrintable(database.error().what));
    const auto settings = core::parseSettings(allKindsOn());
    if (!settings)
        qFatal("settings: %s", qPrintable(settings.error().what));
    auto transaction = store::Transaction::begin(**database);
    store::SettingsStore table(**database);
    if (!transaction || !table.save(core::writeSettings(*settings)) || !transaction->commit())
        qFatal("the settings could not be stored");
    return std::move(*database);
}

} // namespace

Road::Road(net::Transport& service, support::FakeClock& clock, const WorldSize& size, Wires& wires)
    : m_service(service)
    , m_clock(clock)
    , m_size(size)
    , m_wires(wires)
{
}

milliseconds Road::halfWay()
{
    std::uniform_int_distribution<milliseconds::rep> more(0, m_size.jitter.count() / 2);
    return m_size.latency / 2 + milliseconds(more(m_random));
}

Traffic& Road::trafficOf(net::Bucket bucket)
{
    switch (bucket) {
    case net::Bucket::HubSpotSearch:
        return m_wires.calls.searches;
    case net::Bucket::HubSpotAssociations:
        return m_wires.calls.associations;
    case net::Bucket::HubSpot:
        return m_wires.calls.otherHubSpot;
    case net::Bucket::SalesforceWrite:
        return m_wires.calls.salesforceWrites;
    case net::Bucket::Salesforce:
    case net::Bucket::Token:
        return m_wires.calls.salesforceReads;
    }
    Q_UNREACHABLE();
}

net::Task<core::Result<net::Response>> Road::send(net::Request request, std::stop_token stop)
{
    Traffic& traffic = trafficOf(request.bucket);
    const auto left = m_clock.monotonic();
    co_await m_clock.sleep(halfWay(), stop);
    const double before = cpuSeconds();
    auto answering
        = m_service.send(std::move(request), stop); // the sandbox answers within the call
    m_wires.sandboxCpuSeconds += cpuSeconds() - before;
    auto answer = co_await answering;
    co_await m_clock.sleep(halfWay(), stop);
    ++traffic.calls;
    traffic.busy += m_clock.monotonic() - left;
    if (answer && answer->status == 429)
        ++m_wires.refused;
    co_return answer;
}

QuotaWorld::Chain::Chain(QuotaWorld& owner, sandbox::Side side, const QUrl& base, const char* token)
    : service(owner.m_world, side, base, owner.m_clock)
    , road(service, owner.m_clock, owner.m_size, owner.m_wires)
    , authorized(road, base, auth::Secret(token))
    , limited(authorized, owner.m_clock, net::RatePolicies::standard())
    , retrying(limited, owner.m_clock, [&owner] { return quint64{owner.m_random()}; })
{
}

QuotaWorld::QuotaWorld(const WorldSize& size)
    : m_size(size)
    , m_world({[this] { return m_clock.wall() - m_age; }, true, 11})
    , m_database(profileIn(m_folder.path()))
    , m_toHubSpot(*this, sandbox::Side::HubSpot, hubSpotBase, "sandbox-hubspot-token")
    , m_toSalesforce(*this, sandbox::Side::Salesforce, salesforceBase, "sandbox-salesforce-token")
    , m_hubspot(m_toHubSpot.retrying, hubSpotBase)
    , m_salesforce(m_toSalesforce.retrying, salesforceBase)
{
    sandbox::generate(m_world, 11, {std::max(100, size.activities / 5), size.activities});
    m_age = milliseconds(0);
}

core::Result<QuotaWorld::Ran> QuotaWorld::sync()
{
    auto lease = store::Lease::tryAcquire(*m_database);
    if (!lease)
        return tl::unexpected(lease.error());
    const engine::Services services{
        m_hubspot, m_salesforce, *m_database, m_clock, m_folder.path(), QByteArray(16, 'x'), {}};
    engine::SyncOptions options;
    options.confirmed = true;
    engine::SyncRun run(services, std::move(options));
    m_wires = {};
    const auto started = m_clock.monotonic();
    const double before = cpuSeconds();
    auto result = support::runTask(m_clock, run.run({}));
    if (!result)
        return tl::unexpected(result.error());
    return Ran{std::move(*result), m_clock.monotonic() - started, m_wires,
        cpuSeconds() - before - m_wires.sandboxCpuSeconds};
}

int QuotaWorld::contactsKnown() const
{
    const store::Contacts contacts(*m_database);
    return contacts.count().value_or(0);
}

} // namespace bench
