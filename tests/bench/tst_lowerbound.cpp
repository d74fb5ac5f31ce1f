// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/lowerbound.h"

#include <QTest>

using namespace std::chrono_literals;
using bench::Calls;
using bench::LowerBound;
using bench::lowerBound;

// The judge of the bench: numbers that anybody can check by hand.
class LowerBoundTest : public QObject
{
    Q_OBJECT

private slots:
    void theFirstWindowIsFree();
    void everyFurtherWindowCosts();
    void associationsCountTwice();
    void whatIsOpenAtOnceTakesItsTime();
    void readingWaitsForTheNarrowestAndWritingForReading();
};

void LowerBoundTest::theFirstWindowIsFree()
{
    Calls calls;
    calls.searches.calls = 4;
    calls.otherHubSpot.calls = 190;
    QVERIFY(lowerBound(calls, {}).sum() == 0ms);
    QVERIFY(lowerBound({}, {}).sum() == 0ms);
}

void LowerBoundTest::everyFurtherWindowCosts()
{
    Calls calls;
    calls.searches.calls = 5;
    calls.otherHubSpot.calls = 381;
    const LowerBound bound = lowerBound(calls, {});
    QVERIFY(bound.searches == 1s);
    QVERIFY(bound.burst == 20s);
}

void LowerBoundTest::associationsCountTwice()
{
    Calls calls;
    calls.associations.calls = 101;
    calls.otherHubSpot.calls = 90;
    const LowerBound bound = lowerBound(calls, {});
    QVERIFY(bound.associations == 10s);
    QVERIFY(bound.burst == 10s);
}

void LowerBoundTest::whatIsOpenAtOnceTakesItsTime()
{
    Calls calls;
    calls.otherHubSpot = {12, 12s};
    calls.salesforceReads = {12, 12s};
    calls.salesforceWrites = {12, 12s};
    const LowerBound bound = lowerBound(calls, {});
    QVERIFY(bound.hubSpotAtOnce == 2s);
    QVERIFY(bound.salesforceReads == 3s);
    QVERIFY(bound.salesforceWrites == 12s);
}

void LowerBoundTest::readingWaitsForTheNarrowestAndWritingForReading()
{
    Calls calls;
    calls.searches.calls = 41;
    calls.salesforceReads = {10, 8s};
    calls.salesforceWrites = {10, 5s};
    QVERIFY(lowerBound(calls, {}).reading() == 10s);
    QVERIFY(lowerBound(calls, {}).sum() == 15s);
    QCOMPARE(calls.sum(), 61);
}

QTEST_GUILESS_MAIN(LowerBoundTest)
#include "tst_lowerbound.moc"
