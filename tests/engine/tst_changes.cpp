// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/rig.h"

#include "store/errors.h"
#include "store/waiting.h"

#include <QTest>

using namespace std::chrono_literals;
using rig::Rig;
using sandbox::hubspot::Object;

// R1.12 and R2.4: what becomes of a task when its activity changes or goes.
class ChangesTest : public QObject
{
    Q_OBJECT

private slots:
    void onlyTheFieldsFedByTheChangeAreWritten();
    void anEditInSalesforceIsNotOverwritten();
    void whatFeedsNoFieldDoesNotMakeHubSpotNewer_data();
    void whatFeedsNoFieldDoesNotMakeHubSpotNewer();
    void aDeletedTaskIsNotMadeAgain();
    void aDeletedActivityIsTreatedAsItsKindSays_data();
    void aDeletedActivityIsTreatedAsItsKindSays();
    void aDeletedActivityWaitsNoLonger();
    void anUnreadableActivityIsSetAside();
};

namespace {

QByteArray tasksOn(const QByteArray& more)
{
    return "{\"schema\": 1, \"toSalesforce\": {\"tasks\": {\"on\": true, \"onSince\": "
           "\"2026-01-01T00:00:00Z\", \"startAt\": \"2026-01-01T00:00:00Z\""
        + more + "}}}";
}

QString addTask(Rig& rig, const Rig::Person& person, const QString& subject)
{
    const QString now = QString::number(rig.clock.wall().time_since_epoch().count());
    return rig.world.portal().addActivity(Object::Tasks,
        {{QStringLiteral("hs_task_subject"), subject}, {QStringLiteral("hs_timestamp"), now},
            {QStringLiteral("hs_task_status"), QStringLiteral("NOT_STARTED")},
            {QStringLiteral("hubspot_owner_id"), person.hubSpotOwner}},
        {person.hubSpotContact}, {});
}

} // namespace

void ChangesTest::onlyTheFieldsFedByTheChangeAreWritten()
{
    Rig rig;
    const auto person = rig.addPerson(QStringLiteral("Kari"));
    const QString call = rig.addCall(person, QStringLiteral("Before"));
    rig.pass(10min);
    rig.run();
    rig.world.portal().editActivity(sandbox::hubspot::Object::Calls, call,
        {{QStringLiteral("hs_call_title"), QStringLiteral("After")}});
    rig.pass(10min);
    const auto result = rig.run();
    QCOMPARE(result.tally.updated, 1);
    QCOMPARE(
        rig.task(rig.keyOf(QStringLiteral("call"), call))->subject, QStringLiteral("Call: After"));
    const auto& last = rig.world.log().changes().back();
    QVERIFY(last.fields.contains(QStringLiteral("Subject")));
    QVERIFY(!last.fields.contains(QStringLiteral("OwnerId")));
    QVERIFY(!last.fields.contains(QStringLiteral("Description")));
}

void ChangesTest::anEditInSalesforceIsNotOverwritten()
{
    Rig rig;
    const auto person = rig.addPerson(QStringLiteral("Kari"));
    const QString call = rig.addCall(person, QStringLiteral("Before"));
    rig.pass(10min);
    rig.run();
    const QString key = rig.keyOf(QStringLiteral("call"), call);
    rig.world.portal().editActivity(sandbox::hubspot::Object::Calls, call,
        {{QStringLiteral("hs_call_title"), QStringLiteral("HubSpot's")}});
    rig.pass(5min);
    // Later than HubSpot's edit: by rule "newest" the user's text stays.
    QVERIFY(rig.world.org()
                .editTask(
                    rig.task(key)->id, {{QStringLiteral("Subject"), QStringLiteral("The user's")}})
                .ok());
    rig.pass(5min);
    const auto result = rig.run();
    QCOMPARE(result.tally.conflicts, 1);
    QCOMPARE(rig.task(key)->subject, QStringLiteral("The user's"));
    rig.pass(20min);
    QCOMPARE(rig.run().tally.conflicts, 0); // told once
}

void ChangesTest::whatFeedsNoFieldDoesNotMakeHubSpotNewer_data()
{
    QTest::addColumn<bool>("storeLost");
    QTest::newRow("known pair") << false;
    QTest::newRow("adopted after the store was lost") << true;
}

// HubSpot's subject is older than the user's; only a property that feeds no field is newer, and the
// activity is modified last of all.
void ChangesTest::whatFeedsNoFieldDoesNotMakeHubSpotNewer()
{
    QFETCH(bool, storeLost);
    Rig rig;
    const auto person = rig.addPerson(QStringLiteral("Kari"));
    const QString task = addTask(rig, person, QStringLiteral("Before"));
    rig.pass(10min);
    QCOMPARE(rig.run().tally.created, 1);
    const QString key = rig.keyOf(QStringLiteral("task"), task);
    rig.world.portal().editActivity(
        Object::Tasks, task, {{QStringLiteral("hs_task_subject"), QStringLiteral("HubSpot's")}});
    rig.pass(10min);
    QVERIFY(rig.world.org()
                .editTask(
                    rig.task(key)->id, {{QStringLiteral("Subject"), QStringLiteral("The user's")}})
                .ok());
    rig.pass(10min);
    rig.world.portal().editActivity(
        Object::Tasks, task, {{QStringLiteral("hs_task_type"), QStringLiteral("CALL")}});
    if (storeLost) {
        rig.removeStore();
        rig.applySettings(Rig::allKindsOn());
    }
    rig.pass(10min);
    rig.run();
    QCOMPARE(rig.task(key)->subject, QStringLiteral("The user's"));
    rig.pass(10min);
    QCOMPARE(rig.run().planned.writes(), 0);
    QCOMPARE(rig.task(key)->subject, QStringLiteral("The user's"));
}

void ChangesTest::aDeletedTaskIsNotMadeAgain()
{
    Rig rig;
    const auto person = rig.addPerson(QStringLiteral("Kari"));
    const QString call = rig.addCall(person, QStringLiteral("Before"));
    rig.pass(10min);
    rig.run();
    const QString key = rig.keyOf(QStringLiteral("call"), call);
    rig.world.org().deleteRecord(rig.task(key)->id);
    rig.world.portal().editActivity(sandbox::hubspot::Object::Calls, call,
        {{QStringLiteral("hs_call_title"), QStringLiteral("After")}});
    rig.pass(10min);
    rig.run();
    QVERIFY(!rig.task(key));
    QCOMPARE(rig.createsByKey().value(key), 1);
}

void ChangesTest::aDeletedActivityIsTreatedAsItsKindSays_data()
{
    QTest::addColumn<QByteArray>("policy");
    QTest::addColumn<int>("writes");
    QTest::addColumn<QString>("subject"); // empty: the task is gone
    QTest::addColumn<QString>("status");
    const QString open = QStringLiteral("Not Started");
    const QString plain = QStringLiteral("Ring");
    QTest::newRow("nothing by default") << QByteArray() << 0 << plain << open;
    QTest::newRow("nothing") << QByteArray("nothing") << 0 << plain << open;
    QTest::newRow("close") << QByteArray("close") << 1 << plain << QStringLiteral("Completed");
    QTest::newRow("mark") << QByteArray("mark") << 1 << QStringLiteral("[Deleted in HubSpot] Ring")
                          << open;
    QTest::newRow("delete") << QByteArray("delete") << 1 << QString() << QString();
}

void ChangesTest::aDeletedActivityIsTreatedAsItsKindSays()
{
    QFETCH(QByteArray, policy);
    QFETCH(int, writes);
    QFETCH(QString, subject);
    QFETCH(QString, status);
    Rig rig;
    rig.applySettings(
        tasksOn(policy.isEmpty() ? QByteArray() : ", \"onDelete\": \"" + policy + '"'));
    const auto person = rig.addPerson(QStringLiteral("Kari"));
    const QString task = addTask(rig, person, QStringLiteral("Ring"));
    const QString kept = addTask(rig, person, QStringLiteral("Stays"));
    rig.pass(10min);
    QCOMPARE(rig.run().tally.created, 2);
    rig.world.portal().archiveActivity(Object::Tasks, task);
    rig.pass(70min);
    const auto result = rig.run();
    QCOMPARE(result.tally.writes(), writes);
    const auto made = rig.task(rig.keyOf(QStringLiteral("task"), task));
    QCOMPARE(made ? made->subject : QString(), subject);
    QCOMPARE(made ? made->status : QString(), status);
    QCOMPARE(rig.task(rig.keyOf(QStringLiteral("task"), kept))->subject, QStringLiteral("Stays"));
    rig.pass(70min); // the bin is read again and says nothing new
    QCOMPARE(rig.run().tally.writes(), 0);
    for (const int creates : rig.createsByKey())
        QCOMPARE(creates, 1);
}

void ChangesTest::aDeletedActivityWaitsNoLonger()
{
    Rig rig;
    rig.applySettings(tasksOn(", \"onDelete\": \"close\""));
    auto person = rig.addPerson(QStringLiteral("Kari"));
    person.hubSpotContact = rig.world.portal().addContact(
        {{QStringLiteral("email"), QStringLiteral("nobody@example.no")}});
    const QString task = addTask(rig, person, QStringLiteral("Ring"));
    rig.pass(10min);
    rig.run();
    QCOMPARE(store::Waiting(*rig.database).list(10)->size(), std::size_t{1});
    rig.world.portal().archiveActivity(Object::Tasks, task);
    rig.pass(70min);
    rig.run();
    QVERIFY(store::Waiting(*rig.database).list(10)->empty());
}

// HubSpot's API takes no such value; what an import or an old record holds is another matter.
void ChangesTest::anUnreadableActivityIsSetAside()
{
    const QString duration = QStringLiteral("hs_call_duration");
    Rig rig;
    const auto person = rig.addPerson(QStringLiteral("Kari"));
    const QString bad = rig.addCall(person, QStringLiteral("Bad"));
    rig.world.portal().editActivity(Object::Calls, bad, {{duration, QStringLiteral("long")}});
    const QString good = rig.addCall(person, QStringLiteral("Good"));
    rig.pass(10min);
    const auto first = rig.run();
    QCOMPARE(first.tally.created, 1);
    QCOMPARE(first.tally.failed, 1);
    QVERIFY(rig.task(rig.keyOf(QStringLiteral("call"), good)));
    const auto errors = store::Errors(*rig.database).list(10);
    QCOMPARE(errors->size(), std::size_t{1});
    QVERIFY(errors->front().args.join(u' ').contains(duration));
    rig.world.portal().editActivity(Object::Calls, bad, {{duration, QStringLiteral("60000")}});
    rig.pass(10min);
    QCOMPARE(rig.run().tally.created, 1);
    QVERIFY(store::Errors(*rig.database).list(10)->empty());
}

QTEST_GUILESS_MAIN(ChangesTest)
#include "tst_changes.moc"
