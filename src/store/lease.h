// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QString>

#include <memory>
#include <optional>

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

// The right to run on a profile: one process at a time, over all processes of the machine. A kernel
// lock on `run.lock` beside the database, which the kernel lets go of when the process dies, and a
// row whose epoch rises with every holder, so that a holder that lost the lock without noticing
// cannot commit (reliability 3.6, F11).
//
// Held for one run or one settings write, released in the destructor. The database must outlive it.
// A database in memory has the row only.
class Lease final
{
public:
    // Does not wait. Locked if somebody holds it; `what` names process and host. Runs that the last
    // holder left open are marked as interrupted.
    [[nodiscard]] static core::Result<Lease> tryAcquire(Database& database);

    // Who holds it now, without taking it; nothing if it is free.
    [[nodiscard]] static core::Result<std::optional<Holder>> holder(Database& database);

    Lease(Lease&& other) noexcept;
    Lease& operator=(Lease&&) = delete;
    ~Lease();

    qint64 epoch() const { return m_epoch; }

private:
    Lease(Database& database, std::unique_ptr<KernelLock> lock, qint64 epoch);

    Database* m_database; // null = moved from
    std::unique_ptr<KernelLock> m_lock; // null for a database in memory
    qint64 m_epoch;
};

} // namespace store
