// SPDX-License-Identifier: GPL-3.0-or-later
#include "endtoend/profilefolder.h"
#include "endtoend/sandbox.h"
#include "store/rawfile.h"

#include <QDir>
#include <QFileInfo>

using endtoend::ProfileFolder;
using endtoend::Ran;
using endtoend::run;
using endtoend::Sandbox;

namespace {

const QStringList syncNow{QStringLiteral("sync"), QStringLiteral("--yes")};
const QStringList doctor{QStringLiteral("doctor")};

const QStringList world{QStringLiteral("--contacts"), QStringLiteral("30"),
    QStringLiteral("--activities"), QStringLiteral("100"), QStringLiteral("--seed"),
    QStringLiteral("5"), QStringLiteral("--until"), QStringLiteral("2026-01-31T12:00:00Z")};

} // namespace

// What `doctor` finds, says and returns.
class DoctorTest final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void aProfileThatIsWellIsExitZeroAndUntouched();
    void aNewProfileIsToldWhatComesNext();
    void withoutAConnectionItSaysSo();
    void whatNeedsAPersonIsNamedWithTheNextStep_data();
    void whatNeedsAPersonIsNamedWithTheNextStep();
    void aRefusedTokenIsExitTwo();
    void aMissingKeyFieldIsExitEight();
    void everyFindingIsInTheDocument();

private:
    Ran examine() { return run(m_profile->at(doctor), m_sandbox->variables()); }

    std::unique_ptr<Sandbox> m_sandbox;
    std::unique_ptr<ProfileFolder> m_profile;
};

void DoctorTest::init()
{
    m_sandbox = std::make_unique<Sandbox>(world);
    QVERIFY(m_sandbox->isUp());
    m_profile = std::make_unique<ProfileFolder>();
}

void DoctorTest::cleanup()
{
    m_profile.reset();
    m_sandbox.reset();
}

void DoctorTest::aProfileThatIsWellIsExitZeroAndUntouched()
{
    QVERIFY(run(m_profile->at(syncNow), m_sandbox->variables()).code == 0);
    const QByteArray bytes = rawfile::read(m_profile->store());
    const qint64 written = m_sandbox->recordsWritten();
    const Ran well = examine();
    QVERIFY2(well.code == 0, well.all());
    for (const char* words : {"is sound: every page was read", "The settings have their copy",
             "0 minutes ago", "No write is open", "HubSpot calls: read up to", "free on the disk",
             "The key field HubSpot_Engagement_Id__c is unique and writable",
             "This machine's clock and HubSpot's agree",
             "This machine's clock and Salesforce's agree", "activities wait until", "All is well"})
        QVERIFY2(well.out.contains(words), (words + QByteArray("\n") + well.out).constData());
    QVERIFY(rawfile::read(m_profile->store()) == bytes);
    QCOMPARE(m_sandbox->recordsWritten(), written);
}

void DoctorTest::aNewProfileIsToldWhatComesNext()
{
    const Ran fresh = examine();
    QVERIFY2(fresh.code == 0, fresh.all());
    QVERIFY2(fresh.out.contains("No sync came to its end yet"), fresh.out);
    for (const char* end : {"", "-wal", "-shm"})
        QFile::remove(m_profile->store() + QLatin1String(end));
    const Ran none = examine();
    QVERIFY2(none.code == 0, none.all());
    QVERIFY2(none.out.contains("There is no local database yet"), none.out);
    QVERIFY(!QFileInfo::exists(m_profile->store()));
    QCOMPARE(
        run({QStringLiteral("--profile"), QStringLiteral("nobody"), QStringLiteral("doctor")}).code,
        1);
}

void DoctorTest::withoutAConnectionItSaysSo()
{
    const Ran alone = run(m_profile->at(doctor));
    QVERIFY2(alone.code == 0, alone.all());
    QVERIFY2(alone.out.contains("Not looked at, because there is no connection here"), alone.out);
    auto variables = m_sandbox->variables();
    variables[QStringLiteral("ACTIVITYBRIDGE_SALESFORCE_INSTANCE_URL")]
        = QStringLiteral("http://127.0.0.1:9");
    const Ran offline = run(m_profile->at(doctor), variables);
    QVERIFY2(offline.code == 0, offline.all());
    QVERIFY2(offline.out.contains("Not looked at, because Salesforce gave no answer"), offline.out);
}

void DoctorTest::whatNeedsAPersonIsNamedWithTheNextStep_data()
{
    QTest::addColumn<QStringList>("sql");
    QTest::addColumn<QByteArray>("what");
    QTest::addColumn<QByteArray>("next");
    QTest::addColumn<int>("code");
    QTest::newRow("standing still")
        << QStringList{QStringLiteral("UPDATE run SET finished = finished - 3600000")}
        << QByteArray("The sync stands still") << QByteArray("Run `activitybridgectl sync`") << 4;
    QTest::newRow("an open write") << QStringList{QStringLiteral(
        "UPDATE journal SET state = 'sent' WHERE (run_id, seq) IN (SELECT run_id, seq FROM journal "
        "LIMIT 1)")} << QByteArray("1 writes were sent and their outcome is not known yet")
                                   << QByteArray("nothing is sent twice") << 4;
    QTest::newRow("an error on hold")
        << QStringList{QStringLiteral(
               "INSERT INTO error VALUES ('k', 1, '1', 'FIELD_CUSTOM_VALIDATION_EXCEPTION', 'no', "
               "'[]', NULL, 0, 0, 5)")}
        << QByteArray("1 records failed and wait for a person: FIELD_CUSTOM_VALIDATION_EXCEPTION")
        << QByteArray("activitybridgectl errors") << 4;
    QTest::newRow("an excluded activity and an error on hold")
        << QStringList{QStringLiteral("INSERT INTO excluded VALUES ('k', 1, '1', 17, '[]', 0, 0)"),
               QStringLiteral("INSERT INTO error VALUES ('k', 1, '1', 'X', 'no', '[]', NULL, 0, 0, "
                              "5)")}
        << QByteArray("1 activities are excluded: Contact was not synced then")
        << QByteArray("activitybridgectl excluded") << 4;
    QTest::newRow("damaged settings")
        << QStringList{QStringLiteral("UPDATE setting SET json = x'7b7d'")}
        << QByteArray("The local database is damaged") << QByteArray("activitybridgectl rebuild")
        << 7;
    QTest::newRow("a damaged cursor")
        << QStringList{QStringLiteral("UPDATE watermark SET stamp = stamp + 1")}
        << QByteArray("The local database is damaged") << QByteArray("activitybridgectl rebuild")
        << 7;
}

void DoctorTest::whatNeedsAPersonIsNamedWithTheNextStep()
{
    QFETCH(QStringList, sql);
    QFETCH(QByteArray, what);
    QFETCH(QByteArray, next);
    QFETCH(int, code);
    QVERIFY(run(m_profile->at(syncNow), m_sandbox->variables()).code == 0);
    rawfile::sql(m_profile->store(), sql);
    const Ran found = examine();
    QVERIFY2(found.code == code, found.all());
    const auto at = found.out.indexOf(what);
    QVERIFY2(at >= 0, found.out);
    // The step stands in the line below.
    const auto lines = found.out.mid(at).split('\n');
    QVERIFY2(lines.value(1).contains("-> ") && lines.value(1).contains(next), found.out);
}

void DoctorTest::aRefusedTokenIsExitTwo()
{
    auto variables = m_sandbox->variables();
    variables[QStringLiteral("ACTIVITYBRIDGE_HUBSPOT_TOKEN")]
        = QStringLiteral("wrong-token-canary");
    const Ran refused = run(m_profile->at(doctor), variables);
    QVERIFY2(refused.code == 2, refused.all());
    QVERIFY2(refused.out.contains("HubSpot does not accept the key or token"), refused.out);
    QVERIFY(!refused.all().contains("wrong-token-canary"));
}

void DoctorTest::aMissingKeyFieldIsExitEight()
{
    m_sandbox->edit({{QStringLiteral("do"), QStringLiteral("salesforce.keyField")},
        {QStringLiteral("present"), false}});
    const Ran missing = examine();
    QVERIFY2(missing.code == 8, missing.all());
    QVERIFY2(missing.out.contains("activitybridgectl setup salesforce"), missing.out);
}

void DoctorTest::everyFindingIsInTheDocument()
{
    QVERIFY(run(m_profile->at(syncNow), m_sandbox->variables()).code == 0);
    QFile(m_profile->store())
        .setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
    ProfileFolder::write(
        m_profile->path(QStringLiteral("default/settings.json")), ProfileFolder::wanted(false));
    const Ran ran = run(m_profile->json(doctor), m_sandbox->variables());
    QVERIFY2(ran.code == 4, ran.all());
    QVERIFY(!ran.document().value(QStringLiteral("well")).toBool(true));
    const auto findings = ran.document().value(QStringLiteral("findings")).toArray();
    QVERIFY(findings.size() > 8);
    QByteArrayList warnings;
    for (const QJsonValue& finding : findings) {
        const QJsonObject row = finding.toObject();
        const QString severity = row.value(QStringLiteral("severity")).toString();
        QVERIFY(!row.value(QStringLiteral("what")).toString().isEmpty());
        if (severity == QLatin1String("good"))
            continue;
        QVERIFY2(!row.value(QStringLiteral("fix")).toString().isEmpty(),
            qPrintable(row.value(QStringLiteral("what")).toString()));
        if (severity == QLatin1String("warning"))
            warnings.append(row.value(QStringLiteral("what")).toString().toUtf8());
    }
    QCOMPARE(warnings.size(), 2);
    QVERIFY2(warnings.join().contains("(mode 604)"), warnings.join());
    QVERIFY2(warnings.join().contains("is not what the database has"), warnings.join());
}

QTEST_GUILESS_MAIN(DoctorTest)
#include "tst_doctor.moc"
