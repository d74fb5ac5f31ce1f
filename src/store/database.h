// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "store/migrations.h"
#include "store/statement.h"

#include <QString>

#include <memory>
#include <optional>
#include <span>
#include <unordered_map>

class QSqlQuery;

namespace store {

struct FileState;

struct OpenOptions
{
    QString path; // of the database file, or ":memory:"
    // For the readers of the window: never writes, never checkpoints, never migrates.
    bool readOnly = false;
    // The steps that lead to the newest schema; the program's own, unless upgrading itself is
    // tested.
    std::span<const Migration> schema = migrations();
};

// One connection to the status database of a profile; everything else in this layer works through
// one.
//
// A connection belongs to the thread that opened it. There is one writing connection per process
// and it alone checkpoints (reliability rule 16). Prepared statements are kept and used again,
// keyed by their SQL. Writing is only possible inside a `Transaction`: that is where the epoch of
// the lease is checked.
//
// After an I/O error or a sign of damage no further transaction begins on this connection (rule
// 17): the file is kept as it is, the first error is repeated.
//
// Errors of everything in this layer: Store (cannot be read or written, `code` is "SQLITE_<n>"),
// StoreNewer, StoreDamaged, Locked (another process kept the database busy for 5 s, or took the
// lease). `what` holds the path, the SQLite code and its message; never a value of a row.
class Database final
{
public:
    // Creates folder (0700) and file (0600) if they are not there, checks the file if the last user
    // did not close it, brings an older schema up to date after a backup. An existing folder keeps
    // its mode. A file that is not a sound database of this program, or a newer one, is left byte
    // for byte as it was.
    [[nodiscard]] static core::Result<std::unique_ptr<Database>> open(const OpenOptions& options);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    const QString& path() const { return m_options.path; }
    bool isReadOnly() const { return m_options.readOnly; }
    bool isInMemory() const;
    bool isInTransaction() const { return m_inTransaction; }
    // Epoch of the lease that is held through this connection.
    std::optional<qint64> epoch() const { return m_epoch; }

    // A copy of the committed state in `file`, which must not exist; mode 0600. Not inside a
    // transaction.
    [[nodiscard]] core::Result<void> backUp(const QString& file);

    // Reads everything (integrity_check): StoreDamaged with the first finding. Takes seconds on a
    // large file.
    [[nodiscard]] core::Result<void> check();

    // The checksum of a row of that table is wrong: the error for it; nothing more is written (rule
    // 17).
    [[nodiscard]] core::Error damaged(const QString& table);

    // For the repositories. `sql` is one statement with `?` for every value.
    [[nodiscard]] core::Result<Statement> reading(const QString& sql);
    // The same for statements that write: refused outside a transaction.
    [[nodiscard]] core::Result<Statement> writing(const QString& sql);

private:
    friend class Statement;
    friend class Transaction;
    friend class Lease;

    explicit Database(const OpenOptions& options);
    core::Result<void> connect();
    core::Result<void> configure();
    core::Result<void> useWriteAheadLog();
    static core::Result<FileState> takeBackHalfMade(const OpenOptions& options);
    static core::Result<int> probe(const OpenOptions& options, bool unclean);
    core::Result<void> quickCheck();
    core::Result<void> finding(Statement& statement);
    core::Result<void> checkpoint();
    core::Result<void> execute(const QString& sql); // one statement without values, not cached
    void takeBack(const QString& sql, std::unique_ptr<QSqlQuery> query);
    core::Error failed(const core::Error& error); // remembers what must stop all writing

    OpenOptions m_options;
    QString m_connection;
    std::unordered_map<QString, std::unique_ptr<QSqlQuery>> m_idle;
    std::optional<qint64> m_epoch;
    std::optional<core::Error> m_failure;
    bool m_inTransaction = false;
};

} // namespace store
