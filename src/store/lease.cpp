// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/lease.h"

#include "store/changes.h"
#include "store/kernellock.h"
#include "store/rows.h"
#include "store/sqlerror.h"
#include "store/transaction.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QSysInfo>

#include <thread>
#include <utility>

namespace store {

namespace {

Q_LOGGING_CATEGORY(storeLog, "activitybridge.store")

QString lockPath(const Database& database)
{
    return QFileInfo(database.path()).absolutePath() + QStringLiteral("/run.lock");
}

core::Result<Holder> storedHolder(Database& database)
{
    const Query query{QStringLiteral("lease"), QStringLiteral("SELECT pid, host FROM lease")};
    const auto holder = firstOf<Holder>(database, query, [](const Statement& row) {
        return std::optional(Holder{row.integer(0), row.text(1)});
    });
    if (!holder)
        return tl::unexpected(holder.error());
    return holder->value_or(Holder{});
}

core::Error lockedBy(Database& database, const Holder& holder)
{
    return storeError(database.path(),
        QStringLiteral("process %1 on %2 holds the profile").arg(holder.pid).arg(holder.host),
        core::Error::Kind::Locked);
}

// Somebody who only looks (holder()) has the lock for microseconds; that is not a holder.
core::Result<std::unique_ptr<KernelLock>> lockPatiently(const QString& path)
{
    constexpr int attempts = 5;
    for (int attempt = 1; attempt < attempts; ++attempt) {
        auto lock = KernelLock::tryLock(path);
        if (!lock || *lock)
            return lock;
        std::this_thread::yield();
    }
    return KernelLock::tryLock(path);
}

// In one transaction: the next epoch, and the end of what a dead holder left open.
core::Result<qint64> takeOver(Database& database)
{
    auto transaction = Transaction::begin(database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    if (auto raised
        = write(database, QStringLiteral("UPDATE lease SET epoch = epoch + 1, pid = ?, host = ?"),
            qint64(QCoreApplication::applicationPid()), QSysInfo::machineHostName());
        !raised)
        return tl::unexpected(raised.error());
    const auto epoch = number(database, QStringLiteral("SELECT epoch FROM lease"));
    if (!epoch)
        return epoch;
    // The row is made with the schema; without it epochs would begin anew.
    if (*epoch == 0)
        return tl::unexpected(database.damaged(QStringLiteral("lease")));
    if (auto closed = write(database,
            QStringLiteral("UPDATE run SET outcome = 'interrupted' WHERE outcome = 'running'"));
        !closed)
        return tl::unexpected(closed.error());
    if (auto committed = transaction->commit(); !committed)
        return tl::unexpected(committed.error());
    return epoch;
}

} // namespace

Lease::Lease(Database& database, std::unique_ptr<KernelLock> lock, qint64 epoch)
    : m_database(&database)
    , m_lock(std::move(lock))
    , m_epoch(epoch)
{
    database.m_epoch = epoch;
}

Lease::Lease(Lease&& other) noexcept
    : m_database(std::exchange(other.m_database, nullptr))
    , m_lock(std::move(other.m_lock))
    , m_epoch(other.m_epoch)
{
}

Lease::~Lease()
{
    if (!m_database)
        return;
    // An empty log tells the next one who opens that nothing was cut off. Not more than that:
    // nothing is lost without it.
    if (auto checkpointed = m_database->checkpoint(); !checkpointed)
        qCWarning(storeLog).noquote() << checkpointed.error().what;
    m_database->m_epoch.reset();
}

core::Result<Lease> Lease::tryAcquire(Database& database)
{
    if (database.isReadOnly())
        return tl::unexpected(
            storeError(database.path(), QStringLiteral("opened for reading only")));
    std::unique_ptr<KernelLock> lock;
    if (!database.isInMemory()) {
        auto locked = lockPatiently(lockPath(database));
        if (!locked)
            return tl::unexpected(locked.error());
        lock = std::move(*locked);
    }
    if (database.m_epoch || (!lock && !database.isInMemory())) {
        const auto other = storedHolder(database);
        return tl::unexpected(other ? lockedBy(database, *other) : other.error());
    }
    const auto epoch = takeOver(database);
    if (!epoch)
        return tl::unexpected(epoch.error());
    return Lease(database, std::move(lock), *epoch);
}

core::Result<std::optional<Holder>> Lease::holder(Database& database)
{
    bool held = database.m_epoch.has_value();
    if (!held && !database.isInMemory() && QFileInfo::exists(lockPath(database))) {
        const auto lock = KernelLock::tryLock(lockPath(database));
        if (!lock)
            return tl::unexpected(lock.error());
        held = *lock == nullptr;
    }
    if (!held)
        return std::nullopt;
    const auto stored = storedHolder(database);
    if (!stored)
        return tl::unexpected(stored.error());
    return *stored;
}

} // namespace store
