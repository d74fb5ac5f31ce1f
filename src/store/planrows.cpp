// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/planrows.h"

#include "store/changes.h"
#include "store/chunks.h"
#include "store/pack.h"
#include "store/rows.h"

namespace store {

namespace {

constexpr QLatin1String columns("seq, action, sync_key, kind, hs_id, hs_version, sf_version, time, "
                                "row_hash, why, payload_offset, payload_size");
constexpr QLatin1String table("plan_action");

std::optional<PlanRow> makeBareRow(const Statement& row)
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
    plan.payloadOffset = row.integer(10);
    plan.payloadSize = row.integer(11);
    return plan;
}

std::optional<PlanRow> makePlanRow(const Statement& row)
{
    auto why = unpackWhy(row.text(9));
    auto plan = makeBareRow(row);
    if (!why || !plan)
        return std::nullopt;
    plan->why = std::move(*why);
    return plan;
}

std::optional<PlanHeader> makeHeader(const Statement& row)
{
    return PlanHeader{row.text(0), row.instant(1), row.integer(2), row.blob(3)};
}

Query query(const QString& rest, std::vector<QVariant> values)
{
    return {table, QStringLiteral("SELECT %1 FROM plan_action %2").arg(columns, rest),
        std::move(values)};
}

} // namespace

PlanRows::PlanRows(Database& database)
    : m_database(database)
{
}

core::Result<void> PlanRows::clear()
{
    if (auto cleared = write(m_database, QStringLiteral("DELETE FROM plan_action")); !cleared)
        return cleared;
    return write(m_database, QStringLiteral("DELETE FROM plan_header"));
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

core::Result<PlanRows::Counts> PlanRows::withdraw(const std::vector<core::Key>& keys)
{
    Counts found;
    auto read = inChunks(keys, [&](const QString& marks, const std::vector<QVariant>& values) {
        return eachRow(m_database,
            QStringLiteral("SELECT kind, action FROM plan_action WHERE sync_key IN (%1)")
                .arg(marks),
            values, [&found](const Statement& row) -> core::Result<void> {
                ++found[{static_cast<core::Kind>(row.smallInteger(0)), row.text(1)}];
                return {};
            });
    });
    if (!read)
        return tl::unexpected(read.error());
    if (found.empty())
        return found;
    const auto removed = changeIn(
        m_database, QStringLiteral("DELETE FROM plan_action WHERE sync_key IN (%1)"), {}, keys);
    if (!removed)
        return tl::unexpected(removed.error());
    return found;
}

core::Result<std::vector<PlanRow>> PlanRows::page(
    qint64 afterSeq, int limit, const PlanFilter& filter) const
{
    QString rest = QStringLiteral("WHERE seq > ?");
    std::vector<QVariant> values{column(afterSeq)};
    if (filter.action) {
        rest += QStringLiteral(" AND action = ?");
        values.push_back(column(*filter.action));
    }
    if (filter.kind) {
        rest += QStringLiteral(" AND kind = ?");
        values.push_back(column(int(*filter.kind)));
    }
    if (!filter.without.isEmpty()) {
        rest += QStringLiteral(" AND action NOT IN (%1)")
                    .arg(marks(std::size_t(filter.without.size())));
        for (const QString& action : filter.without)
            values.push_back(column(action));
    }
    values.push_back(column(pageLimit(limit)));
    return rowsOf<PlanRow>(m_database,
        query(rest + QStringLiteral(" ORDER BY seq LIMIT ?"), std::move(values)),
        filter.withReasons ? &makePlanRow : &makeBareRow);
}

core::Result<std::vector<PlanRow>> PlanRows::ofKey(const core::Key& key) const
{
    return rowsOf<PlanRow>(m_database,
        query(QStringLiteral("WHERE sync_key = ? ORDER BY seq LIMIT ?"),
            {column(key), column(pageMax)}),
        &makePlanRow);
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

core::Result<PlanRows::Counts> PlanRows::counts() const
{
    // Counted here and not by GROUP BY: that would sort the whole plan in memory.
    Counts found;
    auto read = eachRow(m_database,
        QStringLiteral("SELECT kind, action FROM plan_action INDEXED BY plan_action_action"), {},
        [&found](const Statement& row) -> core::Result<void> {
            ++found[{static_cast<core::Kind>(row.smallInteger(0)), row.text(1)}];
            return {};
        });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

core::Result<void> PlanRows::remember(const PlanHeader& header)
{
    return write(m_database,
        QStringLiteral(
            "INSERT OR REPLACE INTO plan_header(one, hash, made, settings_revision, counts) "
            "VALUES (1, ?, ?, ?, ?)"),
        header.hash, header.made, header.settingsRevision, header.counts);
}

core::Result<std::optional<PlanHeader>> PlanRows::header() const
{
    const Query query{QStringLiteral("plan_header"),
        QStringLiteral("SELECT hash, made, settings_revision, counts FROM plan_header")};
    return firstOf<PlanHeader>(m_database, query, &makeHeader);
}

} // namespace store
