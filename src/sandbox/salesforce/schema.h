// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/time.h"

#include <QDate>
#include <QHash>
#include <QString>
#include <QStringList>

#include <variant>
#include <vector>

namespace sandbox::salesforce {

// One value of one field; monostate is null. Whole numbers are doubles with no fraction.
using Value = std::variant<std::monostate, bool, double, QString, QDate, Instant>;

inline bool isNull(const Value& value)
{
    return std::holds_alternative<std::monostate>(value);
}

enum class FieldType {
    RecordId,
    Reference,
    String,
    Combobox,
    Picklist,
    TextArea,
    Email,
    Boolean,
    Int,
    Date,
    DateTime,
    JunctionIds, // a list of ids that can be written but not queried
};

struct PicklistValue
{
    QString value;
    bool isDefault = false;
};

struct Field
{
    QString name;
    QString label;
    FieldType type = FieldType::String;
    int length = 0; // of texts, in code points
    bool createable = false;
    bool updateable = false;
    bool nillable = true;
    bool filterable = true; // may stand in WHERE and ORDER BY
    bool queryable = true; // may stand in SELECT
    bool defaultedOnCreate = false;
    bool custom = false;
    bool externalId = false;
    bool unique = false;
    bool idLookup = false;
    bool caseSensitive = false;
    bool indexed = false; // the table keeps an ordered index by its text
    bool restrictedPicklist = false;
    bool offered
        = true; // false: the column exists for the org's own bookkeeping, or not at present
    std::vector<PicklistValue> picklist;
    QStringList referenceTo; // names of object types
    QString relationshipName; // of references: "Who" of WhoId
};

// The columns that every table begins with, in this order.
namespace column {
inline constexpr int id = 0;
inline constexpr int isDeleted = 1;
inline constexpr int createdDate = 2;
inline constexpr int createdById = 3;
inline constexpr int lastModifiedDate = 4;
inline constexpr int lastModifiedById = 5;
inline constexpr int systemModstamp = 6;
} // namespace column

struct ObjectType
{
    QString name;
    QString label;
    QString keyPrefix;
    bool createable = false;
    bool updateable = false;
    bool deletable = false;
    bool hasDescribe = false;
    std::vector<Field> fields;
    QHash<QString, int> columns; // by lower-case name; only offered fields
    Instant changedAt; // the definition, for If-Modified-Since

    // The column of an offered field; -1 if there is none. Case does not matter.
    int column(const QString& fieldName) const { return columns.value(fieldName.toLower(), -1); }
    // The column of the field that a relationship such as "Who" goes through; -1 if there is none.
    int relationship(const QString& relationshipName) const;
    void reindex(); // after fields were added, offered or withdrawn
};

// The types of a standard org: Task, Event, Contact, Lead, Account, User, TaskStatus, TaskPriority,
// Organization, PermissionSet, FieldPermissions, PermissionSetAssignment.
std::vector<ObjectType> standardTypes();

// The value that an editor of the picklist sees as default; empty if none.
QString defaultOf(const Field& field);
bool hasPicklistValue(const Field& field, const QString& value);

} // namespace sandbox::salesforce
