// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 60'000; // milliseconds; the generator runs before the program is ready

// The built program; the test's environment says where.
struct Program
{
    QProcess process;

    void start(const QStringList& arguments)
    {
        process.start(
            qEnvironmentVariable("ACTIVITYBRIDGE_BIN") + u"/activitybridge-sandbox"_s, arguments);
    }
    QJsonObject readyLine()
    {
        while (!process.canReadLine() && process.waitForReadyRead(patience)) { }
        return QJsonDocument::fromJson(process.readLine()).object();
    }
    ~Program()
    {
        process.closeWriteChannel();
        if (process.state() != QProcess::NotRunning && !process.waitForFinished(1000)) {
            process.kill();
            process.waitForFinished();
        }
    }
};

} // namespace

class ServerProgramTest final : public QObject
{
    Q_OBJECT

private slots:
    void itTellsItsAddressesAndEndsWithItsParent()
    {
        Program program;
        program.start(
            {u"--exit-with-parent"_s, u"--contacts"_s, u"20"_s, u"--activities"_s, u"50"_s});
        const QJsonObject ready = program.readyLine();
        QVERIFY(ready.value(u"hubspot"_s).toString().startsWith(u"http://127.0.0.1:"_s));
        QCOMPARE(ready.value(u"hubspotToken"_s).toString(), u"sandbox-hubspot-token"_s);

        QNetworkAccessManager network;
        QNetworkRequest request(
            QUrl(ready.value(u"salesforce"_s).toString() + u"/services/data/v68.0/limits"_s));
        request.setRawHeader(
            "Authorization", "Bearer " + ready.value(u"salesforceToken"_s).toString().toUtf8());
        const std::unique_ptr<QNetworkReply> reply(network.get(request));
        QTRY_VERIFY_WITH_TIMEOUT(reply->isFinished(), patience);
        QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 200);

        program.process.closeWriteChannel();
        QVERIFY(program.process.waitForFinished(patience));
        QCOMPARE(program.process.exitCode(), 0);
    }

    void itGeneratesWhatIsAskedFor()
    {
        Program program;
        program.start({u"--exit-with-parent"_s, u"--contacts"_s, u"30"_s, u"--activities"_s,
            u"40"_s, u"--key-field"_s, u"off"_s});
        const QJsonObject ready = program.readyLine();
        QNetworkAccessManager network;
        const auto get = [&](const QString& path) {
            QNetworkRequest request(QUrl(ready.value(u"salesforce"_s).toString() + path));
            request.setRawHeader(
                "Authorization", "Bearer " + ready.value(u"salesforceToken"_s).toString().toUtf8());
            QNetworkReply* reply = network.get(request);
            reply->setParent(&network);
            [&] { QTRY_VERIFY_WITH_TIMEOUT(reply->isFinished(), patience); }();
            return reply->readAll();
        };
        const QJsonObject counts = QJsonDocument::fromJson(get(u"/sandbox/counts"_s)).object();
        QVERIFY(counts.value(u"salesforce"_s).toObject().value(u"contacts"_s).toInt() > 0);
        QCOMPARE(counts.value(u"requests"_s)
                     .toObject()
                     .value(u"hubspot"_s)
                     .toObject()
                     .value(u"total"_s)
                     .toInt(),
            0);
        QVERIFY(!get(u"/services/data/v68.0/sobjects/Task/describe"_s)
                     .contains("HubSpot_Engagement_Id__c"));
    }

    void wrongOptionsEndWithASentence()
    {
        Program program;
        program.start({u"--rate-limits"_s, u"maybe"_s});
        QVERIFY(program.process.waitForFinished(patience));
        QCOMPARE(program.process.exitCode(), 2);
        QVERIFY(program.process.readAllStandardError().contains("rate-limits"));
        QVERIFY(program.process.readAllStandardOutput().isEmpty());
    }

    void takenPortsEndWithASentence()
    {
        Program first;
        first.start({u"--exit-with-parent"_s, u"--contacts"_s, u"0"_s, u"--activities"_s, u"0"_s});
        const QString port
            = first.readyLine().value(u"hubspot"_s).toString().section(QChar(u':'), -1);
        Program second;
        second.start(
            {u"--hubspot-port"_s, port, u"--contacts"_s, u"0"_s, u"--activities"_s, u"0"_s});
        QVERIFY(second.process.waitForFinished(patience));
        QCOMPARE(second.process.exitCode(), 1);
        QVERIFY(second.process.readAllStandardError().contains(port.toLatin1()));
    }
};

QTEST_GUILESS_MAIN(ServerProgramTest)
#include "tst_serverprogram.moc"
