// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/rig.h"

#include <QTest>

using namespace std::chrono_literals;
using rig::Rig;
using sandbox::hubspot::Object;

// R2.4, newest: each field by its own history.
class NewestTest final : public QObject
{
    Q_OBJECT

private slots:
    void anotherFieldsChangeMakesNothingNewer();
    void theLaterChangeOfTheFieldWins();
};

namespace {

const QString title = QStringLiteral("hs_call_title");

// A call that was synced, whose title was then edited in HubSpot.
QString editedCall(Rig& rig, const Rig::Person& person)
{
    const QString call = rig.addCall(person, QStringLiteral("First"));
    rig.run();
    rig.pass(1h);
    rig.world.portal().editActivity(Object::Calls, call, {{title, QStringLiteral("HubSpot")}});
    return call;
}

} // namespace

void NewestTest::anotherFieldsChangeMakesNothingNewer()
{
    Rig rig;
    const auto kari = rig.addPerson(QStringLiteral("Kari"));
    const QString call = editedCall(rig, kari);
    const QString key = rig.keyOf(QStringLiteral("call"), call);
    rig.pass(1h);
    rig.world.org().editTask(
        rig.task(key)->id, {{QStringLiteral("Subject"), QStringLiteral("Sales")}});
    rig.pass(1h);
    rig.world.portal().editActivity(Object::Calls, call,
        {{QStringLiteral("hs_call_body"), QStringLiteral("Later, and something else")}});
    rig.pass(1h);
    rig.run();
    QCOMPARE(rig.task(key)->subject, QStringLiteral("Sales"));
    QVERIFY(rig.task(key)->description.contains(QStringLiteral("Later")));
}

void NewestTest::theLaterChangeOfTheFieldWins()
{
    Rig rig;
    const auto kari = rig.addPerson(QStringLiteral("Kari"));
    const QString call = editedCall(rig, kari);
    const QString key = rig.keyOf(QStringLiteral("call"), call);
    rig.pass(1h);
    rig.world.org().editTask(
        rig.task(key)->id, {{QStringLiteral("Subject"), QStringLiteral("Sales")}});
    rig.pass(1h);
    rig.world.portal().editActivity(Object::Calls, call, {{title, QStringLiteral("Later")}});
    rig.pass(1h);
    rig.run();
    QCOMPARE(rig.task(key)->subject, QStringLiteral("Call: Later"));
}

QTEST_GUILESS_MAIN(NewestTest)
#include "tst_newest.moc"
