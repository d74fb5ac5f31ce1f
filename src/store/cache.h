// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/time.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace store {

class Database;

struct CacheEntry
{
    QByteArray bytes;
    core::Instant stored;
    bool operator==(const CacheEntry&) const = default;
};

// Answers that change rarely (describe, owners, users, account), by name. No addresses or names in
// clear: the caller hashes first. How old an entry may be is the caller's business.
class Cache final
{
public:
    static constexpr qsizetype bytesMax = 8 * 1024 * 1024; // of one entry; more is Error::TooLarge

    explicit Cache(Database& database);

    [[nodiscard]] core::Result<std::optional<CacheEntry>> value(const QString& name) const;
    [[nodiscard]] core::Result<void> put(const QString& name, const CacheEntry& entry);
    [[nodiscard]] core::Result<void> remove(const QString& name);
    [[nodiscard]] core::Result<void> clear();

private:
    Database& m_database;
};

} // namespace store
