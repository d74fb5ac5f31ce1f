// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/failing.h"

#include <QFile>
#include <QHashSeed>
#include <QLoggingCategory>
#include <QTest>

#include <sqlite3.h>

using namespace std::chrono_literals;
using support::FaultVfs;

// The i-th call to the file system of the database fails, for every i: the run ends in an error of
// the store or well, never in a wrong write, and the next one comes to the same end (G6, F13, F14).
class DatabaseFailsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everyCallFails_data();
    void everyCallFails();
    void anEmptyStoreAfterDamage_data();
    void anEmptyStoreAfterDamage();
    void aDamagedFileIsKept();

private:
    FaultVfs m_vfs;
};

namespace {

constexpr std::size_t stride = 71; // see faults::Failing

// The first syncs, and four of the later runs.
std::vector<faults::Scenario> all()
{
    static const QStringList later{QStringLiteral("new and changed records"),
        QStringLiteral("the user changed the same field"),
        QStringLiteral("a contact becomes synced"), QStringLiteral("a back-fill")};
    std::vector<faults::Scenario> scenarios = faults::firstSyncs();
    for (const auto& group : {faults::changes(), faults::openings()}) {
        std::copy_if(group.begin(), group.end(), std::back_inserter(scenarios),
            [](const auto& each) { return later.contains(QLatin1String(each.name)); });
    }
    return scenarios;
}

faults::Scenario named(const QString& name)
{
    const auto scenarios = all();
    const auto found = std::find_if(scenarios.begin(), scenarios.end(),
        [&](const faults::Scenario& scenario) { return QLatin1String(scenario.name) == name; });
    return *found;
}

} // namespace

void DatabaseFailsTest::initTestCase()
{
    QHashSeed::setDeterministicGlobalSeed(); // calls have to come in the same order every time
    QLoggingCategory::setFilterRules(QStringLiteral("activitybridge.store.warning=false"));
}

void DatabaseFailsTest::everyCallFails_data()
{
    QTest::addColumn<QString>("scenario");
    for (const faults::Scenario& scenario : all())
        QTest::newRow(scenario.name) << QString::fromLatin1(scenario.name);
}

void DatabaseFailsTest::everyCallFails()
{
    QFETCH(QString, scenario);
    const faults::Scenario story = named(scenario);
    const faults::Sound sound = faults::soundRun(m_vfs, story);
    for (const int code : {SQLITE_BUSY, SQLITE_FULL, SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_READONLY,
             SQLITE_CANTOPEN}) {
        for (const auto lasting : {FaultVfs::Lasting::Once, FaultVfs::Lasting::FromThenOn}) {
            const auto failed = faults::failEveryCall(m_vfs, story, sound, {code, lasting, stride});
            const bool isOnce = lasting == FaultVfs::Lasting::Once;
            qInfo("code %d %s: %zu of %zu calls failed, %zu runs told of it", code,
                isOnce ? "once" : "from then on", failed.failed, sound.calls, failed.told);
            QVERIFY2(failed.deviation.isEmpty(), qPrintable(failed.deviation));
            // Only what fails when all is done need not be told, and a lock is asked for again.
            QVERIFY(isOnce || failed.told > failed.failed / 2);
        }
    }
}

void DatabaseFailsTest::anEmptyStoreAfterDamage_data()
{
    QTest::addColumn<QString>("scenario");
    for (const faults::Scenario& scenario : faults::firstSyncs())
        QTest::newRow(scenario.name) << QString::fromLatin1(scenario.name);
}

// What the lost store knew is in Salesforce: nothing is made a second time.
void DatabaseFailsTest::anEmptyStoreAfterDamage()
{
    QFETCH(QString, scenario);
    const faults::Scenario story = named(scenario);
    const faults::Sound sound = faults::soundRun(m_vfs, story);
    const auto failed = faults::beginAnewAfterDamage(m_vfs, story, sound, stride);
    qInfo("%zu of %zu calls failed, %zu runs told of damage", failed.failed, sound.calls,
        failed.told);
    QVERIFY2(failed.deviation.isEmpty(), qPrintable(failed.deviation));
    QVERIFY(failed.told > 0);
}

// Damage that is in the file itself: the run stops before it writes anything to a CRM, and the file
// is still there for whoever wants to save something from it.
void DatabaseFailsTest::aDamagedFileIsKept()
{
    rig::Rig rig;
    const auto kari = rig.addPerson(QStringLiteral("Kari"));
    const QString call = rig.addCall(kari, QStringLiteral("Before"));
    rig.pass(10min);
    QCOMPARE(rig.run().tally.created, 1);
    rig.world.portal().editActivity(sandbox::hubspot::Object::Calls, call,
        {{QStringLiteral("hs_call_title"), QStringLiteral("After")}});
    rig.pass(10min);
    rig.closeStore();
    QFile file(rig.storePath());
    QVERIFY(file.open(QIODevice::ReadWrite));
    QByteArray bytes = file.readAll();
    QVERIFY(bytes.contains("hs_id"));
    // Every page but the first, which is the schema's: whatever is read is damaged.
    for (qsizetype page = 4096; page < bytes.size(); page += 4096)
        bytes.replace(page, 64, QByteArray(64, char(0xff)));
    QVERIFY(file.seek(0));
    QCOMPARE(file.write(bytes), bytes.size());
    file.close();

    const int writes = rig.salesforceWrites();
    core::Result<void> told = rig.tryOpenStore();
    if (told)
        told = faults::sync(rig);
    QVERIFY(!told);
    QCOMPARE(told.error().kind, core::Error::Kind::StoreDamaged);
    rig.closeStore();
    QCOMPARE(rig.salesforceWrites(), writes);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), bytes);
    file.close();

    rig.removeStore();
    rig.applySettings(rig::Rig::allKindsOn());
    const auto fresh = rig.run();
    QCOMPARE(fresh.tally.created, 0);
    QCOMPARE(fresh.tally.adopted, 1);
}

QTEST_GUILESS_MAIN(DatabaseFailsTest)
#include "tst_databasefails.moc"
