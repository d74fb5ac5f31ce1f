// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/systemclock.h"
#include "support/fakeclock.h"
#include "support/runtask.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace std::chrono_literals;
using support::FakeClock;
using support::runTask;

namespace {

net::Task<void> note(net::Clock& clock, std::chrono::milliseconds duration, QString name,
    QStringList& log, std::stop_token stop)
{
    co_await clock.sleep(duration, stop);
    log.append(QStringLiteral("%1@%2").arg(name).arg(clock.monotonic().count() - 1'000'000));
}

net::Task<int> hours(net::Clock& clock, int count)
{
    for (int i = 0; i < count; ++i)
        co_await clock.sleep(1h, std::stop_token());
    co_return count;
}

} // namespace

class ClockTest final : public QObject
{
    Q_OBJECT

private slots:
    void fakeSleepersWakeInOrderAtTheirDeadlines();
    void fakeTimeMovesOnlyWhenMoved();
    void runTaskMakesHoursPassAtOnce();
    void autoModeJumpsWhenTheLoopIsIdle();
    void stopWakesAtTheNextTurn_data();
    void stopWakesAtTheNextTurn();
    void stoppedSleepsReturnAtOnce();
    void stopFromAnotherThreadResumesInOurs();
    void systemSleepLastsAtLeastItsDuration();
    void jumpOfTheWallClockLeavesMonotonicAlone();
};

void ClockTest::fakeSleepersWakeInOrderAtTheirDeadlines()
{
    FakeClock clock;
    QStringList log;
    const std::stop_source stop;
    auto a = note(clock, 30ms, QStringLiteral("a"), log, stop.get_token());
    auto b = note(clock, 10ms, QStringLiteral("b"), log, stop.get_token());
    auto c = note(clock, 30ms, QStringLiteral("c"), log, stop.get_token());
    auto d = note(clock, 31ms, QStringLiteral("d"), log, stop.get_token());
    clock.advance(30ms);
    QCOMPARE(log.join(u' '), QStringLiteral("b@10 a@30 c@30"));
    QCOMPARE(clock.sleepers(), std::size_t(1));
    QVERIFY(clock.advanceToNext());
    QCOMPARE(log.last(), QStringLiteral("d@31"));
    QVERIFY(!clock.advanceToNext());
}

void ClockTest::fakeTimeMovesOnlyWhenMoved()
{
    FakeClock clock;
    QCOMPARE(clock.wall(), FakeClock::defaultWall);
    clock.advance(1500ms);
    QCOMPARE(clock.wall(), FakeClock::defaultWall + 1500ms);
    QCOMPARE(clock.monotonic().count(), 1'001'500);
}

void ClockTest::runTaskMakesHoursPassAtOnce()
{
    FakeClock clock;
    QElapsedTimer real;
    real.start();
    QCOMPARE(runTask(clock, hours(clock, 100)), 100);
    QCOMPARE(clock.wall(), FakeClock::defaultWall + 100h);
    QVERIFY(real.elapsed() < 5000);
}

void ClockTest::autoModeJumpsWhenTheLoopIsIdle()
{
    FakeClock clock(FakeClock::defaultWall, FakeClock::Mode::Auto);
    auto task = hours(clock, 5);
    QTRY_VERIFY(task.isReady());
    QCOMPARE(clock.wall(), FakeClock::defaultWall + 5h);
}

void ClockTest::stopWakesAtTheNextTurn_data()
{
    QTest::addColumn<bool>("real");
    QTest::newRow("fake") << false;
    QTest::newRow("system") << true;
}

void ClockTest::stopWakesAtTheNextTurn()
{
    QFETCH(bool, real);
    FakeClock fake;
    net::SystemClock system;
    net::Clock& clock = real ? static_cast<net::Clock&>(system) : fake;
    QStringList log;
    std::stop_source stop;
    auto task = note(clock, 10h, QStringLiteral("x"), log, stop.get_token());
    stop.request_stop();
    QVERIFY(!task.isReady()); // not inside of request_stop
    QTRY_VERIFY(task.isReady());
    QCOMPARE(fake.monotonic().count(), 1'000'000);
}

void ClockTest::stoppedSleepsReturnAtOnce()
{
    FakeClock fake;
    net::SystemClock system;
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(fake.sleep(1h, stop.get_token()).isReady());
    QVERIFY(system.sleep(1h, stop.get_token()).isReady());
    QVERIFY(fake.sleep(0ms, std::stop_token()).isReady());
    QVERIFY(system.sleep(-1ms, std::stop_token()).isReady());
}

void ClockTest::stopFromAnotherThreadResumesInOurs()
{
    net::SystemClock clock;
    std::stop_source stop;
    const auto ours = std::this_thread::get_id();
    const auto sleeper = [](net::Clock& c, std::stop_token token) -> net::Task<std::thread::id> {
        co_await c.sleep(1h, token);
        co_return std::this_thread::get_id();
    };
    auto task = sleeper(clock, stop.get_token());
    std::thread([&stop] { stop.request_stop(); }).join();
    QVERIFY(runTask(std::move(task)) == ours);
}

void ClockTest::systemSleepLastsAtLeastItsDuration()
{
    net::SystemClock clock;
    const auto before = clock.monotonic();
    const auto wall = clock.wall();
    runTask(clock.sleep(20ms, std::stop_token()));
    QVERIFY((clock.monotonic() - before).count() >= 19); // both ends are rounded down
    QVERIFY(clock.wall() > wall);
}

void ClockTest::jumpOfTheWallClockLeavesMonotonicAlone()
{
    FakeClock clock;
    clock.jumpWall(-24h);
    QCOMPARE(clock.wall(), FakeClock::defaultWall - 24h);
    QCOMPARE(clock.monotonic().count(), 1'000'000);
}

QTEST_GUILESS_MAIN(ClockTest)
#include "tst_clock.moc"
