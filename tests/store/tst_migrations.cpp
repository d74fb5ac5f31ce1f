// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/migrations.h"

#include "store/binding.h"
#include "store/changes.h"
#include "store/childprocess.h"
#include "store/databasefile.h"
#include "store/errors.h"
#include "store/fixture.h"
#include "store/journal.h"
#include "store/lease.h"
#include "store/links.h"
#include "store/rawfile.h"
#include "store/samples.h"
#include "store/settingsstore.h"
#include "store/watermarks.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

using fixture::errorOf;
using fixture::failure;
using fixture::inTransaction;
using fixture::valueOf;
using store::Migration;

// The way of the schema from every version that was ever released, and what happens on the way.
class MigrationsTest final : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup() { m_folder.reset(); }
    void everyVersionHasItsDump();
    void keptSchemaComesUpToDate_data();
    void keptSchemaComesUpToDate();
    void versionsMustRise_data();
    void versionsMustRise();
    void stepsAreTakenInOrderAfterABackup();
    void failedStepLeavesTheVersionBefore();
    void killedStepIsTakenAgain();
    void runnerOfTheOldVersionIsNotDisturbed();
    void readerDoesNotMigrate();
    void sevenBackupsAreKept();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("state.sqlite")); }
    static QString dumpPath(int version);
    static QStringList schemaOf(const QString& path);
    static core::Result<std::unique_ptr<store::Database>> open(
        const QString& path, std::span<const Migration> schema);
    void fill();

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

core::Result<void> addColour(store::Database& database)
{
    return store::write(
        database, QStringLiteral("ALTER TABLE link ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'"));
}

core::Result<void> paint(store::Database& database)
{
    return store::write(database, QStringLiteral("UPDATE link SET colour = 'blue'"));
}

core::Result<void> paintAndFail(store::Database& database)
{
    if (auto painted = paint(database); !painted)
        return painted;
    return store::write(database, QStringLiteral("UPDATE link SET colour = NULL"));
}

core::Result<void> paintAndDie(store::Database& database)
{
    const auto painted = paint(database);
    ::kill(::getpid(), SIGKILL);
    return painted;
}

const Migration& first()
{
    return store::migrations().front();
}

QStringList colours(const QString& path)
{
    return rawfile::sql(path, {QStringLiteral("SELECT DISTINCT colour FROM link ORDER BY colour")});
}

QString version(const QString& path)
{
    return rawfile::sql(path, {QStringLiteral("PRAGMA user_version")}).join(u',');
}

} // namespace

QString MigrationsTest::dumpPath(int version)
{
    return QStringLiteral(TEST_DATA "/store/schema-v%1.sql").arg(version);
}

QStringList MigrationsTest::schemaOf(const QString& path)
{
    return rawfile::sql(path,
        {QStringLiteral(
            "SELECT sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name")});
}

core::Result<std::unique_ptr<store::Database>> MigrationsTest::open(
    const QString& path, std::span<const Migration> schema)
{
    return store::Database::open({path, false, schema});
}

void MigrationsTest::fill()
{
    const std::array steps{first()};
    const auto database = open(path(), steps);
    QVERIFY(database.has_value());
    store::Links links(**database);
    QCOMPARE(failure(inTransaction(**database, [&] { return links.putMany(sample::links(20)); })),
        QString());
}

void MigrationsTest::everyVersionHasItsDump()
{
    for (const Migration& step : store::migrations())
        QVERIFY2(QFileInfo::exists(dumpPath(step.version)), qPrintable(dumpPath(step.version)));
}

void MigrationsTest::keptSchemaComesUpToDate_data()
{
    QTest::addColumn<int>("version");
    for (const Migration& step : store::migrations())
        QTest::addRow("v%d", step.version) << step.version;
}

void MigrationsTest::keptSchemaComesUpToDate()
{
    QFETCH(int, version);
    rawfile::sql(path(), rawfile::statementsOf(rawfile::read(dumpPath(version))));
    {
        const auto database = fixture::open(path());
        QVERIFY(database != nullptr);
        QCOMPARE(failure(database->check()), QString());
        QVERIFY(valueOf(store::Links(*database).page({}, 10)) == sample::links(3));
        QCOMPARE(valueOf(store::Journal(*database).openRows(10)).size(), std::size_t(1));
        const store::Bound bound{
            QStringLiteral("4711"), QStringLiteral("00D000000000001AAA"), "salt"};
        QVERIFY(valueOf(store::Binding(*database).current()) == bound);
        QCOMPARE(valueOf(store::SettingsStore(*database).load())->revision, 2);
        QCOMPARE(valueOf(store::Watermarks(*database).all()).size(), std::size_t(1));
        QCOMPARE(valueOf(store::Errors(*database).list(10)).at(0).message,
            QStringLiteral("No such column 'Ünknown__c'"));
        QCOMPARE(store::Lease::tryAcquire(*database)->epoch(), 8);
    }
    // The way does not matter: an old database and a new one end with the same schema.
    const QString fresh = m_folder->filePath(QStringLiteral("fresh.sqlite"));
    QVERIFY(fixture::open(fresh) != nullptr);
    QCOMPARE(schemaOf(path()), schemaOf(fresh));
}

void MigrationsTest::versionsMustRise_data()
{
    QTest::addColumn<std::vector<int>>("versions");
    QTest::addColumn<bool>("good");
    QTest::newRow("one") << std::vector{1} << true;
    QTest::newRow("rising") << std::vector{1, 2, 7} << true;
    QTest::newRow("none") << std::vector<int>{} << false;
    QTest::newRow("zero") << std::vector{0, 1} << false;
    QTest::newRow("twice") << std::vector{1, 1} << false;
    QTest::newRow("falling") << std::vector{2, 1} << false;
}

void MigrationsTest::versionsMustRise()
{
    QFETCH(std::vector<int>, versions);
    QFETCH(bool, good);
    std::vector<Migration> steps;
    for (const int version : versions)
        steps.push_back({version, &addColour});
    QCOMPARE(store::versionsRise(steps), good);
}

void MigrationsTest::stepsAreTakenInOrderAfterABackup()
{
    fill();
    const std::array steps{first(), Migration{2, &addColour}, Migration{3, &paint}};
    {
        const auto database = open(path(), steps);
        QVERIFY(database.has_value());
        QVERIFY(valueOf(store::Links(**database).page({}, 100)).size() == 20);
        QVERIFY(!(*database)->epoch().has_value());
    }
    QCOMPARE(version(path()), QStringLiteral("3"));
    QCOMPARE(colours(path()), QStringList{QStringLiteral("blue")});
    const QString backup = m_folder->filePath(QStringLiteral("backups/state-v1-1.sqlite"));
    QVERIFY(!(QFileInfo(backup).permissions() & (QFile::ReadGroup | QFile::ReadOther)));
    QCOMPARE(version(backup), QStringLiteral("1"));
    const std::array old{first()};
    QCOMPARE(valueOf(store::Links(**open(backup, old)).living()), 20);
    // Nothing left to do, nothing backed up.
    QVERIFY(open(path(), steps).has_value());
    QCOMPARE(QDir(m_folder->filePath(QStringLiteral("backups"))).entryList(QDir::Files).size(), 1);
    QCOMPARE(errorOf(open(path(), old)), core::Error::Kind::StoreNewer);
}

void MigrationsTest::failedStepLeavesTheVersionBefore()
{
    fill();
    const std::array steps{first(), Migration{2, &addColour}, Migration{3, &paintAndFail}};
    QCOMPARE(errorOf(open(path(), steps)), core::Error::Kind::Store);
    QCOMPARE(version(path()), QStringLiteral("2"));
    QCOMPARE(colours(path()), QStringList{QStringLiteral("red")});
}

void MigrationsTest::killedStepIsTakenAgain()
{
    fill();
    ChildProcess child([this](const auto& tell) {
        const std::array steps{first(), Migration{2, &addColour}, Migration{3, &paintAndDie}};
        if (open(path(), steps))
            tell();
    });
    QCOMPARE(child.end(true), 0);
    const std::array steps{first(), Migration{2, &addColour}, Migration{3, &paint}};
    QVERIFY(open(path(), steps).has_value());
    QCOMPARE(version(path()), QStringLiteral("3"));
    QCOMPARE(colours(path()), QStringList{QStringLiteral("blue")});
}

void MigrationsTest::runnerOfTheOldVersionIsNotDisturbed()
{
    fill();
    const std::array old{first()};
    const std::array steps{first(), Migration{2, &addColour}};
    const auto running = open(path(), old);
    {
        const auto lease = store::Lease::tryAcquire(**running);
        QVERIFY(lease.has_value());
        QCOMPARE(errorOf(open(path(), steps)), core::Error::Kind::Locked);
    }
    QVERIFY(open(path(), steps).has_value());
}

void MigrationsTest::readerDoesNotMigrate()
{
    fill();
    const std::array steps{first(), Migration{2, &addColour}};
    QCOMPARE(errorOf(store::Database::open({path(), true, steps})), core::Error::Kind::Store);
    QCOMPARE(version(path()), QStringLiteral("1"));
}

void MigrationsTest::sevenBackupsAreKept()
{
    for (int number = 1; number <= 12; ++number) {
        const QString name = valueOf(store::nextBackupPath(path(), number));
        QCOMPARE(QFileInfo(name).fileName(), QStringLiteral("state-v%1-%1.sqlite").arg(number));
        rawfile::write(name, "copy");
    }
    rawfile::write(m_folder->filePath(QStringLiteral("backups/other-v1-1.sqlite")), "not ours");
    QCOMPARE(failure(store::removeOldBackups(path(), 7)), QString());
    const auto left = QDir(m_folder->filePath(QStringLiteral("backups"))).entryList(QDir::Files);
    QCOMPARE(left.size(), 8);
    QVERIFY(left.contains(QStringLiteral("other-v1-1.sqlite")));
    QVERIFY(left.contains(QStringLiteral("state-v6-6.sqlite")));
    QVERIFY(!left.contains(QStringLiteral("state-v5-5.sqlite")));
}

QTEST_GUILESS_MAIN(MigrationsTest)
#include "tst_migrations.moc"
