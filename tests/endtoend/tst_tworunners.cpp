// SPDX-License-Identifier: GPL-3.0-or-later
#include "endtoend/profilefolder.h"
#include "endtoend/sandbox.h"
#include "store/rawfile.h"

#include <QDateTime>
#include <QElapsedTimer>

#include <fcntl.h>
#include <sys/stat.h>

using endtoend::ProfileFolder;
using endtoend::Ran;
using endtoend::run;
using endtoend::Sandbox;
using endtoend::Started;

namespace {

const QStringList syncNow{QStringLiteral("sync"), QStringLiteral("--yes")};

QStringList world(const QString& fault)
{
    return {QStringLiteral("--contacts"), QStringLiteral("60"), QStringLiteral("--activities"),
        QStringLiteral("900"), QStringLiteral("--seed"), QStringLiteral("5"),
        QStringLiteral("--until"), QStringLiteral("2026-01-31T12:00:00Z"),
        QStringLiteral("--fault"), fault};
}

qint64 writeRequests(Sandbox& sandbox)
{
    qint64 writes = 0;
    for (const QJsonObject& line : sandbox.look(QStringLiteral("requests"))) {
        writes += line.value(QStringLiteral("method")) == QLatin1String("PATCH")
            && line.value(QStringLiteral("path")).toString().contains(QLatin1String("/composite/"));
    }
    return writes;
}

// Waits until the sandbox has seen so many writes; the last one is being held back by a fault.
bool sawWrites(Sandbox& sandbox, qint64 count)
{
    return QTest::qWaitFor([&] { return writeRequests(sandbox) >= count; }, 20'000);
}

} // namespace

// Two processes on one profile: one waits for the other; one is stopped and taken over.
class TwoRunnersTest final : public QObject
{
    Q_OBJECT

private slots:
    void theSecondWaitsAndNamesTheFirst();
    void theSecondGoesOnWhenTheFirstEnds();
    void aStoppedRunIsTakenOverAndWritesNoMore_data();
    void aStoppedRunIsTakenOverAndWritesNoMore();
    void ofTwoChangesOfTheSettingsNoneIsLost();
};

void TwoRunnersTest::theSecondWaitsAndNamesTheFirst()
{
    Sandbox sandbox(world(QStringLiteral("hubspot:*:/search@1=delay:20000")));
    QVERIFY(sandbox.isUp());
    const ProfileFolder profile;
    Started first(profile.at(syncNow), sandbox.variables());
    QVERIFY(QTest::qWaitFor(
        [&] {
            return run(profile.at({QStringLiteral("doctor")})).out.contains("A run is under way");
        },
        10'000));
    QElapsedTimer waited;
    waited.start();
    const Ran second = run(profile.at(syncNow), sandbox.variables());
    QCOMPARE(second.code, 3);
    QVERIFY2(waited.elapsed() >= 9'000 && waited.elapsed() < 15'000,
        QByteArray::number(waited.elapsed()));
    QVERIFY2(second.err.contains(QByteArray::number(first.pid())), second.err);
    QVERIFY2(second.err.contains("Wait for it to end"), second.err);
    QVERIFY(first.isRunning());
}

void TwoRunnersTest::theSecondGoesOnWhenTheFirstEnds()
{
    Sandbox sandbox(world(QStringLiteral("hubspot:*:/search@1=delay:2000")));
    QVERIFY(sandbox.isUp());
    const ProfileFolder profile;
    Started first(profile.at(syncNow), sandbox.variables());
    Started second(profile.json(syncNow), sandbox.variables());
    const Ran one = first.wait();
    const Ran two = second.wait();
    QVERIFY2(one.code == 0, one.all());
    QVERIFY2(two.code == 0, two.all());
    const auto creates = sandbox.createsByKey();
    QVERIFY(creates.size() > 200);
    for (auto it = creates.begin(); it != creates.end(); ++it)
        QCOMPARE(it.value(), 1);
}

void TwoRunnersTest::aStoppedRunIsTakenOverAndWritesNoMore_data()
{
    QTest::addColumn<QString>("fault"); // what the first run is held back by
    // The answer to its second write is late: what it had sent is settled by the successor.
    QTest::newRow("waiting for the answer to a write")
        << QStringLiteral("salesforce:PATCH:/composite/@2=delay:4000");
    // Salesforce asks for a pause before the second write: that write never leaves.
    QTest::newRow("waiting before a write")
        << QStringLiteral("salesforce:PATCH:/composite/@2=status:429,4");
}

void TwoRunnersTest::aStoppedRunIsTakenOverAndWritesNoMore()
{
    QFETCH(QString, fault);
    Sandbox sandbox(world(fault));
    QVERIFY(sandbox.isUp());
    const ProfileFolder profile;
    Started stopped(profile.at(syncNow), sandbox.variables());
    QVERIFY(sawWrites(sandbox, 2));
    stopped.signal(SIGSTOP);
    // Its last sign of life, put back to two minutes ago instead of waiting for them.
    const time_t before = ::time(nullptr) - 120;
    const timespec times[2] = {{before, 0}, {before, 0}};
    const QByteArray lock = QFile::encodeName(profile.path(QStringLiteral("default/run.lock")));
    QCOMPARE(::utimensat(AT_FDCWD, lock.constData(), times, 0), 0);

    const Ran doctor = run(profile.at({QStringLiteral("doctor")}));
    QCOMPARE(doctor.code, 4);
    QVERIFY2(doctor.out.contains("kill -CONT " + QByteArray::number(stopped.pid())), doctor.out);
    const Ran successor = run(profile.at(syncNow), sandbox.variables());
    QVERIFY2(successor.code == 0, successor.all());
    const auto tasks = sandbox.tasksByKey();
    const auto runs = QStringList{QStringLiteral(
        "SELECT id || outcome || created || updated || failed FROM run ORDER BY id")};
    const QStringList recorded = rawfile::sql(profile.store(), runs);
    const qint64 writes = writeRequests(sandbox);
    const qint64 written = sandbox.recordsWritten();

    stopped.signal(SIGCONT);
    const Ran late = stopped.wait();
    QCOMPARE(late.code, 3);
    QVERIFY2(late.err.contains("another one took over"), late.err);
    QCOMPARE(writeRequests(sandbox), writes);
    QCOMPARE(sandbox.recordsWritten(), written);
    QCOMPARE(rawfile::sql(profile.store(), runs), recorded);
    QCOMPARE(sandbox.tasksByKey(), tasks);
    const auto creates = sandbox.createsByKey();
    QVERIFY(creates.size() > 200);
    for (auto it = creates.begin(); it != creates.end(); ++it)
        QCOMPARE(it.value(), 1);
    const Ran quiet = run(profile.json(syncNow), sandbox.variables());
    QCOMPARE(quiet.code, 0);
    QCOMPARE(sandbox.recordsWritten(), written);
}

void TwoRunnersTest::ofTwoChangesOfTheSettingsNoneIsLost()
{
    for (int attempt = 0; attempt < 10; ++attempt) {
        const ProfileFolder profile;
        const auto set = [&profile](const char* kind) {
            return profile.at({QStringLiteral("settings"), QStringLiteral("set"),
                QStringLiteral("toSalesforce.%1.on").arg(QLatin1String(kind)),
                QStringLiteral("false")});
        };
        Started one(set("calls"));
        Started two(set("notes"));
        QCOMPARE(one.wait().code, 0);
        QCOMPARE(two.wait().code, 0);
        const QByteArray after
            = run(profile.at({QStringLiteral("settings"), QStringLiteral("export")})).out;
        const QJsonObject kinds = QJsonDocument::fromJson(after)
                                      .object()
                                      .value(QStringLiteral("toSalesforce"))
                                      .toObject();
        for (const char* kind : {"calls", "notes"}) {
            const QJsonObject settings = kinds.value(QLatin1String(kind)).toObject();
            QVERIFY2(!settings.value(QStringLiteral("on")).toBool(true), after);
        }
    }
}

QTEST_GUILESS_MAIN(TwoRunnersTest)
#include "tst_tworunners.moc"
