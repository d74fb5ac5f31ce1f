// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/leftover.h"
#include "engine/preparation.h"
#include "store/journal.h"

#include <vector>

namespace engine {

// Settles promised writes whose outcome is not known, after a crash or a lost answer, by reading
// and never by sending again (architecture.md): what is there is confirmed, what was deleted
// becomes a tombstone, what is not there or differs is superseded and returned to be decided anew.
class Settler final
{
public:
    Settler(const Services& services, const Prepared& prepared);

    struct Settled
    {
        std::vector<Leftover> leftovers;
        int confirmedCreates = 0;
        int confirmedUpdates = 0;
        int confirmedDeletes = 0;
    };
    // All open rows of the journal.
    net::Task<core::Result<Settled>> settle(qint64 run, std::stop_token stop);

private:
    struct Verdict;
    static Verdict judge(
        const store::JournalRow& row, const core::Task* task, const core::Link* link);
    core::Result<void> takeOffTheLists(const std::vector<const store::Intent*>& settled);
    core::Result<void> record(const std::vector<Verdict>& verdicts, qint64 run);

    const Services& m_services;
    const Prepared& m_prepared;
};

} // namespace engine
