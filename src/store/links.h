// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/link.h"

#include <QHash>

#include <vector>

namespace store {

class Database;

// The pairs of activity and task, for ever: a pair that lost a side becomes a tombstone
// (Link::State), and nothing here removes a row. The key is unique, and so is the task: linking one
// task to two keys is Error::Store. Every row carries a checksum; a row that does not match it is
// StoreDamaged.
class Links final
{
public:
    explicit Links(Database& database);

    // Stores or replaces by key.
    [[nodiscard]] core::Result<void> put(const core::Link& link);
    [[nodiscard]] core::Result<void> putMany(const std::vector<core::Link>& links);

    // The links of those keys and tasks that have one, in any number.
    [[nodiscard]] core::Result<QHash<core::Key, core::Link>> around(
        const std::vector<core::Key>& keys) const;
    [[nodiscard]] core::Result<QHash<core::SalesforceId, core::Link>> byTask(
        const std::vector<core::SalesforceId>& tasks) const;

    // Links in state Live: what the guard's percentages are of (R5.11).
    [[nodiscard]] core::Result<int> living() const;

    // Ascending by key, after the given one (empty = from the start), at most `limit` (1 to 5,000).
    [[nodiscard]] core::Result<std::vector<core::Key>> keys(
        const core::Key& after, int limit) const;
    [[nodiscard]] core::Result<std::vector<core::Link>> page(
        const core::Key& after, int limit) const;

private:
    Database& m_database;
};

} // namespace store
