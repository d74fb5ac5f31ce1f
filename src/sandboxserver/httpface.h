// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http.h"

#include <QAbstractHttpServer>

#include <functional>

namespace sandboxserver {

// HTTP/1.1 on loopback around one function. It carries out what the response asks of the wire: a
// dropped connection, a body that ends half way, a delay. Bodies are unpacked before the function
// sees them if they are gzip and the path is Salesforce's, and answers above 1 KiB are packed for
// clients that accept it.
class HttpFace final : public QAbstractHttpServer
{
    Q_OBJECT

public:
    using Handler = std::function<sandbox::HttpResponse(const sandbox::HttpRequest&)>;

    explicit HttpFace(Handler handler, QObject* parent = nullptr);

    // Port 0 takes a free one. Returns the port, 0 if it cannot be had.
    quint16 listenOnLoopback(quint16 port);

protected:
    bool handleRequest(const QHttpServerRequest& request, QTcpSocket* socket) override;
    void missingHandler(const QHttpServerRequest& request, QTcpSocket* socket) override;

private:
    Handler m_handler;
};

} // namespace sandboxserver
