// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/chain.h"
#include "engine/rig.h"

// The whole engine behind the program's own chains, against the sandbox on virtual time: what a
// fault comes to, for the user and in Salesforce.
namespace scene {

// The computer's clock, which somebody may set; the services keep the rig's time.
class SetClock final : public net::Clock
{
public:
    explicit SetClock(support::FakeClock& clock)
        : m_clock(clock)
    {
    }
    core::Instant wall() const override { return m_clock.wall() + offset; }
    Monotonic monotonic() const override { return m_clock.monotonic(); }
    net::Task<void> sleep(std::chrono::milliseconds duration, std::stop_token stop) override
    {
        return m_clock.sleep(duration, stop);
    }
    std::chrono::milliseconds offset{0};

private:
    support::FakeClock& m_clock;
};

struct Options
{
    net::RatePolicies policies = net::RatePolicies::unlimited();
    net::RetryOptions retries = {};
};

class Scene final
{
public:
    explicit Scene(Options options = {});
    ~Scene();

    // A call of the first person, from now on expected in Salesforce exactly once.
    QString addCall(const QString& title, const QString& body = {});
    void editCall(const QString& id, const QString& title);

    // A small story for faults at every call: two steps, each to be followed by a run. First new
    // calls into an empty store, then an edit and one more.
    static constexpr int steps = 2;
    void step(int number);
    // Requests of the whole story when nothing goes wrong.
    static int requestsOfTheStory();

    // Another process: nothing is remembered but what the store holds.
    void restart();
    void renewTokens(); // the old ones stay revoked; restarts
    // HubSpot keeps all its limits from now on; what it refused is in `refused`, not in the world's
    // log.
    void limitHubSpot();
    struct Refused
    {
        core::Instant at;
        bool search = false;
    };
    std::vector<Refused> refused;
    void spend(core::Service service, int calls); // as other commands of this hour did
    void setBudget(int hubSpotCallsPerDay, int salesforceCallsPerDay);
    void fault(sandbox::Match match, sandbox::When when, sandbox::FaultAction action);

    core::Result<engine::SyncResult> tryRun(engine::SyncOptions options = {});
    // What ended a run early, wherever it is told; nothing if the run came to its end.
    std::optional<core::Error> run(engine::SyncOptions options = {});
    core::Error stopped(); // of a run that must not come to its end
    // What `status` shows of the last run.
    store::RunRow lastRun();

    int requests() const { return int(rig.world.requests().requests().size()); }
    auth::Chain& toHubSpot();
    auth::Chain& toSalesforce();
    // What is wrong in Salesforce: a call without a task, a second create, a title that is not the
    // call's, an error on record, a write of a further run; empty if nothing is.
    QString wrong();

    rig::Rig rig;
    SetClock clock;
    std::function<void()> beforeRequest; // of either service
    rig::Rig::Person person;

private:
    struct Program;
    class Watched;
    std::optional<sandbox::RateLimits> m_limits;
    Options m_options;
    QByteArray m_hubSpotToken = "sandbox-hubspot-token";
    QByteArray m_salesforceToken = "sandbox-salesforce-token";
    int m_tokens = 0;
    QTemporaryDir m_spool;
    QHash<QString, QString> m_titles; // by id
    QString m_first; // call of the story
    std::unique_ptr<Program> m_program;
};

} // namespace scene
