// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hubspot/changedsince.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <utility>
#include <vector>

// A HubSpot object type in memory as search shows it, and a reader that follows hubspot::advance
// through it.
namespace simulated {

using core::HubSpotId;
using core::Instant;
using hubspot::ChangedSince;
using hubspot::Version;
using std::chrono::milliseconds;

constexpr qint64 startMs = 1'795'392'000'000;

inline Instant at(qint64 offsetMs)
{
    return Instant(milliseconds(startMs + offsetMs));
}

inline HubSpotId idOf(qint64 number)
{
    return {QString::number(number)};
}

struct Page
{
    std::vector<Version> rows;
    bool more = false;
};

// A HubSpot object type as search shows it: every row once, at its latest stamp.
class Table final
{
public:
    void put(qint64 id, qint64 stampMs)
    {
        const auto old = m_stampOf.find(id);
        if (old != m_stampOf.end())
            m_rows.erase({old->second, id});
        m_stampOf[id] = stampMs;
        m_rows.insert({stampMs, id});
    }
    void remove(qint64 id)
    {
        const auto old = m_stampOf.find(id);
        if (old == m_stampOf.end())
            return;
        m_rows.erase({old->second, id});
        m_stampOf.erase(old);
    }
    // Equal stamps come in an order of the service's own, here highest id first.
    void setTiesDescending(bool on) { m_tiesDescending = on; }

    Page search(const ChangedSince& state) const
    {
        const qint64 from = (state.from - at(0)).count();
        const std::vector<Version> all
            = state.drainAfter ? equalTo(from, state.drainAfter->value.toLongLong()) : since(from);
        const auto size = std::min(all.size(), std::size_t{hubspot::searchPageMax});
        return {{all.begin(), all.begin() + std::ptrdiff_t(size)}, all.size() > size};
    }

    std::size_t size() const { return m_stampOf.size(); }
    const std::map<qint64, qint64>& stamps() const { return m_stampOf; }

private:
    static constexpr std::size_t enough = hubspot::searchPageMax + 1;

    std::vector<Version> since(qint64 from) const
    {
        std::vector<Version> rows;
        auto it = m_rows.lower_bound({from, 0});
        while (it != m_rows.end() && rows.size() < enough) {
            const qint64 stamp = it->first;
            std::vector<Version> group;
            for (; it != m_rows.end() && it->first == stamp; ++it)
                group.push_back({idOf(it->second), at(stamp)});
            if (m_tiesDescending)
                std::ranges::reverse(group);
            rows.insert(rows.end(), group.begin(), group.end());
        }
        return rows;
    }
    std::vector<Version> equalTo(qint64 stamp, qint64 above) const
    {
        std::vector<Version> rows;
        for (auto it = m_rows.upper_bound({stamp, above}); it != m_rows.end(); ++it) {
            if (it->first != stamp || rows.size() >= enough)
                break;
            rows.push_back({idOf(it->second), at(stamp)});
        }
        return rows;
    }

    std::map<qint64, qint64> m_stampOf;
    std::set<std::pair<qint64, qint64>> m_rows; // stamp, id
    bool m_tiesDescending = false;
};

struct Reading
{
    std::map<std::pair<qint64, qint64>, int> times; // (id, stamp) → how often it came
    std::size_t rows = 0;
    std::size_t pages = 0;
    std::size_t seenMax = 0;
    bool finished = false;
};

// Reads until done; `between` changes the table after each page.
template <typename Between>
Reading readAll(Table& table, Between between, std::size_t pagesMax = 2000)
{
    Reading reading;
    ChangedSince state = ChangedSince::moment(at(0));
    while (reading.pages < pagesMax) {
        const Page page = table.search(state);
        ++reading.pages;
        const auto progress = hubspot::advance(state, page.rows, page.more);
        if (!progress)
            return reading;
        for (const std::size_t i : progress->fresh) {
            const Version& version = page.rows.at(i);
            ++reading.times[{version.first.value.toLongLong(), (version.second - at(0)).count()}];
            ++reading.rows;
        }
        state = progress->next;
        reading.seenMax = std::max(reading.seenMax, state.seen.size());
        if (progress->done) {
            reading.finished = true;
            return reading;
        }
        between(reading.pages);
    }
    return reading;
}

inline Reading readAll(Table& table)
{
    return readAll(table, [](std::size_t) {});
}

inline bool hasEveryRow(const Reading& reading, const Table& table)
{
    return std::ranges::all_of(table.stamps(), [&](const auto& row) {
        return reading.times.contains({row.first, row.second});
    });
}

inline bool hasNoVersionTwice(const Reading& reading)
{
    return std::ranges::all_of(reading.times, [](const auto& entry) { return entry.second == 1; });
}

inline std::size_t minimum(std::size_t rows)
{
    return (rows + 198) / 199;
}

inline std::vector<Version> versions(qint64 firstId, int count, qint64 stampMs, qint64 stepMs)
{
    std::vector<Version> rows;
    for (int i = 0; i < count; ++i)
        rows.push_back({idOf(firstId + i), at(stampMs + i * stepMs)});
    return rows;
}

} // namespace simulated
