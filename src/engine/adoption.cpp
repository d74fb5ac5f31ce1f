// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/adoption.h"

#include "engine/intransaction.h"
#include "store/links.h"
#include "store/watermarks.h"

namespace engine {

namespace {

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

} // namespace

net::Task<core::Result<int>> noteKeyedTasks(
    const Services& services, const Prepared& prepared, std::stop_token stop)
{
    store::Watermarks marks(services.database);
    auto done = marks.value(store::keyedTasksNoted);
    if (!done)
        co_return tl::unexpected(done.error());
    if (done->has_value())
        co_return 0;
    store::Links links(services.database);
    const QString prefix = core::keyPrefix(prepared.account.portalId);
    core::SalesforceId after;
    int noted = 0;
    for (;;) {
        auto tasks = co_await services.salesforce.keyedTasks(prefix, after, prepared.org, stop);
        if (!tasks)
            co_return tl::unexpected(tasks.error());
        if (tasks->empty())
            break;
        after = tasks->back().id;
        std::vector<core::Key> keys;
        for (const core::Task& task : *tasks)
            keys.push_back({task.key});
        auto known = links.around(keys);
        if (!known)
            co_return tl::unexpected(known.error());
        QHash<core::Key, core::Link> stubs; // a living task of a key wins over deleted ones
        for (const core::Task& task : *tasks) {
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
            co_return tl::unexpected(stored.error());
        noted += static_cast<int>(rows.size());
    }
    const store::Watermark mark{services.clock.wall(), {}};
    auto finished
        = inTransaction(services.database, [&] { return marks.set(store::keyedTasksNoted, mark); });
    if (!finished)
        co_return tl::unexpected(finished.error());
    co_return noted;
}

} // namespace engine
