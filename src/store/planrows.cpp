// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/planrows.h"

#include "store/chunks.h"
#include "store/pack.h"
#include "store/rows.h"

namespace store {

namespace {

const QString columns
    = QStringLiteral("seq, action, sync_key, kind, hs_id, hs_version, sf_version, time, row_hash, "
                     "why, payload_offset, payload_size");

std::optional<PlanRow> rowOf(const Statement& row)
{
    PlanRow plan;
    plan.seq = row.integer(0);
    plan.action = row.text(1);
    plan.key.value = row.text(2);
    plan.kind = static_cast<core::Kind>(row.smallInteger(3));
    plan.activity.value = row.text(4);
    plan.activityVersion = row.instant(5);
    plan.taskVersion = row.instant(6);
    plan.time = row.instant(7);
    plan.rowHash = row.blob(8);
    auto why = unpackWhy(row.text(9));
    if (!why)
        return std::nullopt;
    plan.why = std::move(*why);
    plan.payloadOffset = row.integer(10);
    plan.payloadSize = row.integer(11);
    return plan;
}

core::Result<void> nothing(const core::Result<int>& changed)
{
    if (!changed)
        return tl::unexpected(changed.error());
    return {};
}

} // namespace

PlanRows::PlanRows(Database& database)
    : m_database(database)
{
}

core::Result<void> PlanRows::clear()
{
    auto rows = nothing(change(m_database, QStringLiteral("DELETE FROM plan_action")));
    return rows ? nothing(change(m_database, QStringLiteral("DELETE FROM plan_header"))) : rows;
}

core::Result<void> PlanRows::add(const std::vector<PlanRow>& rows)
{
    auto statement = m_database.writing(
        QStringLiteral("INSERT INTO plan_action(%1) VALUES (%2)").arg(columns, marks(12)));
    if (!statement)
        return tl::unexpected(statement.error());
    for (const PlanRow& row : rows) {
        auto ran = statement->run(row.seq, row.action, row.key, int(row.kind), row.activity,
            row.activityVersion, row.taskVersion, row.time, row.rowHash, packWhy(row.why),
            row.payloadOffset, row.payloadSize);
        if (!ran)
            return ran;
    }
    return {};
}

core::Result<std::vector<PlanRow>> PlanRows::page(
    qint64 afterSeq, int limit, const PlanFilter& filter) const
{
    QString sql = QStringLiteral("SELECT %1 FROM plan_action WHERE seq > ?").arg(columns);
    std::vector<QVariant> values{column(afterSeq)};
    if (filter.action) {
        sql += QStringLiteral(" AND action = ?");
        values.push_back(column(*filter.action));
    }
    if (filter.kind) {
        sql += QStringLiteral(" AND kind = ?");
        values.push_back(column(int(*filter.kind)));
    }
    sql += QStringLiteral(" ORDER BY seq LIMIT ?");
    values.push_back(column(pageLimit(limit)));
    std::vector<PlanRow> found;
    auto read = eachRow(m_database, sql, values, [&](const Statement& row) -> core::Result<void> {
        auto plan = rowOf(row);
        if (!plan)
            return tl::unexpected(damagedRow(m_database, QStringLiteral("plan_action")));
        found.push_back(std::move(*plan));
        return {};
    });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

core::Result<std::vector<PlanRow>> PlanRows::ofKey(const core::Key& key) const
{
    std::vector<PlanRow> found;
    auto read = eachRow(m_database,
        QStringLiteral("SELECT %1 FROM plan_action WHERE sync_key = ? ORDER BY seq").arg(columns),
        {column(key)}, [&](const Statement& row) -> core::Result<void> {
            auto plan = rowOf(row);
            if (!plan)
                return tl::unexpected(damagedRow(m_database, QStringLiteral("plan_action")));
            found.push_back(std::move(*plan));
            return {};
        });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

core::Result<void> PlanRows::visitHashesByKey(const HashVisitor& visit) const
{
    return eachRow(m_database,
        QStringLiteral("SELECT sync_key, action, row_hash FROM plan_action ORDER BY sync_key, seq"),
        {}, [&visit](const Statement& row) -> core::Result<void> {
            visit(core::Key{row.text(0)}, row.text(1), row.blob(2));
            return {};
        });
}

core::Result<std::map<std::pair<core::Kind, QString>, int>> PlanRows::counts() const
{
    std::map<std::pair<core::Kind, QString>, int> found;
    auto read = eachRow(m_database,
        QStringLiteral("SELECT kind, action, count(*) FROM plan_action GROUP BY kind, action"), {},
        [&found](const Statement& row) -> core::Result<void> {
            found[{static_cast<core::Kind>(row.smallInteger(0)), row.text(1)}]
                = row.smallInteger(2);
            return {};
        });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

core::Result<void> PlanRows::remember(const PlanHeader& header)
{
    return nothing(change(m_database,
        QStringLiteral(
            "INSERT OR REPLACE INTO plan_header(one, hash, made, settings_revision, counts) "
            "VALUES (1, ?, ?, ?, ?)"),
        header.hash, header.made, header.settingsRevision, header.counts));
}

core::Result<std::optional<PlanHeader>> PlanRows::header() const
{
    std::optional<PlanHeader> found;
    auto read = eachRow(m_database,
        QStringLiteral("SELECT hash, made, settings_revision, counts FROM plan_header"), {},
        [&found](const Statement& row) -> core::Result<void> {
            found = PlanHeader{row.text(0), row.instant(1), row.integer(2), row.blob(3)};
            return {};
        });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

} // namespace store
