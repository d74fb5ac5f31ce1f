// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/ids.h"
#include "core/kind.h"
#include "core/time.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <map>
#include <optional>
#include <vector>

namespace store {

class Database;

// A record that should go but could not: refused by a service, or blocked until something is
// mended.
struct ErrorRow
{
    core::Key key;
    core::Kind kind = core::Kind::Task;
    core::HubSpotId activity;
    QString code; // the service's own code, or the name of the reason that blocks
    QString message; // the service's own words: what the admin needs
    QStringList args; // field names and values for the words layer
    std::optional<core::Instant>
        nextTryAt; // nothing = not by itself: quarantined until a person acts
    core::Instant first; // set by put(): when this key first failed
    core::Instant last; // set by put()
    int tries = 0; // set by put()
    bool operator==(const ErrorRow&) const = default;
};

struct ErrorFilter
{
    std::optional<QString> code = {};
    std::optional<core::Kind> kind = {};
};

// One row per key: the last error of it.
class Errors final
{
public:
    explicit Errors(Database& database);

    // Stores by key; raises `tries` by one, keeps `first`, sets `last` to `now`.
    [[nodiscard]] core::Result<void> put(const std::vector<ErrorRow>& rows, core::Instant now);
    // The records went over, or were decided otherwise.
    [[nodiscard]] core::Result<void> clear(const std::vector<core::Key>& keys);
    // Tries them in the next run, whatever nextTryAt says; keeps `tries`. Returns how many there
    // were.
    [[nodiscard]] core::Result<int> retryNow(const std::vector<core::Key>& keys, core::Instant now);

    [[nodiscard]] core::Result<QHash<core::Key, ErrorRow>> around(
        const std::vector<core::Key>& keys) const;
    // Ascending by key, after the given one (empty = from the start), at most `limit` (1 to 5,000).
    [[nodiscard]] core::Result<std::vector<ErrorRow>> list(
        int limit, const core::Key& after = {}, const ErrorFilter& filter = {}) const;
    // nextTryAt at or before `now`, the longest due first, at most `limit`.
    [[nodiscard]] core::Result<std::vector<ErrorRow>> due(core::Instant now, int limit) const;
    [[nodiscard]] core::Result<std::map<QString, int>> countByCode() const;

private:
    Database& m_database;
};

} // namespace store
