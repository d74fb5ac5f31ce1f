// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/rig.h"

#include "store/journal.h"

#include <QTest>

using namespace std::chrono_literals;
using rig::Rig;

// The answer to the next write is lost (`fate` says whether it was carried out), and settling it by
// reading fails as well: as if the program had died there.
void dieAfterTheWrite(Rig& rig, sandbox::FaultAction fate)
{
    sandbox::Fault drop;
    drop.match = {sandbox::Side::Salesforce, "PATCH", {}};
    drop.action = std::move(fate);
    rig.world.faults().add(drop);
    sandbox::Fault dead;
    dead.match = {sandbox::Side::Salesforce, "POST", "/composite"};
    dead.when
        = {3, 1, 0}; // people that changed and people of the call come first, then the settling
    dead.action = sandbox::DropBefore{};
    rig.world.faults().add(dead);
    rig.pass(10min);
}

// Lost answers: every write is dropped once, before or after it was handled. Each key is created
// once all the same, and the sandbox's own log shows each write exactly as often as we count.
class UnknownOutcomesTest : public QObject
{
    Q_OBJECT

private slots:
    void everyWriteDroppedOnce_data();
    void everyWriteDroppedOnce();
    void anEditBetweenCrashAndRestartIsKept();
    void aDeletionBetweenCrashAndRestartStays();
    void aWriteThatNeverHappenedIsDecidedAnew();
};

void UnknownOutcomesTest::everyWriteDroppedOnce_data()
{
    QTest::addColumn<bool>("committed");
    QTest::newRow("before handling") << false;
    QTest::newRow("after commit") << true;
}

void UnknownOutcomesTest::everyWriteDroppedOnce()
{
    QFETCH(bool, committed);
    Rig rig;
    const auto person = rig.addPerson(QStringLiteral("Kari"));
    for (int i = 0; i < 450; ++i)
        rig.addCall(person, QStringLiteral("Call %1").arg(i));
    // Every other write request: each of the three batches is dropped once.
    sandbox::Fault fault;
    fault.match.side = sandbox::Side::Salesforce;
    fault.match.method = "PATCH";
    fault.when = {1, 1, 3};
    if (committed)
        fault.action = sandbox::CommitThenDrop{};
    else
        fault.action = sandbox::DropBefore{};
    rig.world.faults().add(fault);
    rig.pass(10min);
    const auto result = rig.run();
    QCOMPARE(result.openOutcomes, 0);
    QCOMPARE(result.tally.created, 450);
    const auto creates = rig.createsByKey();
    QCOMPARE(creates.size(), 450);
    for (const int count : creates)
        QCOMPARE(count, 1);
    QCOMPARE(rig.salesforceWrites(), 450); // our count is the org's count
    // Three dropped requests, and only what was not carried out was sent again.
    QCOMPARE(rig.world.requests().count(sandbox::Side::Salesforce, "PATCH"), committed ? 3 : 6);
    rig.pass(20min);
    QCOMPARE(rig.run().planned.writes(), 0);
}

void UnknownOutcomesTest::anEditBetweenCrashAndRestartIsKept()
{
    Rig rig;
    const auto person = rig.addPerson(QStringLiteral("Kari"));
    const QString call = rig.addCall(person, QStringLiteral("Ours"));
    const QString key = rig.keyOf(QStringLiteral("call"), call);
    dieAfterTheWrite(rig, sandbox::CommitThenDrop{});
    const auto crashed = rig.run();
    QVERIFY(crashed.stoppedBy.has_value());
    QCOMPARE(*store::Journal(*rig.database).openCount(), 1);
    rig.world.faults().clear();
    QVERIFY(rig.world.org()
                .editTask(
                    rig.task(key)->id, {{QStringLiteral("Subject"), QStringLiteral("The user's")}})
                .ok());
    rig.pass(10min);
    rig.run();
    QCOMPARE(rig.task(key)->subject, QStringLiteral("The user's"));
    QCOMPARE(rig.createsByKey().value(key), 1);
    QCOMPARE(*store::Journal(*rig.database).openCount(), 0);
}

void UnknownOutcomesTest::aDeletionBetweenCrashAndRestartStays()
{
    Rig rig;
    const auto person = rig.addPerson(QStringLiteral("Kari"));
    const QString call = rig.addCall(person, QStringLiteral("Ours"));
    const QString key = rig.keyOf(QStringLiteral("call"), call);
    dieAfterTheWrite(rig, sandbox::CommitThenDrop{});
    QVERIFY(rig.run().stoppedBy.has_value());
    rig.world.faults().clear();
    rig.world.org().deleteRecord(rig.task(key)->id);
    rig.pass(10min);
    rig.run();
    rig.pass(10min);
    rig.run();
    QVERIFY(!rig.task(key));
    QCOMPARE(rig.createsByKey().value(key), 1);
}

void UnknownOutcomesTest::aWriteThatNeverHappenedIsDecidedAnew()
{
    Rig rig;
    const auto person = rig.addPerson(QStringLiteral("Kari"));
    const QString call = rig.addCall(person, QStringLiteral("Old title"));
    const QString key = rig.keyOf(QStringLiteral("call"), call);
    dieAfterTheWrite(rig, sandbox::DropBefore{});
    QVERIFY(rig.run().stoppedBy.has_value());
    rig.world.faults().clear();
    rig.world.portal().editActivity(sandbox::hubspot::Object::Calls, call,
        {{QStringLiteral("hs_call_title"), QStringLiteral("New title")}});
    rig.pass(10min);
    QCOMPARE(rig.run().tally.created, 1);
    QCOMPARE(
        rig.task(key)->subject, QStringLiteral("Call: New title")); // decided anew, not sent again
}

QTEST_GUILESS_MAIN(UnknownOutcomesTest)
#include "tst_unknownoutcomes.moc"
