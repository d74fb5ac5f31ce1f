// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/adoption.h"

#include "engine/cursors.h"
#include "engine/intransaction.h"
#include "store/links.h"
#include "store/watermarks.h"

namespace engine {

namespace {

const QString knownName = QStringLiteral("salesforce.known"); // all tasks made before it are known

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

// Pairs without a base for the tasks that the store knows nothing of.
core::Result<int> note(const Services& services, const std::vector<core::Task>& tasks)
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
    for (auto it = stubs.begin(); it != stubs.end();) { // tombstones that are there already
        const auto earlier = known->constFind(it.key());
        const bool same = earlier != known->constEnd() && earlier->state == it->state;
        it = same ? stubs.erase(it) : std::next(it);
    }
    const std::vector<core::Link> rows(stubs.begin(), stubs.end());
    auto stored = inTransaction(services.database, [&] { return links.putMany(rows); });
    if (!stored)
        return tl::unexpected(stored.error());
    return static_cast<int>(rows.size());
}

// Page by page, all tasks with our keys, or those made from a moment on.
net::Task<core::Result<int>> noteAll(const Services& services, const Prepared& prepared,
    std::optional<core::Instant> since, std::stop_token stop)
{
    const QString prefix = core::keyPrefix(prepared.account.portalId);
    core::SalesforceId after;
    int noted = 0;
    for (;;) {
        core::Result<std::vector<core::Task>> tasks;
        if (since)
            tasks = co_await services.salesforce.keyedTasksSince(
                prefix, *since, after, prepared.org, stop);
        else
            tasks = co_await services.salesforce.keyedTasks(prefix, after, prepared.org, stop);
        if (!tasks)
            co_return tl::unexpected(tasks.error());
        if (tasks->empty())
            co_return noted;
        after = tasks->back().id;
        auto page = note(services, *tasks);
        if (!page)
            co_return page;
        noted += *page;
    }
}

} // namespace

net::Task<core::Result<std::optional<int>>> noteKeyedTasks(
    const Services& services, const Prepared& prepared, std::stop_token stop)
{
    store::Watermarks marks(services.database);
    auto done = marks.value(store::keyedTasksNoted);
    if (!done)
        co_return tl::unexpected(done.error());
    if (done->has_value())
        co_return std::optional<int>{};
    auto noted = co_await noteAll(services, prepared, std::nullopt, stop);
    if (!noted)
        co_return tl::unexpected(noted.error());
    const store::Watermark mark{services.clock.wall(), {}};
    auto finished
        = inTransaction(services.database, [&] { return marks.set(store::keyedTasksNoted, mark); });
    if (!finished)
        co_return tl::unexpected(finished.error());
    co_return std::optional(*noted);
}

net::Task<core::Result<int>> noteUnknownTasks(
    const Services& services, const Prepared& prepared, std::stop_token stop)
{
    const store::Watermarks marks(services.database);
    auto known = marks.value(knownName);
    if (!known)
        co_return tl::unexpected(known.error());
    const auto since = *known ? std::optional((*known)->stamp) : std::nullopt;
    auto noted = co_await noteAll(services, prepared, since, stop);
    co_return noted;
}

core::Result<void> allTasksKnown(const Services& services, core::Instant now)
{
    store::Watermarks marks(services.database);
    return marks.set(knownName, {now - salesforceSettle, {}});
}

} // namespace engine
