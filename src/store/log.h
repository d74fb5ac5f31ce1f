// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/ids.h"
#include "core/time.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace store {

class Database;

enum class LogLevel { Detail, Info, Warning, Error }; // stored: append only

// A line of the history: a code and its arguments, no sentence and no text of a record.
struct LogRow
{
    qint64 id = 0; // given by append(): rising
    core::Instant at;
    qint64 run = 0; // 0 = outside a run
    LogLevel level = LogLevel::Info;
    QString code;
    core::Key key; // empty = not about one record
    QStringList args;
    bool operator==(const LogRow&) const = default;
};

struct LogFilter
{
    std::optional<qint64> run = {};
    std::optional<core::Key> key = {};
    std::optional<QString> code = {};
    LogLevel atLeast = LogLevel::Detail;
};

class Log final
{
public:
    explicit Log(Database& database);

    [[nodiscard]] core::Result<void> append(const std::vector<LogRow>& rows); // ids are ignored

    // Newest first, ids below `before` (0 = from the end), at most `limit` (1 to 5,000).
    [[nodiscard]] core::Result<std::vector<LogRow>> page(
        int limit, qint64 before = 0, const LogFilter& filter = {}) const;
    // Oldest first, ids above `after`: what came since.
    [[nodiscard]] core::Result<std::vector<LogRow>> follow(
        qint64 after, int limit, const LogFilter& filter = {}) const;

    // Removes at most `limit` rows from the start of the log up to the first that is not older than
    // `before`.
    [[nodiscard]] core::Result<int> prune(core::Instant before, int limit);

private:
    Database& m_database;
};

} // namespace store
