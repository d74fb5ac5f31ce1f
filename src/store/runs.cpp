// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/runs.h"

#include "store/changes.h"
#include "store/chunks.h"
#include "store/lease.h"
#include "store/rows.h"
#include "store/sqlerror.h"

#include <algorithm>
#include <array>

namespace store {

namespace {

// In the order of RunOutcome.
constexpr std::array outcomeNames{QLatin1String("running"), QLatin1String("done"),
    QLatin1String("someFailed"), QLatin1String("held"), QLatin1String("failed"),
    QLatin1String("cancelled"), QLatin1String("interrupted")};
static_assert(outcomeNames.size() == std::size_t(RunOutcome::Interrupted) + 1);

constexpr QLatin1String columns(
    "id, started, trigger, plan_hash, settings_revision, outcome, finished, created, updated, "
    "deleted, skipped, failed, hubspot_calls, salesforce_calls, error_kind, error_code, "
    "error_service, resume_at");
constexpr QLatin1String table("run");

// What stopped a run; nothing within the outer one if nothing did, nothing at all if the row is
// damaged.
std::optional<std::optional<core::Error>> makeStop(const Statement& row)
{
    if (row.text(14).isEmpty())
        return std::optional<core::Error>();
    const auto kind = core::kindNamed(row.text(14));
    const auto service = core::serviceNamed(row.text(16));
    if (!kind || !service)
        return std::nullopt;
    core::Error error;
    error.kind = *kind;
    error.code = row.text(15);
    error.service = *service;
    error.resumeAt = row.maybeInstant(17);
    return std::optional(error);
}

std::optional<RunRow> makeRun(const Statement& row)
{
    const auto name = std::find(outcomeNames.begin(), outcomeNames.end(), row.text(5));
    const auto stop = makeStop(row);
    if (name == outcomeNames.end() || !stop)
        return std::nullopt;
    RunRow run;
    run.id = row.integer(0);
    run.run = {row.instant(1), row.text(2), row.text(3), row.integer(4)};
    run.outcome = static_cast<RunOutcome>(name - outcomeNames.begin());
    run.finished = row.maybeInstant(6);
    run.counts = {row.smallInteger(7), row.smallInteger(8), row.smallInteger(9),
        row.smallInteger(10), row.smallInteger(11), row.smallInteger(12), row.smallInteger(13)};
    run.stoppedBy = *stop;
    return run;
}

core::Result<void> oneOpenRun(const core::Result<int>& changed, const Database& database, qint64 id)
{
    if (!changed)
        return tl::unexpected(changed.error());
    if (*changed != 1)
        return tl::unexpected(
            storeError(database.path(), QStringLiteral("run %1 is not open").arg(id)));
    return {};
}

// Open, and nobody is at it: its process died.
core::Result<void> tellInterrupted(Database& database, std::vector<RunRow>& rows)
{
    const auto isOpen = [](const RunRow& row) { return row.outcome == RunOutcome::Running; };
    if (std::none_of(rows.begin(), rows.end(), isOpen))
        return {};
    const auto holder = Lease::holder(database);
    if (!holder)
        return tl::unexpected(holder.error());
    if (holder->has_value())
        return {};
    for (RunRow& row : rows) {
        if (isOpen(row))
            row.outcome = RunOutcome::Interrupted;
    }
    return {};
}

core::Result<std::vector<RunRow>> select(
    Database& database, const QString& rest, std::vector<QVariant> values)
{
    const Query query{
        table, QStringLiteral("SELECT %1 FROM run %2").arg(columns, rest), std::move(values)};
    auto rows = rowsOf<RunRow>(database, query, &makeRun);
    if (!rows)
        return rows;
    if (auto told = tellInterrupted(database, *rows); !told)
        return tl::unexpected(told.error());
    return rows;
}

} // namespace

QString outcomeName(RunOutcome outcome)
{
    return outcomeNames.at(static_cast<std::size_t>(outcome));
}

Runs::Runs(Database& database)
    : m_database(database)
{
}

core::Result<qint64> Runs::begin(const Run& run)
{
    auto statement = m_database.writing(
        QStringLiteral("INSERT INTO run(started, trigger, plan_hash, settings_revision, outcome) "
                       "VALUES (?, ?, ?, ?, ?)"));
    if (!statement)
        return tl::unexpected(statement.error());
    auto ran = statement->run(run.started, run.trigger, run.planHash, run.settingsRevision,
        outcomeName(RunOutcome::Running));
    if (!ran)
        return tl::unexpected(ran.error());
    return statement->insertedId();
}

core::Result<void> Runs::setPlan(qint64 id, const QString& planHash)
{
    const auto changed = change(m_database,
        QStringLiteral("UPDATE run SET plan_hash = ? WHERE id = ? AND outcome = 'running'"),
        planHash, id);
    return oneOpenRun(changed, m_database, id);
}

core::Result<void> Runs::progress(qint64 id, const RunCounts& counts)
{
    const auto changed = change(m_database,
        QStringLiteral(
            "UPDATE run SET created = ?, updated = ?, deleted = ?, skipped = ?, failed = ?, "
            "hubspot_calls = ?, salesforce_calls = ? WHERE id = ? AND outcome = 'running'"),
        counts.created, counts.updated, counts.deleted, counts.skipped, counts.failed,
        counts.hubSpotCalls, counts.salesforceCalls, id);
    return oneOpenRun(changed, m_database, id);
}

core::Result<void> Runs::finish(qint64 id, core::Instant at, const RunCounts& counts,
    RunOutcome outcome, const std::optional<core::Error>& stoppedBy)
{
    if (auto counted = progress(id, counts); !counted)
        return counted;
    const core::Error error = stoppedBy.value_or(core::Error{});
    const auto changed = change(m_database,
        QStringLiteral("UPDATE run SET finished = ?, outcome = ?, error_kind = ?, error_code = ?, "
                       "error_service = ?, resume_at = ? WHERE id = ?"),
        at, outcomeName(outcome), stoppedBy ? core::kindName(error.kind) : QString(), error.code,
        core::serviceName(error.service), error.resumeAt, id);
    return oneOpenRun(changed, m_database, id);
}

core::Result<std::optional<RunRow>> Runs::get(qint64 id) const
{
    auto rows = select(m_database, QStringLiteral("WHERE id = ?"), {column(id)});
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->empty() ? std::nullopt : std::optional(rows->front());
}

core::Result<std::vector<RunRow>> Runs::list(int limit, qint64 before) const
{
    return select(m_database, QStringLiteral("WHERE id < ? ORDER BY id DESC LIMIT ?"),
        {column(below(before)), column(pageLimit(limit))});
}

} // namespace store
