// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/leftover.h"
#include "engine/payload.h"
#include "engine/preparation.h"
#include "engine/spool.h"
#include "store/journal.h"
#include "store/planrows.h"

#include <optional>
#include <vector>

namespace engine {

struct ExecutorOptions
{
    qint64 run = 0;
    std::optional<int> writesMax; // canary: stop after that many writes (--limit)
    int writesPlanned = 0; // for the progress
    // Only rows with one of these hashes are written (--plan HASH); nothing = all.
    std::optional<QHash<core::Key, QByteArray>> onlyRows;
};

// What an executor did, so far.
struct Tally
{
    int created = 0;
    int updated = 0;
    int deleted = 0;
    int adopted = 0;
    int failed = 0;
    int conflicts = 0;
    int changedSincePlan = 0; // rows not performed because the record or its task changed
    bool limitReached = false;
    int writes() const { return created + updated + deleted; }
};

// Carries out the plan that lies on disk: per batch the promise is committed to the journal, the
// call is made, and every outcome is recorded in one transaction (reliability 3.2). Nothing is ever
// sent a second time; what ended unknown stays `sent` for the Settler, what must be decided anew is
// in leftovers().
class Executor final
{
public:
    Executor(
        const Services& services, const Prepared& prepared, Spool& spool, ExecutorOptions options);

    // Rows that write nothing, then creates, updates, deletes. `tasksReadAt`: see Planner. Returns
    // at the next batch boundary after a stop request with Cancelled. Errors end the run; all that
    // was recorded stays.
    net::Task<core::Result<void>> carryOut(
        std::optional<net::Clock::Monotonic> tasksReadAt, std::stop_token stop);

    const Tally& tally() const { return m_tally; }
    const std::vector<Leftover>& leftovers() const { return m_leftovers; }
    bool unknownOutcomes() const { return m_unknown; }

private:
    struct Item // one row on its way through a batch
    {
        store::PlanRow row;
        SpooledAction spooled;
    };
    using Batch = std::vector<Item>;

    core::Result<Batch> load(std::vector<store::PlanRow> rows);
    core::Result<void> recordQuiet(std::stop_token stop);
    net::Task<core::Result<void>> writeAll(QString action, std::stop_token stop);
    net::Task<core::Result<void>> updateAll(
        std::optional<net::Clock::Monotonic> tasksReadAt, std::stop_token stop);
    net::Task<core::Result<std::vector<store::PlanRow>>> unchanged(
        std::vector<store::PlanRow> rows, std::stop_token stop);
    net::Task<core::Result<void>> perform(Batch batch, std::stop_token stop);
    net::Task<core::Result<void>> call(Batch batch, std::stop_token stop);
    core::Result<void> promise(const Batch& batch);
    core::Result<void> takeBack(const Batch& batch);
    core::Result<void> record(
        const Batch& batch, const std::vector<salesforce::WriteOutcome>& outcomes);
    core::Result<std::vector<store::PlanRow>> nextRows(
        const QString& action, qint64& after, int count);

    const Services& m_services;
    const Prepared& m_prepared;
    Spool& m_spool;
    ExecutorOptions m_options;
    Tally m_tally;
    std::vector<Leftover> m_leftovers;
    qint64 m_batch = 0;
    int m_done = 0;
    bool m_unknown = false;
};

} // namespace engine
