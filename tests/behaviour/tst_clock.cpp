// SPDX-License-Identifier: GPL-3.0-or-later
#include "behaviour/scene.h"

#include <QTest>

using namespace std::chrono_literals;
using scene::Scene;

// The computer's clock is wrong, or is set in the middle: what is read and written follows the
// services' time.
class ClockTest : public QObject
{
    Q_OBJECT

private slots:
    void aWrongClockChangesNothing_data();
    void aWrongClockChangesNothing();
    void aClockThatIsSetBetweenRunsChangesNothing_data();
    void aClockThatIsSetBetweenRunsChangesNothing();
    void aClockThatIsSetAtAnyCallChangesNothing_data();
    void aClockThatIsSetAtAnyCallChangesNothing();
    void aContactThatChangesWhileTheClockIsAheadIsSeen_data();
    void aContactThatChangesWhileTheClockIsAheadIsSeen();
    void aPauseFromAWrongClockDoesNotLastForEver();

private:
    static void jumps();
};

void ClockTest::jumps()
{
    QTest::addColumn<std::chrono::milliseconds>("jump");
    const auto row
        = [](const char* name, std::chrono::milliseconds jump) { QTest::newRow(name) << jump; };
    row("a day ahead", 24h);
    row("a day behind", -24h);
    row("summer time begins", 1h);
    row("summer time ends", -1h);
    row("after 2038", 24h * 365 * 13);
    row("the first of 1970", -24h * 365 * 56);
}

void ClockTest::aWrongClockChangesNothing_data()
{
    jumps();
}

void ClockTest::aWrongClockChangesNothing()
{
    QFETCH(std::chrono::milliseconds, jump);
    Scene scene;
    scene.clock.offset = jump;
    for (int step = 0; step < Scene::steps; ++step) {
        scene.step(step);
        QVERIFY(!scene.run());
    }
    QCOMPARE(scene.wrong(), QString());
    // The same requests as with the right time, one after the other (those of wrong() aside).
    QVERIFY(scene.requests() >= Scene::requestsOfTheStory());
}

void ClockTest::aClockThatIsSetBetweenRunsChangesNothing_data()
{
    jumps();
}

void ClockTest::aClockThatIsSetBetweenRunsChangesNothing()
{
    QFETCH(std::chrono::milliseconds, jump);
    for (const auto& [first, second] : {std::pair{0ms, jump}, std::pair{jump, 0ms}}) {
        Scene scene;
        scene.clock.offset = first;
        scene.step(0);
        QVERIFY(!scene.run());
        scene.clock.offset = second;
        scene.step(1);
        QVERIFY(!scene.run());
        QCOMPARE(scene.wrong(), QString());
    }
}

void ClockTest::aClockThatIsSetAtAnyCallChangesNothing_data()
{
    jumps();
}

void ClockTest::aClockThatIsSetAtAnyCallChangesNothing()
{
    QFETCH(std::chrono::milliseconds, jump);
    const int calls = Scene::requestsOfTheStory();
    for (int n = 1; n <= calls; n += 2) {
        Scene scene;
        int call = 0;
        scene.beforeRequest = [&] {
            if (++call == n)
                scene.clock.offset = jump;
        };
        for (int step = 0; step < Scene::steps; ++step) {
            scene.step(step);
            QVERIFY(!scene.run());
        }
        const QString wrong = scene.wrong();
        QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("call %1: %2").arg(n).arg(wrong)));
    }
}

void ClockTest::aContactThatChangesWhileTheClockIsAheadIsSeen_data()
{
    jumps();
}

// The first run knows no contact: from when on their changes are read must not be the computer's
// idea of now, or the next tasks stand on the person that the contact was before.
void ClockTest::aContactThatChangesWhileTheClockIsAheadIsSeen()
{
    QFETCH(std::chrono::milliseconds, jump);
    Scene scene;
    scene.clock.offset = jump;
    scene.addCall(QStringLiteral("Before"));
    QVERIFY(!scene.run());
    const auto other = scene.rig.addPerson(QStringLiteral("Ola"));
    scene.rig.pass(3h);
    scene.rig.world.portal().editContact(scene.person.hubSpotContact,
        {{QStringLiteral("salesforcecontactid"), other.salesforceContact}});
    scene.rig.pass(3h);
    const QString call = scene.addCall(QStringLiteral("After"));
    scene.rig.pass(10min);
    QVERIFY(!scene.run());
    const auto task = scene.rig.task(scene.rig.keyOf(QStringLiteral("call"), call));
    QVERIFY(task);
    QCOMPARE(task->whoId, other.salesforceContact);
}

// A service asked for a pause while the clock was years ahead; a budget was used up then, too.
void ClockTest::aPauseFromAWrongClockDoesNotLastForEver()
{
    Scene scene;
    scene.setBudget(100, 100);
    scene.clock.offset = 24h * 365 * 10;
    scene.spend(core::Service::HubSpot, 100);
    scene.step(0);
    QCOMPARE(scene.stopped().code, QStringLiteral("PROFILE_BUDGET"));
    scene.setBudget(1000, 1000);
    scene.fault({sandbox::Side::HubSpot, {}, {}}, {1, 1, 1}, sandbox::Status{429, 15min});
    QVERIFY(scene.stopped().resumeAt);
    scene.clock.offset = 0ms;
    scene.setBudget(100, 100);
    QVERIFY(!scene.run());
    QCOMPARE(scene.wrong(), QString());
}

QTEST_GUILESS_MAIN(ClockTest)
#include "tst_clock.moc"
