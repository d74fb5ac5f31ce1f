// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/rig.h"
#include "store/errors.h"
#include "store/waiting.h"

#include <QTest>

using namespace std::chrono_literals;
using rig::Rig;

// What waits goes over although nothing about the activity itself changes.
class WaitingSweepTest final : public QObject
{
    Q_OBJECT

private slots:
    void anAssociationThatCameLaterIsSeenWithinADay();
    void aMergeGivesWaitingActivitiesASyncedContact();
    void anAmbiguousAddressThatBecomesUniqueIsSeenWithinADay();
    void aContactChangeThatTheIndexShowsLateIsSeen();
    void whatWaitsIsOnNoOtherList();
};

namespace {

// A HubSpot contact that no Salesforce record has the address of.
QString addStranger(Rig& rig)
{
    return rig.world.portal().addContact(
        {{QStringLiteral("email"), QStringLiteral("nobody@example.no")}});
}

QString addCallOf(Rig& rig, const QStringList& contacts)
{
    return rig.world.portal().addActivity(sandbox::hubspot::Object::Calls,
        {{QStringLiteral("hs_call_title"), QStringLiteral("Waits")}}, contacts);
}

void passADay(Rig& rig)
{
    rig.pass(25h);
    rig.run();
}

} // namespace

void WaitingSweepTest::anAssociationThatCameLaterIsSeenWithinADay()
{
    Rig rig;
    const auto kari = rig.addPerson(QStringLiteral("Kari"));
    const QString call = addCallOf(rig, {addStranger(rig)});
    rig.run();
    rig.pass(5h);
    rig.world.portal().associate(sandbox::hubspot::Object::Calls, call, kari.hubSpotContact);
    passADay(rig);
    const auto task = rig.task(rig.keyOf(QStringLiteral("call"), call));
    QVERIFY(task);
    QCOMPARE(task->whoId, kari.salesforceContact);
}

void WaitingSweepTest::aMergeGivesWaitingActivitiesASyncedContact()
{
    Rig rig;
    const auto kari = rig.addPerson(QStringLiteral("Kari"));
    const QString stranger = addStranger(rig);
    const QString call = addCallOf(rig, {stranger});
    rig.run();
    rig.pass(5h);
    rig.world.portal().mergeContacts(kari.hubSpotContact, stranger);
    passADay(rig);
    const auto task = rig.task(rig.keyOf(QStringLiteral("call"), call));
    QVERIFY(task);
    QCOMPARE(task->whoId, kari.salesforceContact);
}

void WaitingSweepTest::anAmbiguousAddressThatBecomesUniqueIsSeenWithinADay()
{
    Rig rig;
    const auto kari = rig.addPerson(QStringLiteral("Kari"));
    sandbox::salesforce::Contact twin;
    twin.lastName = QStringLiteral("Twin");
    twin.email = QStringLiteral("kari@example.no");
    const QString other = rig.world.org().addContact(twin);
    const QString call = rig.addCall(kari, QStringLiteral("Waits"));
    rig.run();
    QVERIFY(!rig.task(rig.keyOf(QStringLiteral("call"), call)));
    rig.pass(5h);
    rig.world.org().edit(other, {{QStringLiteral("Email"), QStringLiteral("twin@example.no")}});
    passADay(rig);
    const auto task = rig.task(rig.keyOf(QStringLiteral("call"), call));
    QVERIFY(task);
    QCOMPARE(task->whoId, kari.salesforceContact);
}

// A run in between has moved the cursor beyond the change.
void WaitingSweepTest::aContactChangeThatTheIndexShowsLateIsSeen()
{
    Rig rig;
    const auto kari = rig.addPerson(QStringLiteral("Kari"));
    const auto ola = rig.addPerson(QStringLiteral("Ola"));
    rig.addCall(kari, QStringLiteral("First"));
    rig.run();
    rig.pass(2h);
    rig.run();
    sandbox::IndexLag lag;
    lag.atLeast = lag.atMost = 25min;
    rig.world.portal().setIndexLag(lag);
    rig.world.portal().editContact(
        kari.hubSpotContact, {{QStringLiteral("email"), QStringLiteral("ola@example.no")}});
    rig.pass(20min);
    rig.run();
    rig.pass(70min);
    const QString call = rig.addCall(kari, QStringLiteral("Second"));
    rig.pass(30min);
    rig.run();
    const auto task = rig.task(rig.keyOf(QStringLiteral("call"), call));
    QVERIFY(task);
    QCOMPARE(task->whoId, ola.salesforceContact);
}

void WaitingSweepTest::whatWaitsIsOnNoOtherList()
{
    Rig rig;
    const auto kari = rig.addPerson(QStringLiteral("Kari"));
    const QString call = rig.addCall(kari, QStringLiteral("Refused, then without a person"));
    rig.world.faults().add({{sandbox::Side::Salesforce, "PATCH", {}}, {1, 1, 0},
        sandbox::PartialFailure{{{}, 1000, 1}}});
    rig.run(); // all rows are refused, three times: the call is due again
    QCOMPARE(store::Errors(*rig.database).due(rig.clock.wall(), 10)->size(), std::size_t(1));
    rig.world.faults().clear();
    rig.world.org().deleteRecord(kari.salesforceContact);
    rig.pass(1h);
    rig.run();
    QCOMPARE(store::Waiting(*rig.database).countByKind()->size(), std::size_t(1));
    rig.pass(1h);
    QCOMPARE(store::Errors(*rig.database).due(rig.clock.wall(), 10)->size(), std::size_t(0));
    QVERIFY(!rig.task(rig.keyOf(QStringLiteral("call"), call)));
}

QTEST_GUILESS_MAIN(WaitingSweepTest)
#include "tst_waitingsweep.moc"
