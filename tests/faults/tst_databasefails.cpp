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
    const faults::Sound& soundOf(const faults::Scenario& scenario);

    FaultVfs m_vfs;
    std::map<QString, faults::Sound> m_sound; // by the name of the scenario
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

const faults::Sound& DatabaseFailsTest::soundOf(const faults::Scenario& scenario)
{
    const QString name = QLatin1String(scenario.name);
    if (!m_sound.contains(name))
        m_sound.emplace(name, faults::soundRun(m_vfs, scenario));
    return m_sound.at(name);
}

void DatabaseFailsTest::everyCallFails_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<int>("code");
    struct Code
    {
        const char* name;
        int code;
    };
    static constexpr Code codes[] = {{"busy", SQLITE_BUSY}, {"full", SQLITE_FULL},
        {"input or output", SQLITE_IOERR}, {"damaged", SQLITE_CORRUPT},
        {"read only", SQLITE_READONLY}, {"cannot open", SQLITE_CANTOPEN}};
    for (const faults::Scenario& scenario : all()) {
        for (const Code& code : codes) {
            const QByteArray row = QByteArray(scenario.name) + ", " + code.name;
            QTest::newRow(row.constData()) << QString::fromLatin1(scenario.name) << code.code;
        }
    }
}

void DatabaseFailsTest::everyCallFails()
{
    QFETCH(QString, scenario);
    QFETCH(int, code);
    const faults::Scenario story = named(scenario);
    const faults::Sound& sound = soundOf(story);
    for (const auto lasting : {FaultVfs::Lasting::Once, FaultVfs::Lasting::FromThenOn}) {
        const auto failed = faults::failEveryCall(m_vfs, story, sound, {code, lasting, stride});
        const bool isOnce = lasting == FaultVfs::Lasting::Once;
        qInfo("%s: %zu of %zu calls failed, %zu runs told of it", isOnce ? "once" : "from then on",
            failed.failed, sound.calls, failed.told);
        QVERIFY2(failed.deviation.isEmpty(), qPrintable(failed.deviation));
        // Only what fails when all is done need not be told, and a lock is asked for again.
        QVERIFY(isOnce || failed.told > failed.failed / 2);
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
    const faults::Sound& sound = soundOf(story);
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
