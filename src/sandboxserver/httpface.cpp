// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxserver/httpface.h"

#include "sandboxserver/loopbacklistener.h"
#include "sandboxserver/wire.h"

#include <QHostAddress>
#include <QHttpServerRequest>
#include <QMetaEnum>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

namespace sandboxserver {
namespace {

sandbox::HttpRequest read(const QHttpServerRequest& request)
{
    sandbox::HttpRequest result;
    const auto methods = QMetaEnum::fromType<QHttpServerRequest::Method>();
    result.method = QByteArray(methods.valueToKey(static_cast<int>(request.method()))).toUpper();
    const QUrl url = request.url();
    result.target = url.path(QUrl::FullyEncoded).toLatin1();
    if (url.hasQuery())
        result.target += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    for (const auto& [name, value] : request.headers())
        result.headers.emplace_back(name, value);
    result.body = request.body();
    return result;
}

// The wire's part of a response. The socket may be gone when a delay is over, which is why it is
// the timer's context.
void send(QTcpSocket* socket, const WireBytes& wire, sandbox::Delivery delivery, bool isLast)
{
    if (delivery == sandbox::Delivery::Dropped) {
        socket->abort();
        return;
    }
    const bool isWhole = delivery == sandbox::Delivery::Whole;
    // One write: head and body leave in as few segments as they need.
    socket->write(wire.head + (isWhole ? wire.body : wire.body.left(wire.body.size() / 2)));
    if (!isWhole || isLast)
        socket->disconnectFromHost();
}

} // namespace

HttpFace::HttpFace(Handler handler, QObject* parent)
    : QAbstractHttpServer(parent)
    , m_handler(std::move(handler))
{
}

quint16 HttpFace::listenOnLoopback(quint16 port)
{
    auto* listener = new LoopbackListener(this);
    if (!listener->listen(QHostAddress::LocalHost, port))
        return 0;
    bind(listener);
    return listener->serverPort();
}

bool HttpFace::handleRequest(const QHttpServerRequest& request, QTcpSocket* socket)
{
    sandbox::HttpRequest asked = read(request);
    auto refusal = unpackBody(asked);
    const sandbox::HttpResponse response = refusal ? std::move(*refusal) : m_handler(asked);
    const bool isPackable = asked.header("Accept-Encoding").contains("gzip");
    const bool isLast = asked.header("Connection").toLower() == "close";
    const WireBytes wire = wireBytes(response, isPackable);
    if (response.delay.count() == 0) {
        send(socket, wire, response.delivery, isLast);
        return true;
    }
    QTimer::singleShot(
        response.delay, socket, [socket, wire, delivery = response.delivery, isLast] {
            send(socket, wire, delivery, isLast);
        });
    return true;
}

void HttpFace::missingHandler(const QHttpServerRequest&, QTcpSocket* socket)
{
    socket->disconnectFromHost(); // never: handleRequest answers everything
}

} // namespace sandboxserver
