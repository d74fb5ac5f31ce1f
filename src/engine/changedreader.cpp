// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/changedreader.h"

#include "engine/cursors.h"
#include "engine/intransaction.h"

#include <algorithm>

namespace engine {

namespace {

// A chunk ends with the page that reaches either.
constexpr std::size_t activitiesMax = 4000; // two reads of 2,000 tasks each at the most
constexpr qsizetype textMax = 8 * 1024 * 1024; // characters of bodies
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

} // namespace

std::vector<core::Kind> kindsOf(core::ActivityObject object, const core::Settings& settings)
{
    std::vector<core::Kind> kinds;
    for (core::Kind kind : core::allKinds) {
        if (core::objectOf(kind) == object && settings.of(kind).on)
            kinds.push_back(kind);
    }
    return kinds;
}

ChangedReader::ChangedReader(const Services& services, const Prepared& prepared)
    : m_services(services)
    , m_prepared(prepared)
{
}

// A clock that was set back makes it due, too.
core::Result<bool> ChangedReader::isPassDue(core::ActivityObject object) const
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
core::Result<core::Instant> ChangedReader::startOf(
    core::ActivityObject object, Cursor& cursor) const
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

void ChangedReader::begin(std::vector<core::ActivityObject> objects)
{
    m_objects = std::move(objects);
    m_from.reset();
    m_cursors.clear();
}

core::Result<void> ChangedReader::open(core::ActivityObject object)
{
    m_cursor = {};
    const auto start = startOf(object, m_cursor);
    if (!start)
        return tl::unexpected(start.error());
    m_from = hubspot::ChangedSince::moment(*start);
    return {};
}

// The next page of the first object type.
net::Task<core::Result<void>> ChangedReader::addPage(Chunk& chunk, std::stop_token stop)
{
    const core::ActivityObject object = m_objects.front();
    const hubspot::ChangedSince from = *m_from;
    auto page = co_await m_services.hubspot.changedActivities(object, from, stop);
    if (!page)
        co_return tl::unexpected(page.error());
    m_cursor.reached = page->serverTime;
    m_from = page->next;
    if (page->done) {
        m_cursors.insert_or_assign(object, std::move(m_cursor));
        m_objects.erase(m_objects.begin());
        m_from.reset();
    }
    m_read += static_cast<int>(page->rows.size());
    m_services.tell(Progressed{Phase::Reading, m_read, 0});
    chunk.activities.insert(chunk.activities.end(), std::make_move_iterator(page->rows.begin()),
        std::make_move_iterator(page->rows.end()));
    co_return core::Result<void>{};
}

net::Task<core::Result<ChangedReader::Chunk>> ChangedReader::next(std::stop_token stop)
{
    Chunk chunk;
    qsizetype text = 0;
    while (!m_objects.empty()) {
        if (!m_from) {
            const auto opened = open(m_objects.front());
            if (!opened)
                co_return tl::unexpected(opened.error());
        }
        const Look look = m_cursor.look();
        const bool isFull
            = text >= textMax || chunk.activities.size() + hubspot::searchPageMax > activitiesMax;
        if (!chunk.activities.empty() && (isFull || look != chunk.look))
            break;
        chunk.look = look;
        const std::size_t before = chunk.activities.size();
        auto added = co_await addPage(chunk, stop);
        if (!added)
            co_return tl::unexpected(added.error());
        for (std::size_t i = before; i < chunk.activities.size(); ++i)
            text += chunk.activities[i].bodyHtml.size();
    }
    co_return chunk;
}

core::Result<void> ChangedReader::advance(const QSet<core::ActivityObject>& except)
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
