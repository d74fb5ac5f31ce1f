// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/connections.h"

#include "net/loopback.h"

namespace auth {

namespace {

core::Error usage(const QString& what)
{
    return {core::Error::Kind::Usage, what};
}

} // namespace

core::Result<QUrl> serviceAddress(const QString& text)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return tl::unexpected(usage(QStringLiteral("\"%1\" is not a web address").arg(text)));
    if (const auto refused = net::refusedAddress(url))
        return tl::unexpected(usage(*refused));
    QUrl base;
    base.setScheme(url.scheme());
    base.setHost(url.host());
    base.setPort(url.port());
    return base;
}

core::Result<EnvironmentConnections> connectionsOf(const QHash<QString, QString>& variables)
{
    const QString hubSpotToken = variables.value(QStringLiteral("ACTIVITYBRIDGE_HUBSPOT_TOKEN"));
    const QString hubSpotUrl = variables.value(QStringLiteral("ACTIVITYBRIDGE_HUBSPOT_URL"));
    const QString salesforceToken
        = variables.value(QStringLiteral("ACTIVITYBRIDGE_SALESFORCE_TOKEN"));
    const QString salesforceUrl
        = variables.value(QStringLiteral("ACTIVITYBRIDGE_SALESFORCE_INSTANCE_URL"));
    EnvironmentConnections connections;
    if (!hubSpotToken.isEmpty()) {
        auto base
            = hubSpotUrl.isEmpty() ? core::Result<QUrl>(hubSpotHost) : serviceAddress(hubSpotUrl);
        if (!base)
            return tl::unexpected(base.error());
        connections.hubSpot = Connection{*base, Secret(hubSpotToken.toUtf8())};
    }
    if (salesforceToken.isEmpty() != salesforceUrl.isEmpty())
        return tl::unexpected(
            usage(QStringLiteral("ACTIVITYBRIDGE_SALESFORCE_TOKEN and "
                                 "ACTIVITYBRIDGE_SALESFORCE_INSTANCE_URL belong together")));
    if (!salesforceToken.isEmpty()) {
        auto base = serviceAddress(salesforceUrl);
        if (!base)
            return tl::unexpected(base.error());
        connections.salesforce = Connection{*base, Secret(salesforceToken.toUtf8())};
    }
    return connections;
}

} // namespace auth
