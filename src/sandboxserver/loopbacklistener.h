// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpServer>

namespace sandboxserver {

// Listens on 127.0.0.1 and hands out sockets that answer at once: no Nagle on what we send, and on
// Linux no delayed acknowledgement of what we receive. A client that writes a large body in pieces
// without TCP_NODELAY waits for our acknowledgement of each; delayed by 40 ms they would be all
// that a benchmark measures.
class LoopbackListener final : public QTcpServer
{
    Q_OBJECT

public:
    explicit LoopbackListener(QObject* parent = nullptr);

protected:
    void incomingConnection(qintptr descriptor) override;
};

} // namespace sandboxserver
