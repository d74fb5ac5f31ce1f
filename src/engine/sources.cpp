// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sources.h"

#include "engine/intransaction.h"
#include "store/errors.h"
#include "store/waiting.h"

#include <algorithm>

namespace engine {

namespace {

constexpr std::size_t idsMax = 2000; // decided at a time
constexpr int duePerRun = 2000;

// Whether a deletion in HubSpot means anything for a kind of this object.
bool deletionsCount(core::ActivityObject object, const core::Settings& settings)
{
    const auto kinds = kindsOf(object, settings);
    return std::any_of(kinds.begin(), kinds.end(), [&](core::Kind kind) {
        return settings.of(kind).onDelete != core::OnHubSpotDelete::Nothing;
    });
}

} // namespace

std::vector<core::ActivityObject> objectsOn(
    const core::Settings& settings, const QSet<core::Kind>& onlyKinds)
{
    std::vector<core::ActivityObject> objects;
    for (core::ActivityObject object : core::allActivityObjects) {
        const auto kinds = kindsOf(object, settings);
        const bool wanted = std::any_of(kinds.begin(), kinds.end(),
            [&](core::Kind kind) { return onlyKinds.isEmpty() || onlyKinds.contains(kind); });
        if (wanted)
            objects.push_back(object);
    }
    return objects;
}

Sources::Sources(const Services& services, const Prepared& prepared)
    : m_services(services)
    , m_prepared(prepared)
    , m_changed(services, prepared)
{
}

// The next chunk is read while the one before it is decided, and no further if that fails.
net::Task<core::Result<void>> Sources::readChanged(
    Planner& planner, QSet<core::Kind> onlyKinds, std::stop_token stop)
{
    m_services.tell(PhaseStarted{Phase::Reading});
    m_changed.begin(objectsOn(m_prepared.settings, onlyKinds));
    std::stop_source ahead;
    const std::stop_callback both(stop, [&ahead] { ahead.request_stop(); });
    auto chunk = co_await m_changed.next(stop);
    while (chunk && !chunk->activities.empty()) {
        auto following = m_changed.next(ahead.get_token());
        const Look look = chunk->look;
        auto decided = co_await planner.decide(std::move(chunk->activities), look, stop);
        if (!decided)
            ahead.request_stop();
        chunk = co_await following; // always awaited: it works on our state
        if (!decided)
            co_return decided;
    }
    if (!chunk)
        co_return tl::unexpected(chunk.error());
    co_return core::Result<void>{};
}

net::Task<core::Result<void>> Sources::readArchived(
    Planner& planner, QSet<core::Kind> onlyKinds, std::stop_token stop)
{
    const auto objects = objectsOn(m_prepared.settings, onlyKinds);
    for (core::ActivityObject object : objects) {
        if (!deletionsCount(object, m_prepared.settings))
            continue;
        auto due = m_changed.isPassDue(object);
        if (!due)
            co_return tl::unexpected(due.error());
        if (!*due)
            continue;
        auto read = co_await readBin(object, planner, stop);
        if (!read)
            co_return read;
    }
    co_return core::Result<void>{};
}

net::Task<core::Result<void>> Sources::readBin(
    core::ActivityObject object, Planner& planner, std::stop_token stop)
{
    QString after;
    std::vector<core::Activity> chunk;
    do {
        auto page = co_await m_services.hubspot.archivedActivities(object, after, stop);
        if (!page)
            co_return tl::unexpected(page.error());
        chunk.insert(chunk.end(), std::make_move_iterator(page->rows.begin()),
            std::make_move_iterator(page->rows.end()));
        after = page->after;
        if (after.isEmpty() || chunk.size() + hubspot::listPageMax > idsMax) {
            auto decided = co_await planner.decide(std::move(chunk), Look::Archived, stop);
            if (!decided)
                co_return decided;
            chunk = {};
        }
    } while (!after.isEmpty());
    co_return core::Result<void>{};
}

net::Task<core::Result<void>> Sources::readDue(Planner& planner, std::stop_token stop)
{
    const store::Errors errors(m_services.database);
    auto due = errors.due(m_services.clock.wall(), duePerRun);
    if (!due)
        co_return tl::unexpected(due.error());
    const store::Waiting waiting(m_services.database);
    auto ready = waiting.ready(duePerRun);
    if (!ready)
        co_return tl::unexpected(ready.error());
    std::vector<Leftover> records;
    const auto isOn = [this](core::Kind kind) { return m_prepared.settings.of(kind).on; };
    for (const store::ErrorRow& row : *due) {
        if (isOn(row.kind))
            records.push_back({row.kind, row.activity});
    }
    for (const store::ActivityRef& ref : *ready) {
        if (isOn(ref.kind))
            records.push_back({ref.kind, ref.activity});
    }
    auto read = co_await readAgain(planner, std::move(records), stop);
    co_return read;
}

// Records that HubSpot no longer has cannot go over any more: neither an error nor waiting.
core::Result<void> Sources::forget(const std::vector<Leftover>& records,
    core::ActivityObject object, const QSet<core::HubSpotId>& missing) const
{
    std::vector<core::Key> keys;
    std::vector<store::ActivityRef> refs;
    for (const Leftover& record : records) {
        if (core::objectOf(record.kind) != object || !missing.contains(record.activity))
            continue;
        keys.push_back(core::keyOf(m_prepared.account.portalId, record.kind, record.activity));
        refs.push_back({record.kind, record.activity});
    }
    if (keys.empty())
        return {};
    store::Errors errors(m_services.database);
    store::Waiting waiting(m_services.database);
    return inTransaction(m_services.database, [&] {
        auto cleared = errors.clear(keys);
        return cleared ? waiting.remove(refs) : cleared;
    });
}

net::Task<core::Result<void>> Sources::readAgain(
    Planner& planner, std::vector<Leftover> records, std::stop_token stop)
{
    std::map<core::ActivityObject, std::vector<core::HubSpotId>> byObject;
    for (const Leftover& record : records) {
        const auto object = core::objectOf(record.kind);
        if (object)
            byObject[*object].push_back(record.activity);
    }
    for (auto& [object, ids] : byObject) {
        std::sort(ids.begin(), ids.end());
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        for (std::size_t at = 0; at < ids.size(); at += idsMax) {
            const auto first = ids.begin() + static_cast<std::ptrdiff_t>(at);
            const auto last
                = ids.begin() + static_cast<std::ptrdiff_t>(std::min(at + idsMax, ids.size()));
            std::vector<core::HubSpotId> part(first, last);
            const core::ActivityObject type = object;
            auto read = co_await readIds(type, planner, std::move(part), records, stop);
            if (!read)
                co_return read;
        }
    }
    co_return core::Result<void>{};
}

// At most a chunk. What lives no longer is looked for in the recycle bin, so that a deletion that
// was left over is not taken for a record that never was.
net::Task<core::Result<void>> Sources::readIds(core::ActivityObject object, Planner& planner,
    std::vector<core::HubSpotId> ids, const std::vector<Leftover>& records, std::stop_token stop)
{
    using hubspot::RecordState;
    auto living = co_await m_services.hubspot.activities(object, ids, RecordState::Living, stop);
    if (!living)
        co_return tl::unexpected(living.error());
    QSet<core::HubSpotId> missing(ids.begin(), ids.end());
    for (const core::Activity& activity : *living)
        missing.remove(activity.id);
    auto decided = co_await planner.decide(std::move(*living), Look::ById, stop);
    if (!decided || missing.isEmpty())
        co_return decided;
    std::erase_if(ids, [&](const core::HubSpotId& id) { return !missing.contains(id); });
    auto archived
        = co_await m_services.hubspot.activities(object, ids, RecordState::Archived, stop);
    if (!archived)
        co_return tl::unexpected(archived.error());
    for (const core::Activity& activity : *archived)
        missing.remove(activity.id);
    auto forgotten = forget(records, object, missing);
    if (!forgotten)
        co_return forgotten;
    auto deleted = co_await planner.decide(std::move(*archived), Look::Archived, stop);
    co_return deleted;
}

} // namespace engine
