// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/state.h"

#include "sandbox/salesforce/ids.h"

namespace sandbox::salesforce {

using namespace Qt::StringLiterals;

namespace {

Table& addTable(State& state, ObjectType type)
{
    type.changedAt = state.second();
    state.tables.push_back(std::make_unique<Table>(std::move(type)));
    Table& table = *state.tables.back();
    state.byName.insert(table.type().name.toLower(), &table);
    state.byPrefix.insert(table.type().keyPrefix, &table);
    return table;
}

} // namespace

State::State(Now clock, ChangeLog& changes)
    : now(std::move(clock))
    , log(changes)
{
    for (ObjectType& type : standardTypes())
        addTable(*this, std::move(type));
}

const Row* State::row(const QString& id) const
{
    const Table* table = tableOfId(id);
    const auto number = table ? table->find(id) : std::nullopt;
    return number ? &table->row(*number) : nullptr;
}

void State::redefined(Table& table)
{
    table.rebuild();
    table.definition().changedAt = second();
}

int columnNamed(const ObjectType& type, const QString& name)
{
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
        if (type.fields[i].name == name)
            return static_cast<int>(i);
    }
    return -1;
}

void addActivityField(State& state, const Field& field)
{
    for (const QString& name : {u"Task"_s, u"Event"_s}) {
        Table& table = state.at(name);
        const int column = columnNamed(table.type(), field.name);
        if (column < 0)
            table.definition().fields.push_back(field);
        else
            table.definition().fields[static_cast<std::size_t>(column)] = field;
        state.redefined(table);
    }
}

void removeActivityField(State& state, const QString& name)
{
    for (const QString& typeName : {u"Task"_s, u"Event"_s}) {
        Table& table = state.at(typeName);
        const int column = columnNamed(table.type(), name);
        if (column < 0)
            continue;
        for (RowNumber number = 0; number < table.size(); ++number) {
            if (isNull(table.row(number).at(column)))
                continue;
            Row row = table.row(number);
            row.set(column, {});
            table.replace(number, std::move(row));
        }
        // The column keeps its place under a name that nobody can ask for.
        Field& field = table.definition().fields[static_cast<std::size_t>(column)];
        field.offered = false;
        state.redefined(table);
    }
}

QString Cursors::nextId()
{
    return makeId(u"01g", ++m_given).first(15);
}

} // namespace sandbox::salesforce
