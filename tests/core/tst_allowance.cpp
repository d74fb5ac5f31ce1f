// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/allowance.h"

#include <QTest>

using namespace std::chrono_literals;
using core::Allowance;
using core::HourOfCalls;
using core::Instant;

namespace {

constexpr Instant noon = std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 12h;

} // namespace

class AllowanceTest : public QObject
{
    Q_OBJECT

private slots:
    void nineTenthsAreForPlanning();
    void theDayRollsOverByHours();
    void goesOnWhenEnoughHoursAreOver();
};

void AllowanceTest::nineTenthsAreForPlanning()
{
    QVERIFY((core::allowanceOf(1000, 0) == Allowance{900, 100}));
    QVERIFY((core::allowanceOf(1000, 899) == Allowance{1, 100}));
    QVERIFY((core::allowanceOf(1000, 950) == Allowance{0, 50}));
    QVERIFY((core::allowanceOf(1000, 2000) == Allowance{0, 0}));
}

void AllowanceTest::theDayRollsOverByHours()
{
    // The hour from 11 to 12 of yesterday is all older than 24 h at noon, the next one is not.
    QCOMPARE(core::callsOfTheDay({{noon - 25h, 7}}, noon), 0);
    QCOMPARE(core::callsOfTheDay({{noon - 25h, 7}}, noon - 1ms), 7);
    QCOMPARE(core::callsOfTheDay({{noon - 24h, 1}, {noon, 2}, {noon + 23h, 4}}, noon), 7);
    QCOMPARE(core::callsOfTheDay({{noon + 24h, 7}}, noon), 0); // a clock that was ahead
}

void AllowanceTest::goesOnWhenEnoughHoursAreOver()
{
    const std::vector<HourOfCalls> hours{{noon - 5h, 50}, {noon - 2h, 60}};
    QVERIFY(!core::allowanceResumes(hours, 200, noon));
    QVERIFY(core::allowanceResumes(hours, 100, noon) == noon - 5h + 25h);
    QVERIFY(core::allowanceResumes(hours, 60, noon) == noon - 2h + 25h);
}

QTEST_GUILESS_MAIN(AllowanceTest)
#include "tst_allowance.moc"
