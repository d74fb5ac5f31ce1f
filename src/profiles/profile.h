// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QString>
#include <QStringList>
#include <QUrl>

namespace profiles {

// A profile's folder: `connections.json` (addresses, no secrets), the status database, a copy of
// the settings that is in it (`settings.json`), the runner's lock.
struct Profile
{
    QString name;
    QString folder;
    QString database() const;
    QString connections() const;
    QString keptSettings() const;
};

// Addresses of both services as `connect` stored them.
struct StoredConnections
{
    QUrl hubSpot; // empty = not connected
    QUrl salesforce;
    bool operator==(const StoredConnections&) const = default;
};

// Lower-case letters, digits, - and _; 1 to 40 characters: a name is a folder and part of a
// keychain entry.
[[nodiscard]] bool isProfileName(const QString& name);

[[nodiscard]] Profile profileAt(const QString& profilesFolder, const QString& name);
[[nodiscard]] bool exists(const Profile& profile);
// Usage, saying how to make it, if there is no such profile.
[[nodiscard]] core::Result<void> mustExist(const Profile& profile);
[[nodiscard]] QStringList profileNames(const QString& profilesFolder);
[[nodiscard]] core::Result<void> create(const Profile& profile);
// The folder with everything in it; its secrets are the caller's business.
[[nodiscard]] core::Result<void> remove(const Profile& profile);

[[nodiscard]] core::Result<StoredConnections> loadConnections(const Profile& profile);
[[nodiscard]] core::Result<void> saveConnections(
    const Profile& profile, const StoredConnections& connections);

} // namespace profiles
