// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/changes.h"
#include "store/databasefile.h"
#include "store/fixture.h"
#include "store/lease.h"
#include "store/links.h"
#include "store/log.h"
#include "store/migrations.h"
#include "store/rawfile.h"
#include "store/rows.h"
#include "store/samples.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>
#include <QTemporaryDir>

using fixture::errorOf;
using fixture::failure;
using fixture::inTransaction;
using fixture::valueOf;

// Opening, settings of the connection, transactions, statements, backups.
class DatabaseTest final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_folder.reset(); }
    void newFileIsPrivate();
    void openFileIsMadePrivate();
    void settingsOfTheWriter_data();
    void settingsOfTheWriter();
    void readerOnlyReads();
    void readerNeedsADatabase();
    void newerSchemaIsLeftAlone();
    void foreignDatabaseIsLeftAlone();
    void unfinishedFirstStartIsTakenUpAgain();
    void networkFileSystemsAreKnown_data();
    void networkFileSystemsAreKnown();

    void forgottenTransactionIsRolledBack();
    void oneTransactionAtATime();
    void transactionIsOverAfterCommit();
    void otherWriterIsLocked();
    void statementsAreReusedAndNestable();
    void errorsNameFileAndCodeButNoValues();
    void badStatementIsAnError();

    void backupIsACompletePrivateCopy();
    void backupDoesNotOverwrite();
    void copiedOpenFilesHoldWhatWasCommitted();
    void memoryOfTheReaderIsAnotherConnection();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("profile/state.sqlite")); }
    static core::Result<void> putLinks(store::Database& database, int count);

    std::unique_ptr<QTemporaryDir> m_folder;
};

void DatabaseTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

core::Result<void> DatabaseTest::putLinks(store::Database& database, int count)
{
    store::Links links(database);
    return inTransaction(database, [&] { return links.putMany(sample::links(count)); });
}

namespace {

constexpr QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
    | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;

} // namespace

void DatabaseTest::newFileIsPrivate()
{
    const auto database = fixture::open(path());
    QVERIFY(putLinks(*database, 5).has_value());
    for (const QString& name : {path(), path() + QStringLiteral("-wal"),
             path() + QStringLiteral("-shm"), QFileInfo(path()).absolutePath()}) {
        QVERIFY2(QFileInfo::exists(name), qPrintable(name));
        QVERIFY2(!(QFileInfo(name).permissions() & others), qPrintable(name));
    }
    QVERIFY(QFileInfo(QFileInfo(path()).absolutePath()).permissions() & QFile::ExeOwner);
}

void DatabaseTest::openFileIsMadePrivate()
{
    fixture::open(path()).reset();
    QVERIFY(QFile::setPermissions(path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    QVERIFY(fixture::open(path()) != nullptr);
    QVERIFY(!(QFileInfo(path()).permissions() & others));
}

void DatabaseTest::settingsOfTheWriter_data()
{
    QTest::addColumn<qint64>("expected");
    QTest::newRow("synchronous") << qint64(2);
    QTest::newRow("foreign_keys") << qint64(1);
    QTest::newRow("busy_timeout") << qint64(5000);
    QTest::newRow("trusted_schema") << qint64(0);
    QTest::newRow("cell_size_check") << qint64(1);
    QTest::newRow("secure_delete") << qint64(1);
    QTest::newRow("temp_store") << qint64(2);
    QTest::newRow("cache_size") << qint64(-4096);
    QTest::newRow("fullfsync") << qint64(1);
    QTest::newRow("query_only") << qint64(0);
    QTest::newRow("user_version") << qint64(store::migrations().back().version);
    QTest::newRow("application_id") << qint64(0x41427374);
}

void DatabaseTest::settingsOfTheWriter()
{
    QFETCH(qint64, expected);
    const auto database = fixture::open(path());
    const QString sql = QStringLiteral("PRAGMA ") + QString::fromLatin1(QTest::currentDataTag());
    QCOMPARE(valueOf(store::number(*database, sql)), expected);
    auto mode = database->reading(QStringLiteral("PRAGMA journal_mode"));
    QVERIFY(mode && mode->run() && mode->next().value_or(false));
    QCOMPARE(mode->text(0), QStringLiteral("wal"));
}

void DatabaseTest::readerOnlyReads()
{
    const auto writer = fixture::open(path());
    QVERIFY(putLinks(*writer, 3).has_value());
    const auto reader = fixture::open(path(), true);
    QCOMPARE(valueOf(store::Links(*reader).living()), 3);
    QVERIFY(putLinks(*writer, 4).has_value());
    QCOMPARE(valueOf(store::Links(*reader).living()), 4);
    QCOMPARE(errorOf(putLinks(*reader, 5)), core::Error::Kind::Store);
    QCOMPARE(errorOf(store::Lease::tryAcquire(*reader)), core::Error::Kind::Store);
    // Not even past our own rule.
    auto statement = reader->reading(QStringLiteral("DELETE FROM link"));
    QVERIFY(!statement || !statement->run());
    QCOMPARE(valueOf(store::number(*reader, QStringLiteral("PRAGMA query_only"))), 1);
    QCOMPARE(valueOf(store::number(*reader, QStringLiteral("PRAGMA wal_autocheckpoint"))), 0);
}

void DatabaseTest::readerNeedsADatabase()
{
    QCOMPARE(fixture::openError(path(), true)->kind, core::Error::Kind::Store);
    QVERIFY(!QFileInfo::exists(path()));
}

void DatabaseTest::newerSchemaIsLeftAlone()
{
    QVERIFY(putLinks(*fixture::open(path()), 3).has_value());
    rawfile::sql(path(), {QStringLiteral("PRAGMA user_version = 99")});
    const QByteArray before = rawfile::read(path());
    for (const bool readOnly : {false, true}) {
        const auto error = fixture::openError(path(), readOnly);
        QVERIFY(error.has_value());
        QCOMPARE(error->kind, core::Error::Kind::StoreNewer);
        QVERIFY2(error->what.contains(path()) && error->what.contains(QStringLiteral("99")),
            qPrintable(error->what));
    }
    QVERIFY(rawfile::read(path()) == before);
    QVERIFY(!QFileInfo::exists(QFileInfo(path()).absolutePath() + QStringLiteral("/backups")));
}

void DatabaseTest::foreignDatabaseIsLeftAlone()
{
    QVERIFY(QDir().mkpath(QFileInfo(path()).absolutePath()));
    rawfile::sql(path(),
        {QStringLiteral("CREATE TABLE bookmark(url TEXT)"),
            QStringLiteral("PRAGMA user_version = 1")});
    const QByteArray before = rawfile::read(path());
    QCOMPARE(fixture::openError(path())->kind, core::Error::Kind::StoreDamaged);
    QVERIFY(rawfile::read(path()) == before);
}

void DatabaseTest::unfinishedFirstStartIsTakenUpAgain()
{
    QVERIFY(QDir().mkpath(QFileInfo(path()).absolutePath()));
    rawfile::write(path(), {}); // crashed before the first page
    QVERIFY(putLinks(*fixture::open(path()), 1).has_value());
    QVERIFY(QFile::remove(path()));
    rawfile::sql(
        path(), {QStringLiteral("PRAGMA journal_mode = WAL")}); // before the first migration
    QVERIFY(putLinks(*fixture::open(path()), 1).has_value());
}

void DatabaseTest::networkFileSystemsAreKnown_data()
{
    QTest::addColumn<bool>("isNetwork");
    QTest::newRow("nfs4") << true;
    QTest::newRow("cifs") << true;
    QTest::newRow("fuse.sshfs") << true;
    QTest::newRow("ext4") << false;
    QTest::newRow("tmpfs") << false;
    QTest::newRow("") << false;
}

void DatabaseTest::networkFileSystemsAreKnown()
{
    QFETCH(bool, isNetwork);
    QCOMPARE(store::isNetworkFileSystem(QTest::currentDataTag()), isNetwork);
}

void DatabaseTest::forgottenTransactionIsRolledBack()
{
    const auto database = fixture::open(path());
    store::Links links(*database);
    {
        auto transaction = store::Transaction::begin(*database);
        QVERIFY(transaction.has_value());
        QCOMPARE(failure(links.put(sample::link(1))), QString());
        QCOMPARE(valueOf(links.living()), 1);
        const store::Transaction moved = std::move(*transaction);
        QVERIFY(database->isInTransaction());
    }
    QVERIFY(!database->isInTransaction());
    QCOMPARE(valueOf(links.living()), 0);
    QVERIFY(putLinks(*database, 2).has_value());
}

void DatabaseTest::oneTransactionAtATime()
{
    const auto database = fixture::inMemory();
    const auto first = store::Transaction::begin(*database);
    QVERIFY(first.has_value());
    QCOMPARE(errorOf(store::Transaction::begin(*database)), core::Error::Kind::Store);
    QVERIFY(database->isInTransaction());
}

void DatabaseTest::transactionIsOverAfterCommit()
{
    const auto database = fixture::inMemory();
    auto transaction = store::Transaction::begin(*database);
    QCOMPARE(failure(transaction->commit()), QString());
    QCOMPARE(errorOf(transaction->commit()), core::Error::Kind::Store);
    QCOMPARE(errorOf(store::Links(*database).put(sample::link(1))), core::Error::Kind::Store);
}

void DatabaseTest::otherWriterIsLocked()
{
    const auto database = fixture::open(path());
    auto other = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
    other.setDatabaseName(path());
    QVERIFY(other.open());
    QVERIFY(QSqlQuery(other).exec(QStringLiteral("BEGIN IMMEDIATE")));
    // Our own patience is five seconds; the test has less.
    QVERIFY(store::number(*database, QStringLiteral("PRAGMA busy_timeout = 1")).has_value());
    const auto begun = store::Transaction::begin(*database);
    QCOMPARE(errorOf(begun), core::Error::Kind::Locked);
    QCOMPARE(begun.error().code, QStringLiteral("SQLITE_5"));
    QVERIFY(QSqlQuery(other).exec(QStringLiteral("ROLLBACK")));
    other.close();
    other = {};
    QSqlDatabase::removeDatabase(QStringLiteral("other"));
    QVERIFY(putLinks(*database, 1).has_value());
}

void DatabaseTest::statementsAreReusedAndNestable()
{
    const auto database = fixture::inMemory();
    QVERIFY(putLinks(*database, 3).has_value());
    const QString sql = QStringLiteral("SELECT sync_key FROM link ORDER BY sync_key");
    auto outer = database->reading(sql);
    QVERIFY(outer && outer->run());
    int pairs = 0;
    while (outer->next().value_or(false)) {
        auto inner = database->reading(sql);
        QVERIFY(inner && inner->run());
        while (inner->next().value_or(false))
            ++pairs;
    }
    QCOMPARE(pairs, 9);
}

void DatabaseTest::errorsNameFileAndCodeButNoValues()
{
    const auto database = fixture::open(path());
    QVERIFY(putLinks(*database, 1).has_value());
    core::Link bad = sample::link(2);
    bad.task = sample::link(1).task;
    store::Links links(*database);
    const auto put = inTransaction(*database, [&] { return links.put(bad); });
    QCOMPARE(errorOf(put), core::Error::Kind::Store);
    const QString what = put.error().what;
    QVERIFY2(
        what.contains(path()) && what.contains(QStringLiteral("SQLite code")), qPrintable(what));
    QVERIFY2(!what.contains(bad.key.value) && !what.contains(bad.task.value), qPrintable(what));
    QCOMPARE(put.error().code, QStringLiteral("SQLITE_19"));
}

void DatabaseTest::badStatementIsAnError()
{
    const auto database = fixture::inMemory();
    QCOMPARE(errorOf(database->reading(QStringLiteral("SELECT nothing FROM nowhere"))),
        core::Error::Kind::Store);
    QVERIFY(putLinks(*database, 1).has_value());
}

void DatabaseTest::backupIsACompletePrivateCopy()
{
    const QString copy = m_folder->filePath(QStringLiteral("copy.sqlite"));
    const auto database = fixture::open(path());
    QVERIFY(putLinks(*database, 50).has_value());
    QCOMPARE(failure(database->backUp(copy)), QString());
    QVERIFY(!(QFileInfo(copy).permissions() & others));
    QVERIFY(putLinks(*database, 60).has_value());
    const auto restored = fixture::open(copy);
    QCOMPARE(valueOf(store::Links(*restored).living()), 50);
    QVERIFY(valueOf(store::Links(*restored).around({sample::key(50)})).value(sample::key(50))
        == sample::link(50));
    QCOMPARE(failure(restored->check()), QString());
}

void DatabaseTest::backupDoesNotOverwrite()
{
    const QString copy = m_folder->filePath(QStringLiteral("copy.sqlite"));
    const auto database = fixture::open(path());
    rawfile::write(copy, "precious");
    QCOMPARE(errorOf(database->backUp(copy)), core::Error::Kind::Store);
    QCOMPARE(rawfile::read(copy), QByteArray("precious"));
    const auto transaction = store::Transaction::begin(*database);
    const QString second = m_folder->filePath(QStringLiteral("second.sqlite"));
    QCOMPARE(errorOf(database->backUp(second)), core::Error::Kind::Store);
    QVERIFY(!QFileInfo::exists(second));
}

void DatabaseTest::copiedOpenFilesHoldWhatWasCommitted()
{
    const auto database = fixture::open(path());
    QVERIFY(putLinks(*database, 100).has_value());
    store::Links links(*database);
    auto transaction = store::Transaction::begin(*database);
    for (int number = 101; number <= 3000; ++number)
        QCOMPARE(failure(links.put(sample::link(number))), QString());
    // What the disk holds if the power goes now: the log has pages of a transaction that was never
    // committed.
    const QString copy = m_folder->filePath(QStringLiteral("copy.sqlite"));
    for (const QString& suffix : {QString(), QStringLiteral("-wal")})
        QVERIFY(QFile::copy(path() + suffix, copy + suffix));
    QVERIFY(transaction->commit().has_value());
    const auto survivor = fixture::open(copy);
    QVERIFY(survivor != nullptr);
    const auto page = valueOf(store::Links(*survivor).page({}, 5000));
    QCOMPARE(page.size(), std::size_t(100));
    QCOMPARE(failure(survivor->check()), QString());
}

void DatabaseTest::memoryOfTheReaderIsAnotherConnection()
{
    const auto one = fixture::inMemory();
    const auto two = fixture::inMemory();
    QVERIFY(putLinks(*one, 1).has_value());
    QCOMPARE(valueOf(store::Links(*two).living()), 0);
}

QTEST_GUILESS_MAIN(DatabaseTest)
#include "tst_database.moc"
