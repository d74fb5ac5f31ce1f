// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/adoption.h"

#include "engine/cursors.h"
#include "engine/intransaction.h"
#include "store/links.h"
#include "store/watermarks.h"

#include <algorithm>

namespace engine {

namespace {

// When it was last looked, by this machine's clock.
const QString lookedName = QStringLiteral("salesforce.keyed.looked");
constexpr std::chrono::minutes lookEvery{30};

std::optional<core::Kind> kindOfCode(const QString& code)
{
    for (core::Kind kind : core::allKinds) {
        if (core::keyCode(kind) == code)
            return kind;
    }
    return std::nullopt;
}

// A pair as far as its key tells; nothing for a key of a form that this version does not write.
std::optional<core::Link> stubOf(const core::Task& task)
{
    const QStringList parts = task.key.split(QLatin1Char(':'));
    const auto kind = parts.size() == 4 ? kindOfCode(parts[2]) : std::nullopt;
    if (!kind)
        return std::nullopt;
    core::Link link;
    link.key.value = task.key;
    link.kind = *kind;
    link.activity.value = parts[3];
    link.task = task.id;
    link.taskVersion = task.modstamp;
    link.state = task.deleted ? core::Link::State::TaskGone : core::Link::State::Live;
    return link;
}

// Notes one page, which is not empty; returns how many pairs were new.
core::Result<int> notePage(const Services& services, const std::vector<core::Task>& tasks)
{
    store::Links links(services.database);
    std::vector<core::Key> keys;
    for (const core::Task& task : tasks)
        keys.push_back({task.key});
    auto known = links.around(keys);
    if (!known)
        return tl::unexpected(known.error());
    QHash<core::Key, core::Link> stubs; // a living task of a key wins over deleted ones
    for (const core::Task& task : tasks) {
        const auto stub = stubOf(task);
        if (!stub)
            continue;
        const auto earlier = known->constFind(stub->key);
        if (earlier != known->constEnd()
            && (!earlier->base.empty() || earlier->state == core::Link::State::Live))
            continue;
        if (!stubs.contains(stub->key) || !task.deleted)
            stubs.insert(stub->key, *stub);
    }
    const std::vector<core::Link> rows(stubs.begin(), stubs.end());
    auto stored = inTransaction(services.database, [&] { return links.putMany(rows); });
    if (!stored)
        return tl::unexpected(stored.error());
    return static_cast<int>(rows.size());
}

// What is to be looked through; nothing if the last look is young enough.
struct Look
{
    std::optional<core::Instant> changedFrom; // nothing = all
    core::Instant noted; // the newest stamp that was seen so far
};

core::Result<std::optional<Look>> dueLook(const Services& services)
{
    const store::Watermarks marks(services.database);
    auto noted = marks.value(store::keyedTasksNoted);
    if (!noted)
        return tl::unexpected(noted.error());
    if (!noted->has_value())
        return Look{};
    auto looked = marks.value(lookedName);
    if (!looked)
        return tl::unexpected(looked.error());
    const core::Instant now = services.clock.wall();
    // A clock that was set back makes it look once more.
    if (looked->has_value() && (*looked)->stamp <= now && now - (*looked)->stamp < lookEvery)
        return std::nullopt;
    return Look{(*noted)->stamp - salesforceOverlap, (*noted)->stamp};
}

core::Result<void> finishLook(const Services& services, core::Instant noted)
{
    store::Watermarks marks(services.database);
    return inTransaction(services.database, [&]() -> core::Result<void> {
        auto until = marks.set(store::keyedTasksNoted, {noted, {}});
        if (!until)
            return until;
        return marks.set(lookedName, {services.clock.wall(), {}});
    });
}

} // namespace

net::Task<core::Result<int>> noteKeyedTasks(
    const Services& services, const Prepared& prepared, std::stop_token stop)
{
    auto due = dueLook(services);
    if (!due)
        co_return tl::unexpected(due.error());
    if (!due->has_value())
        co_return 0;
    Look look = **due;
    salesforce::KeyedTasks wanted;
    wanted.prefix = core::keyPrefix(prepared.account.portalId);
    wanted.changedFrom = look.changedFrom;
    int noted = 0;
    for (;;) {
        auto tasks = co_await services.salesforce.keyedTasks(wanted, prepared.org, stop);
        if (!tasks)
            co_return tl::unexpected(tasks.error());
        if (tasks->empty())
            break;
        wanted.after = tasks->back().id;
        for (const core::Task& task : *tasks)
            look.noted = std::max(look.noted, task.modstamp);
        auto added = notePage(services, *tasks);
        if (!added)
            co_return tl::unexpected(added.error());
        noted += *added;
        if (tasks->size() < salesforce::retrieveMax)
            break; // the last page
    }
    auto finished = finishLook(services, look.noted);
    if (!finished)
        co_return tl::unexpected(finished.error());
    co_return noted;
}

net::Task<core::Result<int>> prepareAndNoteKeyedTasks(
    const Services& services, std::stop_token stop)
{
    auto prepared = co_await prepare(services, true, stop);
    if (!prepared)
        co_return tl::unexpected(prepared.error());
    auto noted = co_await noteKeyedTasks(services, *prepared, stop);
    co_return noted;
}

} // namespace engine
