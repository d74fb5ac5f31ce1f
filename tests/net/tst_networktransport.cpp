// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/networktransport.h"

#include "net/gzip.h"
#include "support/httppeer.h"
#include "support/runtask.h"

#include <QTest>
#include <QTimer>

using namespace std::chrono_literals;
using support::HttpPeer;
using support::runTask;
using Answer = core::Result<net::Response>;
using Kind = core::Error::Kind;

namespace {

net::Request request(const QUrl& url, net::Replay replay = net::Replay::Safe)
{
    net::Request out;
    out.url = url;
    out.replay = replay;
    if (replay == net::Replay::Unsafe) {
        out.method = net::Method::Patch;
        out.body = "{\"a\":1}";
    }
    return out;
}

// "200 {}" or "Network", so that a table can say what came out.
QString told(const Answer& answer)
{
    if (answer)
        return QStringLiteral("%1 %2").arg(answer->status).arg(QLatin1String(answer->body));
    switch (answer.error().kind) {
    case Kind::Network:
        return QStringLiteral("Network");
    case Kind::Unknown:
        return QStringLiteral("Unknown");
    case Kind::NotTheService:
        return QStringLiteral("NotTheService");
    case Kind::TooLarge:
        return QStringLiteral("TooLarge");
    case Kind::Cancelled:
        return QStringLiteral("Cancelled");
    default:
        return QStringLiteral("another error");
    }
}

} // namespace

class NetworkTransportTest final : public QObject
{
    Q_OBJECT

private slots:
    void sendsWhatWasAsked();
    void addsNothingOfTheDesktop();
    void everyMethodArrives_data();
    void everyMethodArrives();
    void statusesAreResponses_data();
    void statusesAreResponses();
    void troubleIsNamed_data();
    void troubleIsNamed();
    void compressesBodiesWhenAsked();
    void readsCompressedAnswers();
    void capsTheAnswer_data();
    void capsTheAnswer();
    void endlessAnswerIsCut();
    void slowAnswerWithProgressIsNotCut();
    void endlessDripIsCut_data();
    void endlessDripIsCut();
    void silenceIsCut_data();
    void silenceIsCut();
    void stopEndsTheWait();
    void stoppedBeforeSendsNothing();
    void endOfTheTransportEndsItsRequests();
    void refusesAddresses_data();
    void refusesAddresses();
    void keepsNoCookies();
    void errorsHoldNoPathAndNoQuery();
    void unreachableIsNetwork();
};

void NetworkTransportTest::sendsWhatWasAsked()
{
    HttpPeer peer;
    peer.onRequest([](QTcpSocket& socket, const HttpPeer::Seen&) {
        socket.write(HttpPeer::ok("{\"id\":\"1\"}", "X-Mixed-Case: Yes\r\n"));
    });
    net::NetworkTransport transport;
    auto out = request(peer.url(QStringLiteral("/a%2Fb/c?q=x%20y%2Bz")), net::Replay::Unsafe);
    out.headers = {{"Authorization", "Bearer t"}, {"If-Modified-Since", "x"}};
    const auto answer = runTask(transport.send(out, {}));
    QCOMPARE(told(answer), QStringLiteral("200 {\"id\":\"1\"}"));
    QVERIFY(answer->body.capacity() < 10'000); // as large as it is, not as it may be
    QCOMPARE(answer->header("x-mixed-case"), QByteArray("Yes"));
    QCOMPARE(answer->header("absent"), QByteArray());
    QCOMPARE(peer.requests.size(), std::size_t(1));
    const auto& seen = peer.requests[0];
    QCOMPARE(seen.line, QByteArray("PATCH /a%2Fb/c?q=x%20y%2Bz HTTP/1.1"));
    QCOMPARE(seen.body, QByteArray("{\"a\":1}"));
    QCOMPARE(seen.header("Content-Type"), QByteArray("application/json"));
    QCOMPARE(seen.header("Authorization"), QByteArray("Bearer t"));
    QCOMPARE(seen.header("If-Modified-Since"), QByteArray("x"));
}

void NetworkTransportTest::addsNothingOfTheDesktop()
{
    HttpPeer peer;
    peer.onRequest([](QTcpSocket& socket, const HttpPeer::Seen&) { socket.write(HttpPeer::ok()); });
    net::NetworkTransport transport;
    static_cast<void>(runTask(transport.send(request(peer.url()), {})));
    const auto& seen = peer.requests.at(0);
    QCOMPARE(seen.header("User-Agent"), QByteArray("ActivityBridge"));
    QCOMPARE(seen.header("Accept-Language"), QByteArray("en"));
    QCOMPARE(seen.header("Accept"), QByteArray("application/json"));
    QCOMPARE(seen.header("Accept-Encoding"), QByteArray("gzip"));
    QCOMPARE(seen.header("Cookie"), QByteArray());
}

void NetworkTransportTest::everyMethodArrives_data()
{
    QTest::addColumn<net::Method>("method");
    QTest::addColumn<net::Replay>("replay");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("length");
    const auto row = [](const char* name, net::Method method, net::Replay replay,
                         const QByteArray& body, const QByteArray& line, const QByteArray& length) {
        QTest::newRow(name) << method << replay << body << line << length;
    };
    using enum net::Method;
    using enum net::Replay;
    row("get", Get, Safe, {}, "GET /x HTTP/1.1", {});
    row("search", Post, Safe, "{}", "POST /x HTTP/1.1", "2");
    row("post", Post, Unsafe, "{}", "POST /x HTTP/1.1", "2");
    row("empty post", Post, Unsafe, {}, "POST /x HTTP/1.1", "0");
    row("patch", Patch, Unsafe, QByteArray(100'000, 'b'), "PATCH /x HTTP/1.1", "100000");
    row("put", Put, Unsafe, "{}", "PUT /x HTTP/1.1", "2");
    row("delete", Delete, Unsafe, {}, "DELETE /x HTTP/1.1", "0");
    row("repeatable delete", Delete, Safe, {}, "DELETE /x HTTP/1.1", {});
}

void NetworkTransportTest::everyMethodArrives()
{
    QFETCH(net::Method, method);
    QFETCH(net::Replay, replay);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, length);
    HttpPeer peer;
    peer.onRequest([](QTcpSocket& socket, const HttpPeer::Seen&) { socket.write(HttpPeer::ok()); });
    net::NetworkTransport transport;
    auto out = request(peer.url());
    out.method = method;
    out.replay = replay;
    out.body = body;
    for (int i = 0; i < 3; ++i) // the second goes out on a connection that was kept open
        QCOMPARE(told(runTask(transport.send(out, {}))), QStringLiteral("200 {}"));
    QCOMPARE(peer.requests.size(), std::size_t(3));
    QCOMPARE(peer.connections, 1);
    for (const auto& seen : peer.requests) {
        QCOMPARE(seen.line, line);
        QCOMPARE(seen.body, body);
        QCOMPARE(seen.header("Content-Length"), length);
        QCOMPARE(seen.header("Transfer-Encoding"), QByteArray());
    }
}

void NetworkTransportTest::statusesAreResponses_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("outcome");
    const auto row = [](const char* name, const QByteArray& head, const QByteArray& body) {
        const int status = head.left(3).toInt();
        QTest::newRow(name) << "HTTP/1.1 " + head
                + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n"
                + body << QStringLiteral("%1 %2").arg(status).arg(QLatin1String(body));
    };
    row("201", "201 Created", "{}");
    row("207", "207 Multi-Status", "{}");
    row("300", "300 Multiple Choices", "[\"/a\",\"/b\"]");
    row("400", "400 Bad Request", "{}");
    row("401", "401 Unauthorized\r\nWWW-Authenticate: Token", "[{\"errorCode\":\"x\"}]");
    row("401 bearer", "401 Unauthorized\r\nWWW-Authenticate: Bearer realm=\"x\"", "{}");
    row("401 basic", "401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"", "{}");
    row("403", "403 Forbidden", "{}");
    row("404", "404 Not Found", "{}");
    row("409", "409 Conflict", "{}");
    row("414", "414 URI Too Long", "{}");
    row("423", "423 Locked", "{}");
    row("429", "429 Too Many Requests", "{}");
    row("477", "477 Migration in Progress", "{}");
    row("500", "500 Internal Server Error", "{}");
    row("502 page", "502 Bad Gateway\r\nContent-Type: text/html", "<html></html>");
    row("503", "503 Service Unavailable\r\nRetry-After: 3", "{}");
    row("530", "530 Origin DNS Error", "{}");
    QTest::newRow("204") << QByteArray("HTTP/1.1 204 No Content\r\n\r\n") << QStringLiteral("204 ");
    QTest::newRow("304") << QByteArray("HTTP/1.1 304 Not Modified\r\n\r\n")
                         << QStringLiteral("304 ");
    QTest::newRow("chunks") << QByteArray(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n")
                            << QStringLiteral("200 {}");
    QTest::newRow("same host") << QByteArray(
        "HTTP/1.1 302 Found\r\nLocation: /y\r\nContent-Length: 0\r\n\r\n")
                               << QStringLiteral("302 ");
    QTest::newRow("same host 308")
        << QByteArray("HTTP/1.1 308 Moved\r\nLocation: /y\r\nContent-Length: 0\r\n\r\n")
        << QStringLiteral("308 ");
    QTest::newRow("other host") << QByteArray(
        "HTTP/1.1 302 Found\r\nLocation: http://login.example/\r\nContent-Length: 0\r\n\r\n")
                                << QStringLiteral("NotTheService");
    QTest::newRow("other port") << QByteArray(
        "HTTP/1.1 307 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")
                                << QStringLiteral("NotTheService");
}

void NetworkTransportTest::statusesAreResponses()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, outcome);
    HttpPeer peer;
    peer.onRequest([&](QTcpSocket& socket, const HttpPeer::Seen&) { socket.write(answer); });
    net::NetworkTransport transport;
    QCOMPARE(told(runTask(transport.send(request(peer.url()), {}))), outcome);
    QCOMPARE(told(runTask(transport.send(request(peer.url(), net::Replay::Unsafe), {}))), outcome);
    QCOMPARE(peer.heads, 2); // nothing was followed, nothing sent again
}

void NetworkTransportTest::troubleIsNamed_data()
{
    QTest::addColumn<QByteArray>("answer"); // then the connection is closed
    QTest::addColumn<QString>("safe");
    QTest::addColumn<QString>("unsafe");
    const QString network = QStringLiteral("Network");
    const QString unknown = QStringLiteral("Unknown");
    QTest::newRow("nothing") << QByteArray() << network << unknown;
    QTest::newRow("half a head") << QByteArray("HTTP/1.1 200 OK\r\nContent-Le") << network
                                 << unknown;
    QTest::newRow("half a body") << QByteArray(
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{\"a\"")
                                 << network << unknown;
    QTest::newRow("half an error body")
        << QByteArray("HTTP/1.1 400 Bad\r\nContent-Length: 10\r\n\r\n{\"a\"") << network << unknown;
    QTest::newRow("half a chunk") << QByteArray(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n{\"a\"")
                                  << network << unknown;
    QTest::newRow("no HTTP") << QByteArray("SSH-2.0-OpenSSH_9.2p1\r\n\r\n") << network << unknown;
    QTest::newRow("damaged gzip") << QByteArray(
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd")
                                  << network << unknown;
    QTest::newRow("cut gzip") << HttpPeer::ok(
        net::gzip("{\"a\":1}").chopped(3), "Content-Encoding: gzip\r\n")
                              << network << unknown;
    QTest::newRow("unknown encoding")
        << QByteArray("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 4\r\n\r\nabcd")
        << network << unknown;
    QTest::newRow("length by close") << QByteArray("HTTP/1.1 200 OK\r\n\r\n{}")
                                     << QStringLiteral("200 {}") << QStringLiteral("200 {}");
}

void NetworkTransportTest::troubleIsNamed()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, safe);
    QFETCH(QString, unsafe);
    HttpPeer peer;
    peer.onRequest([&](QTcpSocket& socket, const HttpPeer::Seen&) {
        socket.write(answer);
        socket.disconnectFromHost();
    });
    net::NetworkTransport transport;
    QCOMPARE(told(runTask(transport.send(request(peer.url()), {}))), safe);
    peer.heads = 0;
    QCOMPARE(told(runTask(transport.send(request(peer.url(), net::Replay::Unsafe), {}))), unsafe);
    QCOMPARE(peer.heads, 1);
}

void NetworkTransportTest::compressesBodiesWhenAsked()
{
    HttpPeer peer;
    peer.onRequest([](QTcpSocket& socket, const HttpPeer::Seen&) { socket.write(HttpPeer::ok()); });
    net::NetworkTransport transport;
    auto out = request(peer.url(), net::Replay::Unsafe);
    out.body = "{\"a\":\"" + QByteArray(50'000, 'x') + "\"}";
    out.compress = true;
    static_cast<void>(runTask(transport.send(out, {})));
    QCOMPARE(peer.requests.at(0).header("Content-Encoding"), QByteArray("gzip"));
    QVERIFY(peer.requests.at(0).body.size() < 2000);
    QCOMPARE(net::gunzip(peer.requests.at(0).body, 1'000'000).bytes, out.body);

    out.body = "{}"; // not worth it
    static_cast<void>(runTask(transport.send(out, {})));
    QCOMPARE(peer.requests.at(1).header("Content-Encoding"), QByteArray());
    QCOMPARE(peer.requests.at(1).body, QByteArray("{}"));
}

void NetworkTransportTest::readsCompressedAnswers()
{
    HttpPeer peer;
    const QByteArray body = "{\"a\":\"" + QByteArray(300'000, 'y') + "\"}";
    peer.onRequest([&](QTcpSocket& socket, const HttpPeer::Seen&) {
        socket.write(HttpPeer::ok(net::gzip(body), "Content-Encoding: gzip\r\n"));
    });
    net::NetworkTransport transport;
    const auto answer = runTask(transport.send(request(peer.url()), {}));
    QVERIFY(answer.has_value());
    QVERIFY(answer->body == body);
}

void NetworkTransportTest::capsTheAnswer_data()
{
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<bool>("compressed");
    QTest::addColumn<QString>("safe");
    QTest::addColumn<QString>("unsafe");
    const QString large = QStringLiteral("TooLarge");
    const QString unknown = QStringLiteral("Unknown");
    QTest::newRow("just fits") << qsizetype(100'000) << false << QString() << QString();
    QTest::newRow("one more") << qsizetype(100'001) << false << large << unknown;
    QTest::newRow("bomb fits") << qsizetype(100'000) << true << QString() << QString();
    QTest::newRow("bomb") << qsizetype(100'001) << true << large << unknown;
    QTest::newRow("large bomb") << qsizetype(50'000'000) << true << large << unknown;
}

void NetworkTransportTest::capsTheAnswer()
{
    QFETCH(qsizetype, size);
    QFETCH(bool, compressed);
    QFETCH(QString, safe);
    QFETCH(QString, unsafe);
    HttpPeer peer;
    const QByteArray plain(size, 'z');
    const QByteArray answer = compressed
        ? HttpPeer::ok(net::gzip(plain), "Content-Encoding: gzip\r\n")
        : HttpPeer::ok(plain);
    peer.onRequest([&](QTcpSocket& socket, const HttpPeer::Seen&) { socket.write(answer); });
    net::NetworkTransport::Options options;
    options.responseMax = 100'000;
    net::NetworkTransport transport(options);
    const auto first = runTask(transport.send(request(peer.url()), {}));
    QCOMPARE(first ? QString() : told(first), safe);
    const auto second = runTask(transport.send(request(peer.url(), net::Replay::Unsafe), {}));
    QCOMPARE(second ? QString() : told(second), unsafe);
    QCOMPARE(peer.heads, 2);
}

void NetworkTransportTest::endlessAnswerIsCut()
{
    HttpPeer peer;
    qint64 written = 0;
    peer.onRequest([&](QTcpSocket& socket, const HttpPeer::Seen&) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
        connect(&socket, &QTcpSocket::bytesWritten, &socket, [&] {
            const QByteArray more(64 * 1024, ' ');
            if (socket.bytesToWrite() < more.size())
                written += socket.write(more);
        });
        socket.write(" ");
    });
    net::NetworkTransport::Options options;
    options.responseMax = 5'000'000;
    net::NetworkTransport transport(options);
    QCOMPARE(told(runTask(transport.send(request(peer.url()), {}))), QStringLiteral("TooLarge"));
    QVERIFY2(written < 40'000'000, qPrintable(QString::number(written)));
}

void NetworkTransportTest::slowAnswerWithProgressIsNotCut()
{
    HttpPeer peer;
    QTimer drip;
    int left = 20;
    peer.onRequest([&](QTcpSocket& socket, const HttpPeer::Seen&) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n");
        connect(&drip, &QTimer::timeout, &socket, [&] {
            socket.write("1");
            if (--left == 0)
                drip.stop();
        });
        drip.start(25ms);
    });
    net::NetworkTransport transport;
    auto out = request(peer.url());
    out.timeout = 250ms; // half of what the whole takes
    QCOMPARE(told(runTask(transport.send(out, {}))), QStringLiteral("200 11111111111111111111"));
}

void NetworkTransportTest::endlessDripIsCut_data()
{
    QTest::addColumn<net::Replay>("replay");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("read") << net::Replay::Safe << Kind::Network;
    QTest::newRow("write") << net::Replay::Unsafe << Kind::Unknown;
}

void NetworkTransportTest::endlessDripIsCut()
{
    QFETCH(net::Replay, replay);
    QFETCH(Kind, kind);
    HttpPeer peer;
    QTimer drip;
    peer.onRequest([&](QTcpSocket& socket, const HttpPeer::Seen&) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
        connect(&drip, &QTimer::timeout, &socket, [&] { socket.write("1"); });
        drip.start(25ms);
    });
    net::NetworkTransport::Options options;
    options.totalMax = 400ms;
    net::NetworkTransport transport(options);
    auto out = request(peer.url(), replay);
    out.timeout = 250ms; // never reached: there is progress all the time
    const auto answer = runTask(transport.send(out, {}));
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, kind);
    QVERIFY(answer.error().what.contains(QStringLiteral("not done after")));
}

void NetworkTransportTest::silenceIsCut_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::newRow("no answer") << QByteArray();
    QTest::newRow("half an answer") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{");
}

void NetworkTransportTest::silenceIsCut()
{
    QFETCH(QByteArray, before);
    HttpPeer peer;
    peer.onRequest([&](QTcpSocket& socket, const HttpPeer::Seen&) { socket.write(before); });
    net::NetworkTransport transport;
    auto out = request(peer.url());
    out.timeout = 100ms;
    QCOMPARE(told(runTask(transport.send(out, {}))), QStringLiteral("Network"));
    out = request(peer.url(), net::Replay::Unsafe);
    out.timeout = 100ms;
    const auto answer = runTask(transport.send(out, {}));
    QCOMPARE(told(answer), QStringLiteral("Unknown"));
    QVERIFY(answer.error().what.endsWith(QStringLiteral("no progress for 0.1 s")));
    QCOMPARE(peer.heads, 2);
}

void NetworkTransportTest::stopEndsTheWait()
{
    HttpPeer peer;
    std::stop_source stop;
    peer.onRequest([&](QTcpSocket&, const HttpPeer::Seen&) { stop.request_stop(); });
    net::NetworkTransport transport;
    QCOMPARE(told(runTask(transport.send(request(peer.url()), stop.get_token()))),
        QStringLiteral("Cancelled"));
    QCOMPARE(peer.heads, 1);
}

void NetworkTransportTest::stoppedBeforeSendsNothing()
{
    HttpPeer peer;
    std::stop_source stop;
    stop.request_stop();
    net::NetworkTransport transport;
    auto task = transport.send(request(peer.url()), stop.get_token());
    QVERIFY(task.isReady());
    QCOMPARE(told(runTask(std::move(task))), QStringLiteral("Cancelled"));
    QCOMPARE(peer.connections, 0);
}

void NetworkTransportTest::endOfTheTransportEndsItsRequests()
{
    HttpPeer peer;
    auto transport = std::make_unique<net::NetworkTransport>();
    auto safe = transport->send(request(peer.url()), {});
    auto unsafe = transport->send(request(peer.url(), net::Replay::Unsafe), {});
    QTRY_COMPARE(peer.heads, 2);
    transport.reset();
    QVERIFY(safe.isReady());
    QCOMPARE(told(runTask(std::move(safe))), QStringLiteral("Cancelled"));
    QCOMPARE(told(runTask(std::move(unsafe))), QStringLiteral("Cancelled"));
}

void NetworkTransportTest::refusesAddresses_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("why");
    const auto row = [](const char* url, const char* why) {
        QTest::newRow(url) << QString::fromLatin1(url) << QString::fromLatin1(why);
    };
    row("http://api.hubapi.com/x", "plain http");
    row("http://localhost.example.com/x", "plain http");
    row("http://127.0.0.1.example.com/x", "plain http");
    row("http://128.0.0.1/x", "plain http");
    row("http://[2001:db8::1]/x", "plain http");
    row("http://user:secret@127.0.0.1/x", "user name");
    row("https://user@api.hubapi.com/x", "user name");
    row("ftp://127.0.0.1/x", "https");
    row("file:///etc/hostname", "not an address");
    row("/relative", "not an address");
    row("", "not an address");
}

void NetworkTransportTest::refusesAddresses()
{
    QFETCH(QString, url);
    QFETCH(QString, why);
    net::NetworkTransport transport;
    auto task = transport.send(request(QUrl(url)), {});
    QVERIFY(task.isReady()); // before anything could have been sent
    const auto answer = runTask(std::move(task));
    QCOMPARE(told(answer), QStringLiteral("Network"));
    QVERIFY2(answer.error().what.contains(why), qPrintable(answer.error().what));
    QVERIFY(!answer.error().what.contains(QStringLiteral("secret")));
}

void NetworkTransportTest::keepsNoCookies()
{
    HttpPeer peer;
    peer.onRequest([](QTcpSocket& socket, const HttpPeer::Seen&) {
        socket.write(HttpPeer::ok("{}", "Set-Cookie: sid=secret; Path=/\r\n"));
    });
    net::NetworkTransport transport;
    for (int i = 0; i < 2; ++i)
        static_cast<void>(runTask(transport.send(request(peer.url()), {})));
    QCOMPARE(peer.requests.at(1).header("Cookie"), QByteArray());
}

void NetworkTransportTest::errorsHoldNoPathAndNoQuery()
{
    HttpPeer peer;
    peer.onRequest([](QTcpSocket& socket, const HttpPeer::Seen&) { socket.abort(); });
    net::NetworkTransport transport;
    auto out = request(peer.url(QStringLiteral("/secretpath?q=secretquery")), net::Replay::Unsafe);
    out.headers = {{"Authorization", "Bearer secrettoken"}};
    out.body = "secretbody";
    const auto answer = runTask(transport.send(out, {}));
    QVERIFY(!answer);
    QVERIFY2(
        !answer.error().what.contains(QStringLiteral("secret")), qPrintable(answer.error().what));
    QVERIFY(answer.error().what.startsWith(QStringLiteral("PATCH 127.0.0.1:")));
}

void NetworkTransportTest::unreachableIsNetwork()
{
    QUrl closed;
    {
        const HttpPeer gone;
        closed = gone.url();
    }
    net::NetworkTransport transport;
    for (const auto replay : {net::Replay::Safe, net::Replay::Unsafe}) {
        QCOMPARE(
            told(runTask(transport.send(request(closed, replay), {}))), QStringLiteral("Network"));
        const QUrl nowhere(QStringLiteral("https://no-such-host.invalid/x"));
        QCOMPARE(
            told(runTask(transport.send(request(nowhere, replay), {}))), QStringLiteral("Network"));
    }
}

QTEST_GUILESS_MAIN(NetworkTransportTest)
#include "tst_networktransport.moc"
