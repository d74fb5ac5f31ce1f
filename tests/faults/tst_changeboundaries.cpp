// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/sweep.h"

#include <QHashSeed>
#include <QLoggingCategory>
#include <QTest>

// A later sync, killed before each of its effects and started again, ends as one that nothing
// happened to.
class ChangeBoundariesTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void killedAtEveryEffect_data();
    void killedAtEveryEffect();

private:
    support::FaultVfs m_vfs;
};

void ChangeBoundariesTest::initTestCase()
{
    // Effects have to come in the same order every time, and what a killed process complains of is
    // not news.
    QHashSeed::setDeterministicGlobalSeed();
    QLoggingCategory::setFilterRules(QStringLiteral("activitybridge.store.warning=false"));
}

void ChangeBoundariesTest::killedAtEveryEffect_data()
{
    QTest::addColumn<int>("number");
    int number = 0;
    for (const faults::Scenario& scenario : faults::changes())
        QTest::newRow(scenario.name) << number++;
}

void ChangeBoundariesTest::killedAtEveryEffect()
{
    QFETCH(int, number);
    const auto scenarios = faults::changes();
    const auto swept
        = faults::cutAtEveryEffect(m_vfs, scenarios.at(static_cast<std::size_t>(number)));
    qInfo("%zu effects, killed %zu times", swept.effects, swept.cuts);
    QVERIFY2(swept.deviation.isEmpty(), qPrintable(swept.deviation));
    QVERIFY(swept.cuts > 40); // nothing that runs is shorter
}

QTEST_GUILESS_MAIN(ChangeBoundariesTest)
#include "tst_changeboundaries.moc"
