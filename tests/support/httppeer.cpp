// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/httppeer.h"

#include <QHostAddress>

namespace support {

namespace {

QByteArray valueIn(const QByteArray& head, const QByteArray& name)
{
    for (const QByteArray& line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).compare(name, Qt::CaseInsensitive) == 0)
            return line.mid(colon + 1).trimmed();
    }
    return {};
}

} // namespace

QByteArray HttpPeer::Seen::header(const QByteArray& name) const
{
    return valueIn(head, name);
}

HttpPeer::HttpPeer()
{
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("HttpPeer: cannot listen");
    connect(&m_server, &QTcpServer::newConnection, this, [this] { accepted(); });
}

QUrl HttpPeer::url(const QString& path) const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(m_server.serverPort()).arg(path));
}

QByteArray HttpPeer::ok(const QByteArray& body, const QByteArray& extra)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + extra
        + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

void HttpPeer::closeAll()
{
    const auto open = std::exchange(m_incoming, {});
    for (const auto& [socket, incoming] : open)
        socket->abort();
}

void HttpPeer::accepted()
{
    while (QTcpSocket* socket = m_server.nextPendingConnection()) {
        m_incoming[socket].number = ++connections;
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { readable(*socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_incoming.erase(socket);
            socket->deleteLater();
        });
    }
}

void HttpPeer::readable(QTcpSocket& socket)
{
    const auto at = m_incoming.find(&socket);
    if (at == m_incoming.end())
        return;
    Incoming& incoming = at->second;
    incoming.bytes += socket.readAll();
    const qsizetype end = incoming.bytes.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    const QByteArray head = incoming.bytes.left(end);
    if (!std::exchange(incoming.headSeen, true)) {
        ++heads;
        if (m_onHead && m_onHead(socket))
            return;
    }
    const qsizetype length = valueIn(head, "Content-Length").toLongLong();
    if (incoming.bytes.size() < end + 4 + length)
        return;
    Seen seen;
    seen.line = head.left(head.indexOf('\r'));
    seen.head = head;
    seen.body = incoming.bytes.mid(end + 4, length);
    seen.connection = incoming.number;
    incoming.bytes.remove(0, end + 4 + length);
    incoming.headSeen = false;
    requests.push_back(seen);
    if (m_handler)
        m_handler(socket, seen);
}

} // namespace support
