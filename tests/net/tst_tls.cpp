// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/networktransport.h"
#include "support/golden.h"
#include "support/runtask.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <QTest>

using support::runTask;
using Kind = core::Error::Kind;

class TlsTest final : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsSentToAnUntrustedServer_data();
    void nothingIsSentToAnUntrustedServer();
    void nothingIsSentToAServerThatSpeaksNoTls();
};

void TlsTest::nothingIsSentToAnUntrustedServer_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<net::Replay>("replay");
    QTest::newRow("read") << QStringLiteral("127.0.0.1") << net::Replay::Safe;
    QTest::newRow("write") << QStringLiteral("127.0.0.1") << net::Replay::Unsafe;
    QTest::newRow("by name") << QStringLiteral("localhost") << net::Replay::Unsafe;
}

void TlsTest::nothingIsSentToAnUntrustedServer()
{
    QFETCH(QString, host);
    QFETCH(net::Replay, replay);
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate(
        support::goldenInput(QStringLiteral("net/untrusted-test-certificate.pem"))));
    configuration.setPrivateKey(
        QSslKey(support::goldenInput(QStringLiteral("net/untrusted-test-key.pem")), QSsl::Ec));
    QVERIFY(!configuration.privateKey().isNull());
    QSslServer server;
    server.setSslConfiguration(configuration);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    int started = 0;
    QByteArray received;
    connect(&server, &QSslServer::startedEncryptionHandshake, this, [&](QSslSocket* socket) {
        ++started;
        connect(
            socket, &QSslSocket::readyRead, this, [&, socket] { received += socket->readAll(); });
    });

    net::NetworkTransport transport;
    net::Request request;
    request.url = QUrl(QStringLiteral("https://%1:%2/x").arg(host).arg(server.serverPort()));
    request.headers = {{"Authorization", "Bearer secret"}};
    request.replay = replay;
    if (replay == net::Replay::Unsafe) {
        request.method = net::Method::Patch;
        request.body = "{}";
    }
    const auto answer = runTask(transport.send(request, {}));
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, Kind::Network); // a write too: it never left
    QVERIFY2(answer.error().what.contains(QStringLiteral("issued by Nobody Trusts Me")),
        qPrintable(answer.error().what));
    QVERIFY(started >= 1);
    QCoreApplication::processEvents();
    QCOMPARE(received, QByteArray());
}

void TlsTest::nothingIsSentToAServerThatSpeaksNoTls()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QByteArray received;
    connect(&server, &QTcpServer::newConnection, this, [&] {
        QTcpSocket* const socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [&, socket] {
            received += socket->readAll();
            socket->write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
            socket->close();
        });
    });
    net::NetworkTransport transport;
    net::Request request;
    request.url = QUrl(QStringLiteral("https://127.0.0.1:%1/x").arg(server.serverPort()));
    request.headers = {{"Authorization", "Bearer secret"}};
    const auto answer = runTask(transport.send(request, {}));
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, Kind::Network);
    QVERIFY(!received.contains("secret"));
}

QTEST_GUILESS_MAIN(TlsTest)
#include "tst_tls.moc"
