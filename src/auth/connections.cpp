// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/connections.h"

#include "net/loopback.h"

#include <algorithm>

namespace auth {

namespace {

constexpr qsizetype tokenMax = 8 * 1024; // bytes

core::Error usage(const QString& what)
{
    return {core::Error::Kind::Usage, what};
}

core::Error about(const QString& variable, const core::Error& error)
{
    return usage(variable + QStringLiteral(": ") + error.what);
}

core::Result<std::optional<Connection>> connectionFrom(const QHash<QString, QString>& variables,
    const QString& tokenName, const QString& addressName, const std::optional<QUrl>& fallback)
{
    const QString token = variables.value(tokenName);
    const QString address = variables.value(addressName);
    if (token.isEmpty() && address.isEmpty())
        return std::optional<Connection>();
    if (token.isEmpty() || (address.isEmpty() && !fallback))
        return tl::unexpected(usage(tokenName + QStringLiteral(" and ") + addressName
            + QStringLiteral(" belong together")));
    auto base = address.isEmpty() ? core::Result<QUrl>(*fallback) : serviceAddress(address);
    if (!base)
        return tl::unexpected(about(addressName, base.error()));
    auto secret = tokenFrom(token.toUtf8());
    if (!secret)
        return tl::unexpected(about(tokenName, secret.error()));
    return std::optional<Connection>(Connection{*base, std::move(*secret)});
}

} // namespace

core::Result<QUrl> serviceAddress(const QString& text)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return tl::unexpected(usage(QStringLiteral("not a web address")));
    if (const auto refused = net::refusedAddress(url))
        return tl::unexpected(usage(*refused));
    QUrl base;
    base.setScheme(url.scheme());
    base.setHost(url.host());
    base.setPort(url.port());
    return base;
}

core::Result<Secret> tokenFrom(const QByteArray& text)
{
    const QByteArray token = text.trimmed();
    if (token.isEmpty())
        return tl::unexpected(usage(QStringLiteral("the token is empty")));
    if (token.size() > tokenMax)
        return tl::unexpected(
            usage(QStringLiteral("the token is longer than %1 bytes").arg(tokenMax)));
    const bool visible
        = std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < '\x7f'; });
    if (!visible)
        return tl::unexpected(
            usage(QStringLiteral("the token holds a space, a line break or a special character")));
    return Secret(token);
}

core::Result<EnvironmentConnections> connectionsOf(const QHash<QString, QString>& variables)
{
    EnvironmentConnections out;
    auto hubSpot = connectionFrom(variables, QStringLiteral("ACTIVITYBRIDGE_HUBSPOT_TOKEN"),
        QStringLiteral("ACTIVITYBRIDGE_HUBSPOT_URL"), hubSpotHost);
    if (!hubSpot)
        return tl::unexpected(hubSpot.error());
    auto salesforce = connectionFrom(variables, QStringLiteral("ACTIVITYBRIDGE_SALESFORCE_TOKEN"),
        QStringLiteral("ACTIVITYBRIDGE_SALESFORCE_INSTANCE_URL"), std::nullopt);
    if (!salesforce)
        return tl::unexpected(salesforce.error());
    out.hubSpot = std::move(*hubSpot);
    out.salesforce = std::move(*salesforce);
    return out;
}

} // namespace auth
