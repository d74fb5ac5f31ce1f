// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/lowerbound.h"

#include "auth/authorized.h"
#include "engine/syncrun.h"
#include "net/ratelimited.h"
#include "net/retrying.h"
#include "sandbox/world.h"
#include "store/database.h"
#include "support/fakeclock.h"
#include "support/sandboxtransport.h"

#include <QTemporaryDir>

#include <memory>
#include <random>

namespace bench {

struct WorldSize
{
    int activities = 2000;
    std::chrono::milliseconds latency{50}; // of the way to the service and back
    std::chrono::milliseconds jitter{20}; // at most that much more
};

// What went over the wires since the last look.
struct Wires
{
    Calls calls;
    int refused = 0; // 429
    double sandboxCpuSeconds = 0;
};

// The way to one service on virtual time: half of the latency there, half of it back. Counts what
// arrives, and how long the processor worked for the service.
class Road final : public net::Transport
{
public:
    Road(net::Transport& service, support::FakeClock& clock, const WorldSize& size, Wires& wires);
    net::Task<core::Result<net::Response>> send(
        net::Request request, std::stop_token stop) override;

private:
    [[nodiscard]] std::chrono::milliseconds halfWay();
    [[nodiscard]] Traffic& trafficOf(net::Bucket bucket);

    net::Transport& m_service;
    support::FakeClock& m_clock;
    WorldSize m_size;
    Wires& m_wires;
    std::minstd_rand m_random{11};
};

// The engine with the whole chain of its transports, and a sandbox that keeps its rate limits, in
// one process on one virtual clock.
class QuotaWorld final
{
public:
    explicit QuotaWorld(const WorldSize& size);

    struct Ran
    {
        engine::SyncResult result;
        std::chrono::milliseconds took; // virtual
        Wires wires;
        double cpuSeconds = 0; // without the sandbox's share
    };
    [[nodiscard]] core::Result<Ran> sync();
    void pass(std::chrono::milliseconds time) { m_clock.advance(time); }

    [[nodiscard]] int contactsKnown() const;
    [[nodiscard]] sandbox::World& world() { return m_world; }

private:
    // From the service outwards, as the program has it (docs/architecture.md, step 6).
    struct Chain
    {
        Chain(QuotaWorld& owner, sandbox::Side side, const QUrl& base, const char* token);
        support::SandboxTransport service;
        Road road;
        auth::Authorized authorized;
        net::RateLimited limited;
        net::Retrying retrying;
    };

    WorldSize m_size;
    QTemporaryDir m_folder;
    support::FakeClock m_clock;
    std::chrono::milliseconds m_age{std::chrono::hours(1)}; // of the data, while it is made
    std::mt19937_64 m_random{11};
    Wires m_wires;
    sandbox::World m_world;
    std::unique_ptr<store::Database> m_database;
    Chain m_toHubSpot;
    Chain m_toSalesforce;
    hubspot::Client m_hubspot;
    salesforce::Client m_salesforce;
};

} // namespace bench
