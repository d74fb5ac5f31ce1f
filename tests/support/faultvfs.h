// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/power.h"

#include <memory>
#include <set>
#include <vector>

namespace support {

// The file system as SQLite sees it, with faults. While an object lives it stands between every
// database that is opened and SQLite's own VFS; it must be made before the first of them is opened
// and outlive the last. One at a time, one thread.
//
// Two models, apart or together:
// - obey(): what is written asks a Power first. Without current no byte of a file changes, writes
//   end in SQLITE_IOERR, and what was written before stays as it is: the state after a kill.
// - failAt(): the n-th call fails, once or from then on, with a code of SQLite. The file is not
//   touched by a call that fails.
//
// Files are never synced to the disk: what is modelled here is the end of a process, not of the
// kernel. SQLite never waits either: its busy timeout runs out at once.
class FaultVfs final
{
public:
    FaultVfs();
    ~FaultVfs();
    FaultVfs(const FaultVfs&) = delete;
    FaultVfs& operator=(const FaultVfs&) = delete;

    // Null: the current never fails. Must outlive the last database or the next obey().
    void obey(Power* power) { m_power = power; }

    // Unlocking, closing and unmapping are not among them: nobody can do anything about their
    // failing.
    enum class Call {
        Open,
        Access,
        Delete,
        Size,
        Read,
        Write,
        Truncate,
        Sync,
        Lock,
        Map,
        ShareLock
    };

    enum class Lasting { Once, FromThenOn };
    // Call `n`, counted from 0 at this call over the calls that are among `kinds` (all if empty),
    // ends with `code` (SQLITE_BUSY, SQLITE_FULL ...).
    void failAt(std::size_t n, int code, Lasting lasting, std::set<Call> kinds = {});
    // No call fails from now on; counting starts anew.
    void heal();

    // Calls since the last failAt() or heal(), failed ones too; of the kinds named there.
    [[nodiscard]] const std::vector<Call>& calls() const { return m_calls; }
    [[nodiscard]] bool hasFailed() const { return m_hasFailed; }

private:
    struct Face; // SQLite's table of functions
    [[nodiscard]] int ask(Call call); // SQLITE_OK or the code to fail with
    [[nodiscard]] bool allows(Power::Effect effect) { return !m_power || m_power->allows(effect); }
    [[nodiscard]] bool isOn() const { return !m_power || m_power->isOn(); }

    std::unique_ptr<Face> m_face;
    Power* m_power = nullptr;
    std::size_t m_failAt = 0;
    int m_code = 0; // SQLITE_OK = nothing fails
    Lasting m_lasting = Lasting::Once;
    std::set<Call> m_kinds;
    std::vector<Call> m_calls;
    bool m_hasFailed = false;
};

} // namespace support
