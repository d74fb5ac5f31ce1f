// SPDX-License-Identifier: GPL-3.0-or-later
#include "hubspot/changedsince.h"
#include "simulatedtable.h"

#include <rapidcheck.h>

#include <QTest>

#include <random>

using namespace simulated;

namespace {

// A page of the table is one run of rows and changes; the world is made from these numbers.
struct World
{
    std::uint32_t seed = 1;
    int rows = 0;
    int tieMax = 1; // most rows that share a millisecond, about
    int touchesPerPage = 0;
    int pagesWithChanges = 0;
};

void populate(Table& table, const World& world, std::mt19937& random)
{
    qint64 stamp = 0;
    for (int i = 0; i < world.rows;) {
        const int group = std::uniform_int_distribution<int>(1, world.tieMax)(random);
        for (int k = 0; k < group && i < world.rows; ++k, ++i)
            table.put(1000 + i, stamp);
        stamp += std::uniform_int_distribution<qint64>(1, 5)(random);
    }
}

// Touched, created and deleted rows, at stamps later than all before: what others do while we read.
void change(Table& table, const World& world, std::mt19937& random, qint64& clock)
{
    for (int i = 0; i < world.touchesPerPage; ++i) {
        const qint64 id = 1000 + std::uniform_int_distribution<qint64>(0, world.rows + 20)(random);
        if (random() % 10 == 0)
            table.remove(id);
        else
            table.put(id, clock);
        if (random() % 3 != 0) // two thirds of the changes start a new millisecond
            ++clock;
    }
    ++clock; // a stamp of the past is never given again
}

Reading readWhileOthersWork(Table& table, const World& world)
{
    std::mt19937 random(world.seed);
    populate(table, world, random);
    table.setTiesDescending(world.seed % 2 == 0);
    qint64 clock = qint64{world.rows} * 6 + 10;
    return readAll(table, [&](std::size_t page) {
        if (page <= std::size_t(world.pagesWithChanges))
            change(table, world, random, clock);
    });
}

} // namespace

class ChangedSinceTest final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everyRowComesOnce_data();
    void everyRowComesOnce();
    void oneBulkEditIsDrained_data();
    void oneBulkEditIsDrained();
    void aMovedRowComesAgainAtItsNewStamp();
    void rowsThatLeaveTheFrontLetNoneSlipPast();
    void aShortPageThatNamesAnotherOneIsNotTheEnd();
    void statesFollowThePages_data();
    void statesFollowThePages();
    void answersThatWouldNeverEndAreErrors_data();
    void answersThatWouldNeverEndAreErrors();
    void rowsOutOfOrderDoNotStopTheRead();
    void randomWorldsAreReadCompletely();
};

// The same worlds in every run; RC_PARAMS="seed=… max_success=…" asks for others.
void ChangedSinceTest::initTestCase()
{
    if (qEnvironmentVariableIsEmpty("RC_PARAMS"))
        qputenv("RC_PARAMS", "seed=20261124 max_success=300");
}

void ChangedSinceTest::everyRowComesOnce_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("stepMs");
    QTest::addColumn<int>("pages");
    QTest::newRow("nothing") << 0 << 1 << 1;
    QTest::newRow("one") << 1 << 1 << 1;
    QTest::newRow("199: the page is short") << 199 << 1 << 1;
    QTest::newRow("200: only the next page tells that it was all") << 200 << 1 << 2;
    QTest::newRow("201") << 201 << 1 << 2;
    QTest::newRow("399: the second page is full") << 399 << 1 << 3;
    QTest::newRow("20,000") << 20'000 << 7 << 101;
    QTest::newRow("more than a search can page through by offset") << 12'345 << 1 << 63;
}

void ChangedSinceTest::everyRowComesOnce()
{
    QFETCH(int, rows);
    QFETCH(int, stepMs);
    QFETCH(int, pages);
    Table table;
    for (int i = 0; i < rows; ++i)
        table.put(i + 1, qint64{i} * stepMs);
    const Reading reading = readAll(table);
    QVERIFY(reading.finished);
    QCOMPARE(reading.rows, std::size_t(rows));
    QVERIFY(hasEveryRow(reading, table));
    QVERIFY(hasNoVersionTwice(reading));
    QCOMPARE(reading.pages, std::size_t(pages));
    QVERIFY(reading.pages <= minimum(std::size_t(rows)) + 1);
}

void ChangedSinceTest::oneBulkEditIsDrained_data()
{
    QTest::addColumn<int>("before");
    QTest::addColumn<int>("shared");
    QTest::addColumn<int>("after");
    QTest::addColumn<int>("extraPages"); // above ⌈N/199⌉
    QTest::newRow("199 in one millisecond are no drain") << 0 << 199 << 0 << 0;
    QTest::newRow("200 alone") << 0 << 200 << 0 << 2;
    QTest::newRow("500 alone") << 0 << 500 << 0 << 2;
    QTest::newRow("500 between others") << 150 << 500 << 150 << 3;
    QTest::newRow("exactly three pages of it") << 10 << 600 << 10 << 4;
    QTest::newRow("15,000: more than one search answers") << 1 << 15'000 << 300 << 4;
}

void ChangedSinceTest::oneBulkEditIsDrained()
{
    QFETCH(int, before);
    QFETCH(int, shared);
    QFETCH(int, after);
    QFETCH(int, extraPages);
    for (const bool descending : {false, true}) {
        Table table;
        table.setTiesDescending(descending);
        qint64 id = 8; // ids of one, two, three ... digits: numbers, not texts, are compared
        for (int i = 0; i < before; ++i)
            table.put(id++, i);
        for (int i = 0; i < shared; ++i)
            table.put(id++, 1000);
        for (int i = 0; i < after; ++i)
            table.put(id++, 2000 + i);
        const Reading reading = readAll(table);
        QVERIFY(reading.finished);
        QVERIFY(hasEveryRow(reading, table));
        QVERIFY(hasNoVersionTwice(reading));
        QVERIFY(reading.seenMax <= std::size_t{hubspot::searchPageMax});
        QVERIFY2(reading.pages <= minimum(table.size()) + std::size_t(extraPages),
            qPrintable(QString::number(reading.pages)));
    }
}

void ChangedSinceTest::aMovedRowComesAgainAtItsNewStamp()
{
    Table table;
    for (int i = 0; i < 400; ++i)
        table.put(i + 1, i);
    const Reading reading = readAll(table, [&](std::size_t page) {
        if (page == 1)
            for (const qint64 id : {10, 250, 390}) // one that was read, two that were not
                table.put(id, 5000 + id);
    });
    QVERIFY(hasEveryRow(reading, table));
    QVERIFY(hasNoVersionTwice(reading));
    QVERIFY(reading.times.contains({10, 9}));
    QVERIFY(reading.times.contains({10, 5010}));
    QVERIFY(!reading.times.contains({250, 249}));
}

// With offsets, twenty rows that leave the front let twenty others slip past the next page.
void ChangedSinceTest::rowsThatLeaveTheFrontLetNoneSlipPast()
{
    Table table;
    for (int i = 0; i < 400; ++i)
        table.put(i, i);
    const Reading reading = readAll(table, [&](std::size_t page) {
        if (page == 1)
            for (int i = 0; i < 20; ++i)
                table.put(i, 400 + i);
    });
    QVERIFY(hasEveryRow(reading, table));
    QCOMPARE(reading.rows, std::size_t{420});
}

void ChangedSinceTest::aShortPageThatNamesAnotherOneIsNotTheEnd()
{
    const auto progress
        = hubspot::advance(ChangedSince::moment(at(0)), versions(1, 150, 10, 1), true);
    QVERIFY(progress.has_value());
    QVERIFY(!progress->done);
    QCOMPARE(progress->fresh.size(), std::size_t{150});
    const ChangedSince next{at(159), {{idOf(150), at(159)}}, {}};
    QVERIFY(progress->next == next);

    // The same row again although more is promised: its millisecond is drained, so the read goes
    // on.
    const auto again = hubspot::advance(next, {{idOf(150), at(159)}}, true);
    QVERIFY(again.has_value());
    QVERIFY(again->fresh.empty());
    QVERIFY(again->next == (ChangedSince{at(159), {{idOf(150), at(159)}}, idOf(0)}));
}

void ChangedSinceTest::statesFollowThePages_data()
{
    QTest::addColumn<ChangedSince>("state");
    QTest::addColumn<std::vector<Version>>("page");
    QTest::addColumn<int>("fresh");
    QTest::addColumn<bool>("done");
    QTest::addColumn<ChangedSince>("next");

    const ChangedSince start = ChangedSince::moment(at(0));
    const Version known{idOf(1), at(5)};
    const ChangedSince knowing{at(5), {known}, {}};
    QTest::newRow("nothing changed: the state stays, what is known too")
        << knowing << std::vector<Version>{} << 0 << true << knowing;
    QTest::newRow("only what is known") << knowing << std::vector{known} << 0 << true << knowing;
    QTest::newRow("a known row at a new stamp is new")
        << knowing << std::vector{Version{idOf(1), at(6)}} << 1 << true
        << ChangedSince{at(6), {{idOf(1), at(6)}}, {}};
    QTest::newRow("another row at a known stamp is new")
        << knowing << std::vector{known, Version{idOf(2), at(5)}} << 1 << true
        << ChangedSince{at(5), {known, {idOf(2), at(5)}}, {}};
    QTest::newRow("a full page goes on at its last stamp")
        << start << versions(1, 200, 10, 2) << 200 << false
        << ChangedSince{at(408), {{idOf(200), at(408)}}, {}};
    QTest::newRow("a full page of one stamp starts a drain at id 0")
        << start << versions(1, 200, 10, 0) << 200 << false
        << ChangedSince{at(10), versions(1, 200, 10, 0), idOf(0)};
    QTest::newRow("a full page of a drain goes on above its last id") << ChangedSince{at(10), {},
        idOf(0)} << versions(1, 200, 10, 0) << 200 << false << ChangedSince{at(10), {}, idOf(200)};
    QTest::newRow("a short page of a drain leads to the next millisecond, not to the end")
        << ChangedSince{at(10), {}, idOf(200)} << versions(201, 7, 10, 0) << 7 << false
        << ChangedSince::moment(at(11));
    QTest::newRow("an empty page of a drain likewise")
        << ChangedSince{at(10), {}, idOf(200)} << std::vector<Version>{} << 0 << false
        << ChangedSince::moment(at(11));
}

void ChangedSinceTest::statesFollowThePages()
{
    QFETCH(ChangedSince, state);
    QFETCH(std::vector<Version>, page);
    QFETCH(int, fresh);
    QFETCH(bool, done);
    QFETCH(ChangedSince, next);
    const auto progress = hubspot::advance(state, page, false);
    QVERIFY(progress.has_value());
    QCOMPARE(progress->fresh.size(), std::size_t(fresh));
    QCOMPARE(progress->done, done);
    QVERIFY(progress->next == next);
}

void ChangedSinceTest::answersThatWouldNeverEndAreErrors_data()
{
    QTest::addColumn<ChangedSince>("state");
    QTest::addColumn<std::vector<Version>>("page");
    QTest::newRow("more is promised after nothing")
        << ChangedSince::moment(at(0)) << std::vector<Version>{};
    QTest::newRow("a drain that ignores the id")
        << ChangedSince{at(10), {}, idOf(1000)} << versions(1, 200, 10, 0);
    QTest::newRow("a drain that compares ids as texts")
        << ChangedSince{at(10), {}, idOf(1000)} << versions(300, 200, 10, 0);
    QTest::newRow("a drain that stands still")
        << ChangedSince{at(10), {}, idOf(200)} << versions(1, 200, 10, 0);
}

void ChangedSinceTest::answersThatWouldNeverEndAreErrors()
{
    QFETCH(ChangedSince, state);
    QFETCH(std::vector<Version>, page);
    const auto progress = hubspot::advance(state, page, true);
    QVERIFY(!progress.has_value());
    QCOMPARE(progress.error().kind, core::Error::Kind::Protocol);
}

// Search shows values that are fresher than its own order; that must neither end nor trap the read.
void ChangedSinceTest::rowsOutOfOrderDoNotStopTheRead()
{
    std::vector<Version> page = versions(1, 200, 0, 1);
    page[50].second = at(9000);
    const auto progress = hubspot::advance(ChangedSince::moment(at(0)), page, true);
    QVERIFY(progress.has_value());
    QVERIFY(progress->next.from == at(199));
    QCOMPARE(progress->next.seen.size(), std::size_t{2}); // the last row and the early one

    page.back().second = at(-5); // before what was asked for
    const auto behind = hubspot::advance(ChangedSince::moment(at(0)), page, true);
    QVERIFY(behind.has_value());
    QVERIFY(behind->next.from == at(0));
    QVERIFY(behind->next.drainAfter.has_value());
}

void ChangedSinceTest::randomWorldsAreReadCompletely()
{
    const bool holds = rc::check("random worlds are read completely", [] {
        World world;
        world.seed = *rc::gen::inRange<std::uint32_t>(0, 1'000'000);
        world.rows = *rc::gen::inRange(0, 3000);
        world.tieMax = *rc::gen::element(1, 2, 10, 150, 250, 700);
        world.touchesPerPage = *rc::gen::element(0, 1, 20, 150, 300);
        world.pagesWithChanges = *rc::gen::inRange(0, 15);

        Table table;
        const Reading reading = readWhileOthersWork(table, world);
        RC_ASSERT(reading.finished);
        RC_ASSERT(hasEveryRow(reading, table));
        RC_ASSERT(hasNoVersionTwice(reading));
        RC_ASSERT(reading.seenMax <= std::size_t{hubspot::searchPageMax});
        // Without ties every page brings 199 new rows; with them at least two pages bring 200.
        const std::size_t drains = reading.rows / 200 + 1;
        const std::size_t most = world.tieMax == 1 && world.touchesPerPage == 0
            ? minimum(reading.rows) + 1
            : 2 * minimum(reading.rows) + 3 * drains + std::size_t(world.pagesWithChanges) + 1;
        RC_ASSERT(reading.pages <= most);
    });
    QVERIFY(holds);
}

QTEST_GUILESS_MAIN(ChangedSinceTest)
#include "tst_changedsince.moc"
