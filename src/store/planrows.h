// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/ids.h"
#include "core/kind.h"
#include "core/reason.h"
#include "core/time.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace store {

class Database;

// One row of the current plan. The payload itself is not here: it waits in the process's encrypted
// payload file.
struct PlanRow
{
    qint64 seq = 0; // 1, 2, 3 … in the order of deciding
    QString action; // core::actionName()
    core::Key key;
    core::Kind kind = core::Kind::Task;
    core::HubSpotId activity;
    core::Instant activityVersion;
    core::Instant taskVersion;
    core::Instant time;
    QByteArray rowHash; // core::rowHash()
    core::Why why;
    qint64 payloadOffset = 0; // bytes, in the payload file
    qint64 payloadSize = 0; // 0 = none
    bool operator==(const PlanRow&) const = default;
};

// Remembered with the rows, so that `sync --plan HASH` can refuse: valid 24 h, or until the
// settings change.
struct PlanHeader
{
    QString hash; // core::PlanHash
    core::Instant made;
    qint64 settingsRevision = 0;
    QByteArray counts; // JSON of the caller
    bool operator==(const PlanHeader&) const = default;
};

struct PlanFilter
{
    std::optional<QString> action = {};
    std::optional<core::Kind> kind = {};
    QStringList without = {}; // actions that are left out
    bool withReasons = true; // else PlanRow::why stays empty
};

// The current plan on disk; there is one per profile.
class PlanRows final
{
public:
    using HashVisitor
        = std::function<void(const core::Key& key, const QString& action, const QByteArray& hash)>;

    explicit PlanRows(Database& database);

    // Rows and header.
    [[nodiscard]] core::Result<void> clear();
    [[nodiscard]] core::Result<void> add(const std::vector<PlanRow>& rows);
    using Counts = std::map<std::pair<core::Kind, QString>, int>;
    // Takes all rows of these records out of the plan; how many by kind and action.
    [[nodiscard]] core::Result<Counts> withdraw(const std::vector<core::Key>& keys);

    // In the order of seq, after the given one (0 = from the start), at most `limit` (1 to 5,000).
    [[nodiscard]] core::Result<std::vector<PlanRow>> page(
        qint64 afterSeq, int limit, const PlanFilter& filter = {}) const;
    // All rows of one record, in the order of seq.
    [[nodiscard]] core::Result<std::vector<PlanRow>> ofKey(const core::Key& key) const;

    // All rows ascending by (key, seq), one at a time, for core::PlanHash. Do not use the database
    // in the visitor.
    [[nodiscard]] core::Result<void> visitHashesByKey(const HashVisitor& visit) const;

    [[nodiscard]] core::Result<Counts> counts() const;

    [[nodiscard]] core::Result<void> remember(const PlanHeader& header);
    [[nodiscard]] core::Result<std::optional<PlanHeader>> header() const;

private:
    Database& m_database;
};

} // namespace store
