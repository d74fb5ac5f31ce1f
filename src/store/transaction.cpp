// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/transaction.h"

#include "store/database.h"
#include "store/lease.h"
#include "store/sqlerror.h"

#include <QLoggingCategory>

#include <utility>

namespace store {

namespace {

Q_LOGGING_CATEGORY(storeLog, "activitybridge.store")

} // namespace

core::Result<Transaction> Transaction::begin(Database& database)
{
    if (database.m_failure)
        return tl::unexpected(*database.m_failure);
    if (database.isReadOnly())
        return tl::unexpected(
            storeError(database.path(), QStringLiteral("opened for reading only")));
    if (database.m_inTransaction)
        return tl::unexpected(
            storeError(database.path(), QStringLiteral("a transaction is open already")));
    if (auto begun = database.execute(QStringLiteral("BEGIN IMMEDIATE")); !begun)
        return tl::unexpected(begun.error());
    database.m_inTransaction = true;
    Transaction transaction(database);
    if (auto current = Lease::check(database); !current)
        return tl::unexpected(current.error());
    return transaction;
}

Transaction::Transaction(Transaction&& other) noexcept
    : m_database(std::exchange(other.m_database, nullptr))
{
}

Transaction::~Transaction()
{
    if (m_database)
        rollBack();
}

core::Result<void> Transaction::commit()
{
    if (!m_database)
        return tl::unexpected(
            core::Error{core::Error::Kind::Store, QStringLiteral("transaction is over")});
    // A statement may have failed for a reason that must not be followed by any write.
    if (m_database->m_failure) {
        const core::Error failure = *m_database->m_failure;
        rollBack();
        return tl::unexpected(failure);
    }
    if (auto committed = m_database->execute(QStringLiteral("COMMIT")); !committed) {
        rollBack();
        return committed;
    }
    m_database->m_inTransaction = false;
    m_database = nullptr;
    return {};
}

void Transaction::rollBack()
{
    Database& database = *std::exchange(m_database, nullptr);
    database.m_inTransaction = false;
    // SQLite rolls back by itself after some errors and then has nothing to roll back. If a
    // transaction were really left open, the next BEGIN would say so.
    if (auto rolledBack = database.execute(QStringLiteral("ROLLBACK")); !rolledBack)
        qCWarning(storeLog).noquote() << rolledBack.error().what;
}

} // namespace store
