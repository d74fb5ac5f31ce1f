// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/runs.h"

#include "store/chunks.h"
#include "store/lease.h"
#include "store/rows.h"
#include "store/sqlerror.h"

#include <array>

namespace store {

namespace {

const std::array<QString, 7> names{QStringLiteral("running"), QStringLiteral("done"),
    QStringLiteral("someFailed"), QStringLiteral("held"), QStringLiteral("failed"),
    QStringLiteral("cancelled"), QStringLiteral("interrupted")};

RunOutcome outcomeOf(const QString& name)
{
    for (std::size_t index = 0; index < names.size(); ++index) {
        if (names[index] == name)
            return static_cast<RunOutcome>(index);
    }
    return RunOutcome::Interrupted; // the table's CHECK does not let another name in
}

const QString columns = QStringLiteral("id, started, trigger, plan_hash, settings_revision, "
                                       "outcome, finished, created, updated, deleted, "
                                       "skipped, failed, hubspot_calls, salesforce_calls, error");

RunRow rowOf(const Statement& row)
{
    RunRow run;
    run.id = row.integer(0);
    run.run = {row.instant(1), row.text(2), row.text(3), row.integer(4)};
    run.outcome = outcomeOf(row.text(5));
    run.finished = row.maybeInstant(6);
    run.counts = {row.smallInteger(7), row.smallInteger(8), row.smallInteger(9),
        row.smallInteger(10), row.smallInteger(11), row.smallInteger(12), row.smallInteger(13)};
    run.error = row.text(14);
    return run;
}

core::Result<void> oneRow(const core::Result<int>& changed, const Database& database)
{
    if (!changed)
        return tl::unexpected(changed.error());
    if (*changed != 1)
        return tl::unexpected(storeError(database.path(), QStringLiteral("the run is not open")));
    return {};
}

} // namespace

QString outcomeName(RunOutcome outcome)
{
    return names[static_cast<std::size_t>(outcome)];
}

Runs::Runs(Database& database)
    : m_database(database)
{
}

core::Result<qint64> Runs::begin(const Run& run)
{
    auto statement = m_database.writing(
        QStringLiteral("INSERT INTO run(started, trigger, plan_hash, settings_revision, outcome) "
                       "VALUES (?, ?, ?, ?, 'running')"));
    if (!statement)
        return tl::unexpected(statement.error());
    auto ran = statement->run(run.started, run.trigger, run.planHash, run.settingsRevision);
    if (!ran)
        return tl::unexpected(ran.error());
    return statement->insertedId();
}

core::Result<void> Runs::setPlan(qint64 id, const QString& planHash)
{
    return oneRow(
        change(m_database,
            QStringLiteral("UPDATE run SET plan_hash = ? WHERE id = ? AND outcome = 'running'"),
            planHash, id),
        m_database);
}

core::Result<void> Runs::progress(qint64 id, const RunCounts& counts)
{
    return oneRow(
        change(m_database,
            QStringLiteral(
                "UPDATE run SET created = ?, updated = ?, deleted = ?, skipped = ?, failed = ?, "
                "hubspot_calls = ?, salesforce_calls = ? WHERE id = ? AND outcome = 'running'"),
            counts.created, counts.updated, counts.deleted, counts.skipped, counts.failed,
            counts.hubSpotCalls, counts.salesforceCalls, id),
        m_database);
}

core::Result<void> Runs::finish(
    qint64 id, core::Instant at, const RunCounts& counts, RunOutcome outcome, const QString& error)
{
    if (auto counted = progress(id, counts); !counted)
        return counted;
    return oneRow(change(m_database,
                      QStringLiteral("UPDATE run SET finished = ?, outcome = ?, error = ? "
                                     "WHERE id = ? AND outcome = 'running'"),
                      at, outcomeName(outcome), error, id),
        m_database);
}

core::Result<std::optional<RunRow>> Runs::get(qint64 id) const
{
    std::optional<RunRow> found;
    auto read = eachRow(m_database, QStringLiteral("SELECT %1 FROM run WHERE id = ?").arg(columns),
        {column(id)}, [&found](const Statement& row) -> core::Result<void> {
            found = rowOf(row);
            return {};
        });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

core::Result<std::vector<RunRow>> Runs::list(int limit, qint64 before) const
{
    std::vector<RunRow> found;
    auto read = eachRow(m_database,
        QStringLiteral("SELECT %1 FROM run WHERE (? = 0 OR id < ?) ORDER BY id DESC LIMIT ?")
            .arg(columns),
        {column(before), column(before), column(pageLimit(limit))},
        [&found](const Statement& row) -> core::Result<void> {
            found.push_back(rowOf(row));
            return {};
        });
    if (!read)
        return tl::unexpected(read.error());
    // Open, and nobody is at it: its process died.
    for (RunRow& row : found) {
        if (row.outcome != RunOutcome::Running || m_database.epoch())
            continue;
        auto holder = Lease::holder(m_database);
        if (!holder)
            return tl::unexpected(holder.error());
        if (!holder->has_value())
            row.outcome = RunOutcome::Interrupted;
    }
    return found;
}

} // namespace store
