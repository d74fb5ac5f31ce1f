// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/salesforce/access.h"
#include "sandbox/salesforce/state.h"
#include "sandbox/salesforce/values.h"

#include <QJsonObject>

#include <utility>
#include <vector>

namespace sandbox::salesforce {

struct Caller
{
    QString actor; // "api", "user", "seed"
    Id userId;
    Access access;
    std::optional<Instant> stamp; // instead of now, see Org::editLate
};

// One transaction. Every write of the org, by API or by hand, goes through it: it validates as the
// service does, maintains what the org maintains (ids, stamps, closed flags), can be taken back to
// a mark, and puts its changes into the log only when committed. A record that fails leaves no
// trace.
class Saving final
{
public:
    Saving(State& state, Caller caller);

    Outcome create(Table& table, const QJsonObject& fields);
    Outcome update(Table& table, RowNumber row, const QJsonObject& fields);
    Outcome remove(Table& table, RowNumber row); // to the recycle bin; types without one: for good
    Outcome undelete(Table& table, RowNumber row);

    // What the org does itself, unchecked: sets values and the stamp. Changed fields go to the log.
    using Values = std::vector<std::pair<int, Value>>;
    RowNumber insertRaw(Table& table, const Values& values);
    void setRaw(Table& table, RowNumber row, const Values& values,
        Change::What what = Change::What::Updated);

    // A place to go back to. Everything done after it is undone.
    std::size_t mark() const { return m_undo.size(); }
    void rollBackTo(std::size_t mark);

    void commit();

    const Caller& caller() const { return m_caller; }
    State& state() { return m_state; }

private:
    struct Undo
    {
        Table* table = nullptr;
        RowNumber row = 0;
        std::optional<Row> before; // none: the row was created
        Change change;
    };

    void stampCreated(Row& row) const;
    void stampModified(Row& row) const;
    void write(Table& table, RowNumber number, Row row, Change::What what);
    RowNumber append(Table& table, Row row);
    Change describe(
        const Table& table, const Row& before, const Row& after, Change::What what) const;

    State& m_state;
    Caller m_caller;
    std::vector<Undo> m_undo;
};

} // namespace sandbox::salesforce
