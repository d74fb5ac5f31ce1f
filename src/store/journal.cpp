// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/journal.h"

#include "store/changes.h"
#include "store/chunks.h"
#include "store/rows.h"
#include "store/sqlerror.h"

#include <algorithm>
#include <array>

namespace store {

namespace {

// In the order of JournalState and of Side.
constexpr std::array stateNames{QLatin1String("planned"), QLatin1String("sent"),
    QLatin1String("confirmed"), QLatin1String("failed"), QLatin1String("quarantined"),
    QLatin1String("superseded")};
static_assert(stateNames.size() == std::size_t(JournalState::Superseded) + 1);
constexpr std::array sideNames{QLatin1String("hubspot"), QLatin1String("salesforce")};

constexpr QLatin1String columns(
    "run_id, seq, sync_key, side, op, kind, hs_id, sf_id, payload_hash, "
    "detail, state, batch, code");
constexpr QLatin1String table("journal");

// States from which a row may leave, as they stand in an SQL list.
constexpr QLatin1String sentOnly("'sent'");
constexpr QLatin1String bothOpen("'planned', 'sent'");

std::optional<JournalRow> makeRow(const Statement& row)
{
    const auto side = std::find(sideNames.begin(), sideNames.end(), row.text(3));
    const auto state = std::find(stateNames.begin(), stateNames.end(), row.text(10));
    if (side == sideNames.end() || state == stateNames.end())
        return std::nullopt;
    JournalRow journal;
    journal.run = row.integer(0);
    Intent& intent = journal.intent;
    intent.seq = row.integer(1);
    intent.key.value = row.text(2);
    intent.side = static_cast<Side>(side - sideNames.begin());
    intent.op = row.text(4);
    intent.kind = static_cast<core::Kind>(row.smallInteger(5));
    intent.activity.value = row.text(6);
    intent.task.value = row.text(7);
    intent.payloadHash = row.blob(8);
    intent.detail = row.blob(9);
    journal.state = static_cast<JournalState>(state - stateNames.begin());
    journal.batch = row.integer(11);
    journal.code = row.text(12);
    return journal;
}

core::Error cannotBecome(const Database& database, qint64 run, JournalState to)
{
    return storeError(database.path(),
        QStringLiteral("a journal row of run %1 cannot become %2").arg(run).arg(stateName(to)));
}

core::Result<void> insert(Database& database, qint64 run, qint64 batch, JournalState state,
    const std::vector<Intent>& intents)
{
    // A row that was taken back may be promised again: nothing of it was sent.
    auto statement = database.writing(
        QStringLiteral("INSERT INTO journal(%1) VALUES (%2) ON CONFLICT(run_id, seq) DO UPDATE SET "
                       "state = excluded.state, batch = excluded.batch, detail = excluded.detail "
                       "WHERE state = 'superseded' AND sync_key = excluded.sync_key "
                       "AND op = excluded.op AND payload_hash = excluded.payload_hash")
            .arg(columns, marks(13)));
    if (!statement)
        return tl::unexpected(statement.error());
    for (const Intent& intent : intents) {
        auto ran = statement->run(run, intent.seq, intent.key,
            QString(sideNames.at(std::size_t(intent.side))), intent.op, int(intent.kind),
            intent.activity, intent.task, intent.payloadHash, intent.detail, stateName(state),
            batch, QString());
        if (!ran)
            return ran;
        if (statement->rowsChanged() != 1)
            return tl::unexpected(cannotBecome(database, run, state));
    }
    return {};
}

// All rows, or Error::Store: rows that are not in one of the states `from` stay as they are.
core::Result<void> moveAll(Database& database, qint64 run, const std::vector<qint64>& seqs,
    JournalState to, QLatin1String from)
{
    const auto rows = unique(seqs);
    const QString sql
        = QStringLiteral("UPDATE journal SET state = ?, detail = x'' WHERE run_id = ? "
                         "AND state IN (%2) AND seq IN (%1)")
              .replace(QLatin1String("%2"), from);
    const auto changed = changeIn(database, sql, {column(stateName(to)), column(run)}, rows);
    if (!changed)
        return tl::unexpected(changed.error());
    if (std::size_t(*changed) != rows.size())
        return tl::unexpected(cannotBecome(database, run, to));
    return {};
}

core::Result<void> refuse(
    Database& database, qint64 run, const std::vector<JournalFailure>& failures, JournalState to)
{
    for (const JournalFailure& failure : failures) {
        const auto changed = change(database,
            QStringLiteral("UPDATE journal SET state = ?, code = ?, detail = x'' "
                           "WHERE run_id = ? AND seq = ? AND state = 'sent'"),
            stateName(to), failure.code, run, failure.seq);
        if (!changed)
            return tl::unexpected(changed.error());
        if (*changed != 1)
            return tl::unexpected(cannotBecome(database, run, to));
    }
    return {};
}

} // namespace

QString stateName(JournalState state)
{
    return stateNames.at(static_cast<std::size_t>(state));
}

Journal::Journal(Database& database)
    : m_database(database)
{
}

core::Result<void> Journal::planned(qint64 run, const std::vector<Intent>& intents)
{
    return insert(m_database, run, 0, JournalState::Planned, intents);
}

core::Result<void> Journal::plannedAndSent(
    qint64 run, qint64 batch, const std::vector<Intent>& intents)
{
    return insert(m_database, run, batch, JournalState::Sent, intents);
}

core::Result<void> Journal::sent(qint64 run, qint64 batch, const std::vector<qint64>& seqs)
{
    const auto rows = unique(seqs);
    const auto changed = changeIn(m_database,
        QStringLiteral("UPDATE journal SET state = 'sent', batch = ? WHERE run_id = ? "
                       "AND state = 'planned' AND seq IN (%1)"),
        {column(batch), column(run)}, rows);
    if (!changed)
        return tl::unexpected(changed.error());
    if (std::size_t(*changed) != rows.size())
        return tl::unexpected(cannotBecome(m_database, run, JournalState::Sent));
    return {};
}

core::Result<void> Journal::confirmed(qint64 run, const std::vector<qint64>& seqs)
{
    return moveAll(m_database, run, seqs, JournalState::Confirmed, sentOnly);
}

core::Result<void> Journal::failed(qint64 run, const std::vector<JournalFailure>& failures)
{
    return refuse(m_database, run, failures, JournalState::Failed);
}

core::Result<void> Journal::quarantined(qint64 run, const std::vector<JournalFailure>& failures)
{
    return refuse(m_database, run, failures, JournalState::Quarantined);
}

core::Result<void> Journal::superseded(qint64 run, const std::vector<qint64>& seqs)
{
    return moveAll(m_database, run, seqs, JournalState::Superseded, bothOpen);
}

core::Result<std::vector<JournalRow>> Journal::openRows(
    int limit, qint64 afterRun, qint64 afterSeq) const
{
    // By the index of open rows: the table itself is as long as the history.
    const Query query{table,
        QStringLiteral("SELECT %1 FROM journal INDEXED BY journal_open "
                       "WHERE state IN ('planned', 'sent') AND (run_id, seq) > (?, ?) "
                       "ORDER BY run_id, seq LIMIT ?")
            .arg(columns),
        {column(afterRun), column(afterSeq), column(pageLimit(limit))}};
    return rowsOf<JournalRow>(m_database, query, &makeRow);
}

core::Result<int> Journal::openCount() const
{
    return count(m_database,
        QStringLiteral("SELECT count(*) FROM journal INDEXED BY journal_open "
                       "WHERE state IN ('planned', 'sent')"));
}

core::Result<QHash<core::Key, int>> Journal::tries(const std::vector<core::Key>& keys) const
{
    QHash<core::Key, int> found;
    auto read = inChunks(keys, [&](const QString& marks, const std::vector<QVariant>& values) {
        const QString sql = QStringLiteral(
            "SELECT sync_key, count(*) FROM journal AS refused "
            "WHERE sync_key IN (%1) AND state IN ('failed', 'quarantined') "
            "AND NOT EXISTS (SELECT 1 FROM journal AS later "
            "WHERE later.sync_key = refused.sync_key AND later.state = 'confirmed' "
            "AND (later.run_id, later.seq) > (refused.run_id, refused.seq)) "
            "GROUP BY sync_key")
                                .arg(marks);
        return eachRow(
            m_database, sql, values, [&found](const Statement& row) -> core::Result<void> {
                found.insert(core::Key{row.text(0)}, row.smallInteger(1));
                return {};
            });
    });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

core::Result<std::vector<JournalRow>> Journal::ofKey(const core::Key& key, int limit) const
{
    const Query query{table,
        QStringLiteral(
            "SELECT %1 FROM journal WHERE sync_key = ? ORDER BY run_id DESC, seq DESC LIMIT ?")
            .arg(columns),
        {column(key), column(pageLimit(limit))}};
    return rowsOf<JournalRow>(m_database, query, &makeRow);
}

core::Result<std::map<JournalState, int>> Journal::counts(qint64 run) const
{
    // One pass, and nothing to sort.
    QStringList sums;
    for (const QLatin1String name : stateNames)
        sums.append(QStringLiteral("count(*) FILTER (WHERE state = '%1')").arg(name));
    std::map<JournalState, int> found;
    auto read = eachRow(m_database,
        QStringLiteral("SELECT %1 FROM journal WHERE run_id = ?")
            .arg(sums.join(QStringLiteral(", "))),
        {column(run)}, [&found](const Statement& row) -> core::Result<void> {
            for (int index = 0; index < int(stateNames.size()); ++index) {
                if (row.smallInteger(index) > 0)
                    found.emplace(static_cast<JournalState>(index), row.smallInteger(index));
            }
            return {};
        });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

core::Result<int> Journal::prune(qint64 run, int limit)
{
    return change(m_database,
        QStringLiteral(
            "DELETE FROM journal WHERE (run_id, seq) IN (SELECT run_id, seq FROM journal "
            "WHERE run_id < ? AND state NOT IN ('planned', 'sent') LIMIT ?)"),
        run, pageLimit(limit));
}

} // namespace store
