// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/salesforce/soql/query.h"

#include <QSet>

#include <optional>
#include <vector>

namespace sandbox::salesforce {
class Access;
class Table;
struct State;
} // namespace sandbox::salesforce

namespace sandbox::salesforce::soql {

// From a row to a value: through reference columns, then one column; or, behind a reference to
// several types (Who, What, Owner of activities), a field by its name or "Type".
struct Path
{
    std::vector<int> hops;
    int column = -1; // -1: `attribute` is read instead
    QString attribute;
    FieldType type = FieldType::String;
    bool isCaseSensitive = false;
};

// Text with % and _ of LIKE, folded to lower case.
struct Pattern
{
    enum class Part { Character, One, Any };
    std::vector<std::pair<Part, QChar>> parts;
    QString prefix; // what stands before the first wildcard

    bool matches(const QString& folded) const;
};

struct Predicate
{
    Condition::Kind kind = Condition::Kind::Compare;
    std::vector<Predicate> operands;

    Path path;
    Operator op = Operator::Equal;
    std::vector<Value> values; // texts are folded unless the field is case-sensitive
    QSet<QString> texts; // IN and NOT IN of texts
    bool hasNull = false; // null is among the values
    Pattern pattern; // LIKE
};

// One member of a record in the answer; a relationship has members of its own.
struct Output
{
    QString name;
    Path path; // of a field
    int hop = -1; // of a relationship: the reference column
    bool isPolymorphic = false;
    std::vector<Output> members;
};

struct OrderKey
{
    Path path;
    bool isDescending = false;
};

// A query whose names and types were found right.
struct Plan
{
    const Table* table = nullptr;
    bool isCount = false;
    std::vector<Output> output;
    std::optional<Predicate> where;
    std::vector<OrderKey> order;
    std::optional<int> limit;
};

// Errors: INVALID_TYPE (no such object), INVALID_FIELD (no such column, or a literal of the wrong
// type), INVALID_QUERY_FILTER_OPERATOR, MALFORMED_QUERY. A field that the user may not see does not
// exist.
Parsed<Plan> plan(
    const Query& query, const QString& text, const State& state, const Access& access);

// The value a path leads to from this row; null where a reference on the way is null.
Value valueAt(const Path& path, const Table& table, std::uint32_t row, const State& state);

} // namespace sandbox::salesforce::soql
