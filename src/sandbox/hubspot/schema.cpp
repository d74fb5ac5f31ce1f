// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/hubspot/schema.h"

#include "sandbox/hubspot/definedproperties.h"

#include <algorithm>

namespace sandbox::hubspot {

QByteArray typeName(PropertyType type)
{
    switch (type) {
    case PropertyType::String:
        return "string";
    case PropertyType::Number:
        return "number";
    case PropertyType::DateTime:
        return "datetime";
    case PropertyType::Date:
        return "date";
    case PropertyType::Enumeration:
        return "enumeration";
    case PropertyType::Bool:
        return "bool";
    }
    Q_UNREACHABLE();
}

Schema::Schema(Object object)
{
    const auto defined = definedProperties(object);
    addGroup(defined.groupName, defined.groupLabel);
    for (auto definition : defined.properties)
        add(std::move(definition));
    m_body = find(defined.body);
}

int Schema::find(const QByteArray& name) const
{
    return m_numbers.value(name, none);
}

const PropertyDefinition& Schema::at(int property) const
{
    return m_definitions.at(static_cast<std::size_t>(property));
}

std::vector<int> Schema::all() const
{
    std::vector<int> numbers(m_numbers.cbegin(), m_numbers.cend());
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

int Schema::uniqueCount() const
{
    return static_cast<int>(std::count_if(m_numbers.cbegin(), m_numbers.cend(),
        [this](int number) { return at(number).unique && !at(number).hubspotDefined; }));
}

int Schema::add(PropertyDefinition definition)
{
    Q_ASSERT(find(definition.name) == none);
    const int number = static_cast<int>(m_definitions.size());
    m_numbers.insert(definition.name, number);
    m_definitions.push_back(std::move(definition));
    return number;
}

void Schema::remove(const QByteArray& name)
{
    m_numbers.remove(name);
}

void Schema::setOptions(int property, std::vector<Option> options)
{
    m_definitions.at(static_cast<std::size_t>(property)).options = std::move(options);
}

} // namespace sandbox::hubspot
