// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/chain.h"
#include "engine/syncrun.h"
#include "simulation/line.h"
#include "store/conflicts.h"
#include "support/fakeclock.h"
#include "support/poweredtransport.h"
#include "support/sandboxtransport.h"

#include <memory>

namespace simulation {

// The program's own clock: runs as fast as the true one, but may be set wrong.
class WrongClock final : public net::Clock
{
public:
    explicit WrongClock(support::FakeClock& truth)
        : m_truth(truth)
    {
    }
    core::Instant wall() const override { return m_truth.wall() + m_wrongBy; }
    Monotonic monotonic() const override { return m_truth.monotonic(); }
    net::Task<void> sleep(std::chrono::milliseconds duration, std::stop_token stop) override
    {
        return m_truth.sleep(duration, stop);
    }
    void set(std::chrono::milliseconds wrongBy) { m_wrongBy = wrongBy; }

private:
    support::FakeClock& m_truth;
    std::chrono::milliseconds m_wrongBy{0};
};

// What every start of the program finds.
struct Machine
{
    sandbox::World& world;
    support::FakeClock& truth;
    WrongClock& clock;
    sandbox::Random& random;
    const Witness& witness;
    support::Power& power;
    QString folder;
    QByteArray hubSpotToken;
    QByteArray salesforceToken;

    [[nodiscard]] QString database() const;
};

// The program from start to end, as `activitybridgectl sync` is put together: the real clients over
// the real chain, the real store on disk. Only the network is ours.
class Program final
{
public:
    explicit Program(const Machine& machine);
    ~Program();

    core::Result<void> start(const QByteArray& settings); // opens the store
    core::Result<engine::SyncResult> sync();

    // The conflicts that are on record.
    [[nodiscard]] std::vector<store::ConflictRow> conflicts();
    // How often the program asked, and how often it sent, since it started.
    [[nodiscard]] int asked() const;
    [[nodiscard]] int repeated() const;

private:
    struct Way
    {
        Way(const Machine& machine, sandbox::Side side, const QUrl& base, const QByteArray& token);
        support::SandboxTransport sandbox;
        Line line;
        support::PoweredTransport powered;
        auth::Chain chain;
    };

    const Machine& m_machine;
    Way m_toHubSpot;
    Way m_toSalesforce;
    hubspot::Client m_hubspot;
    salesforce::Client m_salesforce;
    std::unique_ptr<store::Database> m_database;
};

} // namespace simulation
