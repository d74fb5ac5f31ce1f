// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/loopback.h"

#include <QHostAddress>

namespace net {

bool isLoopback(const QString& host)
{
    return host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0
        || QHostAddress(host).isLoopback();
}

std::optional<QString> refusedAddress(const QUrl& url)
{
    const QString scheme = url.scheme();
    if (!url.isValid() || url.host().isEmpty())
        return QStringLiteral("not an address: a scheme and a host are needed");
    if (!url.userInfo().isEmpty())
        return QStringLiteral("a user name or password inside an address is not accepted");
    if (scheme == QLatin1String("https"))
        return std::nullopt;
    if (scheme != QLatin1String("http"))
        return QStringLiteral("only https addresses are accepted, not %1").arg(scheme);
    if (!isLoopback(url.host())) {
        return QStringLiteral("plain http is only for this machine, not for %1: use https")
            .arg(url.host());
    }
    return std::nullopt;
}

} // namespace net
