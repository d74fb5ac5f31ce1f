// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxserver/loopbacklistener.h"

#include <QTcpSocket>

#ifdef Q_OS_LINUX
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

namespace sandboxserver {
namespace {

// The kernel forgets the wish after a while, so it is repeated with every read.
void acknowledgeAtOnce([[maybe_unused]] const QTcpSocket& socket)
{
#ifdef Q_OS_LINUX
    const int on = 1;
    ::setsockopt(
        static_cast<int>(socket.socketDescriptor()), IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
#endif
}

} // namespace

LoopbackListener::LoopbackListener(QObject* parent)
    : QTcpServer(parent)
{
    setMaxPendingConnections(200);
}

void LoopbackListener::incomingConnection(qintptr descriptor)
{
    auto* socket = new QTcpSocket(this);
    if (!socket->setSocketDescriptor(descriptor)) {
        delete socket;
        return;
    }
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    acknowledgeAtOnce(*socket);
    connect(socket, &QTcpSocket::readyRead, socket, [socket] { acknowledgeAtOnce(*socket); });
    addPendingConnection(socket);
}

} // namespace sandboxserver
