// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QString>

#include <span>

namespace store {

class Database;

// One step of the schema: brings a database of the version before to `version`. `apply` runs inside
// a transaction.
struct Migration
{
    int version = 0;
    core::Result<void> (*apply)(Database& database) = nullptr;
};

[[nodiscard]] constexpr bool versionsRise(std::span<const Migration> steps)
{
    int previous = 0;
    for (const Migration& step : steps) {
        if (step.version <= previous || step.apply == nullptr)
            return false;
        previous = step.version;
    }
    return !steps.empty();
}

// "ABst": what makes an SQLite file one of ours.
inline constexpr int applicationId = 0x41427374;

// The steps of this program; the last one is the newest schema.
[[nodiscard]] std::span<const Migration> migrations();

// Applies the steps above the stored version, one transaction each, so that a crash leaves the
// version before or after a step. Another process that does the same at the same time is waited
// for, not repeated.
[[nodiscard]] core::Result<void> migrate(Database& database, std::span<const Migration> steps);

// Runs a resource of SQL statements; each ends with a semicolon at the end of a line.
[[nodiscard]] core::Result<void> runScript(Database& database, const QString& resource);

} // namespace store
