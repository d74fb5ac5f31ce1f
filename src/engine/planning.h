// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/contactbook.h"
#include "engine/planner.h"
#include "engine/planscope.h"
#include "engine/sources.h"
#include "engine/waitingsweep.h"

#include <optional>
#include <vector>

namespace engine {

// From the two CRMs to a plan on disk: all that a run reads before it writes.
class Planning final
{
public:
    // All references outlive it.
    Planning(const Services& services, const Prepared& prepared, Spool& spool, PlanScope scope);

    // The plan of the scope. Unless it is about one activity, `leftovers` of writes whose outcome
    // was open are looked at, too. A plan that creates is made again if Salesforce has tasks that
    // this store does not know of.
    net::Task<core::Result<void>> make(std::vector<Leftover> leftovers, std::stop_token stop);
    // A plan of these records alone.
    net::Task<core::Result<void>> makeAgain(std::vector<Leftover> records, std::stop_token stop);

    // The last plan that was made.
    const Planner& plan() const { return *m_planner; }
    // When its tasks were read; nothing if that counts as long ago.
    std::optional<net::Clock::Monotonic> tasksReadAt() const;

    // The whole plan of everything was carried out: moves all cursors but those of `except`. With
    // `outcomesOpen` a task may still turn out to have been made.
    core::Result<void> advance(const QSet<core::ActivityObject>& except, bool outcomesOpen);

private:
    core::Result<void> begin();
    net::Task<core::Result<void>> readAll(std::vector<Leftover> leftovers, std::stop_token stop);
    net::Task<core::Result<void>> readOne(core::HubSpotId activity, std::stop_token stop);
    net::Task<core::Result<void>> readScope(std::vector<Leftover> leftovers, std::stop_token stop);

    const Services& m_services;
    const Prepared& m_prepared;
    Spool& m_spool;
    PlanScope m_scope;
    ContactBook m_contacts;
    Sources m_sources;
    WaitingSweep m_sweep;
    std::optional<Planner> m_planner;
    bool m_lookedForUnknown = false; // since the tasks of the plan were read, or just before
};

} // namespace engine
