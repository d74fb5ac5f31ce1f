// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/time.h"

#include <QString>

#include <chrono>
#include <memory>
#include <optional>

class QTimer;

namespace store {

class Database;
class KernelLock;

// Who holds the profile, for the sentence that the other one shows.
struct Holder
{
    qint64 pid = 0;
    QString host;
    bool operator==(const Holder&) const = default;
};

// What a holder was last seen doing: it stands still if two looks are equal.
struct LifeSign
{
    Holder holder;
    qint64 epoch = 0; // of the database
    qint64 noted = 0; // of the lock file: above `epoch` if an older copy was put back
    core::Instant at; // by the clock of the file system
    bool operator==(const LifeSign&) const = default;
};

// A holder shows a sign of life this often, from the event loop of its thread …
inline constexpr std::chrono::seconds lifeSignEvery{2};
// … and may be taken over when its last one is older than this.
inline constexpr std::chrono::seconds leaseLife{60};

// The right to run on a profile: one process at a time, over all processes of the machine. A kernel
// lock on `run.lock` beside the database, which the kernel lets go of when the process dies, and a
// row whose epoch rises with every holder, so that a holder that was taken over cannot commit
// (reliability 3.6, F11; docs/decisions/0005).
//
// Held for one run or one settings write, released in the destructor. The database must outlive it.
// A database in memory has the row only.
//
// The lock file keeps the epoch as well. A database whose epoch is below it is an older copy that
// somebody put back: it may not know tasks that were made since, so they are looked for again
// (`keyedTasksNoted` in watermarks.h is removed).
class Lease final
{
public:
    // Does not wait. Locked if somebody holds it; `what` names process and host. Runs that the last
    // holder left open are marked as interrupted.
    [[nodiscard]] static core::Result<Lease> tryAcquire(Database& database);

    // Takes it from a holder that is stopped (SIGSTOP, Ctrl-Z) and still has the kernel lock.
    // `seen` is what the caller saw at least 10 s ago; Locked if there was a sign of life since, or
    // if somebody else was faster. The caller asks whether `seen.at` is older than `leaseLife`.
    [[nodiscard]] static core::Result<Lease> takeOver(Database& database, const LifeSign& seen);

    // Who holds it now, without taking it; nothing if it is free.
    [[nodiscard]] static core::Result<std::optional<Holder>> holder(Database& database);
    // The last sign of life of whoever holds it or held it last.
    [[nodiscard]] static core::Result<LifeSign> lastSign(Database& database);

    // Locked (code TAKEN_OVER) if the lease that is held through this connection was taken over.
    // Good if none is held.
    [[nodiscard]] static core::Result<void> check(Database& database);

    Lease(Lease&& other) noexcept;
    Lease& operator=(Lease&&) = delete;
    ~Lease();

    qint64 epoch() const { return m_epoch; }

private:
    Lease(Database& database, std::unique_ptr<KernelLock> lock, qint64 epoch);

    Database* m_database; // null = moved from
    std::unique_ptr<KernelLock> m_lock; // null for a database in memory
    std::unique_ptr<QTimer> m_lifeSigns;
    qint64 m_epoch;
};

} // namespace store
