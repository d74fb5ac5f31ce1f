// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/rebuilding.h"

#include "store/fixture.h"
#include "store/lease.h"
#include "store/links.h"
#include "store/rawfile.h"
#include "store/samples.h"

#include <QFileInfo>
#include <QTemporaryDir>

using fixture::errorOf;
using fixture::failure;
using fixture::inTransaction;
using fixture::valueOf;

// A new database in the place of an old one: what is kept, what is moved, what is refused.
class RebuildingTest final : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup() { m_folder.reset(); }
    void settingsAccountsAndTombstonesAreKept();
    void aFileThatIsNoDatabaseGivesTheFallback();
    void aDamagedRowIsNotKept();
    void anOpenLogGoesWithItsDatabase();
    void whoeverRunsIsNotDisturbed();
    void withoutADatabaseOneIsMade();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("state.sqlite")); }
    store::RebuildOptions options() const
    {
        return {path(), QStringLiteral("20261124T180000Z"), QByteArray("{\"from\": \"copy\"}")};
    }
    static core::Result<void> fill(store::Database& database);
    QByteArray settings() const
    {
        const auto database = fixture::open(path());
        return valueOf(store::SettingsStore(*database).load())
            .value_or(store::StoredSettings{})
            .json;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

const store::Bound bound{QStringLiteral("1"), QStringLiteral("2"), QByteArray("salt")};

core::Result<void> RebuildingTest::fill(store::Database& database)
{
    return inTransaction(database, [&]() -> core::Result<void> {
        store::SettingsStore settings(database);
        store::Binding binding(database);
        store::Links links(database);
        auto gone = sample::link(2);
        gone.state = core::Link::State::TaskGone;
        if (auto saved = settings.save("{\"from\": \"store\"}"); !saved)
            return tl::unexpected(saved.error());
        if (auto bind = binding.bind(bound); !bind)
            return tl::unexpected(bind.error());
        return links.putMany({sample::link(1), gone, sample::link(3)});
    });
}

void RebuildingTest::settingsAccountsAndTombstonesAreKept()
{
    QCOMPARE(failure(fill(*fixture::open(path()))), QString());
    const QByteArray before = rawfile::read(path());
    const auto rebuilt = valueOf(store::rebuild(options()));
    QVERIFY(!rebuilt.trouble && rebuilt.opened && rebuilt.settingsKept);
    QCOMPARE(rebuilt.tombstones, 1);
    QVERIFY(rebuilt.binding == bound);
    QVERIFY(rawfile::read(rebuilt.movedTo + QStringLiteral("/state.sqlite")) == before);
    QCOMPARE(settings(), QByteArray("{\"from\": \"store\"}"));
    const auto database = fixture::open(path());
    QVERIFY(valueOf(store::Binding(*database).current()) == bound);
    QCOMPARE(valueOf(store::Links(*database).keys({}, 10)), std::vector{sample::key(2)});
    QCOMPARE(valueOf(store::Links(*database).living()), 0);
}

void RebuildingTest::aFileThatIsNoDatabaseGivesTheFallback()
{
    rawfile::write(path(), QByteArray(2000, 'x'));
    const auto rebuilt = valueOf(store::rebuild(options()));
    QVERIFY(rebuilt.trouble && !rebuilt.opened && !rebuilt.settingsKept);
    QCOMPARE(rebuilt.trouble->kind, core::Error::Kind::StoreDamaged);
    QCOMPARE(
        rawfile::read(rebuilt.movedTo + QStringLiteral("/state.sqlite")), QByteArray(2000, 'x'));
    QCOMPARE(settings(), QByteArray("{\"from\": \"copy\"}"));
}

void RebuildingTest::aDamagedRowIsNotKept()
{
    QCOMPARE(failure(fill(*fixture::open(path()))), QString());
    rawfile::sql(path(),
        {QStringLiteral("UPDATE setting SET json = x'7b7d'"),
            QStringLiteral("UPDATE binding SET org = '3'")});
    const auto rebuilt = valueOf(store::rebuild(options()));
    QVERIFY(rebuilt.trouble && rebuilt.opened && !rebuilt.settingsKept);
    QVERIFY(rebuilt.binding == store::Bound{});
    QCOMPARE(settings(), QByteArray("{\"from\": \"copy\"}"));
}

void RebuildingTest::anOpenLogGoesWithItsDatabase()
{
    const auto open = fixture::open(path());
    QCOMPARE(failure(fill(*open)), QString());
    QVERIFY(QFileInfo(path() + QStringLiteral("-wal")).size() > 0);
    const auto rebuilt = valueOf(store::rebuild(options()));
    QVERIFY(QFileInfo::exists(rebuilt.movedTo + QStringLiteral("/state.sqlite-wal")));
    QVERIFY(rebuilt.settingsKept);
    QCOMPARE(settings(), QByteArray("{\"from\": \"store\"}"));
}

void RebuildingTest::whoeverRunsIsNotDisturbed()
{
    const auto database = fixture::open(path());
    const auto lease = store::Lease::tryAcquire(*database);
    QVERIFY(lease.has_value());
    QCOMPARE(errorOf(store::rebuild(options())), core::Error::Kind::Locked);
    QVERIFY(!QFileInfo::exists(store::asideFolder(path())));
    QCOMPARE(failure(fill(*database)), QString());
}

void RebuildingTest::withoutADatabaseOneIsMade()
{
    const auto rebuilt = valueOf(store::rebuild(options()));
    QVERIFY(rebuilt.movedTo.isEmpty() && !rebuilt.trouble);
    QVERIFY(!QFileInfo::exists(store::asideFolder(path())));
    QCOMPARE(settings(), QByteArray("{\"from\": \"copy\"}"));
}

QTEST_GUILESS_MAIN(RebuildingTest)
#include "tst_rebuilding.moc"
