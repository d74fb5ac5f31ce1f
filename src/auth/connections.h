// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/secret.h"
#include "core/error.h"

#include <QHash>
#include <QUrl>

#include <optional>

namespace auth {

// Where a service is and what opens it.
struct Connection
{
    QUrl base;
    Secret token;
};

struct EnvironmentConnections
{
    std::optional<Connection> hubSpot;
    std::optional<Connection> salesforce;
};

inline const QUrl hubSpotHost{QStringLiteral("https://api.hubapi.com")};

// ACTIVITYBRIDGE_HUBSPOT_TOKEN, _HUBSPOT_URL, _SALESFORCE_TOKEN, _SALESFORCE_INSTANCE_URL: a
// connection without keychain for one process, nothing stored (product.md 6). HubSpot's address may
// be left out. Usage, naming the variable and never its value, if half a connection is given or an
// address or token is not acceptable.
[[nodiscard]] core::Result<EnvironmentConnections> connectionsOf(
    const QHash<QString, QString>& variables);

// A token as somebody pasted it: white space around it is cut off. Usage if nothing is left, if it
// holds anything but visible ASCII (it becomes a header line) or is longer than 8 KiB.
[[nodiscard]] core::Result<Secret> tokenFrom(const QByteArray& text);

// An address that a token may be sent to: https, or http to a loopback host; Usage otherwise. Path
// and query are cut.
[[nodiscard]] core::Result<QUrl> serviceAddress(const QString& text);

} // namespace auth
