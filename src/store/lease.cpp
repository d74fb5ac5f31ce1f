// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/lease.h"

#include "store/changes.h"
#include "store/kernellock.h"
#include "store/rows.h"
#include "store/sqlerror.h"
#include "store/transaction.h"
#include "store/watermarks.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QSysInfo>
#include <QTimer>

#include <algorithm>
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

core::Error notFree(Database& database)
{
    const auto other = storedHolder(database);
    return other ? lockedBy(database, *other) : other.error();
}

constexpr qint64 noteMax = 32; // bytes

// The epoch that the lock file keeps; 0 if it keeps none.
qint64 epochOf(const QByteArray& note)
{
    return note.trimmed().toLongLong();
}

core::Result<qint64> notedEpoch(const KernelLock& lock)
{
    const auto note = lock.read();
    if (!note)
        return tl::unexpected(note.error());
    return epochOf(*note);
}

// The end of what the last holder left open, and a new look for the tasks that an older copy of
// this database does not know.
core::Result<void> tidyUp(Database& database, bool mayBeOlder)
{
    if (auto closed = write(database,
            QStringLiteral("UPDATE run SET outcome = 'interrupted' WHERE outcome = 'running'"));
        !closed || !mayBeOlder)
        return closed;
    return write(database, QStringLiteral("DELETE FROM watermark WHERE name = ?"), keyedTasksNoted);
}

// Inside a transaction: the next epoch, above all that this profile ever had.
core::Result<qint64> raiseEpoch(Database& database, qint64 noted)
{
    const auto before = number(database, QStringLiteral("SELECT epoch FROM lease"));
    if (!before)
        return before;
    if (auto raised
        = write(database, QStringLiteral("UPDATE lease SET epoch = ?, pid = ?, host = ?"),
            std::max(*before, noted) + 1, qint64(QCoreApplication::applicationPid()),
            QSysInfo::machineHostName());
        !raised)
        return tl::unexpected(raised.error());
    if (auto tidied = tidyUp(database, *before != noted); !tidied)
        return tl::unexpected(tidied.error());
    const auto epoch = number(database, QStringLiteral("SELECT epoch FROM lease"));
    // The row is made with the schema; without it epochs would begin anew.
    if (epoch && *epoch == 0)
        return tl::unexpected(database.damaged(QStringLiteral("lease")));
    return epoch;
}

core::Result<qint64> nextEpoch(Database& database, const KernelLock* lock)
{
    auto transaction = Transaction::begin(database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    // Somebody may have taken over while this process waited for its transaction.
    if (lock && !lock->isInPlace())
        return tl::unexpected(notFree(database));
    const auto noted
        = lock ? notedEpoch(*lock) : number(database, QStringLiteral("SELECT epoch FROM lease"));
    const auto epoch = noted ? raiseEpoch(database, *noted) : noted;
    if (!epoch)
        return epoch;
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
    if (!m_lock)
        return;
    m_lifeSigns = std::make_unique<QTimer>();
    KernelLock* held = m_lock.get();
    QObject::connect(m_lifeSigns.get(), &QTimer::timeout, m_lifeSigns.get(), [held] {
        // Without it the worst is that somebody takes over, which the epoch makes harmless.
        if (auto touched = held->touch(); !touched)
            qCWarning(storeLog).noquote() << touched.error().what;
    });
    m_lifeSigns->start(lifeSignEvery);
}

Lease::Lease(Lease&& other) noexcept
    : m_database(std::exchange(other.m_database, nullptr))
    , m_lock(std::move(other.m_lock))
    , m_lifeSigns(std::move(other.m_lifeSigns))
    , m_epoch(other.m_epoch)
{
}

Lease::~Lease()
{
    if (!m_database)
        return;
    // An empty log tells the next one who opens that nothing was cut off. Not more than that:
    // nothing is lost without it. Who was taken over leaves it to the successor (rule 16).
    auto tidied = check(*m_database);
    if (tidied)
        tidied = m_database->checkpoint();
    if (!tidied)
        qCWarning(storeLog).noquote() << tidied.error().what;
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
    if (database.m_epoch || (!lock && !database.isInMemory()))
        return tl::unexpected(notFree(database));
    const auto epoch = nextEpoch(database, lock.get());
    if (!epoch)
        return tl::unexpected(epoch.error());
    if (auto noted = lock ? lock->write(QByteArray::number(*epoch)) : core::Result<void>{}; !noted)
        return tl::unexpected(noted.error());
    return Lease(database, std::move(lock), *epoch);
}

core::Result<Lease> Lease::takeOver(Database& database, const LifeSign& seen)
{
    // The database's own lock makes this one at a time; a holder that was stopped inside a
    // transaction keeps it, and cannot be taken over.
    auto transaction = Transaction::begin(database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    const auto now = lastSign(database);
    if (!now)
        return tl::unexpected(now.error());
    if (*now != seen)
        return tl::unexpected(lockedBy(database, now->holder));
    auto lock = KernelLock::replace(lockPath(database));
    if (!lock)
        return tl::unexpected(lock.error());
    const auto epoch = raiseEpoch(database, seen.epoch);
    if (!epoch)
        return tl::unexpected(epoch.error());
    if (auto committed = transaction->commit(); !committed)
        return tl::unexpected(committed.error());
    if (auto noted = (*lock)->write(QByteArray::number(*epoch)); !noted)
        return tl::unexpected(noted.error());
    return Lease(database, std::move(*lock), *epoch);
}

core::Result<LifeSign> Lease::lastSign(Database& database)
{
    const auto holder = storedHolder(database);
    if (!holder)
        return tl::unexpected(holder.error());
    const auto epoch = number(database, QStringLiteral("SELECT epoch FROM lease"));
    if (!epoch)
        return tl::unexpected(epoch.error());
    QFile file(lockPath(database));
    const qint64 noted = file.open(QIODevice::ReadOnly) ? epochOf(file.read(noteMax)) : 0;
    const qint64 at = QFileInfo(file.fileName()).lastModified().toMSecsSinceEpoch();
    return LifeSign{*holder, *epoch, noted, core::Instant(std::chrono::milliseconds(at))};
}

core::Result<void> Lease::check(Database& database)
{
    if (!database.m_epoch)
        return {};
    const auto epoch = number(database, QStringLiteral("SELECT epoch FROM lease"));
    if (!epoch)
        return tl::unexpected(epoch.error());
    if (*epoch == *database.m_epoch)
        return {};
    auto error = storeError(database.path(),
        QStringLiteral("another runner took over; epoch %1 is over").arg(*database.m_epoch),
        core::Error::Kind::Locked);
    error.code = QStringLiteral("TAKEN_OVER");
    return tl::unexpected(error);
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
