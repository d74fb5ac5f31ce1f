// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/networktransport.h"
#include "support/httppeer.h"
#include "support/runtask.h"

#include <QElapsedTimer>
#include <QTest>
#include <QThread>

#ifdef Q_OS_LINUX
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

using namespace std::chrono_literals;
using support::HttpPeer;
using support::runTask;
using Kind = core::Error::Kind;

namespace {

net::Request request(const QUrl& url, net::Method method, QByteArray body, net::Replay replay)
{
    net::Request out;
    out.url = url;
    out.method = method;
    out.body = std::move(body);
    out.replay = replay;
    return out;
}

#ifdef Q_OS_LINUX
// TCP_NODELAY of this process's connections to that port; one number for each connection.
std::vector<int> noDelayOf(int port)
{
    std::vector<int> out;
    for (int descriptor = 3; descriptor < 1024; ++descriptor) {
        sockaddr_in peer{};
        socklen_t length = sizeof peer;
        if (getpeername(descriptor, reinterpret_cast<sockaddr*>(&peer), &length) != 0
            || peer.sin_family != AF_INET || ntohs(peer.sin_port) != port)
            continue;
        int on = -1;
        length = sizeof on;
        getsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, &length);
        out.push_back(on);
    }
    return out;
}
#endif

} // namespace

// QNetworkAccessManager 6.4 sends a request again by itself when a connection drops. For writes it
// must not.
class WritesOnceTest final : public QObject
{
    Q_OBJECT

private slots:
    void serverSeesEachWriteAtMostOnce_data();
    void serverSeesEachWriteAtMostOnce();
    void closesThatCrossWritesNeverDoubleThem();
    void refusedHeadOfALargeWriteIsUnknown();
    void largeWritesTurnTheDelayOff();
    void largeWritesDoNotWaitForAcknowledgements();
};

void WritesOnceTest::serverSeesEachWriteAtMostOnce_data()
{
    QTest::addColumn<net::Method>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("drop");
    using enum net::Method;
    const QByteArray small = "{\"a\":1}";
    const QByteArray large(200'000, 'b');
    for (int drop = 0; drop < 4; ++drop) {
        const auto row = [drop](const char* name, net::Method method, const QByteArray& body) {
            QTest::addRow("%s, drop %d", name, drop) << method << body << drop;
        };
        row("post", Post, small);
        row("patch", Patch, small);
        row("large patch", Patch, large);
        row("put", Put, small);
        row("empty post", Post, {});
        row("delete", Delete, {});
    }
}

void WritesOnceTest::serverSeesEachWriteAtMostOnce()
{
    QFETCH(net::Method, method);
    QFETCH(QByteArray, body);
    QFETCH(int, drop);
    HttpPeer peer;
    const auto dropping = [drop](QTcpSocket& socket) {
        if (drop == 0)
            socket.abort(); // reset
        else if (drop == 1)
            socket.close(); // closed in order, no answer
        else if (drop == 2)
            socket.write("HTTP/1.1 200 OK\r\nContent-Le"), socket.close();
    };
    bool closing = false;
    peer.onHead([&](QTcpSocket& socket) {
        if (closing && drop == 3) // exactly when the write comes
            socket.abort();
        return closing && drop == 3;
    });
    peer.onRequest([&](QTcpSocket& socket, const HttpPeer::Seen&) {
        if (closing)
            dropping(socket);
        else
            socket.write(HttpPeer::ok());
    });
    net::NetworkTransport transport;
    for (int i = 0; i < 3; ++i) { // warm: the connection stays open
        const auto warm = request(peer.url(), net::Method::Get, {}, net::Replay::Safe);
        QVERIFY(runTask(transport.send(warm, {})).has_value());
    }
    QCOMPARE(peer.connections, 1);
    closing = true;
    for (int i = 0; i < 5; ++i) {
        peer.heads = 0;
        const auto write = request(peer.url(), method, body, net::Replay::Unsafe);
        const auto answer = runTask(transport.send(write, {}));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, Kind::Unknown);
        QCOMPARE(peer.heads, 1);
    }
    // Reads may be repeated by Qt, but end.
    const auto read = request(peer.url(), net::Method::Get, {}, net::Replay::Safe);
    const auto answer = runTask(transport.send(read, {}));
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, Kind::Network);
}

void WritesOnceTest::closesThatCrossWritesNeverDoubleThem()
{
    HttpPeer peer;
    peer.onRequest([](QTcpSocket& socket, const HttpPeer::Seen&) { socket.write(HttpPeer::ok()); });
    net::NetworkTransport transport;
    const auto write = request(peer.url(), net::Method::Patch, "{}", net::Replay::Unsafe);
    int answered = 0;
    for (int i = 1; i <= 50; ++i) {
        const auto answer = runTask(transport.send(write, {}));
        QVERIFY(answer || answer.error().kind == Kind::Unknown);
        answered += answer ? 1 : 0;
        QVERIFY(peer.heads <= i);
        peer.closeAll(); // the next write goes out before, while or after Qt learns of it
    }
    QVERIFY(peer.heads >= answered);
}

void WritesOnceTest::refusedHeadOfALargeWriteIsUnknown()
{
    HttpPeer peer;
    peer.onHead([](QTcpSocket& socket) {
        socket.abort();
        return true;
    });
    net::NetworkTransport transport;
    const auto write
        = request(peer.url(), net::Method::Patch, QByteArray(5'000'000, 'c'), net::Replay::Unsafe);
    const auto answer = runTask(transport.send(write, {}));
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, Kind::Unknown);
    QCOMPARE(peer.heads, 1);
    QCOMPARE(peer.requests.size(), std::size_t(0));
}

void WritesOnceTest::largeWritesTurnTheDelayOff()
{
#ifdef Q_OS_LINUX
    HttpPeer peer;
    peer.onRequest([](QTcpSocket& socket, const HttpPeer::Seen&) { socket.write(HttpPeer::ok()); });
    net::NetworkTransport transport;
    const auto write = [&](qsizetype size) {
        return runTask(transport.send(
            request(peer.url(), net::Method::Patch, QByteArray(size, 'd'), net::Replay::Unsafe),
            {}));
    };
    QVERIFY(write(16 * 1024).has_value()); // one piece: nothing to wait for
    QCOMPARE(noDelayOf(peer.url().port()), std::vector<int>({0}));
    QVERIFY(write(16 * 1024 + 1).has_value());
    QCOMPARE(noDelayOf(peer.url().port()), std::vector<int>({1}));
#endif
}

void WritesOnceTest::largeWritesDoNotWaitForAcknowledgements()
{
#ifdef Q_OS_LINUX
    // Without TCP_NODELAY each of these takes 44 ms; with it less than 1. The bound leaves room for
    // a busy machine.
    QThread thread;
    QObject inThread;
    inThread.moveToThread(&thread);
    std::unique_ptr<HttpPeer> peer;
    thread.start();
    const auto there = [&](auto what) {
        QMetaObject::invokeMethod(&inThread, what, Qt::BlockingQueuedConnection);
    };
    there([&] {
        peer = std::make_unique<HttpPeer>();
        peer->onRequest(
            [](QTcpSocket& socket, const HttpPeer::Seen&) { socket.write(HttpPeer::ok()); });
    });
    net::NetworkTransport transport;
    const auto write
        = request(peer->url(), net::Method::Patch, QByteArray(44'000, 'd'), net::Replay::Unsafe);
    std::vector<qint64> micros;
    for (int i = 0; i < 40; ++i) {
        QElapsedTimer timer;
        timer.start();
        const bool answered = runTask(transport.send(write, {})).has_value();
        micros.push_back(timer.nsecsElapsed() / 1000);
        if (!answered)
            break;
    }
    there([&] { peer.reset(); });
    thread.quit();
    thread.wait();
    QCOMPARE(micros.size(), std::size_t(40));
    std::ranges::sort(micros);
    QVERIFY2(micros[10] < 20'000, qPrintable(QString::number(micros[10])));
#endif
}

QTEST_GUILESS_MAIN(WritesOnceTest)
#include "tst_writesonce.moc"
