// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/rig.h"

#include <QFile>
#include <QTest>

using namespace std::chrono_literals;
using rig::Rig;

// G13: a store that was restored from a backup knows less than Salesforce has.
class RestoredStoreTest final : public QObject
{
    Q_OBJECT

private slots:
    void whatWasMadeAfterTheBackupIsAdopted();
    void whatWasDeletedAfterTheBackupStaysDeleted();
    void aRunThatCreatesNothingLooksForNothing();
};

namespace {

QString backupOf(Rig& rig)
{
    rig.closeStore();
    const QString path = rig.storePath() + QStringLiteral(".backup");
    if (!QFile::copy(rig.storePath(), path))
        qFatal("no backup");
    rig.openStore();
    return path;
}

void restore(Rig& rig, const QString& backup)
{
    rig.closeStore();
    if (!QFile::remove(rig.storePath()) || !QFile::copy(backup, rig.storePath()))
        qFatal("nothing restored");
    rig.openStore();
}

} // namespace

void RestoredStoreTest::whatWasMadeAfterTheBackupIsAdopted()
{
    Rig rig;
    const auto kari = rig.addPerson(QStringLiteral("Kari"));
    rig.addCall(kari, QStringLiteral("Before"));
    rig.run();
    rig.pass(1h);
    const QString backup = backupOf(rig);
    const QString call = rig.addCall(kari, QStringLiteral("After"));
    rig.pass(1h);
    rig.run();
    const QString key = rig.keyOf(QStringLiteral("call"), call);
    rig.pass(1h);
    rig.world.org().editTask(
        rig.task(key)->id, {{QStringLiteral("Subject"), QStringLiteral("Edited by sales")}});
    restore(rig, backup);
    const int writes = rig.salesforceWrites();
    rig.pass(1h);
    QCOMPARE(rig.run().tally.adopted, 1);
    QCOMPARE(rig.salesforceWrites(), writes);
    QCOMPARE(rig.createsByKey().value(key), 1);
    QCOMPARE(rig.task(key)->subject, QStringLiteral("Edited by sales"));
}

void RestoredStoreTest::whatWasDeletedAfterTheBackupStaysDeleted()
{
    Rig rig;
    const auto kari = rig.addPerson(QStringLiteral("Kari"));
    rig.addCall(kari, QStringLiteral("Before"));
    rig.run();
    rig.pass(1h);
    const QString backup = backupOf(rig);
    const QString call = rig.addCall(kari, QStringLiteral("After"));
    rig.pass(1h);
    rig.run();
    const QString key = rig.keyOf(QStringLiteral("call"), call);
    rig.world.org().deleteRecord(rig.task(key)->id);
    rig.pass(1h);
    restore(rig, backup);
    rig.run();
    rig.pass(1h);
    rig.run();
    QVERIFY(!rig.task(key));
    QCOMPARE(rig.createsByKey().value(key), 1);
}

void RestoredStoreTest::aRunThatCreatesNothingLooksForNothing()
{
    Rig rig;
    const auto kari = rig.addPerson(QStringLiteral("Kari"));
    rig.addCall(kari, QStringLiteral("First"));
    rig.run();
    const auto sweeps = [&rig] {
        return rig.world.requests().count(sandbox::Side::Salesforce, "GET", "/queryAll");
    };
    const int atFirst = sweeps();
    rig.pass(1h);
    rig.run();
    QCOMPARE(sweeps(), atFirst);
    rig.addCall(kari, QStringLiteral("Second"));
    rig.pass(1h);
    rig.run();
    QCOMPARE(sweeps(), atFirst + 1);
}

QTEST_GUILESS_MAIN(RestoredStoreTest)
#include "tst_restoredstore.moc"
