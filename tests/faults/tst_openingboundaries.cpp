// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/sweep.h"

#include <QHashSeed>
#include <QLoggingCategory>
#include <QTest>

// A sync that takes what waited, was excluded or was refused, killed before each of its effects and
// started again, ends as one that nothing happened to.
class OpeningBoundariesTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void killedAtEveryEffect_data();
    void killedAtEveryEffect();

private:
    support::FaultVfs m_vfs;
};

void OpeningBoundariesTest::initTestCase()
{
    // Effects have to come in the same order every time, and what a killed process complains of is
    // not news.
    QHashSeed::setDeterministicGlobalSeed();
    QLoggingCategory::setFilterRules(QStringLiteral("activitybridge.store.warning=false"));
}

void OpeningBoundariesTest::killedAtEveryEffect_data()
{
    QTest::addColumn<int>("number");
    int number = 0;
    for (const faults::Scenario& scenario : faults::openings())
        QTest::newRow(scenario.name) << number++;
}

void OpeningBoundariesTest::killedAtEveryEffect()
{
    QFETCH(int, number);
    const auto scenarios = faults::openings();
    const auto swept
        = faults::cutAtEveryEffect(m_vfs, scenarios.at(static_cast<std::size_t>(number)));
    qInfo("%zu effects, killed %zu times", swept.effects, swept.cuts);
    QVERIFY2(swept.deviation.isEmpty(), qPrintable(swept.deviation));
    QVERIFY(swept.cuts > 40); // nothing that runs is shorter
}

QTEST_GUILESS_MAIN(OpeningBoundariesTest)
#include "tst_openingboundaries.moc"
