// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/directory.h"

#include <QByteArray>

#include <optional>
#include <vector>

// What the store's cache keeps of both accounts between runs, as versioned bytes. Addresses are
// already hashes, names are not kept. A form that does not read back (older version of the program)
// is nothing, and is read from the service again.
namespace engine {

[[nodiscard]] QByteArray packAccount(const core::HubSpotAccount& account);
[[nodiscard]] std::optional<core::HubSpotAccount> unpackAccount(const QByteArray& bytes);

[[nodiscard]] QByteArray packIdentity(const core::SalesforceIdentity& identity);
[[nodiscard]] std::optional<core::SalesforceIdentity> unpackIdentity(const QByteArray& bytes);

[[nodiscard]] QByteArray packOwners(const std::vector<core::Owner>& owners);
[[nodiscard]] std::optional<std::vector<core::Owner>> unpackOwners(const QByteArray& bytes);

[[nodiscard]] QByteArray packUsers(const std::vector<core::User>& users);
[[nodiscard]] std::optional<std::vector<core::User>> unpackUsers(const QByteArray& bytes);

struct CachedDescribe
{
    core::OrgDescription org;
    QByteArray lastModified; // what If-Modified-Since is sent
};
[[nodiscard]] QByteArray packDescribe(const CachedDescribe& described);
[[nodiscard]] std::optional<CachedDescribe> unpackDescribe(const QByteArray& bytes);

} // namespace engine
