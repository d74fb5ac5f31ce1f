// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <functional>
#include <map>
#include <vector>

namespace support {

// A tiny HTTP/1.1 server on 127.0.0.1 that does exactly what a test tells it to, also what no
// server should.
class HttpPeer final : public QObject
{
    Q_OBJECT

public:
    struct Seen
    {
        QByteArray line; // "PATCH /x HTTP/1.1"
        QByteArray head; // all header lines
        QByteArray body;
        int connection = 0; // 1, 2, ...
        QByteArray header(const QByteArray& name) const;
    };
    // Called for every request that arrived whole.
    using Handler = std::function<void(QTcpSocket& socket, const Seen& request)>;

    HttpPeer();

    QUrl url(const QString& path = QStringLiteral("/x")) const;
    void onRequest(Handler handler) { m_handler = std::move(handler); }
    // Called when the head is there and before any of the body is looked at; true = the test took
    // over.
    void onHead(std::function<bool(QTcpSocket&)> handler) { m_onHead = std::move(handler); }
    void closeAll(); // every open connection, at once

    static QByteArray ok(const QByteArray& body = "{}", const QByteArray& extra = {});

    std::vector<Seen> requests; // whole ones
    int heads = 0; // request heads, also of requests that never became whole
    int connections = 0;

private:
    void accepted();
    void readable(QTcpSocket& socket);

    struct Incoming
    {
        QByteArray bytes;
        int number = 0;
        bool headSeen = false; // of the request that is arriving
    };
    Handler m_handler;
    std::function<bool(QTcpSocket&)> m_onHead;
    std::map<QTcpSocket*, Incoming> m_incoming;
    QTcpServer m_server; // last, so first gone: its sockets report to the map
};

} // namespace support
