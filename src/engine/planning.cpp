// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/planning.h"

#include "engine/adoption.h"
#include "engine/intransaction.h"
#include "store/planrows.h"

namespace engine {

Planning::Planning(
    const Services& services, const Prepared& prepared, Spool& spool, PlanScope scope)
    : m_services(services)
    , m_prepared(prepared)
    , m_spool(spool)
    , m_scope(std::move(scope))
    , m_contacts(services, prepared.salt)
    , m_sources(services, prepared)
    , m_sweep(services)
{
}

std::optional<net::Clock::Monotonic> Planning::tasksReadAt() const
{
    return m_lookedForUnknown ? std::nullopt : m_planner->tasksReadAt();
}

// An empty plan whose rows are numbered above those of the one before.
core::Result<void> Planning::begin()
{
    m_lookedForUnknown = false;
    const PlannerOptions options{
        m_scope.onlyKinds, m_planner ? m_planner->lastSequence() : qint64(0)};
    m_planner.emplace(m_services, m_prepared, m_contacts, m_spool, options);
    store::PlanRows plan(m_services.database);
    return inTransaction(m_services.database, [&] { return plan.clear(); });
}

net::Task<core::Result<void>> Planning::make(std::vector<Leftover> leftovers, std::stop_token stop)
{
    auto noted = co_await noteKeyedTasks(m_services, m_prepared, stop);
    if (!noted)
        co_return tl::unexpected(noted.error());
    auto followed = co_await m_contacts.followChanges(m_prepared.serverTime, stop);
    if (!followed)
        co_return followed;
    auto read = co_await readScope(leftovers, stop);
    // What was noted just now need not be looked for again, and a plan without creates makes no
    // second task of anything.
    if (!read || noted->has_value() || m_planner->counts().creates == 0)
        co_return read;
    auto unknown = co_await noteUnknownTasks(m_services, m_prepared, stop);
    if (!unknown)
        co_return tl::unexpected(unknown.error());
    if (*unknown > 0)
        read = co_await readScope(std::move(leftovers), stop);
    m_lookedForUnknown = true;
    co_return read;
}

net::Task<core::Result<void>> Planning::makeAgain(
    std::vector<Leftover> records, std::stop_token stop)
{
    auto begun = begin();
    if (!begun)
        co_return begun;
    auto again = co_await m_sources.readAgain(*m_planner, std::move(records), stop);
    co_return again;
}

net::Task<core::Result<void>> Planning::readScope(
    std::vector<Leftover> leftovers, std::stop_token stop)
{
    auto read = begin();
    if (read && m_scope.onlyActivity)
        read = co_await readOne(*m_scope.onlyActivity, stop);
    else if (read)
        read = co_await readAll(std::move(leftovers), stop);
    co_return read;
}

net::Task<core::Result<void>> Planning::readOne(core::HubSpotId activity, std::stop_token stop)
{
    const auto objects = objectsOn(m_prepared.settings, m_scope.onlyKinds);
    for (core::ActivityObject object : objects) {
        const std::vector<core::HubSpotId> ids{activity};
        auto found = co_await m_services.hubspot.activities(
            object, ids, hubspot::RecordState::Living, stop);
        if (!found)
            co_return tl::unexpected(found.error());
        auto decided = co_await m_planner->decide(std::move(*found), Look::ById, stop);
        if (!decided)
            co_return decided;
    }
    co_return core::Result<void>{};
}

// By id first: the planner then skips what the changed-since read brings once more.
net::Task<core::Result<void>> Planning::readAll(
    std::vector<Leftover> leftovers, std::stop_token stop)
{
    auto again = co_await m_sources.readAgain(*m_planner, std::move(leftovers), stop);
    if (!again)
        co_return again;
    auto waiting = m_sweep.next();
    if (!waiting)
        co_return tl::unexpected(waiting.error());
    std::erase_if(
        *waiting, [&](const Leftover& record) { return !m_prepared.settings.of(record.kind).on; });
    auto swept = co_await m_sources.readAgain(*m_planner, std::move(*waiting), stop);
    if (!swept)
        co_return swept;
    auto due = co_await m_sources.readDue(*m_planner, stop);
    if (!due)
        co_return due;
    auto archived = co_await m_sources.readArchived(*m_planner, m_scope.onlyKinds, stop);
    if (!archived)
        co_return archived;
    auto changed = co_await m_sources.readChanged(*m_planner, m_scope.onlyKinds, stop);
    co_return changed;
}

core::Result<void> Planning::advance(const QSet<core::ActivityObject>& except, bool outcomesOpen)
{
    auto advanced = m_sources.advance(except);
    if (!advanced)
        return advanced;
    return inTransaction(m_services.database, [&]() -> core::Result<void> {
        auto swept = m_sweep.done();
        if (!swept || outcomesOpen)
            return swept;
        return allTasksKnown(m_services, m_contacts.salesforceTime());
    });
}

} // namespace engine
