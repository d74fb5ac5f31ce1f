// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/sweep.h"

#include <QHashSeed>
#include <QLoggingCategory>
#include <QTest>

// A run with lost answers, or of a part of the plan, killed before each of its effects and started
// again, makes every task once and ends as one that nobody killed.
class RoughRunBoundariesTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void killedAtEveryEffect_data();
    void killedAtEveryEffect();

private:
    support::FaultVfs m_vfs;
};

void RoughRunBoundariesTest::initTestCase()
{
    // Effects have to come in the same order every time, and what a killed process complains of is
    // not news.
    QHashSeed::setDeterministicGlobalSeed();
    QLoggingCategory::setFilterRules(QStringLiteral("activitybridge.store.warning=false"));
}

void RoughRunBoundariesTest::killedAtEveryEffect_data()
{
    QTest::addColumn<int>("number");
    int number = 0;
    for (const faults::Scenario& scenario : faults::roughRuns())
        QTest::newRow(scenario.name) << number++;
}

void RoughRunBoundariesTest::killedAtEveryEffect()
{
    QFETCH(int, number);
    const auto scenarios = faults::roughRuns();
    const auto swept
        = faults::cutAtEveryEffect(m_vfs, scenarios.at(static_cast<std::size_t>(number)));
    qInfo("%zu effects, killed %zu times", swept.effects, swept.cuts);
    QVERIFY2(swept.deviation.isEmpty(), qPrintable(swept.deviation));
    QVERIFY(swept.cuts > 40); // nothing that runs is shorter
}

QTEST_GUILESS_MAIN(RoughRunBoundariesTest)
#include "tst_roughrunboundaries.moc"
