// SPDX-License-Identifier: GPL-3.0-or-later
#include "behaviour/scene.h"
#include "cli/exitcode.h"
#include "store/journal.h"
#include "store/links.h"
#include "store/runs.h"
#include "words/errors.h"

#include <QLoggingCategory>
#include <QTest>

#include <csignal>

#include <sys/resource.h>

using namespace std::chrono_literals;
using core::Error;
using scene::Scene;

// The disk is full: no write goes out whose promise could not be stored, the message names the
// file, and the next run goes on when there is room again.
class FullDiskTest : public QObject
{
    Q_OBJECT

private slots:
    void aFullStoreStopsBeforeTheWrite();
    void aFullPlanFileStopsBeforeTheWrite();

private:
    static qint64 pragma(Scene& scene, const QString& sql);
};

qint64 FullDiskTest::pragma(Scene& scene, const QString& sql)
{
    auto statement = scene.rig.database->reading(QStringLiteral("PRAGMA ") + sql);
    if (!statement || !statement->run() || !statement->next().value_or(false))
        qFatal("PRAGMA %s", qPrintable(sql));
    return statement->integer(0);
}

// Room for more and more pages, until it is enough.
void FullDiskTest::aFullStoreStopsBeforeTheWrite()
{
    // SQLite rolls back by itself when the disk is full, and says that there is nothing more to do.
    QLoggingCategory::setFilterRules(QStringLiteral("activitybridge.store.warning=false"));
    int stopped = 0;
    int afterWrites = 0;
    for (int room = 0;; room += 4) {
        const QByteArray at = "room for " + QByteArray::number(room) + " pages: ";
        Scene scene;
        for (int i = 0; i < 250; ++i)
            scene.addCall(QStringLiteral("Call %1").arg(i));
        scene.rig.pass(10min);
        const qint64 pages = pragma(scene, QStringLiteral("page_count"));
        pragma(scene, QStringLiteral("max_page_count = %1").arg(pages + room));
        const auto error = scene.run();
        if (!error)
            break;
        QVERIFY2(room < 400, at);
        ++stopped;
        const QByteArray sentence = words::sentence(*error).toUtf8();
        QVERIFY2(error->kind == Error::Kind::Store, at + sentence);
        QCOMPARE(cli::exitCodeOf(error->kind), cli::ExitCode::Store);
        QVERIFY2(sentence.startsWith("The disk is full"), at + sentence);
        QVERIFY2(sentence.contains(scene.rig.database->path().toUtf8()), at + sentence);
        // Whatever was created is a pair, or a promise that is still open.
        const auto creates = scene.rig.createsByKey();
        const auto open = store::Journal(*scene.rig.database).openCount();
        const auto pairs = store::Links(*scene.rig.database).living();
        QVERIFY2(open && pairs && creates.size() <= *open + *pairs, at);
        afterWrites += !creates.isEmpty();

        pragma(scene, QStringLiteral("max_page_count = 1000000"));
        const auto again = scene.run();
        QVERIFY2(!again, at + (again ? words::sentence(*again).toUtf8() : QByteArray()));
        const QString wrong = scene.wrong();
        QVERIFY2(wrong.isEmpty(), at + wrong.toUtf8());
    }
    QVERIFY2(stopped > 5 && afterWrites > 0, QByteArray::number(afterWrites));
}

void FullDiskTest::aFullPlanFileStopsBeforeTheWrite()
{
    Scene scene;
    const QString body = QStringLiteral("<p>%1</p>").arg(QString(30'000, u'x'));
    for (int i = 0; i < 150; ++i)
        scene.addCall(QStringLiteral("Call %1").arg(i), body);
    scene.rig.pass(10min);

    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    rlimit small = before;
    small.rlim_cur = 3'000'000; // enough for the store, not for the plan's payloads
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto error = scene.run();
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);

    QVERIFY(error);
    QCOMPARE(error->kind, Error::Kind::Store);
    QVERIFY2(words::sentence(*error).contains(QStringLiteral(".spool")),
        qPrintable(words::sentence(*error)));
    QCOMPARE(scene.rig.salesforceWrites(), 0);
    QCOMPARE(scene.lastRun().stoppedBy->kind, Error::Kind::Store);
    QVERIFY(!scene.run());
    QCOMPARE(scene.wrong(), QString());
}

QTEST_GUILESS_MAIN(FullDiskTest)
#include "tst_fulldisk.moc"
