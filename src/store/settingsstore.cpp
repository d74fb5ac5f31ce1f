// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/settingsstore.h"

#include "store/rowcheck.h"
#include "store/rows.h"

namespace store {

namespace {

qint64 checkOf(const StoredSettings& settings)
{
    return RowCheck().add(settings.revision).add(settings.json).value();
}

} // namespace

SettingsStore::SettingsStore(Database& database)
    : m_database(database)
{
}

core::Result<std::optional<StoredSettings>> SettingsStore::load() const
{
    std::optional<StoredSettings> found;
    auto read = eachRow(m_database, QStringLiteral("SELECT json, revision, row_crc FROM setting"),
        {}, [&](const Statement& row) -> core::Result<void> {
            found = StoredSettings{row.blob(0), row.integer(1)};
            if (checkOf(*found) != row.integer(2))
                return tl::unexpected(damagedRow(m_database, QStringLiteral("setting")));
            return {};
        });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

core::Result<qint64> SettingsStore::save(const QByteArray& json)
{
    auto stored = load();
    if (!stored)
        return tl::unexpected(stored.error());
    if (stored->has_value() && (*stored)->json == json)
        return (*stored)->revision;
    const StoredSettings settings{json, (stored->has_value() ? (*stored)->revision : 0) + 1};
    auto changed = change(m_database,
        QStringLiteral(
            "INSERT OR REPLACE INTO setting(one, revision, json, row_crc) VALUES (1, ?, ?, ?)"),
        settings.revision, settings.json, checkOf(settings));
    if (!changed)
        return tl::unexpected(changed.error());
    return settings.revision;
}

} // namespace store
