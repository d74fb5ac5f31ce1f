// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/connections.h"

#include <QTest>

using Variables = QHash<QString, QString>;

namespace {

const QString hubSpotToken = QStringLiteral("ACTIVITYBRIDGE_HUBSPOT_TOKEN");
const QString hubSpotUrl = QStringLiteral("ACTIVITYBRIDGE_HUBSPOT_URL");
const QString salesforceToken = QStringLiteral("ACTIVITYBRIDGE_SALESFORCE_TOKEN");
const QString salesforceUrl = QStringLiteral("ACTIVITYBRIDGE_SALESFORCE_INSTANCE_URL");

QString told(const std::optional<auth::Connection>& connection)
{
    if (!connection)
        return QStringLiteral("none");
    return connection->base.toString() + u' ' + QString::fromLatin1(connection->token.reveal());
}

} // namespace

class ConnectionsTest final : public QObject
{
    Q_OBJECT

private slots:
    void variablesGiveConnections_data();
    void variablesGiveConnections();
    void halvesAndBadValuesAreRefused_data();
    void halvesAndBadValuesAreRefused();
    void addressesAreReducedToTheirHost_data();
    void addressesAreReducedToTheirHost();
    void tokensBecomeHeaderLines_data();
    void tokensBecomeHeaderLines();
};

void ConnectionsTest::variablesGiveConnections_data()
{
    QTest::addColumn<Variables>("variables");
    QTest::addColumn<QString>("hubSpot");
    QTest::addColumn<QString>("salesforce");
    const QString none = QStringLiteral("none");
    QTest::newRow("nothing") << Variables{{QStringLiteral("PATH"), QStringLiteral("/bin")}} << none
                             << none;
    QTest::newRow("HubSpot") << Variables{{hubSpotToken, QStringLiteral("pat-1")}}
                             << QStringLiteral("https://api.hubapi.com pat-1") << none;
    QTest::newRow("HubSpot elsewhere") << Variables{{hubSpotToken, QStringLiteral(" pat-1\n")},
        {hubSpotUrl, QStringLiteral("http://127.0.0.1:8080/")}}
                                       << QStringLiteral("http://127.0.0.1:8080 pat-1") << none;
    QTest::newRow("Salesforce") << Variables{{salesforceToken, QStringLiteral("00D!x")},
        {salesforceUrl, QStringLiteral("https://acme.my.salesforce.com/")}}
                                << none << QStringLiteral("https://acme.my.salesforce.com 00D!x");
}

void ConnectionsTest::variablesGiveConnections()
{
    QFETCH(Variables, variables);
    QFETCH(QString, hubSpot);
    QFETCH(QString, salesforce);
    const auto connections = auth::connectionsOf(variables);
    QVERIFY(connections.has_value());
    QCOMPARE(told(connections->hubSpot), hubSpot);
    QCOMPARE(told(connections->salesforce), salesforce);
}

void ConnectionsTest::halvesAndBadValuesAreRefused_data()
{
    QTest::addColumn<Variables>("variables");
    QTest::addColumn<QString>("named");
    const QString canary = QStringLiteral("canary");
    QTest::newRow("Salesforce token alone")
        << Variables{{salesforceToken, canary}} << salesforceUrl;
    QTest::newRow("Salesforce address alone")
        << Variables{{salesforceUrl, QStringLiteral("https://canary.my.salesforce.com")}}
        << salesforceToken;
    QTest::newRow("HubSpot address alone")
        << Variables{{hubSpotUrl, QStringLiteral("https://canary.hubapi.com")}} << hubSpotToken;
    QTest::newRow("plain http") << Variables{{hubSpotToken, canary},
        {hubSpotUrl, QStringLiteral("http://api.hubapi.com")}}
                                << hubSpotUrl;
    QTest::newRow("password in the address") << Variables{{hubSpotToken, canary},
        {hubSpotUrl, QStringLiteral("https://u:canary@x.example")}}
                                             << hubSpotUrl;
    QTest::newRow("no address") << Variables{{hubSpotToken, canary},
        {hubSpotUrl, QStringLiteral("ca nary")}}
                                << hubSpotUrl;
    QTest::newRow("line break in the token")
        << Variables{{hubSpotToken, QStringLiteral("canary\r\nX-Evil: 1")}} << hubSpotToken;
}

void ConnectionsTest::halvesAndBadValuesAreRefused()
{
    QFETCH(Variables, variables);
    QFETCH(QString, named);
    const auto connections = auth::connectionsOf(variables);
    QVERIFY(!connections);
    QCOMPARE(connections.error().kind, core::Error::Kind::Usage);
    QVERIFY2(connections.error().what.contains(named), qPrintable(connections.error().what));
    QVERIFY(!connections.error().what.contains(QStringLiteral("canary")));
}

void ConnectionsTest::addressesAreReducedToTheirHost_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("base"); // empty = refused
    const auto row = [](const char* text, const char* base) {
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(base);
    };
    row("https://acme.my.salesforce.com", "https://acme.my.salesforce.com");
    row(" https://acme.my.salesforce.com/lightning/page?x=1#y ", "https://acme.my.salesforce.com");
    row("https://acme.my.salesforce.com:8443/", "https://acme.my.salesforce.com:8443");
    row("http://localhost:8080", "http://localhost:8080");
    row("http://[::1]:8080", "http://[::1]:8080");
    row("http://127.9.9.9:1", "http://127.9.9.9:1");
    row("acme.my.salesforce.com", "");
    row("http://acme.my.salesforce.com", "");
    row("http://localhost.evil.example", "");
    row("ftp://127.0.0.1", "");
    row("javascript:alert(1)", "");
    row("", "");
}

void ConnectionsTest::addressesAreReducedToTheirHost()
{
    QFETCH(QString, text);
    QFETCH(QString, base);
    const auto address = auth::serviceAddress(text);
    QCOMPARE(address ? address->toString() : QString(), base);
}

void ConnectionsTest::tokensBecomeHeaderLines_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("token"); // empty = refused
    QTest::newRow("plain") << QByteArray("pat-eu1-0123") << QByteArray("pat-eu1-0123");
    QTest::newRow("pasted") << QByteArray("\n pat \r\n") << QByteArray("pat");
    QTest::newRow("Salesforce") << QByteArray("00D5g000!AQEA_.x=")
                                << QByteArray("00D5g000!AQEA_.x=");
    QTest::newRow("empty") << QByteArray(" \n") << QByteArray();
    QTest::newRow("header") << QByteArray("a\r\nHost: evil") << QByteArray();
    QTest::newRow("space") << QByteArray("a b") << QByteArray();
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << QByteArray();
    QTest::newRow("not ASCII") << QByteArray("t\xc3\xb6ken") << QByteArray();
    QTest::newRow("longest") << QByteArray(8192, 'a') << QByteArray(8192, 'a');
    QTest::newRow("too long") << QByteArray(8193, 'a') << QByteArray();
}

void ConnectionsTest::tokensBecomeHeaderLines()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, token);
    const auto secret = auth::tokenFrom(text);
    QCOMPARE(secret ? secret->reveal() : QByteArray(), token);
}

QTEST_GUILESS_MAIN(ConnectionsTest)
#include "tst_connections.moc"
