// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/simulation.h"

#include <QTest>

// A few whole histories in every run of the tests; the program activitybridge-simulation runs
// thousands.
class SeedsTest final : public QObject
{
    Q_OBJECT

private slots:
    void everyPromiseHolds_data();
    void everyPromiseHolds();
    void theSameSeedGoesTheSameWay();
    void differentSeedsGoDifferentWays();
};

void SeedsTest::everyPromiseHolds_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 10; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

void SeedsTest::everyPromiseHolds()
{
    QFETCH(int, seed);
    const auto ending = simulation::simulate(std::uint64_t(seed));
    QStringList broken;
    for (const auto& violation : ending.violations)
        broken.append(violation.oracle + QStringLiteral(": ") + violation.what);
    QCOMPARE(broken, QStringList());
    QVERIFY(ending.runs >= 6);
    QVERIFY(ending.requests > 20);
}

void SeedsTest::theSameSeedGoesTheSameWay()
{
    QCOMPARE(simulation::simulate(4).traceHash, simulation::simulate(4).traceHash);
}

void SeedsTest::differentSeedsGoDifferentWays()
{
    QVERIFY(simulation::simulate(4).traceHash != simulation::simulate(5).traceHash);
}

QTEST_GUILESS_MAIN(SeedsTest)
#include "tst_seeds.moc"
