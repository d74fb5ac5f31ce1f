// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/lease.h"

#include "store/database.h"
#include "store/kernellock.h"
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
    auto statement = database.reading(QStringLiteral("SELECT pid, host FROM lease WHERE one = 1"));
    if (!statement)
        return tl::unexpected(statement.error());
    if (auto ran = statement->run(); !ran)
        return tl::unexpected(ran.error());
    const auto row = statement->next();
    if (!row)
        return tl::unexpected(row.error());
    return *row ? Holder{statement->integer(0), statement->text(1)} : Holder{};
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

core::Result<void> runOnce(Database& database, const QString& sql)
{
    auto statement = database.writing(sql);
    if (!statement)
        return tl::unexpected(statement.error());
    return statement->run();
}

// In one transaction: the next epoch, and the end of what a dead holder left open.
core::Result<qint64> takeOver(Database& database)
{
    auto transaction = Transaction::begin(database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    qint64 epoch = 0;
    {
        auto statement = database.writing(QStringLiteral(
            "UPDATE lease SET epoch = epoch + 1, pid = ?, host = ? WHERE one = 1 RETURNING epoch"));
        if (!statement)
            return tl::unexpected(statement.error());
        if (auto ran = statement->run(
                qint64(QCoreApplication::applicationPid()), QSysInfo::machineHostName());
            !ran)
            return tl::unexpected(ran.error());
        const auto row = statement->next();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return tl::unexpected(database.damaged(QStringLiteral("lease")));
        epoch = statement->integer(0);
    }
    if (auto closed = runOnce(database,
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
