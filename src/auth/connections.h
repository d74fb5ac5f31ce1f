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
// connection without keychain for one process, nothing stored (product.md 6). Usage if half a
// connection is given or an address is not acceptable.
[[nodiscard]] core::Result<EnvironmentConnections> connectionsOf(
    const QHash<QString, QString>& variables);

// An address that a token may be sent to: https, or http to a loopback host; Usage otherwise. Path
// and query are cut.
[[nodiscard]] core::Result<QUrl> serviceAddress(const QString& text);

} // namespace auth
