// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/recording.h"
#include "support/runtask.h"
#include "support/scriptedtransport.h"

#include <QTest>

using namespace std::chrono_literals;
using net::Exchanged;
using support::FakeClock;
using support::runTask;
using support::ScriptedTransport;

class RecordingTest final : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhatWasExchanged();
    void tellsWhyThereIsNoAnswer();
    void countsCallsByBucket();
    void hidesWhatCouldBeAboutSomebody_data();
    void hidesWhatCouldBeAboutSomebody();
    void nothingSecretReachesTheSink();
};

void RecordingTest::tellsWhatWasExchanged()
{
    FakeClock clock;
    ScriptedTransport next;
    next.takes(250ms, clock);
    next.answer(support::json("{\"a\":1}", 207, {{"x-hubspot-correlation-id", "c-1"}}));
    std::vector<Exchanged> told;
    net::Recording recording(next, clock, [&](const Exchanged& one) { told.push_back(one); });
    net::Request request;
    request.method = net::Method::Post;
    request.url
        = QUrl(QStringLiteral("https://api.hubapi.com/crm/tasks/batch/read?archived=false"));
    request.body = "12345";
    request.bucket = net::Bucket::HubSpotAssociations;
    QVERIFY(runTask(clock, recording.send(request, {})).has_value());

    Exchanged expected;
    expected.method = net::Method::Post;
    expected.host = QStringLiteral("api.hubapi.com");
    expected.path = QStringLiteral("/crm/tasks/batch/read?archived=false");
    expected.status = 207;
    expected.sentBytes = 5;
    expected.receivedBytes = 7;
    expected.duration = 250ms;
    expected.correlationId = QStringLiteral("c-1");
    expected.bucket = net::Bucket::HubSpotAssociations;
    QCOMPARE(told.size(), std::size_t(1));
    QVERIFY(told[0] == expected);
    QCOMPARE(next.asked.at(0).body, QByteArray("12345")); // went on unchanged
}

void RecordingTest::tellsWhyThereIsNoAnswer()
{
    FakeClock clock;
    ScriptedTransport next;
    next.answer(support::failure(core::Error::Kind::Unknown, QStringLiteral("dropped")));
    std::vector<Exchanged> told;
    net::Recording recording(next, clock, [&](const Exchanged& one) { told.push_back(one); });
    const auto answer = runTask(recording.send({}, {}));
    QCOMPARE(answer.error().what, QStringLiteral("dropped"));
    QCOMPARE(told.at(0).status, 0);
    QVERIFY(told.at(0).failure == core::Error::Kind::Unknown);
}

void RecordingTest::countsCallsByBucket()
{
    FakeClock clock;
    ScriptedTransport next;
    next.otherwise([](const net::Request&) { return support::json("{}"); });
    net::Recording recording(next, clock, {}); // a sink is not needed
    for (int i = 0; i < 5; ++i) {
        net::Request request;
        request.bucket = i < 3 ? net::Bucket::SalesforceWrite : net::Bucket::HubSpot;
        static_cast<void>(runTask(recording.send(request, {})));
    }
    QCOMPARE(recording.calls(net::Bucket::SalesforceWrite), 3);
    QCOMPARE(recording.calls(net::Bucket::HubSpot), 2);
    QCOMPARE(recording.calls(net::Bucket::Salesforce), 0);
    QCOMPARE(recording.calls(), 5);
}

void RecordingTest::hidesWhatCouldBeAboutSomebody_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("path");
    const auto row = [](const char* url, const char* path) {
        QTest::newRow(url) << QStringLiteral("https://h.example") + QString::fromUtf8(url)
                           << QString::fromUtf8(path);
    };
    row("/a/b", "/a/b");
    row("/a?limit=100&archived=true&idProperty=x", "/a?limit=100&archived=true&idProperty=x");
    row("/query?q=SELECT+Id+FROM+Contact+WHERE+Email='ann@example.com'", "/query?q=\u2026");
    row("/a?access_token=secret", "/a?access_token=\u2026");
    row("/a?after=Nzc3&limit=10", "/a?after=\u2026&limit=10");
    row("/owners/ann@example.com/x", "/owners/\u2026/x");
    row("/owners/ann%40example.com", "/owners/\u2026");
    row("/Task/Key__c/hs%3A1%3Atask%3A2", "/Task/Key__c/hs:1:task:2");
    row("/a?ids=1,2#fragment", "/a?ids=\u2026");
    row("", "");
}

void RecordingTest::hidesWhatCouldBeAboutSomebody()
{
    QFETCH(QString, url);
    QFETCH(QString, path);
    QCOMPARE(net::redactedPath(QUrl(url)), path);
}

void RecordingTest::nothingSecretReachesTheSink()
{
    FakeClock clock;
    ScriptedTransport next;
    next.answer(
        support::json("{\"canary\":1}", 200, {{"Set-Cookie", "canary"}, {"Location", "canary"}}));
    QString told;
    net::Recording recording(next, clock,
        [&](const Exchanged& one) { told += one.host + one.path + one.correlationId; });
    net::Request request;
    request.url = QUrl(QStringLiteral("https://user:canary@h.example/x?token=canary#canary"));
    request.headers = {{"Authorization", "Bearer canary"}};
    request.body = "canary";
    static_cast<void>(runTask(recording.send(request, {})));
    QVERIFY(!told.isEmpty());
    QVERIFY2(!told.contains(QStringLiteral("canary")), qPrintable(told));
}

QTEST_GUILESS_MAIN(RecordingTest)
#include "tst_recording.moc"
