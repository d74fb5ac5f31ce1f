// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sources.h"

#include "engine/cursors.h"
#include "engine/intransaction.h"
#include "store/errors.h"
#include "store/waiting.h"
#include "store/watermarks.h"

#include <algorithm>

namespace engine {

namespace {

constexpr std::size_t chunkSize = 2000;
constexpr int duePerRun = 2000;
const QString backFill = QStringLiteral("startAt");

QString cursorName(core::ActivityObject object)
{
    return QStringLiteral("hubspot.") + core::objectName(object);
}

QString passName(core::ActivityObject object)
{
    return cursorName(object) + QStringLiteral(".pass");
}

QString beginName(core::Kind kind)
{
    return QStringLiteral("begin.") + core::keyCode(kind);
}

std::vector<core::Kind> kindsOf(core::ActivityObject object, const core::Settings& settings)
{
    std::vector<core::Kind> kinds;
    for (core::Kind kind : core::allKinds) {
        if (core::objectOf(kind) == object && settings.of(kind).on)
            kinds.push_back(kind);
    }
    return kinds;
}

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
{
}

// Whether the hourly second pass is due; a clock that was set back makes it so, too.
core::Result<bool> Sources::isPassDue(core::ActivityObject object) const
{
    const store::Watermarks marks(m_services.database);
    const auto last = marks.value(passName(object));
    if (!last)
        return tl::unexpected(last.error());
    const core::Instant now = m_services.clock.wall();
    return !last->has_value() || now < (*last)->stamp || now - (*last)->stamp >= hubspotPassEvery;
}

// The stamp to read from: the cursor less the overlap (once an hour two hours), or earlier when a
// kind's window takes more than was covered.
core::Result<core::Instant> Sources::startOf(core::ActivityObject object, Cursor& cursor) const
{
    const store::Watermarks marks(m_services.database);
    auto mark = marks.value(cursorName(object));
    if (!mark)
        return tl::unexpected(mark.error());
    auto passDue = isPassDue(object);
    if (!passDue)
        return tl::unexpected(passDue.error());
    cursor.passDue = *passDue;
    std::optional<core::Instant> start;
    if (mark->has_value())
        start = (*mark)->stamp - (cursor.passDue ? hubspotPassOverlap : hubspotOverlap);
    for (core::Kind kind : kindsOf(object, m_prepared.settings)) {
        const core::KindSettings& settings = m_prepared.settings.of(kind);
        const core::Instant begin
            = settings.startAt.value_or(settings.onSince.value_or(m_prepared.serverTime));
        // A back-fill takes what the same window without it excluded (R1.4).
        const store::Watermark window{begin, settings.startAt ? backFill : QString()};
        cursor.begins.emplace_back(kind, window);
        auto covered = marks.value(beginName(kind));
        if (!covered)
            return tl::unexpected(covered.error());
        const bool wider = !covered->has_value() || begin < (*covered)->stamp
            || (window.id == backFill && (*covered)->id != backFill);
        if (wider || !start) {
            start = std::min(start.value_or(begin), begin);
            cursor.newWindow = true;
        }
    }
    return start.value_or(m_prepared.serverTime);
}

net::Task<core::Result<void>> Sources::readChanged(
    Planner& planner, QSet<core::Kind> onlyKinds, std::stop_token stop)
{
    m_services.tell(PhaseStarted{Phase::Reading});
    const auto objects = objectsOn(m_prepared.settings, onlyKinds);
    for (core::ActivityObject object : objects) {
        auto read = co_await readObject(object, planner, stop);
        if (!read)
            co_return read;
    }
    co_return core::Result<void>{};
}

// Reads one page ahead while the chunk before it is decided: the next search is under way in the
// meantime.
net::Task<core::Result<void>> Sources::readObject(
    core::ActivityObject object, Planner& planner, std::stop_token stop)
{
    Cursor cursor;
    auto start = startOf(object, cursor);
    if (!start)
        co_return tl::unexpected(start.error());
    const Look look = cursor.newWindow || cursor.passDue ? Look::Unsettled : Look::Changed;
    auto state = hubspot::ChangedSince::moment(*start);
    auto page = co_await m_services.hubspot.changedActivities(object, state, stop);
    std::vector<core::Activity> chunk;
    for (;;) {
        if (!page)
            co_return tl::unexpected(page.error());
        cursor.reached = page->serverTime;
        chunk.insert(chunk.end(), std::make_move_iterator(page->rows.begin()),
            std::make_move_iterator(page->rows.end()));
        m_read += static_cast<int>(page->rows.size());
        m_services.tell(Progressed{Phase::Reading, m_read, 0});
        const bool done = page->done;
        state = page->next;
        if (done && chunk.empty())
            break;
        if (done) {
            auto decided = co_await planner.decide(object, std::move(chunk), look, stop);
            if (!decided)
                co_return decided;
            break;
        }
        auto following = m_services.hubspot.changedActivities(object, state, stop);
        core::Result<void> decided;
        if (chunk.size() + hubspot::searchPageMax > chunkSize) {
            decided = co_await planner.decide(object, std::move(chunk), look, stop);
            chunk = {};
        }
        page = co_await following; // always awaited: it works on our state
        if (!decided)
            co_return decided;
    }
    m_cursors.insert_or_assign(object, cursor);
    co_return core::Result<void>{};
}

net::Task<core::Result<void>> Sources::readArchived(
    Planner& planner, QSet<core::Kind> onlyKinds, std::stop_token stop)
{
    const auto objects = objectsOn(m_prepared.settings, onlyKinds);
    for (core::ActivityObject object : objects) {
        if (!deletionsCount(object, m_prepared.settings))
            continue;
        auto due = isPassDue(object);
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
        if (after.isEmpty() || chunk.size() + hubspot::listPageMax > chunkSize) {
            auto decided = co_await planner.decide(object, std::move(chunk), Look::Archived, stop);
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
        for (std::size_t at = 0; at < ids.size(); at += chunkSize) {
            const auto first = ids.begin() + static_cast<std::ptrdiff_t>(at);
            const auto last
                = ids.begin() + static_cast<std::ptrdiff_t>(std::min(at + chunkSize, ids.size()));
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
    auto decided = co_await planner.decide(object, std::move(*living), Look::ById, stop);
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
    auto deleted = co_await planner.decide(object, std::move(*archived), Look::Archived, stop);
    co_return deleted;
}

core::Result<void> Sources::advance(const QSet<core::ActivityObject>& except)
{
    store::Watermarks marks(m_services.database);
    return inTransaction(m_services.database, [&]() -> core::Result<void> {
        for (const auto& [object, cursor] : m_cursors) {
            if (except.contains(object))
                continue;
            auto moved = marks.set(cursorName(object), {cursor.reached - hubspotSettle, {}});
            if (!moved)
                return moved;
            if (cursor.passDue)
                moved = marks.set(passName(object), {m_services.clock.wall(), {}});
            if (!moved)
                return moved;
            for (const auto& [kind, window] : cursor.begins) {
                moved = marks.set(beginName(kind), window);
                if (!moved)
                    return moved;
            }
        }
        return {};
    });
}

} // namespace engine
