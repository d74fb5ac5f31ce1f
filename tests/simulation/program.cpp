// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/program.h"

#include "core/settings.h"
#include "store/lease.h"
#include "store/settingsstore.h"
#include "store/transaction.h"
#include "support/runtask.h"

#include <QDir>

namespace simulation {

namespace {

const QUrl hubSpotBase(QStringLiteral("https://hubspot.sandbox"));
const QUrl salesforceBase(QStringLiteral("https://salesforce.sandbox"));

core::Service serviceOf(sandbox::Side side)
{
    return side == sandbox::Side::HubSpot ? core::Service::HubSpot : core::Service::Salesforce;
}

} // namespace

QString Machine::database() const
{
    return QDir(folder).filePath(QStringLiteral("status.sqlite"));
}

Program::Way::Way(
    const Machine& machine, sandbox::Side side, const QUrl& base, const QByteArray& token)
    : sandbox(machine.world, side, base, machine.truth)
    , line(sandbox, side, machine.world.log(), machine.truth, machine.random, machine.witness)
    , powered(line, machine.power)
    , chain(powered, {base, auth::Secret(token)}, machine.clock,
          [&random = machine.random] { return random.next(); }, {serviceOf(side)})
{
}

Program::Program(const Machine& machine)
    : m_machine(machine)
    , m_toHubSpot(machine, sandbox::Side::HubSpot, hubSpotBase, machine.hubSpotToken)
    , m_toSalesforce(machine, sandbox::Side::Salesforce, salesforceBase, machine.salesforceToken)
    , m_hubspot(m_toHubSpot.chain, hubSpotBase)
    , m_salesforce(m_toSalesforce.chain, salesforceBase)
{
}

Program::~Program() = default;

core::Result<void> Program::start(const QByteArray& json)
{
    auto opened = store::Database::open({m_machine.database(), false});
    if (!opened)
        return tl::unexpected(opened.error());
    m_database = std::move(*opened);
    store::SettingsStore table(*m_database);
    const auto stored = table.load();
    if (!stored)
        return tl::unexpected(stored.error());
    if (stored->has_value())
        return {};
    const auto settings = core::parseSettings(json);
    if (!settings)
        return tl::unexpected(settings.error());
    auto transaction = store::Transaction::begin(*m_database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    auto saved = table.save(core::writeSettings(*settings));
    if (!saved)
        return tl::unexpected(saved.error());
    return transaction->commit();
}

core::Result<engine::SyncResult> Program::sync()
{
    auto lease = store::Lease::tryAcquire(*m_database);
    if (!lease)
        return tl::unexpected(lease.error());
    const engine::Services services{m_hubspot, m_salesforce, *m_database, m_machine.clock,
        m_machine.folder, QByteArray(16, 'x'), {}, &m_toHubSpot.chain, &m_toSalesforce.chain};
    engine::SyncOptions options;
    options.confirmed = true; // the guard has tests of its own
    engine::SyncRun run(services, std::move(options));
    return support::runTask(m_machine.truth, run.run({}));
}

std::vector<store::ConflictRow> Program::conflicts()
{
    if (!m_database) // it could not be opened
        return {};
    constexpr int most = 5000;
    return store::Conflicts(*m_database).list(most).value_or(std::vector<store::ConflictRow>{});
}

int Program::asked() const
{
    return m_toHubSpot.chain.retrying().requests() + m_toSalesforce.chain.retrying().requests();
}

int Program::repeated() const
{
    return m_toHubSpot.chain.retrying().retries() + m_toSalesforce.chain.retrying().retries();
}

} // namespace simulation
