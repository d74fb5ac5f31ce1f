// SPDX-License-Identifier: GPL-3.0-or-later
#include "behaviour/scene.h"
#include "cli/exitcode.h"
#include "store/apiuse.h"
#include "store/runs.h"
#include "store/transaction.h"
#include "words/errors.h"

#include <QTest>

using namespace std::chrono_literals;
using cli::ExitCode;
using core::Error;
using core::Service;
using scene::Scene;

// What the services and the settings allow: limits of seconds are waited for, limits of the day end
// a run in a state that says when it goes on, and nothing is lost or doubled on the way.
class LimitsTest : public QObject
{
    Q_OBJECT

private slots:
    void everyBurstOfTheServiceIsKeptWithoutBeingTold();
    void aLongRetryAfterIsKeptByEveryCommand_data();
    void aLongRetryAfterIsKeptByEveryCommand();
    void aShortRetryAfterIsWaitedForByTheNextRun();
    void theServicesDayEndsAtEveryCall_data();
    void theServicesDayEndsAtEveryCall();
    void theSettingsBudgetEndsAtEveryCall_data();
    void theSettingsBudgetEndsAtEveryCall();
    void theReserveSettlesWhatWasBegun();
    void callsAreCountedInTheRun();
};

// A HubSpot that has all its limits and a program that starts without knowing any of them.
void LimitsTest::everyBurstOfTheServiceIsKeptWithoutBeingTold()
{
    Scene scene;
    scene.limitHubSpot();
    for (int i = 0; i < 1500; ++i)
        scene.addCall(QStringLiteral("Call %1").arg(i));
    scene.rig.pass(10min);
    QVERIFY(!scene.run());
    const auto& log = scene.rig.world.requests().requests();
    for (const Scene::Refused& one : scene.refused) {
        const auto pause = one.search ? 1s : 10s;
        for (const auto& request : log) {
            const bool search = request.path.endsWith("/search");
            const bool early = request.at > one.at && request.at - one.at < pause;
            QVERIFY(!early || request.side != sandbox::Side::HubSpot || search != one.search);
        }
    }
    const auto refused = scene.refused.size();
    QVERIFY(refused > 0); // else this shows nothing
    QVERIFY2(refused <= 2, qPrintable(QString::number(refused)));
    QCOMPARE(scene.wrong(), QString());
}

void LimitsTest::aLongRetryAfterIsKeptByEveryCommand_data()
{
    QTest::addColumn<sandbox::Side>("side");
    QTest::addColumn<int>("status");
    QTest::newRow("HubSpot 429") << sandbox::Side::HubSpot << 429;
    QTest::newRow("HubSpot 503") << sandbox::Side::HubSpot << 503;
    QTest::newRow("HubSpot moves the account") << sandbox::Side::HubSpot << 477;
    QTest::newRow("Salesforce 503") << sandbox::Side::Salesforce << 503;
}

void LimitsTest::aLongRetryAfterIsKeptByEveryCommand()
{
    QFETCH(sandbox::Side, side);
    QFETCH(int, status);
    Scene scene;
    scene.step(0);
    scene.fault({side, {}, {}}, {3, 1, 1}, sandbox::Status{status, 15min});
    const auto error = scene.run();
    QVERIFY(error);
    const core::Instant asked = scene.rig.clock.wall();
    QVERIFY(error->kind == (status == 429 ? Error::Kind::RateLimited : Error::Kind::ServerBusy));
    QCOMPARE(cli::exitCodeOf(error->kind), ExitCode::Unavailable);
    QVERIFY(error->resumeAt == asked + 15min);
    const QString sentence = words::sentence(*error);
    const QString service
        = side == sandbox::Side::HubSpot ? QStringLiteral("HubSpot") : QStringLiteral("Salesforce");
    QVERIFY2(sentence.startsWith(service + QStringLiteral(" asks to wait until 2026-11-23 10:25")),
        qPrintable(sentence));
    QVERIFY(scene.lastRun().stoppedBy->resumeAt == error->resumeAt);

    const int requests = scene.requests();
    scene.restart();
    engine::SyncOptions plan;
    plan.planOnly = true;
    for (const auto& options : {engine::SyncOptions{}, plan}) {
        scene.rig.pass(6min);
        const auto again = scene.run(options);
        QVERIFY(again && again->kind == error->kind && again->resumeAt == error->resumeAt);
    }
    QCOMPARE(scene.requests(), requests); // nobody disturbed the service

    scene.rig.pass(4min);
    QVERIFY(!scene.run());
    QCOMPARE(scene.wrong(), QString());
}

void LimitsTest::aShortRetryAfterIsWaitedForByTheNextRun()
{
    Scene scene;
    scene.step(0);
    scene.fault({sandbox::Side::HubSpot, {}, {}}, {1, 1, 5}, sandbox::Status{429, 40s});
    QCOMPARE(scene.stopped().kind, Error::Kind::RateLimited); // after as many tries as are sensible
    scene.restart();
    QVERIFY(!scene.run());
    const auto& log = scene.rig.world.requests().requests();
    for (std::size_t i = 0; i < 5; ++i)
        QVERIFY(log[i + 1].at - log[i].at >= 40s);
    QCOMPARE(scene.wrong(), QString());
}

void LimitsTest::theServicesDayEndsAtEveryCall_data()
{
    QTest::addColumn<sandbox::Side>("side");
    QTest::newRow("HubSpot") << sandbox::Side::HubSpot;
    QTest::newRow("Salesforce") << sandbox::Side::Salesforce;
}

void LimitsTest::theServicesDayEndsAtEveryCall()
{
    QFETCH(sandbox::Side, side);
    const bool isHubSpot = side == sandbox::Side::HubSpot;
    for (int n = 0;; ++n) {
        // HubSpot tells what is left of 625,000 from the first answer on: a tenth stays untouched.
        if (isHubSpot && n == 8)
            n = 100'000;
        const QByteArray at = "calls left: " + QByteArray::number(n);
        Scene scene;
        scene.step(0);
        scene.fault({side, {}, {}}, {1, 1, 1}, sandbox::Budget{n});
        const auto error = scene.run();
        if (!error)
            break; // enough for all
        QVERIFY2(n < 40, at);
        QVERIFY2(error->kind == Error::Kind::BudgetSpent, at + words::sentence(*error).toUtf8());
        const auto& log = scene.rig.world.requests().requests();
        const auto refused = std::count_if(
            log.begin(), log.end(), [](const auto& request) { return request.status >= 400; });
        QVERIFY2(refused <= 1, at); // one to find out, not repeated
        QCOMPARE(cli::exitCodeOf(error->kind), ExitCode::Stopped);
        QVERIFY2(scene.lastRun().outcome == store::RunOutcome::Held, at);
        QVERIFY2(error->resumeAt && *error->resumeAt - scene.rig.clock.wall() == 1h, at);
        const int requests = scene.requests();
        scene.restart();
        QVERIFY2(scene.stopped().kind == Error::Kind::BudgetSpent, at);
        QVERIFY2(scene.requests() == requests, at);
        scene.rig.pass(25h);
        scene.rig.world.org().setDailyLimit(100'000);
        QVERIFY2(!scene.run(), at);
        const QString wrong = scene.wrong();
        QVERIFY2(wrong.isEmpty(), at + wrong.toUtf8());
    }
}

void LimitsTest::theSettingsBudgetEndsAtEveryCall_data()
{
    QTest::addColumn<Service>("service");
    QTest::newRow("HubSpot") << Service::HubSpot;
    QTest::newRow("Salesforce") << Service::Salesforce;
}

void LimitsTest::theSettingsBudgetEndsAtEveryCall()
{
    QFETCH(Service, service);
    const sandbox::Side side
        = service == Service::HubSpot ? sandbox::Side::HubSpot : sandbox::Side::Salesforce;
    for (int n = 0;; ++n) {
        const QByteArray at = "calls left: " + QByteArray::number(n) + " ";
        Scene scene;
        scene.setBudget(100, 100); // 90 of them for reading and deciding
        scene.spend(service, 90 - n);
        scene.step(0);
        const auto error = scene.run();
        const int used = scene.rig.world.requests().count(side);
        QVERIFY2(used <= n, at);
        if (!error)
            break; // enough for all
        QVERIFY2(n < 40, at);
        QVERIFY2(error->kind == Error::Kind::BudgetSpent && error->service == service
                && error->code == QLatin1String("PROFILE_BUDGET"),
            at + words::sentence(*error).toUtf8());
        const store::RunRow row = scene.lastRun();
        QVERIFY2(row.outcome == store::RunOutcome::Held, at);
        QVERIFY2(
            (service == Service::HubSpot ? row.counts.hubSpotCalls : row.counts.salesforceCalls)
                == used,
            at);
        QVERIFY2(error->resumeAt && *row.stoppedBy->resumeAt == *error->resumeAt, at);
        // Held for this service until then, whatever process asks.
        scene.restart();
        QVERIFY2(scene.stopped().kind == Error::Kind::BudgetSpent, at);
        QVERIFY2(scene.rig.world.requests().count(side) == used, at);

        scene.rig.clock.advance(*error->resumeAt - scene.rig.clock.wall());
        QVERIFY2(!scene.run(), at);
        const QString wrong = scene.wrong();
        QVERIFY2(wrong.isEmpty(), at + wrong.toUtf8());
    }
}

// The answer to the last write that the budget allows is lost: to look for it, the reserve is
// there.
void LimitsTest::theReserveSettlesWhatWasBegun()
{
    Scene probe;
    for (int i = 0; i < 400; ++i)
        probe.addCall(QStringLiteral("Call %1").arg(i));
    probe.rig.pass(10min);
    QVERIFY(!probe.run());
    const int needed = probe.rig.world.requests().count(sandbox::Side::Salesforce);

    Scene scene;
    scene.setBudget(1000, 100);
    scene.spend(Service::Salesforce, 90 - (needed - 1)); // all but the second batch
    for (int i = 0; i < 400; ++i)
        scene.addCall(QStringLiteral("Call %1").arg(i));
    scene.rig.pass(10min);
    scene.fault({sandbox::Side::Salesforce, "PATCH", {}}, {1, 1, 1}, sandbox::CommitThenDrop{});
    const auto result = scene.tryRun();
    QVERIFY(result && result->stoppedBy);
    QCOMPARE(result->stoppedBy->code, QStringLiteral("PROFILE_BUDGET"));
    QCOMPARE(result->tally.created, 200); // looked up, and known
    QCOMPARE(result->remaining, 200);
    scene.rig.pass(26h);
    QVERIFY(!scene.run());
    QCOMPARE(scene.wrong(), QString());
}

void LimitsTest::callsAreCountedInTheRun()
{
    Scene scene;
    scene.step(0);
    scene.fault({sandbox::Side::HubSpot, {}, {}}, {2, 1, 1}, sandbox::Status{503, {}});
    const auto result = scene.tryRun();
    QVERIFY(result.has_value());
    const auto& log = scene.rig.world.requests();
    QCOMPARE(result->calls.hubSpot, log.count(sandbox::Side::HubSpot)); // the repeated one too
    QCOMPARE(result->calls.salesforce, log.count(sandbox::Side::Salesforce));
    QCOMPARE(scene.lastRun().counts.hubSpotCalls, result->calls.hubSpot);
    const auto hours = store::ApiUse(*scene.rig.database).hours(Service::Salesforce);
    QVERIFY(hours.has_value());
    QCOMPARE(core::callsOfTheDay(*hours, scene.rig.clock.wall()), result->calls.salesforce);
}

QTEST_GUILESS_MAIN(LimitsTest)
#include "tst_limits.moc"
