// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/fixture.h"
#include "store/planrows.h"
#include "store/runs.h"
#include "store/samples.h"

#include "store/lease.h"

#include <QTemporaryDir>

using fixture::errorOf;
using fixture::failure;
using fixture::inTransaction;
using fixture::valueOf;
using sample::at;
using store::RunOutcome;

class PlanTest final : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_database = fixture::inMemory(); }
    void cleanup() { m_database.reset(); }
    void planRowComesBackAsItWas();
    void pagesAreFilteredAndInTheOrderOfDeciding();
    void rowsAreReadWithoutTheirReasons();
    void recordsAreWithdrawn();
    void hashesComeInTheOrderOfKeys();
    void countsAreByKindAndAction();
    void headerIsRememberedUntilThePlanIsCleared();

    void runIsNumberedAndFinished();
    void onlyAnOpenRunIsFinished();
    void runsComeNewestFirst();
    void openRunWithoutAHolderIsInterrupted();
    void openRunOfTheHolderIsRunning();
    void nextHolderWritesTheInterruptionDown();

private:
    static store::PlanRow row(qint64 seq, int number, const char* action);
    void add(const std::vector<store::PlanRow>& rows);
    static qint64 begin(store::Database& database);

    std::unique_ptr<store::Database> m_database;
};

store::PlanRow PlanTest::row(qint64 seq, int number, const char* action)
{
    store::PlanRow row;
    row.seq = seq;
    row.action = QString::fromLatin1(action);
    row.key = sample::key(number);
    row.kind = number % 2 == 0 ? core::Kind::Task : core::Kind::Call;
    row.activity = {QString::number(number)};
    row.activityVersion = at(10 + number);
    row.taskVersion = at(20 + number);
    row.time = at(30 + number);
    row.rowHash = QByteArray(32, char('a' + number));
    row.why = {
        {core::ReasonCode::KindOn, {QStringLiteral("tasks"), QStringLiteral("\"quoted\"\nline")}},
        {core::ReasonCode::NewActivity, {}}};
    row.payloadOffset = seq * 1000;
    row.payloadSize = 321;
    return row;
}

void PlanTest::add(const std::vector<store::PlanRow>& rows)
{
    store::PlanRows plan(*m_database);
    QCOMPARE(failure(inTransaction(*m_database, [&] { return plan.add(rows); })), QString());
}

qint64 PlanTest::begin(store::Database& database)
{
    store::Runs runs(database);
    qint64 id = 0;
    const auto begun = inTransaction(database, [&] {
        auto run = runs.begin({at(100), QStringLiteral("manual"), {}, 4});
        id = run.value_or(-1);
        return run;
    });
    return begun ? id : -1;
}

void PlanTest::planRowComesBackAsItWas()
{
    add({row(1, 5, "createTask")});
    const store::PlanRows plan(*m_database);
    QVERIFY(valueOf(plan.page(0, 10)).at(0) == row(1, 5, "createTask"));
    QVERIFY(valueOf(plan.ofKey(sample::key(5))).at(0) == row(1, 5, "createTask"));
    QVERIFY(valueOf(plan.ofKey(sample::key(6))).empty());
}

void PlanTest::pagesAreFilteredAndInTheOrderOfDeciding()
{
    add({row(1, 9, "createTask"), row(2, 8, "updateTask"), row(3, 7, "createTask"),
        row(4, 6, "createTask"), row(5, 5, "exclude")});
    const store::PlanRows plan(*m_database);
    const auto seqs = [&](qint64 after, int limit, const store::PlanFilter& filter) {
        std::vector<qint64> found;
        for (const store::PlanRow& each : valueOf(plan.page(after, limit, filter)))
            found.push_back(each.seq);
        return found;
    };
    const QString create = QStringLiteral("createTask");
    QCOMPARE(seqs(0, 10, {}), (std::vector<qint64>{1, 2, 3, 4, 5}));
    QCOMPARE(seqs(2, 2, {}), (std::vector<qint64>{3, 4}));
    QCOMPARE(seqs(0, 10, {create, {}}), (std::vector<qint64>{1, 3, 4}));
    QCOMPARE(seqs(1, 1, {create, {}}), (std::vector<qint64>{3}));
    QCOMPARE(seqs(0, 10, {{}, core::Kind::Task}), (std::vector<qint64>{2, 4}));
    QCOMPARE(seqs(0, 10, {create, core::Kind::Task}), (std::vector<qint64>{4}));
    const QStringList noWrites{create, QStringLiteral("updateTask")};
    QCOMPARE(seqs(0, 10, {{}, {}, noWrites}), (std::vector<qint64>{5}));
    QCOMPARE(seqs(1, 10, {create, {}, noWrites}), (std::vector<qint64>{}));
}

void PlanTest::rowsAreReadWithoutTheirReasons()
{
    add({row(1, 5, "createTask")});
    auto bare = row(1, 5, "createTask");
    bare.why.clear();
    const store::PlanRows plan(*m_database);
    QVERIFY(valueOf(plan.page(0, 10, {.withReasons = false})).at(0) == bare);
}

void PlanTest::recordsAreWithdrawn()
{
    add({row(1, 9, "raiseConflict"), row(2, 9, "updateTask"), row(3, 7, "createTask"),
        row(4, 6, "createTask")});
    store::PlanRows plan(*m_database);
    const auto withdraw = [&](const std::vector<core::Key>& keys) {
        store::PlanRows::Counts counts;
        const auto done = inTransaction(*m_database, [&] {
            auto withdrawn = plan.withdraw(keys);
            counts = withdrawn.value_or(store::PlanRows::Counts{});
            return withdrawn;
        });
        return done ? counts : store::PlanRows::Counts{{{core::Kind::Task, failure(done)}, -1}};
    };
    QCOMPARE(withdraw({sample::key(1), sample::key(2)}), store::PlanRows::Counts{});
    const core::Kind kind = row(1, 9, "updateTask").kind;
    const store::PlanRows::Counts expected{{{kind, QStringLiteral("raiseConflict")}, 1},
        {{kind, QStringLiteral("updateTask")}, 1},
        {{row(3, 7, "createTask").kind, QStringLiteral("createTask")}, 1}};
    QCOMPARE(withdraw({sample::key(9), sample::key(7), sample::key(1)}), expected);
    const auto left = valueOf(plan.page(0, 10));
    QCOMPARE(left.size(), std::size_t(1));
    QCOMPARE(left.at(0).seq, qint64(4));
}

void PlanTest::hashesComeInTheOrderOfKeys()
{
    add({row(1, 9, "createTask"), row(2, 3, "raiseConflict"), row(3, 5, "exclude"),
        row(4, 3, "updateTask")});
    QStringList seen;
    const auto visited
        = store::PlanRows(*m_database)
              .visitHashesByKey(
                  [&seen](const core::Key& key, const QString& action, const QByteArray& hash) {
                      seen << key.value.section(u':', 3) + action + QLatin1Char(hash.at(0));
                  });
    QCOMPARE(failure(visited), QString());
    const QStringList expected{QStringLiteral("3raiseConflictd"), QStringLiteral("3updateTaskd"),
        QStringLiteral("5excludef"), QStringLiteral("9createTaskj")};
    QCOMPARE(seen, expected);
}

void PlanTest::countsAreByKindAndAction()
{
    add({row(1, 1, "createTask"), row(2, 2, "createTask"), row(3, 4, "createTask"),
        row(4, 6, "exclude")});
    const std::map<std::pair<core::Kind, QString>, int> expected{
        {{core::Kind::Call, QStringLiteral("createTask")}, 1},
        {{core::Kind::Task, QStringLiteral("createTask")}, 2},
        {{core::Kind::Task, QStringLiteral("exclude")}, 1}};
    QCOMPARE(valueOf(store::PlanRows(*m_database).counts()), expected);
}

void PlanTest::headerIsRememberedUntilThePlanIsCleared()
{
    store::PlanRows plan(*m_database);
    add({row(1, 1, "createTask")});
    QVERIFY(!valueOf(plan.header()).has_value());
    const store::PlanHeader header{
        QStringLiteral("ab12"), at(5), 3, QByteArray("{\"createTask\":1}")};
    QCOMPARE(failure(inTransaction(*m_database, [&] { return plan.remember({}); })), QString());
    QCOMPARE(failure(inTransaction(*m_database, [&] { return plan.remember(header); })), QString());
    QVERIFY(valueOf(plan.header()) == header);
    QCOMPARE(failure(inTransaction(*m_database, [&] { return plan.clear(); })), QString());
    QVERIFY(!valueOf(plan.header()).has_value());
    QVERIFY(valueOf(plan.page(0, 10)).empty());
}

void PlanTest::runIsNumberedAndFinished()
{
    store::Runs runs(*m_database);
    QCOMPARE(begin(*m_database), 1);
    const store::RunCounts counts{1, 2, 3, 4, 5, 6, 7};
    core::Error stop{core::Error::Kind::RateLimited, {}, QStringLiteral("SECONDLY")};
    stop.service = core::Service::HubSpot;
    stop.resumeAt = at(300);
    const auto finish = [&]() -> core::Result<void> {
        auto planned = runs.setPlan(1, QStringLiteral("hash"));
        return planned ? runs.finish(1, at(200), counts, RunOutcome::Failed, stop) : planned;
    };
    QCOMPARE(failure(inTransaction(*m_database, finish)), QString());
    const store::RunRow expected{1, {at(100), QStringLiteral("manual"), QStringLiteral("hash"), 4},
        RunOutcome::Failed, at(200), counts, stop};
    QVERIFY(valueOf(runs.get(1)) == expected);
    QVERIFY(!valueOf(runs.get(2)).has_value());
}

void PlanTest::onlyAnOpenRunIsFinished()
{
    store::Runs runs(*m_database);
    const auto finish = [&] { return runs.finish(1, at(200), {}, RunOutcome::Done); };
    QCOMPARE(errorOf(inTransaction(*m_database, finish)), core::Error::Kind::Store);
    QCOMPARE(begin(*m_database), 1);
    QCOMPARE(failure(inTransaction(*m_database, finish)), QString());
    QCOMPARE(errorOf(inTransaction(*m_database, finish)), core::Error::Kind::Store);
    QCOMPARE(errorOf(inTransaction(*m_database, [&] { return runs.progress(1, {}); })),
        core::Error::Kind::Store);
}

void PlanTest::runsComeNewestFirst()
{
    for (int number = 1; number <= 5; ++number)
        QCOMPARE(begin(*m_database), number);
    const store::Runs runs(*m_database);
    const auto newest = valueOf(runs.list(2));
    QCOMPARE(newest.size(), std::size_t(2));
    QCOMPARE(newest.at(0).id, 5);
    QCOMPARE(valueOf(runs.list(2, 4)).at(0).id, 3);
}

void PlanTest::openRunWithoutAHolderIsInterrupted()
{
    QCOMPARE(begin(*m_database), 1);
    QCOMPARE(valueOf(store::Runs(*m_database).list(1)).at(0).outcome, RunOutcome::Interrupted);
    QCOMPARE(valueOf(store::Runs(*m_database).get(1))->outcome, RunOutcome::Interrupted);
}

void PlanTest::openRunOfTheHolderIsRunning()
{
    const QTemporaryDir folder;
    const auto mine = fixture::open(folder.filePath(QStringLiteral("state.sqlite")));
    const auto reader = fixture::open(mine->path(), true);
    {
        const auto lease = store::Lease::tryAcquire(*mine);
        QVERIFY(lease.has_value());
        QCOMPARE(begin(*mine), 1);
        QCOMPARE(valueOf(store::Runs(*mine).get(1))->outcome, RunOutcome::Running);
        QCOMPARE(valueOf(store::Runs(*reader).get(1))->outcome, RunOutcome::Running);
    }
    QCOMPARE(valueOf(store::Runs(*reader).get(1))->outcome, RunOutcome::Interrupted);
}

void PlanTest::nextHolderWritesTheInterruptionDown()
{
    QCOMPARE(begin(*m_database), 1);
    const auto lease = store::Lease::tryAcquire(*m_database);
    QVERIFY(lease.has_value());
    QCOMPARE(begin(*m_database), 2);
    const auto runs = valueOf(store::Runs(*m_database).list(10));
    QCOMPARE(runs.at(0).outcome, RunOutcome::Running);
    QCOMPARE(runs.at(1).outcome, RunOutcome::Interrupted);
}

QTEST_GUILESS_MAIN(PlanTest)
#include "tst_plan.moc"
