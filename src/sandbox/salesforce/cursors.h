// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/salesforce/soql/plan.h"
#include "sandbox/salesforce/table.h"
#include "sandbox/time.h"

#include <QString>

#include <deque>
#include <vector>

namespace sandbox::salesforce {

// The result of a query that has more rows than a page: which rows, and what to show of each.
struct Cursor
{
    QString id; // "01g…"
    soql::Plan plan;
    std::vector<RowNumber> rows;
    bool includesDeleted = false;
    Instant openedAt;
};

// Open cursors live two days (Salesforce contract 4.1). The org has no limit; this one forgets the
// oldest of more than `openMax` so that a client that never finishes does not fill the memory.
class Cursors final
{
public:
    static constexpr std::size_t openMax = 200;

    const Cursor& open(Cursor cursor)
    {
        m_open.push_back(std::move(cursor));
        if (m_open.size() > openMax)
            m_open.pop_front();
        return m_open.back();
    }

    // Null if it is unknown or expired.
    const Cursor* find(const QString& id, Instant now) const
    {
        for (const Cursor& cursor : m_open) {
            if (cursor.id == id)
                return now - cursor.openedAt < std::chrono::hours(48) ? &cursor : nullptr;
        }
        return nullptr;
    }

    QString nextId();

private:
    std::deque<Cursor> m_open;
    std::uint64_t m_given = 0;
};

} // namespace sandbox::salesforce
