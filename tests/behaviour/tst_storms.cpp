// SPDX-License-Identifier: GPL-3.0-or-later
#include "behaviour/scene.h"
#include "cli/exitcode.h"
#include "store/runs.h"
#include "words/errors.h"

#include <QTest>

using namespace std::chrono_literals;
using core::Error;
using scene::Scene;

// A service that is down for minutes: short storms are weathered, long ones end the run in a state
// that says so; the host is left alone meanwhile, and the next run goes on.
class StormsTest : public QObject
{
    Q_OBJECT

private slots:
    void aStormIsWeatheredOrEndsClearly_data();
    void aStormIsWeatheredOrEndsClearly();
    void theOtherServiceDoesNotOpenTheCircuit();
};

void StormsTest::aStormIsWeatheredOrEndsClearly_data()
{
    QTest::addColumn<sandbox::Side>("side");
    QTest::addColumn<std::chrono::milliseconds>("lasts");
    QTest::addColumn<bool>("weathered");
    for (const auto side : {sandbox::Side::HubSpot, sandbox::Side::Salesforce}) {
        const char* name = side == sandbox::Side::HubSpot ? "HubSpot" : "Salesforce";
        const auto row = [&](const char* text, std::chrono::milliseconds lasts, bool weathered) {
            QTest::addRow("%s %s", name, text) << side << lasts << weathered;
        };
        row("1 s", 1s, true);
        row("10 min", 10min, false);
        row("3 h", 3h, false);
    }
}

void StormsTest::aStormIsWeatheredOrEndsClearly()
{
    QFETCH(sandbox::Side, side);
    QFETCH(std::chrono::milliseconds, lasts);
    QFETCH(bool, weathered);
    Scene scene;
    for (int i = 0; i < 900; ++i)
        scene.addCall(QStringLiteral("Call %1").arg(i));
    scene.rig.pass(10min);
    const core::Instant begin = scene.rig.clock.wall();
    bool stormy = false;
    scene.beforeRequest = [&] {
        const bool now = scene.rig.clock.wall() - begin < lasts;
        if (now && !stormy)
            scene.fault({side, {}, {}}, {1, 1, 0}, sandbox::Status{503, {}});
        if (!now && stormy)
            scene.rig.world.faults().clear();
        stormy = now;
    };
    auto error = scene.run();
    QCOMPARE(!error.has_value(), weathered);
    while (error) { // as `sync --watch` does
        QCOMPARE(error->kind, Error::Kind::ServerBusy);
        QCOMPARE(cli::exitCodeOf(error->kind), cli::ExitCode::Unavailable);
        const QString sentence = words::sentence(*error);
        QVERIFY2(sentence.contains(QStringLiteral("nothing is lost")), qPrintable(sentence));
        QVERIFY(sentence.startsWith(
            side == sandbox::Side::HubSpot ? QStringLiteral("HubSpot") : QStringLiteral("Sales")));
        QVERIFY(scene.lastRun().stoppedBy->kind == Error::Kind::ServerBusy);
        scene.rig.pass(15min);
        error = scene.run();
    }
    const auto& retrying = side == sandbox::Side::HubSpot ? scene.toHubSpot().retrying()
                                                          : scene.toSalesforce().retrying();
    QVERIFY2(retrying.retries() <= 20 + retrying.requests() / 10,
        qPrintable(QString::number(retrying.retries())));
    QCOMPARE(scene.wrong(), QString());
}

// Four requests in flight fail together; the open circuit lets one through, not four.
void StormsTest::theOtherServiceDoesNotOpenTheCircuit()
{
    Scene scene;
    scene.step(0);
    scene.fault({sandbox::Side::Salesforce, {}, {}}, {1, 1, 0}, sandbox::Status{503, {}});
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(scene.stopped().service, core::Service::Salesforce);
        scene.rig.pass(5min);
    }
    // HubSpot was asked once, what came from it is kept.
    QCOMPARE(scene.rig.world.requests().count(sandbox::Side::HubSpot), 1);
    const int before = scene.rig.world.requests().count(sandbox::Side::Salesforce);
    QVERIFY2(before <= 3 * 5, qPrintable(QString::number(before)));
    scene.rig.world.faults().clear();
    QVERIFY(!scene.run());
    QCOMPARE(scene.wrong(), QString());
}

QTEST_GUILESS_MAIN(StormsTest)
#include "tst_storms.moc"
