// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/rig.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace std::chrono_literals;

// A profile's folder that was put back from a backup: nothing on the machine tells.
class PutBackTest final : public QObject
{
    Q_OBJECT

private slots:
    void tasksMadeSinceTheBackupAreNotWrittenOver();
};

void PutBackTest::tasksMadeSinceTheBackupAreNotWrittenOver()
{
    rig::Rig rig;
    const auto kari = rig.addPerson(QStringLiteral("Kari"));
    rig.addCall(kari, QStringLiteral("First"));
    rig.pass(1min);
    rig.run();
    const QString path = rig.database->path();
    const QString lock = QFileInfo(path).dir().filePath(QStringLiteral("run.lock"));
    const QTemporaryDir backup;
    QVERIFY(rig.database->backUp(backup.filePath(QStringLiteral("store"))).has_value());
    QVERIFY(QFile::copy(lock, backup.filePath(QStringLiteral("lock"))));

    const QString call = rig.addCall(kari, QStringLiteral("Second"));
    rig.pass(1min);
    rig.run();
    const QString key = rig.keyOf(QStringLiteral("call"), call);
    QVERIFY(rig.task(key));
    rig.pass(1min);
    QVERIFY(rig.world.org()
                .edit(rig.task(key)->id, {{QStringLiteral("Subject"), QStringLiteral("Mine")}})
                .errors.empty());

    rig.closeStore();
    QVERIFY(QFile::remove(path) && QFile::remove(lock));
    QVERIFY(QFile::copy(backup.filePath(QStringLiteral("store")), path));
    QVERIFY(QFile::copy(backup.filePath(QStringLiteral("lock")), lock));
    rig.openStore();
    rig.pass(31min);
    const auto result = rig.run();
    QCOMPARE(result.tally.created, 0);
    QCOMPARE(result.tally.updated, 0);
    QCOMPARE(rig.task(key)->subject, QStringLiteral("Mine"));
    for (const int creates : rig.createsByKey())
        QCOMPARE(creates, 1);
}

QTEST_GUILESS_MAIN(PutBackTest)
#include "tst_putback.moc"
