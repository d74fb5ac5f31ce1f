// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QByteArray>

#include <optional>

namespace store {

class Database;

struct StoredSettings
{
    QByteArray json; // core::writeSettings()
    qint64 revision = 0; // 1, 2, 3 …: rises with every change
    bool operator==(const StoredSettings&) const = default;
};

// The settings of the profile as text; reading them is core's. The row carries a checksum.
class SettingsStore final
{
public:
    explicit SettingsStore(Database& database);

    [[nodiscard]] core::Result<std::optional<StoredSettings>> load() const;
    // Returns the revision; equal text keeps it.
    [[nodiscard]] core::Result<qint64> save(const QByteArray& json);

private:
    Database& m_database;
};

} // namespace store
