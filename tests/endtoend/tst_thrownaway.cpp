// SPDX-License-Identifier: GPL-3.0-or-later
#include "endtoend/profilefolder.h"
#include "endtoend/sandbox.h"
#include "store/rawfile.h"

#include <QDir>
#include <QFileInfo>

#include <functional>

using endtoend::ProfileFolder;
using endtoend::Ran;
using endtoend::run;
using endtoend::Sandbox;
using endtoend::Started;

namespace {

const QStringList syncNow{QStringLiteral("sync"), QStringLiteral("--yes")};
const QStringList rebuildNow{QStringLiteral("rebuild"), QStringLiteral("--yes")};
const QStringList doctor{QStringLiteral("doctor")};

const QStringList world{QStringLiteral("--contacts"), QStringLiteral("60"),
    QStringLiteral("--activities"), QStringLiteral("600"), QStringLiteral("--seed"),
    QStringLiteral("5"), QStringLiteral("--until"), QStringLiteral("2026-01-31T12:00:00Z")};

QByteArray settingsOf(const ProfileFolder& profile)
{
    return run(profile.at({QStringLiteral("settings"), QStringLiteral("export")})).out;
}

void removeStore(const ProfileFolder& profile)
{
    for (const char* end : {"", "-wal", "-shm"})
        QFile::remove(profile.store() + QLatin1String(end));
}

using Damage = std::function<void(const QString& store)>;

void overwrite(const QString& path, qint64 offset, const QByteArray& bytes)
{
    QByteArray all = rawfile::read(path);
    all.replace(qsizetype(offset), bytes.size(), bytes);
    rawfile::write(path, all);
}

} // namespace

Q_DECLARE_METATYPE(Damage)

// The store is a cache (reliability G13, F14): deleted, put back from an older copy, damaged and
// rebuilt, nothing is doubled, nothing is overwritten and no setting is lost.
class ThrownAwayTest final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void deletedAfterAnyRunNothingIsMadeTwice();
    void anOlderCopyOverwritesNothing();
    void aDamagedStoreIsExplainedAndRebuilt_data();
    void aDamagedStoreIsExplainedAndRebuilt();
    void aZeroedLogIsHarmless();
    void rebuildAsksFirst();
    void rebuildKeepsWhatWasDeleted();
    void rebuildWorksWithoutAConnection();
    void rebuildWaitsForARun();

private:
    void expectEachOnce(int atLeast);
    Ran sync(const QStringList& more = {})
    {
        return run(m_profile->json(syncNow + more), m_sandbox->variables());
    }

    std::unique_ptr<Sandbox> m_sandbox;
    std::unique_ptr<ProfileFolder> m_profile;
};

void ThrownAwayTest::init()
{
    m_sandbox = std::make_unique<Sandbox>(world);
    QVERIFY(m_sandbox->isUp());
    m_profile = std::make_unique<ProfileFolder>();
}

void ThrownAwayTest::cleanup()
{
    m_profile.reset();
    m_sandbox.reset();
}

void ThrownAwayTest::expectEachOnce(int atLeast)
{
    const auto creates = m_sandbox->createsByKey();
    QVERIFY2(creates.size() >= atLeast, QByteArray::number(creates.size()));
    for (auto it = creates.begin(); it != creates.end(); ++it)
        QVERIFY2(it.value() == 1, qPrintable(it.key()));
}

void ThrownAwayTest::deletedAfterAnyRunNothingIsMadeTwice()
{
    const QByteArray settings = settingsOf(*m_profile);
    // After a part of the first sync, and after all of it.
    for (const QStringList& limit :
        {QStringList{QStringLiteral("--limit"), QStringLiteral("100")}, QStringList{}}) {
        const Ran first = sync(limit);
        QVERIFY2(first.code == 0, first.all());
        removeStore(*m_profile);
    }
    const auto tasks = m_sandbox->tasksByKey();
    const qint64 written = m_sandbox->recordsWritten();
    const Ran again = sync();
    QVERIFY2(again.code == 0, again.all());
    QCOMPARE(m_sandbox->recordsWritten(), written);
    QCOMPARE(m_sandbox->tasksByKey(), tasks);
    expectEachOnce(200);
    QCOMPARE(rawfile::sql(
                 m_profile->store(), {QStringLiteral("SELECT count(*) FROM link WHERE state = 0")}),
        QStringList{QString::number(tasks.size())});
    QCOMPARE(settingsOf(*m_profile), settings);
}

void ThrownAwayTest::anOlderCopyOverwritesNothing()
{
    const Ran part = sync({QStringLiteral("--limit"), QStringLiteral("100")});
    QVERIFY2(part.code == 0, part.all());
    const QString copy = m_profile->path(QStringLiteral("copy.sqlite"));
    rawfile::sql(m_profile->store(), {QStringLiteral("VACUUM INTO '%1'").arg(copy)});
    const Ran rest = sync();
    QVERIFY2(rest.code == 0, rest.all());
    // Somebody works on a task that the copy does not know.
    QString edited;
    for (const QJsonObject& task : m_sandbox->look(QStringLiteral("tasks"))) {
        if (!task.value(QStringLiteral("key")).toString().isEmpty())
            edited = task.value(QStringLiteral("id")).toString(); // the last one made
    }
    QCOMPARE(m_sandbox->edit({{QStringLiteral("do"), QStringLiteral("salesforce.edit")},
                 {QStringLiteral("id"), edited},
                 {QStringLiteral("fields"),
                     QJsonObject{{QStringLiteral("Subject"), QStringLiteral("Mine")}}}}),
        edited);
    const auto tasks = m_sandbox->tasksByKey();
    const qint64 written = m_sandbox->recordsWritten();

    removeStore(*m_profile);
    QVERIFY(QFile::rename(copy, m_profile->store()));
    const Ran told = run(m_profile->at(doctor), m_sandbox->variables());
    QVERIFY2(told.code == 4 && told.out.contains("an older copy"), told.all());
    const Ran again = sync();
    QVERIFY2(again.code == 0, again.all());
    QCOMPARE(m_sandbox->tasksByKey(), tasks);
    QCOMPARE(m_sandbox->recordsWritten(), written);
    expectEachOnce(200);
}

void ThrownAwayTest::aDamagedStoreIsExplainedAndRebuilt_data()
{
    QTest::addColumn<Damage>("damage");
    QTest::addColumn<QByteArray>("words"); // of the doctor
    const QByteArray damaged("is damaged");
    QTest::newRow("other bytes") << Damage([](const QString& store) {
        rawfile::write(store, QByteArray("this is not a database\n").repeated(100));
    }) << damaged;
    QTest::newRow("cut off in a page") << Damage([](const QString& store) {
        rawfile::write(store, rawfile::read(store).chopped(1000));
    }) << damaged;
    QTest::newRow("half of it") << Damage([](const QString& store) {
        const QByteArray all = rawfile::read(store);
        rawfile::write(store, all.left(all.size() / 8192 * 4096));
    }) << damaged;
    QTest::newRow("flipped bits at the start") << Damage([](const QString& store) {
        overwrite(store, 3, QByteArray(1, char(rawfile::read(store)[3] ^ 0x10)));
    }) << damaged;
    QTest::newRow("flipped bits in the schema") << Damage([](const QString& store) {
        overwrite(store, 100, QByteArray(1, char(rawfile::read(store)[100] ^ 0x55)));
    }) << damaged;
    QTest::newRow("a zeroed page") << Damage([](const QString& store) {
        const qint64 pages = QFileInfo(store).size() / 4096;
        overwrite(store, pages / 2 * 4096, QByteArray(4096, '\0'));
    }) << damaged;
    QTest::newRow("newer schema") << Damage([](const QString& store) {
        rawfile::sql(store, {QStringLiteral("PRAGMA user_version = 99")});
    }) << QByteArray("A newer version of ActivityBridge");
}

void ThrownAwayTest::aDamagedStoreIsExplainedAndRebuilt()
{
    QFETCH(Damage, damage);
    QFETCH(QByteArray, words);
    const QByteArray settings = settingsOf(*m_profile);
    QVERIFY(sync().code == 0);
    const auto tasks = m_sandbox->tasksByKey();
    const qint64 written = m_sandbox->recordsWritten();
    damage(m_profile->store());
    const QByteArray bytes = rawfile::read(m_profile->store());

    const Ran told = run(m_profile->at(doctor), m_sandbox->variables());
    QCOMPARE(told.code, 7);
    QVERIFY2(told.out.contains(words) && told.out.contains("activitybridgectl rebuild"), told.out);
    QVERIFY(rawfile::read(m_profile->store()) == bytes);

    const Ran rebuilt = run(m_profile->json(rebuildNow), m_sandbox->variables());
    QVERIFY2(rebuilt.code == 0, rebuilt.all());
    const QString moved = rebuilt.document().value(QStringLiteral("movedTo")).toString();
    QVERIFY(rawfile::read(moved + QStringLiteral("/status.sqlite")) == bytes);
    QCOMPARE(rebuilt.document().value(QStringLiteral("pairsFound")).toInt(), int(tasks.size()));
    QCOMPARE(settingsOf(*m_profile), settings);
    const Ran again = sync();
    QVERIFY2(again.code == 0, again.all());
    QCOMPARE(m_sandbox->recordsWritten(), written);
    QCOMPARE(m_sandbox->tasksByKey(), tasks);
    const Ran well = run(m_profile->at(doctor), m_sandbox->variables());
    QVERIFY2(well.code == 0, well.all());
    QVERIFY2(well.out.contains("moved aside lie in"), well.out);
}

void ThrownAwayTest::aZeroedLogIsHarmless()
{
    m_sandbox->addFault(QStringLiteral("salesforce:PATCH:/composite/@2=delay:20000"));
    Started killed(m_profile->at(syncNow), m_sandbox->variables());
    QVERIFY(QTest::qWaitFor([&] { return m_sandbox->recordsWritten() > 200; }, 20'000));
    QVERIFY(killed.kill9());
    const QString log = m_profile->store() + QStringLiteral("-wal");
    const Ran told = run(m_profile->at(doctor), m_sandbox->variables());
    QCOMPARE(told.code, 4);
    QVERIFY2(
        told.out.contains("was cut off") && told.out.contains("outcome is not known"), told.out);
    QVERIFY(QFileInfo(log).size() > 0);
    rawfile::write(log, QByteArray(qsizetype(QFileInfo(log).size()), '\0'));
    const Ran again = sync();
    QVERIFY2(again.code == 0, again.all());
    expectEachOnce(200);
}

void ThrownAwayTest::rebuildAsksFirst()
{
    QVERIFY(sync().code == 0);
    const QByteArray bytes = rawfile::read(m_profile->store());
    const Ran asked = run(m_profile->at({QStringLiteral("rebuild")}));
    QCOMPARE(asked.code, 5);
    QVERIFY2(asked.out.contains("no task is made twice") && asked.err.contains("rebuild --yes"),
        asked.all());
    QVERIFY(rawfile::read(m_profile->store()) == bytes);
    QVERIFY(!QFileInfo::exists(m_profile->path(QStringLiteral("default/moved-aside"))));
}

void ThrownAwayTest::rebuildKeepsWhatWasDeleted()
{
    QVERIFY(sync().code == 0);
    const QString id
        = m_sandbox->look(QStringLiteral("tasks")).back().value(QStringLiteral("id")).toString();
    const QJsonObject task = m_sandbox->look(QStringLiteral("tasks")).back();
    const QString activity
        = task.value(QStringLiteral("key")).toString().section(QLatin1Char(':'), 3);
    QVERIFY(!activity.isEmpty());
    QCOMPARE(m_sandbox->edit({{QStringLiteral("do"), QStringLiteral("salesforce.delete")},
                 {QStringLiteral("id"), id}}),
        id);
    removeStore(*m_profile); // the next sync meets the deleted task and notes it
    QVERIFY(sync().code == 0);
    const QStringList tombstones{QStringLiteral("SELECT sf_id FROM link WHERE state = 1")};
    QCOMPARE(rawfile::sql(m_profile->store(), tombstones), QStringList{id});
    const Ran rebuilt = run(m_profile->at(rebuildNow));
    QVERIFY2(rebuilt.code == 0, rebuilt.all());
    QVERIFY2(rebuilt.out.contains("Kept: 1 tasks that were deleted"), rebuilt.out);
    QCOMPARE(rawfile::sql(m_profile->store(), tombstones), QStringList{id});
}

void ThrownAwayTest::rebuildWorksWithoutAConnection()
{
    const QByteArray settings = settingsOf(*m_profile);
    QVERIFY(sync().code == 0);
    const qint64 written = m_sandbox->recordsWritten();
    const Ran rebuilt = run(m_profile->at(rebuildNow));
    QVERIFY2(rebuilt.code == 0, rebuilt.all());
    for (const char* words : {"Kept: the settings", "Kept: this profile belongs to HubSpot account",
             "Lost, and only to be seen in the old file", "the next sync asks before it writes"})
        QVERIFY2(rebuilt.out.contains(words), rebuilt.out);
    QCOMPARE(settingsOf(*m_profile), settings);
    QVERIFY(sync().code == 0);
    QCOMPARE(m_sandbox->recordsWritten(), written);
}

void ThrownAwayTest::rebuildWaitsForARun()
{
    m_sandbox->addFault(QStringLiteral("hubspot:*:/search@1=delay:2000"));
    Started running(m_profile->at(syncNow), m_sandbox->variables());
    QVERIFY(QTest::qWaitFor(
        [&] { return run(m_profile->at(doctor)).out.contains("A run is under way"); }, 10'000));
    const Ran rebuilt = run(m_profile->at(rebuildNow), m_sandbox->variables());
    const Ran ran = running.wait();
    QVERIFY2(ran.code == 0, ran.all());
    QVERIFY2(rebuilt.code == 0, rebuilt.all());
    QVERIFY(sync().code == 0);
    expectEachOnce(200);
}

QTEST_GUILESS_MAIN(ThrownAwayTest)
#include "tst_thrownaway.moc"
