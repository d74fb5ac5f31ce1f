// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/rig.h"

#include <QTest>

using namespace std::chrono_literals;
using rig::Rig;

class InactiveOwnerTest final : public QObject
{
    Q_OBJECT

private slots:
    void aUserWhoLeftIsNoticedByTheFirstRefusal();
};

// Users are remembered for a day, and five refusals of a record are over sooner.
void InactiveOwnerTest::aUserWhoLeftIsNoticedByTheFirstRefusal()
{
    Rig rig;
    const auto kari = rig.addPerson(QStringLiteral("Kari"));
    rig.addCall(kari, QStringLiteral("First"));
    rig.run();
    rig.world.org().setUserActive(kari.salesforceUser, false);
    const QString call = rig.addCall(kari, QStringLiteral("Second"));
    rig.pass(1h);
    QCOMPARE(rig.run().tally.failed, 1);
    rig.pass(1h);
    QCOMPARE(rig.run().tally.created, 1);
    const auto task = rig.task(rig.keyOf(QStringLiteral("call"), call));
    QVERIFY(task);
    QCOMPARE(task->ownerId, rig.world.org().apiUser());
}

QTEST_GUILESS_MAIN(InactiveOwnerTest)
#include "tst_inactiveowner.moc"
