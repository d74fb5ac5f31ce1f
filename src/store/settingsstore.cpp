// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/settingsstore.h"

#include "store/changes.h"
#include "store/rowcheck.h"
#include "store/rows.h"

namespace store {

namespace {

qint64 checkOf(const StoredSettings& settings)
{
    return RowCheck().add(settings.revision).add(settings.json).value();
}

std::optional<StoredSettings> makeSettings(const Statement& row)
{
    StoredSettings settings{row.blob(0), row.integer(1)};
    if (checkOf(settings) != row.integer(2))
        return std::nullopt;
    return settings;
}

} // namespace

SettingsStore::SettingsStore(Database& database)
    : m_database(database)
{
}

core::Result<std::optional<StoredSettings>> SettingsStore::load() const
{
    const Query query{
        QStringLiteral("setting"), QStringLiteral("SELECT json, revision, row_crc FROM setting")};
    return firstOf<StoredSettings>(m_database, query, &makeSettings);
}

core::Result<qint64> SettingsStore::save(const QByteArray& json)
{
    const auto stored = load();
    if (!stored)
        return tl::unexpected(stored.error());
    const StoredSettings before = stored->value_or(StoredSettings{});
    if (before.revision > 0 && before.json == json)
        return before.revision;
    const StoredSettings settings{json, before.revision + 1};
    auto written = write(m_database,
        QStringLiteral(
            "INSERT OR REPLACE INTO setting(one, revision, json, row_crc) VALUES (1, ?, ?, ?)"),
        settings.revision, settings.json, checkOf(settings));
    if (!written)
        return tl::unexpected(written.error());
    return settings.revision;
}

} // namespace store
