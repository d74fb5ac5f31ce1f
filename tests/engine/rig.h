// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/syncrun.h"
#include "hubspot/client.h"
#include "salesforce/client.h"
#include "sandbox/generator.h"
#include "sandbox/world.h"
#include "store/database.h"
#include "support/fakeclock.h"
#include "support/poweredtransport.h"
#include "support/sandboxtransport.h"

#include <QTemporaryDir>

#include <memory>

// World in a box: a sandbox, the real clients, a real store on disk, virtual time. A test changes
// the world, runs the engine, and compares worlds. `power` can end the program at any of its
// effects; for those on the store a support::FaultVfs has to obey it.
namespace rig {

// Adds the sandbox's token; the real decorators are tested in their own layers.
class WithToken final : public net::Transport
{
public:
    WithToken(net::Transport& next, QByteArray token);
    net::Task<core::Result<net::Response>> send(
        net::Request request, std::stop_token stop) override;

private:
    net::Transport& m_next;
    QByteArray m_token;
};

class Rig final
{
public:
    Rig();
    ~Rig();

    // All six kinds of this version on, with a back-fill that covers every world of the tests.
    static QByteArray allKindsOn();
    void applySettings(const QByteArray& json);
    core::Result<void> tryApplySettings(const QByteArray& json);

    // An owner on both sides, and a HubSpot contact that is a Salesforce contact.
    struct Person
    {
        QString hubSpotContact;
        QString salesforceContact;
        QString hubSpotOwner;
        QString salesforceUser;
    };
    Person addPerson(const QString& name);
    // A call of that person, created now. Returns the HubSpot id.
    QString addCall(const Person& person, const QString& title, const QString& body = {});

    core::Result<engine::SyncResult> tryRun(
        engine::SyncOptions options = {}, std::stop_token stop = {});
    engine::SyncResult run(engine::SyncOptions options = {}); // fails the test on an error
    engine::SyncResult plan();

    QString keyOf(const QString& code, const QString& id) const;
    std::optional<sandbox::salesforce::Task> task(const QString& key) const; // living one
    // Creates per key in the org's own log, by requests of the program.
    QHash<QString, int> createsByKey() const;
    int salesforceWrites() const; // create, update and delete rows by "api" in the log
    void pass(std::chrono::milliseconds time) { clock.advance(time); }
    void closeStore();
    void openStore(); // fails the test on an error
    core::Result<void> tryOpenStore();
    void removeStoreFiles(); // the store is closed then
    void removeStore(); // and opened anew

    const QString& storePath() const { return m_storePath; }

    support::FakeClock clock;
    support::Power power;
    sandbox::World world;
    std::unique_ptr<store::Database> database;

private:
    QTemporaryDir m_folder;
    QString m_storePath;
    support::SandboxTransport m_toHubSpot;
    support::SandboxTransport m_toSalesforce;
    support::PoweredTransport m_poweredHubSpot;
    support::PoweredTransport m_poweredSalesforce;
    WithToken m_hubSpotWithToken;
    WithToken m_salesforceWithToken;
    hubspot::Client m_hubspot;
    salesforce::Client m_salesforce;
};

} // namespace rig
