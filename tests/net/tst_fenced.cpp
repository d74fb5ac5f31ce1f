// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/fenced.h"
#include "support/fakeclock.h"
#include "support/runtask.h"
#include "support/scriptedtransport.h"

#include <QTest>

using support::FakeClock;
using support::runTask;
using support::ScriptedTransport;

// The last question before a write leaves.
class FencedTest final : public QObject
{
    Q_OBJECT

private slots:
    void aWriteGoesOnlyThroughAnOpenGate();
    void aReadIsNotAskedAbout();
    void aWriteLeavesBeforeItsTimeOrNotAtAll();
};

void FencedTest::aWriteGoesOnlyThroughAnOpenGate()
{
    FakeClock clock;
    ScriptedTransport next;
    next.answer(support::json("{}"));
    core::Result<void> gate;
    net::Fenced fenced(next, clock, [&gate] { return gate; });
    net::Request write;
    write.replay = net::Replay::Unsafe;
    QVERIFY(runTask(clock, fenced.send(write, {})).has_value());
    gate = tl::unexpected(core::Error{core::Error::Kind::Locked, QStringLiteral("over")});
    const auto refused = runTask(clock, fenced.send(write, {}));
    QCOMPARE(refused.error().kind, core::Error::Kind::Locked);
    QCOMPARE(next.asked.size(), std::size_t(1));
}

void FencedTest::aReadIsNotAskedAbout()
{
    FakeClock clock;
    ScriptedTransport next;
    next.answer(support::json("{}"));
    int questions = 0;
    net::Fenced fenced(next, clock, [&questions] {
        ++questions;
        return core::Result<void>{};
    });
    QVERIFY(runTask(clock, fenced.send({}, {})).has_value());
    QCOMPARE(questions, 0);
}

void FencedTest::aWriteLeavesBeforeItsTimeOrNotAtAll()
{
    FakeClock clock;
    ScriptedTransport next;
    next.answer(support::json("{}"));
    net::Fenced fenced(next, clock, [] { return core::Result<void>(); });
    net::Request write;
    write.replay = net::Replay::Unsafe;
    write.notAfter = clock.monotonic() + std::chrono::seconds(10);
    clock.advance(std::chrono::seconds(10));
    QVERIFY(runTask(clock, fenced.send(write, {})).has_value());
    clock.advance(std::chrono::milliseconds(1));
    const auto late = runTask(clock, fenced.send(write, {}));
    QCOMPARE(late.error().kind, core::Error::Kind::TooLate);
    QCOMPARE(next.asked.size(), std::size_t(1));
}

QTEST_GUILESS_MAIN(FencedTest)
#include "tst_fenced.moc"
