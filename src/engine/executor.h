// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/batchwriter.h"
#include "engine/preparation.h"
#include "engine/spool.h"
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

// Carries out the plan that lies on disk, batch by batch (BatchWriter).
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
    // What must be read and decided anew.
    std::vector<Leftover> leftovers() const;
    bool unknownOutcomes() const { return m_writer.unknownOutcomes(); }

private:
    using Rows = std::vector<store::PlanRow>;

    core::Result<Batch> load(Rows rows);
    core::Result<void> recordQuiet(std::stop_token stop);
    net::Task<core::Result<void>> writeAll(QString action, std::stop_token stop);
    net::Task<core::Result<void>> updateAll(
        std::optional<net::Clock::Monotonic> freshUntil, std::stop_token stop);
    net::Task<core::Result<void>> updateGroup(
        Rows group, std::optional<net::Clock::Monotonic> freshUntil, std::stop_token stop);
    net::Task<core::Result<Rows>> unchanged(Rows rows, std::stop_token stop);
    Rows cutToLimit(Batch& batch);
    net::Task<core::Result<Rows>> perform(
        Rows rows, std::optional<net::Clock::Monotonic> notAfter, std::stop_token stop);
    core::Result<Rows> nextRows(const QString& action, qint64& after, int count);

    const Services& m_services;
    const Prepared& m_prepared;
    Spool& m_spool;
    ExecutorOptions m_options;
    Tally m_tally;
    BatchWriter m_writer;
    std::vector<Leftover> m_changed; // since the plan
    int m_done = 0;
};

} // namespace engine
