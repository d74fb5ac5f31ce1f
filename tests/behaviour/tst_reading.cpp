// SPDX-License-Identifier: GPL-3.0-or-later
#include "behaviour/scene.h"
#include "store/runs.h"

#include <QTest>

using namespace std::chrono_literals;
using scene::Scene;

// Reading completely what changes while it is read: late indexes, rows that move, more rows than a
// search shows.
class ReadingTest : public QObject
{
    Q_OBJECT

private slots:
    void whatTheIndexShowsLateArrives();
    void rowsThatMoveWhilePagesAreReadArrive();
    void aRowThatComesTwiceIsWrittenOnce_data();
    void aRowThatComesTwiceIsWrittenOnce();
    void moreThanASearchShowsArrives_data();
    void moreThanASearchShowsArrives();
};

// 0 to 90 s late, one in a hundred 30 minutes: what came within the overlap is there with the poll
// after it, the tail with the hourly pass.
void ReadingTest::whatTheIndexShowsLateArrives()
{
    Scene scene;
    sandbox::IndexLag lag;
    lag.atMost = 90s;
    lag.tailPerMille = 10;
    lag.tail = 30min;
    lag.seed = 4;
    scene.rig.world.portal().setIndexLag(lag);
    struct Made
    {
        QString id;
        core::Instant at;
    };
    std::vector<Made> calls;
    QSet<QString> late; // created or edited with the tail's lag
    const auto note = [&](const QString& id) {
        const auto stamp = scene.rig.clock.wall().time_since_epoch().count();
        if (lag.of(id.toULongLong(), stamp) > 90s)
            late.insert(id);
    };
    int tail = 0;
    for (int poll = 0; poll < 24; ++poll) { // every 5 minutes, two hours of work in HubSpot
        for (int i = 0; i < 20; ++i) {
            const QString id = scene.addCall(QStringLiteral("Call %1/%2").arg(poll).arg(i));
            calls.push_back({id, scene.rig.clock.wall()});
            note(id);
            if (calls.size() % 7 == 0) {
                const QString edited = calls[calls.size() / 2].id;
                scene.editCall(edited, QStringLiteral("Edited %1").arg(i));
                note(edited);
            }
            scene.rig.pass(15s);
        }
        QVERIFY(!scene.run());
        for (const Made& call : calls) {
            const bool there
                = scene.rig.task(scene.rig.keyOf(QStringLiteral("call"), call.id)).has_value();
            const bool visible = scene.rig.clock.wall() - call.at > 90s;
            QVERIFY2(there || !visible || late.contains(call.id), qPrintable(call.id));
            tail += !there && late.contains(call.id);
        }
    }
    QVERIFY(tail > 0); // else the tail shows nothing
    for (int poll = 0; poll < 19; ++poll) { // until the tail is visible and one pass was due
        scene.rig.pass(5min);
        QVERIFY(!scene.run());
    }
    QCOMPARE(scene.wrong(), QString());
}

void ReadingTest::rowsThatMoveWhilePagesAreReadArrive()
{
    Scene scene;
    std::vector<QString> calls;
    for (int i = 0; i < 900; ++i) {
        calls.push_back(scene.addCall(QStringLiteral("Call %1").arg(i)));
        scene.rig.pass(10ms);
    }
    scene.rig.pass(10min);
    // Before every request some rows move behind the pages still to come, and new ones appear.
    std::size_t next = 0;
    int moved = 0;
    scene.beforeRequest = [&] {
        for (int i = 0; i < 3 && moved < 600; ++i, ++moved) {
            next = (next + 271) % calls.size();
            scene.editCall(calls[next], QStringLiteral("Moved %1").arg(moved));
        }
        scene.rig.pass(1ms);
    };
    engine::SyncOptions confirmed;
    confirmed.confirmed = true; // a third of all is updated at once
    QVERIFY(!scene.run(confirmed));
    QVERIFY2(moved > 30, qPrintable(QString::number(moved)));
    scene.beforeRequest = {};
    scene.rig.pass(5min);
    QVERIFY(!scene.run(confirmed));
    QCOMPARE(scene.wrong(), QString());
}

void ReadingTest::aRowThatComesTwiceIsWrittenOnce_data()
{
    QTest::addColumn<int>("settled"); // between its two places
    QTest::newRow("in one chunk") << 250;
    QTest::newRow("in two chunks") << 4100;
}

// A call that was read is edited before the last page is: it comes a second time, among so many
// that need nothing that both would be in one batch.
void ReadingTest::aRowThatComesTwiceIsWrittenOnce()
{
    QFETCH(int, settled);
    Scene scene;
    engine::SyncOptions confirmed;
    confirmed.confirmed = true;
    const QString known = scene.addCall(QStringLiteral("Known"));
    std::vector<QString> calls;
    for (int i = 0; i < settled; ++i)
        calls.push_back(scene.addCall(QStringLiteral("Call %1").arg(i)));
    scene.rig.pass(10min);
    QVERIFY(!scene.run(confirmed));
    scene.editCall(known, QStringLiteral("Edited"));
    const QString fresh = scene.addCall(QStringLiteral("Fresh"));
    for (const QString& id : calls) { // modified by what no task is made of
        scene.rig.pass(1ms);
        scene.rig.world.portal().editActivity(sandbox::hubspot::Object::Calls, id,
            {{QStringLiteral("hs_call_from_number"), QStringLiteral("+47 22 00 00 00")}});
    }
    scene.rig.pass(10min);
    bool isEdited = false;
    scene.beforeRequest = [&] {
        const auto& done = scene.rig.world.requests().requests();
        if (isEdited || !done.back().path.contains("calls/search"))
            return;
        isEdited = true; // the first page is read
        scene.editCall(known, QStringLiteral("Edited twice"));
        scene.editCall(fresh, QStringLiteral("Fresh, edited"));
    };
    const auto result = scene.tryRun(confirmed);
    QVERIFY(isEdited);
    QVERIFY(result && !result->stoppedBy);
    QCOMPARE(result->planned.creates, 1);
    QCOMPARE(result->planned.updates, 1);
    QCOMPARE(result->tally.created, 1);
    QCOMPARE(result->tally.updated, 1);
    QCOMPARE(scene.wrong(), QString());
}

void ReadingTest::moreThanASearchShowsArrives_data()
{
    QTest::addColumn<int>("perMillisecond");
    QTest::newRow("one after the other") << 1;
    QTest::newRow("all in one millisecond") << 20'000;
}

// HubSpot shows at most 10,000 rows of one search.
void ReadingTest::moreThanASearchShowsArrives()
{
    QFETCH(int, perMillisecond);
    Scene scene;
    constexpr int count = 10'400;
    for (int i = 0; i < count; ++i) {
        scene.addCall(QStringLiteral("Call %1").arg(i));
        if (i % perMillisecond == perMillisecond - 1)
            scene.rig.pass(1ms);
    }
    scene.rig.pass(10min);
    QVERIFY(!scene.run()); // the guard asks first
    QCOMPARE(scene.lastRun().outcome, store::RunOutcome::Held);
    QCOMPARE(scene.rig.salesforceWrites(), 0);
    engine::SyncOptions confirmed;
    confirmed.confirmed = true;
    const auto result = scene.tryRun(confirmed);
    QVERIFY(result && !result->stoppedBy);
    QCOMPARE(result->tally.created, count);
    QCOMPARE(scene.wrong(), QString());
}

QTEST_GUILESS_MAIN(ReadingTest)
#include "tst_reading.moc"
