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
};

void FencedTest::aWriteGoesOnlyThroughAnOpenGate()
{
    FakeClock clock;
    ScriptedTransport next;
    next.answer(support::json("{}"));
    core::Result<void> gate;
    net::Fenced fenced(next, [&gate] { return gate; });
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
    net::Fenced fenced(next, [&questions] {
        ++questions;
        return core::Result<void>{};
    });
    QVERIFY(runTask(clock, fenced.send({}, {})).has_value());
    QCOMPARE(questions, 0);
}

QTEST_GUILESS_MAIN(FencedTest)
#include "tst_fenced.moc"
