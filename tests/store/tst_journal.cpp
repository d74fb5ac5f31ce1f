// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/journal.h"

#include "store/fixture.h"
#include "store/planrows.h"
#include "store/runs.h"
#include "store/samples.h"

using fixture::errorOf;
using fixture::failure;
using fixture::inTransaction;
using fixture::valueOf;
using sample::at;
using store::JournalState;

class JournalTest final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_database.reset(); }
    void rowComesBackAsItWasPromised();
    void rowGoesFromPlannedToItsEnd();
    void onlyLegalMovesAreMade_data();
    void onlyLegalMovesAreMade();
    void halfAMoveIsNoMove();
    void oneOpenRowPerKeySideAndOperation();
    void closedRowMakesRoomForTheNextPromise();
    void whatWasTakenBackMayBePromisedAgain();
    void seqIsUniqueInARun();
    void openRowsAreOfAllRunsAndComeInPages();
    void triesCountRefusalsSinceTheLastSuccess();
    void tooMuchDetailIsRefused();
    void pruneKeepsOpenRowsAndYoungerRuns();
    void runMustExist();

private:
    qint64 beginRun();
    core::Result<void> move(qint64 run, qint64 seq, JournalState to);
    JournalState stateOf(int number);

    std::unique_ptr<store::Database> m_database;
};

void JournalTest::init()
{
    m_database = fixture::inMemory();
}

qint64 JournalTest::beginRun()
{
    store::Runs runs(*m_database);
    qint64 id = 0;
    const auto begun = inTransaction(*m_database, [&] {
        auto run = runs.begin({at(1), QStringLiteral("manual"), {}, 1});
        id = run.value_or(0);
        return run;
    });
    if (!begun)
        QTest::qFail(qUtf8Printable(begun.error().what), __FILE__, __LINE__);
    return id;
}

core::Result<void> JournalTest::move(qint64 run, qint64 seq, JournalState to)
{
    store::Journal journal(*m_database);
    return inTransaction(*m_database, [&]() -> core::Result<void> {
        switch (to) {
        case JournalState::Planned:
            return journal.planned(run, {sample::intent(seq, int(seq))});
        case JournalState::Sent:
            return journal.sent(run, 1, {seq});
        case JournalState::Confirmed:
            return journal.confirmed(run, {seq});
        case JournalState::Failed:
            return journal.failed(
                run, {{seq, QStringLiteral("FIELD_CUSTOM_VALIDATION_EXCEPTION")}});
        case JournalState::Quarantined:
            return journal.quarantined(run, {{seq, QStringLiteral("POISON")}});
        case JournalState::Superseded:
            return journal.superseded(run, {seq});
        }
        return {};
    });
}

JournalState JournalTest::stateOf(int number)
{
    return valueOf(store::Journal(*m_database).ofKey(sample::key(number), 1)).at(0).state;
}

void JournalTest::rowComesBackAsItWasPromised()
{
    store::Journal journal(*m_database);
    const qint64 run = beginRun();
    store::Intent intent = sample::intent(3, 8);
    intent.side = store::Side::HubSpot;
    intent.kind = core::Kind::Call;
    intent.task = sample::salesforceId(QLatin1String("00T"), 8);
    QCOMPARE(failure(inTransaction(
                 *m_database, [&] { return journal.plannedAndSent(run, 7, {intent}); })),
        QString());
    const auto open = valueOf(journal.openRows(10));
    QCOMPARE(open.size(), std::size_t(1));
    const store::JournalRow expected{run, intent, JournalState::Sent, 7, {}};
    QVERIFY(open.at(0) == expected);
}

void JournalTest::rowGoesFromPlannedToItsEnd()
{
    store::Journal journal(*m_database);
    const qint64 run = beginRun();
    QCOMPARE(failure(move(run, 1, JournalState::Planned)), QString());
    QCOMPARE(valueOf(journal.openRows(10)).at(0).batch, 0);
    QCOMPARE(failure(move(run, 1, JournalState::Sent)), QString());
    QCOMPARE(valueOf(journal.openRows(10)).at(0).batch, 1);
    QCOMPARE(valueOf(journal.openCount()), 1);
    QCOMPARE(failure(move(run, 1, JournalState::Confirmed)), QString());
    QCOMPARE(valueOf(journal.openCount()), 0);
    QVERIFY(valueOf(journal.openRows(10)).empty());
    const auto row = valueOf(journal.ofKey(sample::key(1), 10)).at(0);
    QCOMPARE(row.state, JournalState::Confirmed);
    QCOMPARE(row.intent.detail, QByteArray());
    const std::map<JournalState, int> counts{{JournalState::Confirmed, 1}};
    QCOMPARE(valueOf(journal.counts(run)), counts);
}

void JournalTest::onlyLegalMovesAreMade_data()
{
    using enum JournalState;
    QTest::addColumn<JournalState>("from");
    QTest::addColumn<JournalState>("to");
    QTest::addColumn<bool>("legal");
    const std::vector<std::pair<JournalState, JournalState>> legal{{Planned, Sent},
        {Planned, Superseded}, {Sent, Confirmed}, {Sent, Failed}, {Sent, Quarantined},
        {Sent, Superseded}};
    for (const auto from : {Planned, Sent, Confirmed, Failed, Quarantined, Superseded}) {
        for (const auto to : {Sent, Confirmed, Failed, Quarantined, Superseded}) {
            const bool allowed
                = std::find(legal.begin(), legal.end(), std::pair(from, to)) != legal.end();
            QTest::addRow(
                "%s to %s", qPrintable(store::stateName(from)), qPrintable(store::stateName(to)))
                << from << to << allowed;
        }
    }
}

void JournalTest::onlyLegalMovesAreMade()
{
    QFETCH(JournalState, from);
    QFETCH(JournalState, to);
    QFETCH(bool, legal);
    const qint64 run = beginRun();
    QCOMPARE(failure(move(run, 1, JournalState::Planned)), QString());
    if (from != JournalState::Planned && from != JournalState::Superseded)
        QCOMPARE(failure(move(run, 1, JournalState::Sent)), QString());
    if (from != JournalState::Planned && from != JournalState::Sent)
        QCOMPARE(failure(move(run, 1, from)), QString());
    const auto moved = move(run, 1, to);
    QCOMPARE(moved.has_value(), legal);
    QCOMPARE(stateOf(1), legal ? to : from);
    if (!legal)
        QCOMPARE(errorOf(moved), core::Error::Kind::Store);
}

void JournalTest::halfAMoveIsNoMove()
{
    store::Journal journal(*m_database);
    const qint64 run = beginRun();
    const std::vector intents{sample::intent(1, 1), sample::intent(2, 2)};
    QCOMPARE(failure(inTransaction(
                 *m_database, [&] { return journal.plannedAndSent(run, 1, intents); })),
        QString());
    const auto moved = inTransaction(*m_database, [&] {
        return journal.confirmed(run, {1, 2, 3});
    });
    QCOMPARE(errorOf(moved), core::Error::Kind::Store);
    QCOMPARE(valueOf(journal.openCount()), 2);
    // Naming a row twice is one move.
    QCOMPARE(failure(inTransaction(*m_database,
                 [&] {
                     return journal.confirmed(run, {1, 2, 2});
                 })),
        QString());
}

void JournalTest::oneOpenRowPerKeySideAndOperation()
{
    store::Journal journal(*m_database);
    const qint64 first = beginRun();
    const qint64 second = beginRun();
    QCOMPARE(failure(move(first, 1, JournalState::Planned)), QString());
    store::Intent again = sample::intent(1, 1);
    const auto put = [&] {
        return inTransaction(*m_database, [&] { return journal.planned(second, {again}); });
    };
    QCOMPARE(errorOf(put()), core::Error::Kind::Store);
    QCOMPARE(failure(move(first, 1, JournalState::Sent)), QString());
    QCOMPARE(errorOf(put()), core::Error::Kind::Store);
    QCOMPARE(valueOf(journal.openCount()), 1);
    again.op = QStringLiteral("updateTask");
    QCOMPARE(failure(put()), QString());
    again.seq = 2;
    again.side = store::Side::HubSpot;
    QCOMPARE(failure(put()), QString());
    QCOMPARE(valueOf(journal.openCount()), 3);
}

void JournalTest::closedRowMakesRoomForTheNextPromise()
{
    const qint64 first = beginRun();
    const qint64 second = beginRun();
    QCOMPARE(failure(move(first, 1, JournalState::Planned)), QString());
    QCOMPARE(failure(move(first, 1, JournalState::Superseded)), QString());
    QCOMPARE(failure(move(second, 1, JournalState::Planned)), QString());
}

void JournalTest::whatWasTakenBackMayBePromisedAgain()
{
    store::Journal journal(*m_database);
    const qint64 run = beginRun();
    const auto intent = sample::intent(1, 1);
    const auto promise = [&](const store::Intent& one, qint64 batch) {
        return failure(
            inTransaction(*m_database, [&] { return journal.plannedAndSent(run, batch, {one}); }));
    };
    QCOMPARE(promise(intent, 1), QString());
    QCOMPARE(failure(move(run, 1, JournalState::Superseded)), QString());
    auto other = intent;
    other.payloadHash = QByteArray(32, 'x');
    QVERIFY(!promise(other, 2).isEmpty()); // another write under the same number
    QCOMPARE(promise(intent, 2), QString());
    const store::JournalRow expected{run, intent, JournalState::Sent, 2, {}};
    QVERIFY(valueOf(journal.openRows(10)).at(0) == expected); // with what it is settled by
    QCOMPARE(failure(move(run, 1, JournalState::Confirmed)), QString());
    QVERIFY(!promise(intent, 3).isEmpty()); // what was written is not promised again
    QCOMPARE(stateOf(1), JournalState::Confirmed);
}

void JournalTest::seqIsUniqueInARun()
{
    store::Journal journal(*m_database);
    const qint64 run = beginRun();
    const std::vector intents{sample::intent(1, 1), sample::intent(1, 2)};
    const auto put = inTransaction(*m_database, [&] { return journal.planned(run, intents); });
    QCOMPARE(errorOf(put), core::Error::Kind::Store);
    QCOMPARE(valueOf(journal.openCount()), 0);
}

void JournalTest::openRowsAreOfAllRunsAndComeInPages()
{
    store::Journal journal(*m_database);
    const qint64 first = beginRun();
    const qint64 second = beginRun();
    for (const qint64 seq : {5, 1, 3})
        QCOMPARE(failure(move(second, seq, JournalState::Planned)), QString());
    for (const qint64 seq : {9, 7})
        QCOMPARE(failure(move(first, seq, JournalState::Planned)), QString());
    QCOMPARE(failure(move(second, 3, JournalState::Superseded)), QString());
    std::vector<std::pair<qint64, qint64>> found;
    for (std::pair<qint64, qint64> after{0, 0};;) {
        const auto page = valueOf(journal.openRows(2, after.first, after.second));
        if (page.empty())
            break;
        for (const store::JournalRow& row : page)
            found.emplace_back(row.run, row.intent.seq);
        after = found.back();
    }
    const std::vector<std::pair<qint64, qint64>> expected{
        {first, 7}, {first, 9}, {second, 1}, {second, 5}};
    QCOMPARE(found, expected);
}

void JournalTest::triesCountRefusalsSinceTheLastSuccess()
{
    store::Journal journal(*m_database);
    const auto attempt = [&](JournalState end) {
        const qint64 run = beginRun();
        return move(run, 1, JournalState::Planned) && move(run, 1, JournalState::Sent)
            && move(run, 1, end);
    };
    const auto tries = [&] { return valueOf(journal.tries({sample::key(1), sample::key(2)})); };
    QVERIFY(tries().isEmpty());
    QVERIFY(attempt(JournalState::Failed));
    QVERIFY(attempt(JournalState::Superseded));
    QVERIFY(attempt(JournalState::Quarantined));
    QCOMPARE(tries().value(sample::key(1)), 2);
    QVERIFY(attempt(JournalState::Confirmed));
    QVERIFY(tries().isEmpty());
    QVERIFY(attempt(JournalState::Failed));
    QCOMPARE(tries().value(sample::key(1)), 1);
    QCOMPARE(valueOf(journal.ofKey(sample::key(1), 2)).at(0).code,
        QStringLiteral("FIELD_CUSTOM_VALIDATION_EXCEPTION"));
}

void JournalTest::tooMuchDetailIsRefused()
{
    store::Journal journal(*m_database);
    const qint64 run = beginRun();
    store::Intent intent = sample::intent(1, 1);
    const auto put = [&] {
        return inTransaction(*m_database, [&] { return journal.planned(run, {intent}); });
    };
    intent.detail = QByteArray(1025, 'd');
    QCOMPARE(errorOf(put()), core::Error::Kind::Store);
    intent.detail.chop(1);
    QCOMPARE(failure(put()), QString());
}

void JournalTest::pruneKeepsOpenRowsAndYoungerRuns()
{
    store::Journal journal(*m_database);
    const qint64 first = beginRun();
    const qint64 second = beginRun();
    for (const qint64 seq : {1, 2, 3})
        QCOMPARE(failure(move(first, seq, JournalState::Planned)), QString());
    QCOMPARE(failure(move(second, 4, JournalState::Planned)), QString());
    for (const qint64 seq : {1, 2})
        QCOMPARE(failure(move(first, seq, JournalState::Superseded)), QString());
    QCOMPARE(failure(move(second, 4, JournalState::Superseded)), QString());
    const auto prune = [&](int limit) {
        int removed = 0;
        const auto pruned = inTransaction(*m_database, [&] {
            auto result = journal.prune(second, limit);
            removed = result.value_or(-1);
            return result;
        });
        return pruned ? removed : -1;
    };
    QCOMPARE(prune(1), 1);
    QCOMPARE(prune(100), 1);
    QCOMPARE(prune(100), 0);
    QCOMPARE(valueOf(journal.openCount()), 1);
    QCOMPARE(valueOf(journal.counts(second)).size(), std::size_t(1));
}

void JournalTest::runMustExist()
{
    QCOMPARE(errorOf(move(17, 1, JournalState::Planned)), core::Error::Kind::Store);
}

QTEST_GUILESS_MAIN(JournalTest)
#include "tst_journal.moc"
