// SPDX-License-Identifier: GPL-3.0-or-later
#include "profiles/keptconnections.h"

#include "auth/secretstore.h"

#include <qcoro/qcorotask.h>

namespace profiles {

QString entryName(const Profile& profile, const QString& service)
{
    return profile.name + QLatin1Char('/') + service;
}

core::Result<std::optional<auth::Connection>> keptConnection(
    Surroundings& surroundings, const Profile& profile, const QString& service, const QUrl& base)
{
    if (base.isEmpty())
        return std::optional<auth::Connection>{};
    auto token = QCoro::waitFor(surroundings.secrets.read(entryName(profile, service)));
    if (!token)
        return tl::unexpected(token.error());
    if (!token->has_value())
        return std::optional<auth::Connection>{};
    return std::optional<auth::Connection>{auth::Connection{base, std::move(**token)}};
}

core::Result<void> forgetSecrets(Surroundings& surroundings, const Profile& profile)
{
    auto addresses = loadConnections(profile);
    if (!addresses)
        return tl::unexpected(addresses.error());
    for (const auto& [service, base] : {std::pair{hubSpotService, addresses->hubSpot},
             std::pair{salesforceService, addresses->salesforce}}) {
        if (base.isEmpty())
            continue; // never connected: the keychain has nothing of it
        auto removed = QCoro::waitFor(surroundings.secrets.remove(entryName(profile, service)));
        if (!removed)
            return removed;
    }
    return {};
}

} // namespace profiles
