// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandboxserver/service.h"

#include <QEventLoop>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTcpSocket>
#include <QTimer>

#include <memory>

namespace sandbox_test {

inline constexpr int patience = 20'000; // milliseconds until a test gives up

struct Answer
{
    int status = 0;
    QByteArray body;
    QNetworkReply::NetworkError error = QNetworkReply::NoError;
    QList<QNetworkReply::RawHeaderPair> headers;

    QJsonObject object() const { return QJsonDocument::fromJson(body).object(); }
};

// A world on loopback in this process, and a client of each kind: one that parses HTTP and one that
// does not.
struct ServerScene
{
    sandbox::Instant now{std::chrono::hours(24 * 20'000)};
    sandbox::World world{{.now = [this] { return now; }, .rateLimits = false, .seed = 1}};
    sandboxserver::Service service{world};
    QNetworkAccessManager network;

    ServerScene()
    {
        const QString problem = service.start({});
        if (!problem.isEmpty())
            qFatal("%s", qPrintable(problem));
    }

    QUrl url(quint16 port, const QByteArray& target) const
    {
        return QUrl::fromEncoded(
            "http://127.0.0.1:" + QByteArray::number(port) + target, QUrl::StrictMode);
    }

    Answer send(const QByteArray& method, const QUrl& url, const QByteArray& body = {},
        const sandbox::Headers& headers = {})
    {
        QNetworkRequest request(url);
        request.setRawHeader("Authorization", "Bearer sandbox-salesforce-token");
        request.setRawHeader("Content-Type", "application/json");
        for (const auto& [name, value] : headers)
            request.setRawHeader(name, value);
        const std::unique_ptr<QNetworkReply> reply(
            network.sendCustomRequest(request, method, body));
        QEventLoop loop;
        QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
        QTimer::singleShot(patience, &loop, &QEventLoop::quit);
        loop.exec();
        return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
            reply->readAll(), reply->error(), reply->rawHeaderPairs()};
    }
    Answer salesforce(const QByteArray& method, const QByteArray& path, const QByteArray& body = {},
        const sandbox::Headers& headers = {})
    {
        return send(
            method, url(service.salesforcePort(), "/services/data/v68.0/" + path), body, headers);
    }
    Answer admin(const QByteArray& method, const QByteArray& path, const QByteArray& body = {})
    {
        return send(method, url(service.hubspotPort(), "/sandbox/" + path), body);
    }

    // Everything that comes back on one connection until it closes.
    QByteArray raw(const QByteArray& bytes) const
    {
        QTcpSocket socket;
        QEventLoop loop;
        QByteArray received;
        QObject::connect(
            &socket, &QTcpSocket::readyRead, &loop, [&] { received += socket.readAll(); });
        QObject::connect(&socket, &QTcpSocket::disconnected, &loop, &QEventLoop::quit);
        QTimer::singleShot(patience, &loop, &QEventLoop::quit);
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), service.salesforcePort());
        socket.write(bytes);
        loop.exec();
        return received + socket.readAll();
    }

    void fault(const sandbox::FaultAction& action, const QByteArray& method = {})
    {
        world.faults().add(
            {.match = {.side = sandbox::Side::Salesforce, .method = method, .pathPart = {}},
                .when = {},
                .action = action});
    }
};

inline QByteArray get(const QByteArray& target, const QByteArray& more = {})
{
    return "GET " + target
        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer sandbox-salesforce-token\r\n"
        + more + "\r\n";
}

inline QByteArray upsertBody(int count, const QByteArray& description = {})
{
    QByteArray records;
    for (int i = 0; i < count; ++i)
        records += QByteArray(i ? "," : "")
            + R"({"attributes":{"type":"Task"},"HubSpot_Engagement_Id__c":"hs:1:note:)"
            + QByteArray::number(i) + R"(","Description":")" + description + "\"}";
    return R"({"allOrNone":false,"records":[)" + records + "]}";
}

inline const QByteArray upsertPath = "composite/sobjects/Task/HubSpot_Engagement_Id__c";

} // namespace sandbox_test
