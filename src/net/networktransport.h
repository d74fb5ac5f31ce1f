// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/transport.h"

#include <QString>

#include <memory>

class QNetworkAccessManager;

namespace net {

// The real way to the services: HTTP by QNetworkAccessManager with the system's proxies and
// certificate authorities.
//
// - A request with a body and every Unsafe request is sent at most once, whatever the connection
// does.
// - Anything that goes wrong after bytes may have left is Unknown for Unsafe requests and Network
// for Safe ones; if the
//   connection was never opened (refused, no such host, TLS refused) it is Network for both.
// - What makes no progress for the request's time-out, or takes longer than totalMax in all, is
// cut.
// - TooLarge above responseMax, also after decompression; for an Unsafe request Unknown, it may
// have been carried out.
// - A stop gives Cancelled; whether an Unsafe request was carried out is then not known either.
// - No redirect is followed; one to another host is NotTheService. Other 3xx (300, 304) are
// Responses.
// - No cookies, no cache, no certificate exceptions. Plain http only to loopback; elsewhere Network
// without sending.
//
// Belongs to the thread that made it and needs its event loop. Requests still running when it ends
// give Cancelled.
class NetworkTransport final : public Transport
{
public:
    struct Options
    {
        QByteArray userAgent = "ActivityBridge";
        qsizetype responseMax = 64 * 1024 * 1024; // bytes
        // Of one exchange, from the first byte to the last, however steadily they drip.
        std::chrono::milliseconds totalMax{600'000};
    };

    NetworkTransport();
    explicit NetworkTransport(Options options);
    ~NetworkTransport() override;
    Q_DISABLE_COPY_MOVE(NetworkTransport)

    Task<core::Result<Response>> send(Request request, std::stop_token stop) override;

private:
    Options m_options;
    std::unique_ptr<QNetworkAccessManager> m_network;
};

} // namespace net
