// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/ids.h"
#include "core/kind.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <map>
#include <vector>

namespace store {

class Database;

// The side that is written to.
enum class Side { HubSpot, Salesforce };

// Stored by name. Planned and Sent are open; the others are final.
enum class JournalState { Planned, Sent, Confirmed, Failed, Quarantined, Superseded };
[[nodiscard]] QString stateName(JournalState state);

// One write that is going to be made, recorded before the call.
struct Intent
{
    qint64 seq = 0; // of the plan row, unique in the run
    core::Key key;
    Side side = Side::Salesforce;
    QString op; // core::actionName()
    core::Kind kind = core::Kind::Task;
    core::HubSpotId activity;
    core::SalesforceId task; // empty for a create
    QByteArray payloadHash; // core::rowHash() of the row
    QByteArray detail = {}; // the engine's own: hashes and ids to settle by, no text; at most 1
                            // KiB, gone when the row closes
    bool operator==(const Intent&) const = default;
};

struct JournalRow
{
    qint64 run = 0;
    Intent intent;
    JournalState state = JournalState::Planned;
    qint64 batch = 0; // number of the call within the run; 0 = not sent
    QString code; // why it failed; the service's own code
    bool operator==(const JournalRow&) const = default;
};

struct JournalFailure
{
    qint64 seq = 0;
    QString code;
};

// The promises (reliability 3.2): every write is here as sent, committed, before its call goes out;
// its outcome is recorded in the transaction that stores link and base. An unknown outcome stays
// sent and is settled by reading.
//
// At most one open row per (key, side, op) over all runs: a second one is Error::Store. All rows of
// a call change in the caller's transaction; if one of them is not in a state that may become the
// new one, the call is Error::Store and the transaction must not be committed.
class Journal final
{
public:
    explicit Journal(Database& database);

    [[nodiscard]] core::Result<void> planned(qint64 run, const std::vector<Intent>& intents);
    // planned -> sent
    [[nodiscard]] core::Result<void> sent(
        qint64 run, qint64 batch, const std::vector<qint64>& seqs);
    // planned() and sent() in one step, for a batch that goes out at once.
    [[nodiscard]] core::Result<void> plannedAndSent(
        qint64 run, qint64 batch, const std::vector<Intent>& intents);

    // sent -> confirmed
    [[nodiscard]] core::Result<void> confirmed(qint64 run, const std::vector<qint64>& seqs);
    // sent -> failed: the service refused it
    [[nodiscard]] core::Result<void> failed(
        qint64 run, const std::vector<JournalFailure>& failures);
    // sent -> quarantined: refused too often, only a person can mend it
    [[nodiscard]] core::Result<void> quarantined(
        qint64 run, const std::vector<JournalFailure>& failures);
    // planned, sent -> superseded: decided anew under the same key
    [[nodiscard]] core::Result<void> superseded(qint64 run, const std::vector<qint64>& seqs);

    // Planned or sent, of any run, ascending by (run, seq) after the given pair, at most `limit` (1
    // to 5,000).
    [[nodiscard]] core::Result<std::vector<JournalRow>> openRows(
        int limit, qint64 afterRun = 0, qint64 afterSeq = 0) const;
    [[nodiscard]] core::Result<int> openCount() const;

    // Refusals of a key since it was last confirmed; keys without one are absent.
    [[nodiscard]] core::Result<QHash<core::Key, int>> tries(
        const std::vector<core::Key>& keys) const;

    // All rows of one record, newest first, at most `limit`.
    [[nodiscard]] core::Result<std::vector<JournalRow>> ofKey(
        const core::Key& key, int limit) const;
    [[nodiscard]] core::Result<std::map<JournalState, int>> counts(qint64 run) const;

    // Removes at most `limit` closed rows of runs below `run`; returns how many.
    [[nodiscard]] core::Result<int> prune(qint64 run, int limit);

private:
    Database& m_database;
};

} // namespace store
