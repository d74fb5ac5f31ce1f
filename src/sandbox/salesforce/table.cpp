// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/table.h"

#include "sandbox/salesforce/ids.h"

namespace sandbox::salesforce {

const Value& Row::at(int column) const
{
    static const Value null;
    return static_cast<std::size_t>(column) < values.size()
        ? values[static_cast<std::size_t>(column)]
        : null;
}

void Row::set(int column, Value value)
{
    const auto place = static_cast<std::size_t>(column);
    if (place >= values.size())
        values.resize(place + 1);
    values[place] = std::move(value);
}

QString Row::text(int column) const
{
    const auto* value = std::get_if<QString>(&at(column));
    return value ? *value : QString();
}

bool Row::flag(int column) const
{
    const auto* value = std::get_if<bool>(&at(column));
    return value && *value;
}

std::optional<Instant> Row::instant(int column) const
{
    const auto* value = std::get_if<Instant>(&at(column));
    return value ? std::optional(*value) : std::nullopt;
}

Table::Table(ObjectType type)
    : m_type(std::move(type))
{
    rebuild();
}

void Table::rebuild()
{
    m_type.reindex();
    m_byText.clear();
    m_byStamp.clear();
    for (std::size_t i = 0; i < m_type.fields.size(); ++i) {
        const Field& field = m_type.fields[i];
        if (field.offered && (field.indexed || field.unique || field.externalId))
            m_byText.emplace(static_cast<int>(i), TextIndex());
    }
    for (RowNumber number = 0; number < m_rows.size(); ++number)
        index(number);
}

QString Table::nextId()
{
    return makeId(m_type.keyPrefix, ++m_idsGiven);
}

RowNumber Table::append(Row row)
{
    const auto number = static_cast<RowNumber>(m_rows.size());
    m_byId.insert(row.text(column::id), number);
    m_rows.push_back(std::move(row));
    index(number);
    return number;
}

void Table::replace(RowNumber number, Row row)
{
    unindex(number);
    m_rows[number] = std::move(row);
    index(number);
}

void Table::purge(RowNumber number)
{
    unindex(number);
    m_byId.remove(m_rows[number].text(column::id));
    m_rows[number] = Row{.values = {}, .isPurged = true};
}

std::optional<RowNumber> Table::find(const QString& id) const
{
    const auto found = m_byId.constFind(id);
    return found == m_byId.constEnd() ? std::nullopt : std::optional(*found);
}

QString Table::folded(int column, const QString& text) const
{
    return m_type.fields[static_cast<std::size_t>(column)].caseSensitive ? text : text.toLower();
}

std::vector<RowNumber> Table::liveWithText(int column, const QString& text) const
{
    std::vector<RowNumber> rows;
    const QString key = folded(column, text);
    const TextIndex& entries = m_byText.at(column);
    for (auto entry = entries.lower_bound({key, 0}); entry != entries.end() && entry->first == key;
         ++entry) {
        if (!m_rows[entry->second].flag(column::isDeleted))
            rows.push_back(entry->second);
    }
    return rows;
}

void Table::index(RowNumber number)
{
    const Row& row = m_rows[number];
    if (row.isPurged)
        return;
    for (auto& [column, entries] : m_byText) {
        if (const auto* text = std::get_if<QString>(&row.at(column)))
            entries.emplace(folded(column, *text), number);
    }
    if (const auto stamp = row.instant(column::systemModstamp))
        m_byStamp.emplace(*stamp, number);
}

void Table::unindex(RowNumber number)
{
    const Row& row = m_rows[number];
    if (row.isPurged)
        return;
    for (auto& [column, entries] : m_byText) {
        if (const auto* text = std::get_if<QString>(&row.at(column)))
            entries.erase({folded(column, *text), number});
    }
    if (const auto stamp = row.instant(column::systemModstamp))
        m_byStamp.erase({*stamp, number});
}

} // namespace sandbox::salesforce
