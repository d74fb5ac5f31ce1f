// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/lease.h"

#include "store/childprocess.h"
#include "store/fixture.h"
#include "store/journal.h"
#include "store/links.h"
#include "store/log.h"
#include "store/runs.h"
#include "store/samples.h"
#include "store/watermarks.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <fcntl.h>
#include <sys/stat.h>

using fixture::errorOf;
using fixture::failure;
using fixture::inTransaction;
using fixture::valueOf;
using sample::at;

// One runner per profile, over handles and over processes; what is left when one dies.
class LeaseTest final : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup() { m_folder.reset(); }
    void epochRisesWithEveryHolder();
    void secondHandleIsLockedUntilTheFirstLetsGo();
    void sameHandleHoldsItOnce();
    void movedLeaseIsHeldOnce();
    void databaseInMemoryHasALeaseToo();
    void lookingDoesNotTakeIt();
    void lockFileIsPrivateAndStays();
    void otherProcessIsNamed();
    void deadProcessHoldsNothing();
    void overtakenHolderCommitsNothing();
    void silentHolderIsTakenOver();
    void aSignOfLifeStopsATakeOver();
    void ofTwoTakersOneWins();
    void anOlderCopyLosesTheNoteOfKeyedTasks();
    void writingWithoutALeaseIsNotChecked();
    void letGoLeavesAnEmptyLog();
    void killedProcessLeavesWholeBatches();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("state.sqlite")); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void LeaseTest::epochRisesWithEveryHolder()
{
    const auto database = fixture::open(path());
    for (qint64 epoch = 1; epoch <= 3; ++epoch) {
        QVERIFY(!database->epoch().has_value());
        const auto lease = store::Lease::tryAcquire(*database);
        QVERIFY(lease.has_value());
        QCOMPARE(lease->epoch(), epoch);
        QCOMPARE(database->epoch(), std::optional(epoch));
    }
}

void LeaseTest::secondHandleIsLockedUntilTheFirstLetsGo()
{
    const auto one = fixture::open(path());
    const auto two = fixture::open(path());
    {
        const auto lease = store::Lease::tryAcquire(*one);
        QVERIFY(lease.has_value());
        const auto other = store::Lease::tryAcquire(*two);
        QCOMPARE(errorOf(other), core::Error::Kind::Locked);
        QVERIFY2(other.error().what.contains(QString::number(QCoreApplication::applicationPid())),
            qPrintable(other.error().what));
        QVERIFY(!two->epoch().has_value());
    }
    QVERIFY(store::Lease::tryAcquire(*two).has_value());
}

void LeaseTest::sameHandleHoldsItOnce()
{
    const auto database = fixture::open(path());
    const auto lease = store::Lease::tryAcquire(*database);
    QVERIFY(lease.has_value());
    QCOMPARE(errorOf(store::Lease::tryAcquire(*database)), core::Error::Kind::Locked);
    QCOMPARE(database->epoch(), std::optional(lease->epoch()));
}

void LeaseTest::movedLeaseIsHeldOnce()
{
    const auto database = fixture::open(path());
    auto lease = store::Lease::tryAcquire(*database);
    {
        const store::Lease moved = std::move(*lease);
        QCOMPARE(moved.epoch(), 1);
        QVERIFY(database->epoch().has_value());
    }
    QVERIFY(!database->epoch().has_value());
    QVERIFY(store::Lease::tryAcquire(*database).has_value());
}

void LeaseTest::databaseInMemoryHasALeaseToo()
{
    const auto database = fixture::inMemory();
    const auto lease = store::Lease::tryAcquire(*database);
    QVERIFY(lease.has_value());
    QCOMPARE(errorOf(store::Lease::tryAcquire(*database)), core::Error::Kind::Locked);
    QVERIFY(valueOf(store::Lease::holder(*database)).has_value());
}

void LeaseTest::lookingDoesNotTakeIt()
{
    const auto one = fixture::open(path());
    const auto reader = fixture::open(path(), true);
    QVERIFY(!valueOf(store::Lease::holder(*reader)).has_value());
    const auto lease = store::Lease::tryAcquire(*one);
    QVERIFY(lease.has_value());
    const store::Holder me{QCoreApplication::applicationPid(), QSysInfo::machineHostName()};
    QVERIFY(valueOf(store::Lease::holder(*reader)) == me);
    QVERIFY(valueOf(store::Lease::holder(*one)) == me);
}

void LeaseTest::lockFileIsPrivateAndStays()
{
    const auto database = fixture::open(path());
    QVERIFY(store::Lease::tryAcquire(*database).has_value());
    const QFileInfo lock(m_folder->filePath(QStringLiteral("run.lock")));
    QVERIFY(lock.exists());
    QVERIFY(!(lock.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther)));
}

void LeaseTest::otherProcessIsNamed()
{
    ChildProcess child([this](const auto& tell) {
        const auto database = fixture::open(path());
        const auto lease = store::Lease::tryAcquire(*database);
        if (lease)
            tell();
        ::pause();
    });
    QVERIFY(child.hear(1));
    const auto database = fixture::open(path());
    const auto lease = store::Lease::tryAcquire(*database);
    QCOMPARE(errorOf(lease), core::Error::Kind::Locked);
    QVERIFY2(
        lease.error().what.contains(QString::number(child.pid())), qPrintable(lease.error().what));
    const auto holder = valueOf(store::Lease::holder(*database));
    QVERIFY(holder.has_value());
    QCOMPARE(holder->pid, child.pid());
}

void LeaseTest::deadProcessHoldsNothing()
{
    ChildProcess child([this](const auto& tell) {
        const auto database = fixture::open(path());
        const auto lease = store::Lease::tryAcquire(*database);
        store::Runs runs(*database);
        const auto begun = inTransaction(*database, [&] {
            return runs.begin({at(1), QStringLiteral("manual"), {}, 1});
        });
        if (lease && begun)
            tell();
        ::pause();
    });
    QVERIFY(child.hear(1));
    child.end();
    const auto database = fixture::open(path());
    QVERIFY(!valueOf(store::Lease::holder(*database)).has_value());
    QCOMPARE(valueOf(store::Runs(*database).get(1))->outcome, store::RunOutcome::Interrupted);
    const auto lease = store::Lease::tryAcquire(*database);
    QVERIFY(lease.has_value());
    QCOMPARE(lease->epoch(), 2);
    QCOMPARE(valueOf(store::Runs(*database).get(1))->outcome, store::RunOutcome::Interrupted);
}

void LeaseTest::overtakenHolderCommitsNothing()
{
    const auto sleeper = fixture::open(path());
    const auto lease = store::Lease::tryAcquire(*sleeper);
    QVERIFY(lease.has_value());
    store::Links links(*sleeper);
    QCOMPARE(
        failure(inTransaction(*sleeper, [&] { return links.put(sample::link(1)); })), QString());
    // The lock is lost without the holder noticing: somebody tidied up.
    QVERIFY(QFile::remove(m_folder->filePath(QStringLiteral("run.lock"))));
    const auto successor = fixture::open(path());
    const auto taken = store::Lease::tryAcquire(*successor);
    QVERIFY(taken.has_value());
    QCOMPARE(taken->epoch(), lease->epoch() + 1);
    const auto late = inTransaction(*sleeper, [&] { return links.put(sample::link(2)); });
    QCOMPARE(errorOf(late), core::Error::Kind::Locked);
    QVERIFY(!sleeper->isInTransaction());
    QCOMPARE(valueOf(store::Links(*successor).living()), 1);
    store::Links theirs(*successor);
    QCOMPARE(
        failure(inTransaction(*successor, [&] { return theirs.put(sample::link(3)); })), QString());
}

// Nobody turns an event loop here, so that no holder shows a sign of life.
void LeaseTest::silentHolderIsTakenOver()
{
    const auto sleeper = fixture::open(path());
    const auto lease = store::Lease::tryAcquire(*sleeper);
    QVERIFY(lease.has_value());
    QCOMPARE(failure(store::Lease::check(*sleeper)), QString());
    const auto successor = fixture::open(path());
    const auto seen = valueOf(store::Lease::lastSign(*successor));
    QCOMPARE(seen.epoch, lease->epoch());
    QCOMPARE(seen.noted, lease->epoch());
    const auto taken = store::Lease::takeOver(*successor, seen);
    QVERIFY2(taken.has_value(), taken ? "" : qPrintable(taken.error().what));
    QCOMPARE(taken->epoch(), lease->epoch() + 1);

    store::Links late(*sleeper);
    const auto refused = inTransaction(*sleeper, [&] { return late.put(sample::link(1)); });
    QCOMPARE(errorOf(refused), core::Error::Kind::Locked);
    QCOMPARE(refused.error().code, QStringLiteral("TAKEN_OVER"));
    QCOMPARE(errorOf(store::Lease::check(*sleeper)), core::Error::Kind::Locked);
    QCOMPARE(failure(store::Lease::check(*successor)), QString());
    store::Links theirs(*successor);
    QCOMPARE(
        failure(inTransaction(*successor, [&] { return theirs.put(sample::link(2)); })), QString());
    // The lock that everybody looks at is the successor's.
    const auto third = fixture::open(path());
    QCOMPARE(errorOf(store::Lease::tryAcquire(*third)), core::Error::Kind::Locked);
    QCOMPARE(valueOf(store::Links(*third).living()), 1);
}

void LeaseTest::aSignOfLifeStopsATakeOver()
{
    const auto holder = fixture::open(path());
    const auto lease = store::Lease::tryAcquire(*holder);
    const auto other = fixture::open(path());
    auto seen = valueOf(store::Lease::lastSign(*other));
    seen.at -= std::chrono::milliseconds(1); // it showed one since
    QCOMPARE(errorOf(store::Lease::takeOver(*other, seen)), core::Error::Kind::Locked);
    QCOMPARE(failure(store::Lease::check(*holder)), QString());
    // From the event loop it does so by itself.
    const timespec longAgo[2] = {{1000, 0}, {1000, 0}};
    const QByteArray lock = QFile::encodeName(m_folder->filePath(QStringLiteral("run.lock")));
    QCOMPARE(::utimensat(AT_FDCWD, lock.constData(), longAgo, 0), 0);
    QVERIFY(QTest::qWaitFor(
        [&] { return valueOf(store::Lease::lastSign(*other)).at > at(2'000'000); }));
}

void LeaseTest::ofTwoTakersOneWins()
{
    const auto sleeper = fixture::open(path());
    const auto lease = store::Lease::tryAcquire(*sleeper);
    const auto one = fixture::open(path());
    const auto two = fixture::open(path());
    const auto seen = valueOf(store::Lease::lastSign(*one));
    const auto first = store::Lease::takeOver(*one, seen);
    QVERIFY(first.has_value());
    QCOMPARE(errorOf(store::Lease::takeOver(*two, seen)), core::Error::Kind::Locked);
    QCOMPARE(failure(store::Lease::check(*one)), QString());
}

void LeaseTest::anOlderCopyLosesTheNoteOfKeyedTasks()
{
    const QString copy = m_folder->filePath(QStringLiteral("copy.sqlite"));
    const auto isNoted = [](store::Database& database) {
        return valueOf(store::Watermarks(database).value(store::keyedTasksNoted)).has_value();
    };
    {
        const auto database = fixture::open(path());
        QVERIFY(store::Lease::tryAcquire(*database).has_value());
        store::Watermarks marks(*database);
        const auto set = [&] { return marks.set(store::keyedTasksNoted, {at(1), {}}); };
        QCOMPARE(failure(inTransaction(*database, set)), QString());
        QCOMPARE(failure(database->backUp(copy)), QString());
        QVERIFY(store::Lease::tryAcquire(*database).has_value());
        QVERIFY(isNoted(*database));
        QCOMPARE(store::Lease::tryAcquire(*database)->epoch(), 3);
    }
    QVERIFY(QFile::remove(path()) && QFile::rename(copy, path()));
    const auto database = fixture::open(path());
    QVERIFY(isNoted(*database));
    const auto lease = store::Lease::tryAcquire(*database);
    QVERIFY(lease.has_value());
    QVERIFY(!isNoted(*database));
    QCOMPARE(lease->epoch(), 4);
}

void LeaseTest::writingWithoutALeaseIsNotChecked()
{
    const auto one = fixture::open(path());
    const auto two = fixture::open(path());
    const auto lease = store::Lease::tryAcquire(*one);
    QVERIFY(lease.has_value());
    store::Links links(*two);
    QCOMPARE(failure(inTransaction(*two, [&] { return links.put(sample::link(1)); })), QString());
}

void LeaseTest::letGoLeavesAnEmptyLog()
{
    const auto database = fixture::open(path());
    store::Links links(*database);
    {
        const auto lease = store::Lease::tryAcquire(*database);
        QVERIFY(lease.has_value());
        QCOMPARE(
            failure(inTransaction(*database, [&] { return links.putMany(sample::links(50)); })),
            QString());
        QVERIFY(QFileInfo(path() + QStringLiteral("-wal")).size() > 0);
    }
    QCOMPARE(QFileInfo(path() + QStringLiteral("-wal")).size(), 0);
}

void LeaseTest::killedProcessLeavesWholeBatches()
{
    constexpr int batchSize = 50;
    ChildProcess child([this](const auto& tell) {
        const auto database = fixture::open(path());
        store::Links links(*database);
        store::Watermarks marks(*database);
        for (int batch = 0; batch < 10000; ++batch) {
            const auto stored = inTransaction(*database, [&]() -> core::Result<void> {
                for (int number = 1; number <= batchSize; ++number) {
                    if (auto put = links.put(sample::link(batch * batchSize + number)); !put)
                        return put;
                }
                return marks.set(QStringLiteral("batches"), {at(batch + 1), {}});
            });
            if (!stored)
                ::_exit(3);
            tell();
        }
    });
    QVERIFY(child.hear(5));
    const int told = 5 + child.end();
    const auto database = fixture::open(path());
    QVERIFY(database != nullptr);
    const auto mark = valueOf(store::Watermarks(*database).value(QStringLiteral("batches")));
    QVERIFY(mark.has_value());
    const auto batches = mark->stamp.time_since_epoch().count();
    QVERIFY2(batches == told || batches == told + 1, qPrintable(QString::number(batches)));
    QCOMPARE(valueOf(store::Links(*database).living()), int(batches) * batchSize);
    QCOMPARE(failure(database->check()), QString());
}

QTEST_GUILESS_MAIN(LeaseTest)
#include "tst_lease.moc"
