// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/journal.h"

#include "store/chunks.h"
#include "store/rows.h"
#include "store/sqlerror.h"

#include <array>

namespace store {

namespace {

const std::array<QString, 6> stateNames{QStringLiteral("planned"), QStringLiteral("sent"),
    QStringLiteral("confirmed"), QStringLiteral("failed"), QStringLiteral("quarantined"),
    QStringLiteral("superseded")};
const QString hubSpotSide = QStringLiteral("hubspot");
const QString salesforceSide = QStringLiteral("salesforce");

const QString columns = QStringLiteral("run_id, seq, sync_key, side, op, kind, hs_id, sf_id, "
                                       "payload_hash, detail, state, batch, code");

JournalState stateOf(const QString& name)
{
    for (std::size_t index = 0; index < stateNames.size(); ++index) {
        if (stateNames[index] == name)
            return static_cast<JournalState>(index);
    }
    return JournalState::Sent; // the table's CHECK does not let another name in
}

JournalRow rowOf(const Statement& row)
{
    JournalRow journal;
    journal.run = row.integer(0);
    Intent& intent = journal.intent;
    intent.seq = row.integer(1);
    intent.key.value = row.text(2);
    intent.side = row.text(3) == hubSpotSide ? Side::HubSpot : Side::Salesforce;
    intent.op = row.text(4);
    intent.kind = static_cast<core::Kind>(row.smallInteger(5));
    intent.activity.value = row.text(6);
    intent.task.value = row.text(7);
    intent.payloadHash = row.blob(8);
    intent.detail = row.blob(9);
    journal.state = stateOf(row.text(10));
    journal.batch = row.integer(11);
    journal.code = row.text(12);
    return journal;
}

core::Result<void> insert(Database& database, qint64 run, qint64 batch, JournalState state,
    const std::vector<Intent>& intents)
{
    auto statement = database.writing(
        QStringLiteral("INSERT INTO journal(%1) VALUES (%2)").arg(columns, marks(13)));
    if (!statement)
        return tl::unexpected(statement.error());
    for (const Intent& intent : intents) {
        auto ran = statement->run(run, intent.seq, intent.key,
            intent.side == Side::HubSpot ? hubSpotSide : salesforceSide, intent.op,
            int(intent.kind), intent.activity, intent.task, intent.payloadHash, intent.detail,
            stateName(state), batch, QString());
        if (!ran)
            return ran;
    }
    return {};
}

// Moves one row; Error::Store if it is not in one of the states that may become `to` (named in
// `condition`).
core::Result<void> move(Database& database, qint64 run, qint64 seq, JournalState to,
    const QString& code, const QString& condition)
{
    const QString sql = QStringLiteral(
        "UPDATE journal SET state = ?, code = ? WHERE run_id = ? AND seq = ? AND state IN (%1)")
                            .arg(condition);
    auto changed = change(database, sql, stateName(to), code, run, seq);
    if (!changed)
        return tl::unexpected(changed.error());
    if (*changed != 1)
        return tl::unexpected(storeError(database.path(),
            QStringLiteral("journal row %1/%2 cannot become %3")
                .arg(run)
                .arg(seq)
                .arg(stateName(to))));
    return {};
}

const QString sentOnly = QStringLiteral("'sent'");
const QString openStates = QStringLiteral("'planned', 'sent'");

core::Result<void> moveAll(Database& database, qint64 run, const std::vector<qint64>& seqs,
    JournalState to, const QString& condition)
{
    for (const qint64 seq : seqs) {
        auto moved = move(database, run, seq, to, QString(), condition);
        if (!moved)
            return moved;
    }
    return {};
}

core::Result<void> moveFailed(
    Database& database, qint64 run, const std::vector<JournalFailure>& failures, JournalState to)
{
    for (const JournalFailure& failure : failures) {
        auto moved = move(database, run, failure.seq, to, failure.code, sentOnly);
        if (!moved)
            return moved;
    }
    return {};
}

} // namespace

QString stateName(JournalState state)
{
    return stateNames[static_cast<std::size_t>(state)];
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
    for (const qint64 seq : seqs) {
        auto changed = change(m_database,
            QStringLiteral(
                "UPDATE journal SET state = 'sent', batch = ? WHERE run_id = ? AND seq = ? "
                "AND state = 'planned'"),
            batch, run, seq);
        if (!changed)
            return tl::unexpected(changed.error());
        if (*changed != 1)
            return tl::unexpected(
                storeError(m_database.path(), QStringLiteral("journal row is not planned")));
    }
    return {};
}

core::Result<void> Journal::confirmed(qint64 run, const std::vector<qint64>& seqs)
{
    return moveAll(m_database, run, seqs, JournalState::Confirmed, sentOnly);
}

core::Result<void> Journal::superseded(qint64 run, const std::vector<qint64>& seqs)
{
    return moveAll(m_database, run, seqs, JournalState::Superseded, openStates);
}

core::Result<void> Journal::failed(qint64 run, const std::vector<JournalFailure>& failures)
{
    return moveFailed(m_database, run, failures, JournalState::Failed);
}

core::Result<void> Journal::quarantined(qint64 run, const std::vector<JournalFailure>& failures)
{
    return moveFailed(m_database, run, failures, JournalState::Quarantined);
}

core::Result<std::vector<JournalRow>> Journal::openRows(
    int limit, qint64 afterRun, qint64 afterSeq) const
{
    std::vector<JournalRow> found;
    auto read = eachRow(m_database,
        QStringLiteral(
            "SELECT %1 FROM journal WHERE state IN ('planned', 'sent') AND (run_id, seq) > (?, ?) "
            "ORDER BY run_id, seq LIMIT ?")
            .arg(columns),
        {column(afterRun), column(afterSeq), column(pageLimit(limit))},
        [&found](const Statement& row) -> core::Result<void> {
            found.push_back(rowOf(row));
            return {};
        });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

core::Result<int> Journal::openCount() const
{
    auto count = number(m_database,
        QStringLiteral("SELECT count(*) FROM journal WHERE state IN ('planned', 'sent')"));
    if (!count)
        return tl::unexpected(count.error());
    return static_cast<int>(*count);
}

core::Result<QHash<core::Key, int>> Journal::tries(const std::vector<core::Key>& keys) const
{
    QHash<core::Key, int> found;
    auto read = inChunks(unique(keys), [&](const QString& marks, std::vector<QVariant> values) {
        const QString sql
            = QStringLiteral("SELECT sync_key, count(*) FROM journal AS j WHERE sync_key IN (%1) "
                             "AND state IN ('failed', 'quarantined') "
                             "AND NOT EXISTS (SELECT 1 FROM journal AS c WHERE c.sync_key = "
                             "j.sync_key AND c.state = 'confirmed' "
                             "AND (c.run_id, c.seq) > (j.run_id, j.seq)) GROUP BY sync_key")
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
    std::vector<JournalRow> found;
    auto read = eachRow(m_database,
        QStringLiteral(
            "SELECT %1 FROM journal WHERE sync_key = ? ORDER BY run_id DESC, seq DESC LIMIT ?")
            .arg(columns),
        {column(key), column(pageLimit(limit))},
        [&found](const Statement& row) -> core::Result<void> {
            found.push_back(rowOf(row));
            return {};
        });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

core::Result<std::map<JournalState, int>> Journal::counts(qint64 run) const
{
    std::map<JournalState, int> found;
    auto read = eachRow(m_database,
        QStringLiteral("SELECT state, count(*) FROM journal WHERE run_id = ? GROUP BY state"),
        {column(run)}, [&found](const Statement& row) -> core::Result<void> {
            found[stateOf(row.text(0))] = row.smallInteger(1);
            return {};
        });
    if (!read)
        return tl::unexpected(read.error());
    return found;
}

core::Result<int> Journal::prune(qint64 run, int limit)
{
    return change(m_database,
        QStringLiteral("DELETE FROM journal WHERE (run_id, seq) IN (SELECT run_id, seq FROM "
                       "journal WHERE run_id < ? "
                       "AND state NOT IN ('planned', 'sent') LIMIT ?)"),
        run, pageLimit(limit));
}

} // namespace store
