// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/ids.h"
#include "core/task.h"
#include "core/time.h"

#include <QByteArray>

#include <vector>

namespace store {

class Database;

enum class ConflictState { Undecided, HubSpotWins, SalesforceWins }; // stored: append only

// Both sides changed the same field (R2.4).
struct ConflictRow
{
    qint64 id = 0; // given by record(): rising
    core::Instant at;
    qint64 run = 0;
    core::Key key;
    core::SalesforceId task;
    core::TaskField field = core::TaskField::Subject;
    ConflictState state = ConflictState::Undecided;
    QByteArray losing; // the losing value as the caller sealed it; empty without a vault
    bool operator==(const ConflictRow&) const = default;
};

class Conflicts final
{
public:
    explicit Conflicts(Database& database);

    [[nodiscard]] core::Result<void> record(
        const std::vector<ConflictRow>& rows); // ids are ignored
    // Error::NotFound if there is no such undecided conflict.
    [[nodiscard]] core::Result<void> decide(qint64 id, ConflictState decision);

    // Newest first, ids below `before` (0 = all), at most `limit` (1 to 5,000).
    [[nodiscard]] core::Result<std::vector<ConflictRow>> list(int limit, qint64 before = 0) const;
    [[nodiscard]] core::Result<int> undecided() const;

private:
    Database& m_database;
};

} // namespace store
