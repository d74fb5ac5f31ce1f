// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/time.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace store {

class Database;

// How a run ended. Stored by name: append only.
enum class RunOutcome {
    Running,
    Done,
    SomeFailed, // finished, but some records failed or changed since the plan
    Held, // stopped by guard or budget, nothing or not everything was written
    Failed, // stopped by an error; RunRow::stoppedBy says which
    Cancelled, // stopped by a person at a safe boundary
    Interrupted, // the process died
};

// The name that is stored and shown in JSON: "running", "done", "someFailed" …
[[nodiscard]] QString outcomeName(RunOutcome outcome);

// What is known when a run begins.
struct Run
{
    core::Instant started;
    QString trigger; // "manual", "schedule", "plan" …: a code, no sentence
    QString planHash; // empty until a plan was made
    qint64 settingsRevision = 0;
    bool operator==(const Run&) const = default;
};

struct RunCounts
{
    int created = 0;
    int updated = 0;
    int deleted = 0;
    int skipped = 0; // excluded, waiting, nothing to do
    int failed = 0;
    int hubSpotCalls = 0;
    int salesforceCalls = 0;
    bool operator==(const RunCounts&) const = default;
};

struct RunRow
{
    qint64 id = 0;
    Run run;
    RunOutcome outcome = RunOutcome::Running;
    std::optional<core::Instant> finished;
    RunCounts counts;
    // What ended it early: kind, code, service and resumeAt; never the service's own words.
    std::optional<core::Error> stoppedBy;
    bool operator==(const RunRow&) const = default;
};

// The runs of a profile. A run that is open although nobody holds the lease reads as Interrupted;
// the next lease writes that down.
class Runs final
{
public:
    explicit Runs(Database& database);

    // Returns the id of the run: 1, 2, 3 …, never used twice.
    [[nodiscard]] core::Result<qint64> begin(const Run& run);
    [[nodiscard]] core::Result<void> setPlan(qint64 id, const QString& planHash);
    // Counts so far, so that they survive a crash.
    [[nodiscard]] core::Result<void> progress(qint64 id, const RunCounts& counts);
    // Error::Store if the run is not open.
    [[nodiscard]] core::Result<void> finish(qint64 id, core::Instant at, const RunCounts& counts,
        RunOutcome outcome, const std::optional<core::Error>& stoppedBy = {});

    [[nodiscard]] core::Result<std::optional<RunRow>> get(qint64 id) const;
    // Newest first, ids below `before` (0 = all), at most `limit` (1 to 5,000).
    [[nodiscard]] core::Result<std::vector<RunRow>> list(int limit, qint64 before = 0) const;

private:
    Database& m_database;
};

} // namespace store
