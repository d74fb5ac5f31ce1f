// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/conflicts.h"

#include "store/changes.h"
#include "store/chunks.h"
#include "store/rows.h"
#include "store/sqlerror.h"

namespace store {

namespace {

constexpr QLatin1String columns("id, at, run_id, sync_key, sf_id, field, state, losing");
constexpr QLatin1String table("conflict");

std::optional<ConflictRow> makeConflict(const Statement& row)
{
    ConflictRow conflict;
    conflict.id = row.integer(0);
    conflict.at = row.instant(1);
    conflict.run = row.integer(2);
    conflict.key.value = row.text(3);
    conflict.task.value = row.text(4);
    conflict.field = static_cast<core::TaskField>(row.smallInteger(5));
    conflict.state = static_cast<ConflictState>(row.smallInteger(6));
    conflict.losing = row.blob(7);
    return conflict;
}

} // namespace

Conflicts::Conflicts(Database& database)
    : m_database(database)
{
}

core::Result<void> Conflicts::record(const std::vector<ConflictRow>& rows)
{
    auto statement = m_database.writing(
        QStringLiteral("INSERT INTO conflict(at, run_id, sync_key, sf_id, field, state, losing) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?)"));
    if (!statement)
        return tl::unexpected(statement.error());
    for (const ConflictRow& row : rows) {
        auto ran = statement->run(
            row.at, row.run, row.key, row.task, int(row.field), int(row.state), row.losing);
        if (!ran)
            return ran;
    }
    return {};
}

core::Result<void> Conflicts::decide(qint64 id, ConflictState decision)
{
    const auto changed = change(m_database,
        QStringLiteral("UPDATE conflict SET state = ? WHERE id = ? AND state = 0"), int(decision),
        id);
    if (!changed)
        return tl::unexpected(changed.error());
    if (*changed != 1)
        return tl::unexpected(storeError(m_database.path(),
            QStringLiteral("no undecided conflict %1").arg(id), core::Error::Kind::NotFound));
    return {};
}

core::Result<std::vector<ConflictRow>> Conflicts::list(int limit, qint64 before) const
{
    const Query query{table,
        QStringLiteral("SELECT %1 FROM conflict WHERE id < ? ORDER BY id DESC LIMIT ?")
            .arg(columns),
        {column(below(before)), column(pageLimit(limit))}};
    return rowsOf<ConflictRow>(m_database, query, &makeConflict);
}

core::Result<int> Conflicts::undecided() const
{
    return count(m_database, QStringLiteral("SELECT count(*) FROM conflict WHERE state = 0"));
}

} // namespace store
