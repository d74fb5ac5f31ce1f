// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/ids.h"
#include "core/kind.h"
#include "core/reason.h"
#include "core/time.h"

#include <QHash>

#include <map>
#include <optional>
#include <vector>

namespace store {

class Database;

// An activity that does not go, and the reason at the end of its why-chain (R5.7).
struct ExcludedRow
{
    core::Key key;
    core::Kind kind = core::Kind::Task;
    core::HubSpotId activity;
    core::Reason reason;
    core::Instant at;
    core::Instant version; // Activity::modified that was decided on
    bool operator==(const ExcludedRow&) const = default;
};

struct ExcludedFilter
{
    std::optional<core::ReasonCode> reason = {};
    std::optional<core::Kind> kind = {};
};

class Excluded final
{
public:
    explicit Excluded(Database& database);

    // Stores or replaces by key.
    [[nodiscard]] core::Result<void> put(const std::vector<ExcludedRow>& rows);
    [[nodiscard]] core::Result<void> remove(const std::vector<core::Key>& keys);

    // The versions that these keys were excluded on; keys that are not excluded are absent.
    [[nodiscard]] core::Result<QHash<core::Key, core::Instant>> versions(
        const std::vector<core::Key>& keys) const;

    // Ascending by key, after the given one (empty = from the start), at most `limit` (1 to 5,000).
    [[nodiscard]] core::Result<std::vector<ExcludedRow>> list(
        int limit, const core::Key& after = {}, const ExcludedFilter& filter = {}) const;
    [[nodiscard]] core::Result<std::map<core::ReasonCode, int>> countByReason() const;

    // Removes at most `limit` rows older than `before` (retention); returns how many.
    [[nodiscard]] core::Result<int> prune(core::Instant before, int limit);

private:
    Database& m_database;
};

} // namespace store
