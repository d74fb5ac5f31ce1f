// SPDX-License-Identifier: GPL-3.0-or-later
#include "endtoend/sandbox.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using endtoend::Ran;
using endtoend::run;
using endtoend::Sandbox;

// The programs against the sandbox over loopback HTTP: the demo, and what people do wrong.
class ProgramsTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void theDemoIsSound();
    void syncThenPlanSaysNothingToDo();
    void aWrongTokenIsExitTwoWithTheNextStep();
    void aMissingKeyFieldIsNamedByCheckAndMadeBySetup();
    void anUnknownSettingsKeyChangesNothing();
    void faultsOfTheNetworkAreExitSix_data();
    void faultsOfTheNetworkAreExitSix();
    void aDamagedStoreIsExitSevenAndKept();
    void anUnknownCommandIsExitOne();

private:
    QStringList at(const QStringList& arguments) const
    {
        return QStringList{QStringLiteral("--profile-dir"), m_folder->path()} + arguments;
    }
    void makeProfile(const QHash<QString, QString>& variables = {});

    std::unique_ptr<QTemporaryDir> m_folder;
};

void ProgramsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void ProgramsTest::makeProfile(const QHash<QString, QString>& variables)
{
    const QStringList create{
        QStringLiteral("profile"), QStringLiteral("create"), QStringLiteral("default")};
    QCOMPARE(run(at(create)).code, 0);
    for (const char* kind : {"calls", "notes", "tasks"}) {
        const QString key = QStringLiteral("toSalesforce.%1").arg(QLatin1String(kind));
        for (const auto& [name, value] :
            {std::pair{".on", "true"}, std::pair{".startAt", "\"2020-01-01T00:00:00Z\""}}) {
            const Ran set = run(at({QStringLiteral("settings"), QStringLiteral("set"),
                                    key + QLatin1String(name), QLatin1String(value)}),
                variables);
            QVERIFY2(set.code == 0, set.err);
        }
    }
}

void ProgramsTest::theDemoIsSound()
{
    const Ran demo
        = run({QStringLiteral("--json"), QStringLiteral("demo"), QStringLiteral("--headless")});
    QVERIFY2(demo.code == 0, demo.err);
    const QJsonObject document = demo.document();
    QVERIFY(document.value(QStringLiteral("sound")).toBool());
    QVERIFY(document.value(QStringLiteral("tasksInSalesforce")).toInt() >= 500);
    QCOMPARE(document.value(QStringLiteral("differentKeys")),
        document.value(QStringLiteral("tasksInSalesforce")));
    QCOMPARE(document.value(QStringLiteral("secondRunWrites")).toInt(), 0);
}

void ProgramsTest::syncThenPlanSaysNothingToDo()
{
    const Sandbox sandbox({QStringLiteral("--contacts"), QStringLiteral("60"),
        QStringLiteral("--activities"), QStringLiteral("200")});
    QVERIFY(sandbox.isUp());
    makeProfile();
    const Ran sync
        = run(at({QStringLiteral("--json"), QStringLiteral("sync")}), sandbox.variables());
    QVERIFY2(sync.code == 0, sync.err);
    const int created = sync.document()
                            .value(QStringLiteral("done"))
                            .toObject()
                            .value(QStringLiteral("created"))
                            .toInt();
    QVERIFY(created > 50);
    const Ran plan
        = run(at({QStringLiteral("--json"), QStringLiteral("plan")}), sandbox.variables());
    QVERIFY2(plan.code == 0, plan.err);
    QCOMPARE(plan.document()
                 .value(QStringLiteral("planned"))
                 .toObject()
                 .value(QStringLiteral("writes"))
                 .toInt(),
        0);
}

void ProgramsTest::aWrongTokenIsExitTwoWithTheNextStep()
{
    const Sandbox sandbox({QStringLiteral("--contacts"), QStringLiteral("5"),
        QStringLiteral("--activities"), QStringLiteral("5")});
    QVERIFY(sandbox.isUp());
    makeProfile();
    QHash<QString, QString> variables = sandbox.variables();
    variables[QStringLiteral("ACTIVITYBRIDGE_HUBSPOT_TOKEN")]
        = QStringLiteral("wrong-token-canary");
    const Ran sync = run(at({QStringLiteral("sync")}), variables);
    QCOMPARE(sync.code, 2);
    QVERIFY(sync.err.contains("activitybridgectl connect"));
    QVERIFY(!sync.err.contains("wrong-token-canary"));

    const Ran status = run(at({QStringLiteral("--json"), QStringLiteral("status")}));
    const QJsonObject lastRun = status.document().value(QStringLiteral("lastRun")).toObject();
    const QJsonObject stop = lastRun.value(QStringLiteral("stoppedBy")).toObject();
    QCOMPARE(lastRun.value(QStringLiteral("outcome")).toString(), QStringLiteral("failed"));
    QCOMPARE(stop.value(QStringLiteral("kind")).toString(), QStringLiteral("signInNeeded"));
    QCOMPARE(stop.value(QStringLiteral("service")).toString(), QStringLiteral("hubspot"));
    QVERIFY(status.err.contains("HubSpot does not accept the key or token"));
    const QJsonObject calls = lastRun.value(QStringLiteral("calls")).toObject();
    QCOMPARE(calls.value(QStringLiteral("hubspot")).toInt(), 1);
}

void ProgramsTest::aMissingKeyFieldIsNamedByCheckAndMadeBySetup()
{
    const Sandbox sandbox(
        {QStringLiteral("--contacts"), QStringLiteral("5"), QStringLiteral("--activities"),
            QStringLiteral("5"), QStringLiteral("--key-field"), QStringLiteral("off")});
    QVERIFY(sandbox.isUp());
    makeProfile();
    const Ran before = run(at({QStringLiteral("check")}), sandbox.variables());
    QCOMPARE(before.code, 8);
    QVERIFY(before.out.contains("HubSpot_Engagement_Id__c"));
    QCOMPARE(run(at({QStringLiteral("sync")}), sandbox.variables()).code, 8);
    const Ran setup
        = run(at({QStringLiteral("setup"), QStringLiteral("salesforce")}), sandbox.variables());
    QVERIFY2(setup.code == 0, setup.err);
    const Ran after = run(at({QStringLiteral("check")}), sandbox.variables());
    QVERIFY2(after.code == 0, after.out + after.err);
}

void ProgramsTest::anUnknownSettingsKeyChangesNothing()
{
    makeProfile();
    const Ran before = run(at({QStringLiteral("settings"), QStringLiteral("export")}));
    QFile file(m_folder->filePath(QStringLiteral("bad.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        "{\"schema\": 1, \"toSalesforce\": {\"tasks\": {\"on\": true, \"taskTyp\": \"Call\"}}}");
    file.close();
    const Ran import
        = run(at({QStringLiteral("settings"), QStringLiteral("import"), file.fileName()}));
    QCOMPARE(import.code, 1);
    QVERIFY(import.err.contains("toSalesforce.tasks.taskTyp"));
    QCOMPARE(run(at({QStringLiteral("settings"), QStringLiteral("export")})).out, before.out);
}

void ProgramsTest::faultsOfTheNetworkAreExitSix_data()
{
    QTest::addColumn<QString>("fault");
    QTest::newRow("HTML instead of JSON") << QStringLiteral("html");
    QTest::newRow("truncated JSON") << QStringLiteral("truncate");
    QTest::newRow("unreachable") << QString();
}

void ProgramsTest::faultsOfTheNetworkAreExitSix()
{
    QFETCH(QString, fault);
    QStringList options{QStringLiteral("--contacts"), QStringLiteral("5"),
        QStringLiteral("--activities"), QStringLiteral("20")};
    const Sandbox sound(options);
    QVERIFY(sound.isUp());
    makeProfile();
    QHash<QString, QString> variables = sound.variables();
    std::unique_ptr<Sandbox> faulty;
    if (fault.isEmpty()) {
        variables[QStringLiteral("ACTIVITYBRIDGE_HUBSPOT_URL")]
            = QStringLiteral("http://127.0.0.1:9");
    } else {
        options
            += {QStringLiteral("--fault"), QStringLiteral("hubspot:*:/search@1/1=%1").arg(fault)};
        faulty = std::make_unique<Sandbox>(options);
        QVERIFY(faulty->isUp());
        variables = faulty->variables();
    }
    const Ran sync = run(at({QStringLiteral("sync")}), variables);
    QVERIFY2(sync.code == 6, QByteArray::number(sync.code) + sync.out + sync.err);
    // Nothing is lost: the same profile goes on as soon as the trouble is over (another sandbox,
    // the same accounts).
    const Ran again
        = run(at({QStringLiteral("--json"), QStringLiteral("sync")}), sound.variables());
    QVERIFY2(again.code == 0, again.err);
    QVERIFY(again.document()
                .value(QStringLiteral("done"))
                .toObject()
                .value(QStringLiteral("created"))
                .toInt()
        > 0);
}

void ProgramsTest::aDamagedStoreIsExitSevenAndKept()
{
    makeProfile();
    QFile file(m_folder->filePath(QStringLiteral("default/status.sqlite")));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    const QByteArray garbage("this is not a database, and somebody may still want it\n");
    file.write(garbage);
    file.close();
    const Ran status = run(at({QStringLiteral("status")}));
    QCOMPARE(status.code, 7);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), garbage);
}

void ProgramsTest::anUnknownCommandIsExitOne()
{
    const Ran unknown = run({QStringLiteral("frobnicate")});
    QCOMPARE(unknown.code, 1);
    QVERIFY(unknown.err.contains("--help"));
}

QTEST_GUILESS_MAIN(ProgramsTest)
#include "tst_programs.moc"
