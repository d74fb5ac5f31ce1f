// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/time.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace simulation {

// The values of one thing over time.
template <typename Value> class Timeline final
{
public:
    void note(sandbox::Instant at, Value value)
    {
        if (m_entries.empty() || m_entries.back().value != value)
            m_entries.push_back({at, std::move(value)});
    }

    [[nodiscard]] bool isEmpty() const { return m_entries.empty(); }
    [[nodiscard]] bool everChanged() const { return m_entries.size() > 1; }
    [[nodiscard]] const Value& last() const { return m_entries.back().value; }

    // Every value that held at some moment of [from, to]; what changed at `from` counts both ways.
    [[nodiscard]] std::vector<Value> within(sandbox::Instant from, sandbox::Instant to) const
    {
        std::vector<Value> values;
        for (std::size_t i = 0; i < m_entries.size(); ++i) {
            const bool endsBefore = i + 1 < m_entries.size() && m_entries[i + 1].from < from;
            if (!endsBefore && m_entries[i].from <= to)
                values.push_back(m_entries[i].value);
        }
        return values;
    }

    // Holds for every value of [from, to], of which there is at least one.
    template <typename Predicate>
    [[nodiscard]] bool always(
        sandbox::Instant from, sandbox::Instant to, const Predicate& holds) const
    {
        const auto values = within(from, to);
        return !values.empty() && std::all_of(values.begin(), values.end(), holds);
    }

private:
    struct Entry
    {
        sandbox::Instant from;
        Value value;
    };
    std::vector<Entry> m_entries; // in the order of time
};

} // namespace simulation
