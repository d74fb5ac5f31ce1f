// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan.h"
#include "engine/contactbook.h"
#include "engine/decisions.h"
#include "engine/preparation.h"
#include "engine/spool.h"

#include <QSet>

namespace engine {

struct PlannerOptions
{
    QSet<core::Kind> onlyKinds; // empty = all kinds that are on
    qint64 firstSequence = 0; // rows are numbered above this: a run may plan several times
};

// Why an activity is looked at, which says what may be left out because it was decided already.
enum class Look {
    Changed, // read again by its change stamp: what is known in this very version needs nothing
    Unsettled, // the same, but what was excluded or waits is decided once more: in the hourly pass,
               // as an association does not change the activity, and where a kind's window takes
               // more than before
    ById, // due again, no longer waiting, or of unknown outcome: always decided, and the task is
          // read by key if the pair is not known
    Archived // in HubSpot's recycle bin: only its pair counts, whatever version that is of
};

// Decides chunks of activities and puts the rows of the plan on disk: the row in the store, its
// payload in the spool. Reads what deciding needs (associations, contacts, tasks of pairs that
// changed) and nothing else.
class Planner final
{
public:
    // `prepared` outlives the planner.
    Planner(const Services& services, const Prepared& prepared, ContactBook& contacts, Spool& spool,
        PlannerOptions options);

    // A chunk of activities, of any object types.
    net::Task<core::Result<void>> decide(
        std::vector<core::Activity> activities, Look look, std::stop_token stop);

    // All rows so far. `hash` over the writing rows in key order.
    core::Result<QByteArray> hash() const;
    const core::PlanCounts& counts() const { return m_counts; }
    int activitiesSeen() const { return m_seen; }
    qint64 lastSequence() const { return m_sequence; }
    // When the first task of the rows was read; updates written within 10 s of it need no second
    // look.
    std::optional<net::Clock::Monotonic> tasksReadAt() const { return m_tasksReadAt; }

private:
    core::Result<std::vector<OpenCase>> sift(std::vector<core::Activity> activities, Look look);
    core::Result<QHash<core::Key, core::Instant>> waitingVersions(
        const std::vector<OpenCase>& open, Look look) const;
    net::Task<core::Result<void>> addContacts(std::vector<OpenCase>& chunk, std::stop_token stop);
    net::Task<core::Result<void>> addTasks(
        std::vector<OpenCase>& chunk, Look look, std::stop_token stop);
    net::Task<core::Result<void>> addSourceTimes(
        std::vector<OpenCase>& chunk, std::stop_token stop);
    core::Result<void> keep(const std::vector<core::Key>& keys, Decisions decisions);
    bool wanted(const core::Activity& activity) const;

    const Services& m_services;
    const Prepared& m_prepared;
    core::Circumstances m_circumstances;
    ContactBook& m_contacts;
    Spool& m_spool;
    QSet<core::Kind> m_onlyKinds;
    qint64 m_sequence;
    core::PlanCounts m_counts;
    // Decided by id or as archived already: what the changed-since read brings once more is
    // skipped. Bounded by what is due in a run and by the pairs in the recycle bin.
    QSet<core::Key> m_decided;
    std::optional<net::Clock::Monotonic> m_tasksReadAt;
    int m_seen = 0;
};

} // namespace engine
