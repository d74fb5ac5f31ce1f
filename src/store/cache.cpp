// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/cache.h"

#include "store/changes.h"
#include "store/rowcheck.h"
#include "store/rows.h"
#include "store/sqlerror.h"

namespace store {

namespace {

// Not over the name: that is what was looked for.
qint64 checkOf(const CacheEntry& entry)
{
    return RowCheck().add(entry.stored).add(entry.bytes).value();
}

std::optional<CacheEntry> makeEntry(const Statement& row)
{
    CacheEntry entry{row.blob(0), row.instant(1)};
    if (checkOf(entry) != row.integer(2))
        return std::nullopt;
    return entry;
}

} // namespace

Cache::Cache(Database& database)
    : m_database(database)
{
}

core::Result<std::optional<CacheEntry>> Cache::value(const QString& name) const
{
    const Query query{QStringLiteral("cache"),
        QStringLiteral("SELECT bytes, stored, row_crc FROM cache WHERE name = ?"), {column(name)}};
    return firstOf<CacheEntry>(m_database, query, &makeEntry);
}

core::Result<void> Cache::put(const QString& name, const CacheEntry& entry)
{
    if (entry.bytes.size() > bytesMax)
        return tl::unexpected(storeError(m_database.path(),
            QStringLiteral("cache entry %1 is larger than %2 bytes").arg(name).arg(bytesMax),
            core::Error::Kind::TooLarge));
    return write(m_database,
        QStringLiteral(
            "INSERT OR REPLACE INTO cache(name, bytes, stored, row_crc) VALUES (?, ?, ?, ?)"),
        name, entry.bytes, entry.stored, checkOf(entry));
}

core::Result<void> Cache::remove(const QString& name)
{
    return write(m_database, QStringLiteral("DELETE FROM cache WHERE name = ?"), name);
}

core::Result<void> Cache::clear()
{
    return write(m_database, QStringLiteral("DELETE FROM cache"));
}

} // namespace store
