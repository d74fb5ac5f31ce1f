// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/hubspot/values.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <cstdint>
#include <vector>

namespace sandbox::hubspot {

enum class PropertyType { String, Number, DateTime, Date, Enumeration, Bool };

// Properties whose value is not stored but follows from the record.
enum class Computed { No, ObjectId, CreatedAt, UpdatedAt, Preview };

struct Option
{
    QString label;
    QString value;

    bool operator==(const Option&) const = default;
};

struct PropertyDefinition
{
    QByteArray name;
    QString label;
    QString groupName;
    QString description;
    PropertyType type = PropertyType::String;
    QString fieldType = QStringLiteral("text");
    std::vector<Option> options;
    bool readOnly = false; // a write that names it is refused
    bool unique = false; // may be an idProperty; two records never share a value
    bool searchable = true;
    bool hubspotDefined = true;
    bool holdsOwner = false; // the value must be the id of an owner
    int lengthMax = 65536; // characters (HubSpot contract 7.9)
    Computed computed = Computed::No;

    bool operator==(const PropertyDefinition&) const = default;
};

[[nodiscard]] QByteArray typeName(PropertyType type);

// The properties of one object. A property keeps its number for ever; records name their values by
// it.
class Schema final
{
public:
    static constexpr int none = -1;

    explicit Schema(Object object); // with the properties that HubSpot defines

    [[nodiscard]] int find(const QByteArray& name) const; // none if there is no such property
    [[nodiscard]] const PropertyDefinition& at(int property) const;
    [[nodiscard]] std::vector<int> all() const; // those that exist now
    [[nodiscard]] int uniqueCount() const; // of the account's own properties

    int add(PropertyDefinition definition); // the name must be free
    void remove(const QByteArray& name);
    void setOptions(int property, std::vector<Option> options);

    [[nodiscard]] bool hasGroup(const QString& group) const { return m_groups.contains(group); }
    void addGroup(const QString& name, const QString& label) { m_groups.insert(name, label); }
    [[nodiscard]] const QMap<QString, QString>& groups() const { return m_groups; } // name to label

    // Numbers of properties that the code itself needs.
    [[nodiscard]] int body() const
    {
        return m_body;
    } // the HTML or text that a preview is made of; none for contacts

private:
    std::vector<PropertyDefinition> m_definitions;
    QHash<QByteArray, int> m_numbers;
    QMap<QString, QString> m_groups;
    int m_body = none;
};

} // namespace sandbox::hubspot
