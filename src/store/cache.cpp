// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/cache.h"

#include "store/rows.h"
#include "store/sqlerror.h"

namespace store {

namespace {

core::Result<void> nothing(const core::Result<int>& changed)
{
    if (!changed)
        return tl::unexpected(changed.error());
    return {};
}

} // namespace

Cache::Cache(Database& database)
    : m_database(database)
{
}

core::Result<std::optional<CacheEntry>> Cache::value(const QString& name) const
{
    std::optional<CacheEntry> found;
    auto read
        = eachRow(m_database, QStringLiteral("SELECT bytes, stored FROM cache WHERE name = ?"),
            {column(name)}, [&found](const Statement& row) -> core::Result<void> {
                found = CacheEntry{row.blob(0), row.instant(1)};
                return {};
            });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

core::Result<void> Cache::put(const QString& name, const CacheEntry& entry)
{
    if (entry.bytes.size() > bytesMax)
        return tl::unexpected(storeError(m_database.path(),
            QStringLiteral("cache entry %1 is too large").arg(name), core::Error::Kind::TooLarge));
    return nothing(change(m_database,
        QStringLiteral("INSERT OR REPLACE INTO cache(name, bytes, stored) VALUES (?, ?, ?)"), name,
        entry.bytes, entry.stored));
}

core::Result<void> Cache::remove(const QString& name)
{
    return nothing(change(m_database, QStringLiteral("DELETE FROM cache WHERE name = ?"), name));
}

core::Result<void> Cache::clear()
{
    return nothing(change(m_database, QStringLiteral("DELETE FROM cache")));
}

} // namespace store
