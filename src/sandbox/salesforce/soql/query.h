// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/salesforce/schema.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <variant>
#include <vector>

// A query as written, before anyone looked whether its names exist.
namespace sandbox::salesforce::soql {

// Answered with HTTP 400 as [{message, errorCode}].
struct QueryError
{
    QString code; // "MALFORMED_QUERY", "INVALID_FIELD", "INVALID_TYPE" ...
    QString message;
};

template <typename T> using Parsed = std::variant<T, QueryError>;

struct FieldPath
{
    QStringList parts; // {"Who", "Name"}
    qsizetype position = 0; // in the text of the query
};

struct Literal
{
    enum class Kind { Null, Boolean, Number, Text, Date, DateTime };
    Kind kind = Kind::Null;
    Value value; // Text: the characters with escapes resolved
    QString raw; // Text: the characters as written, for LIKE
};

enum class Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Like,
    In,
    NotIn
};

struct Comparison
{
    FieldPath field;
    Operator op = Operator::Equal;
    std::vector<Literal> literals; // one, or the list of IN and NOT IN
};

struct Condition
{
    enum class Kind { Compare, And, Or, Not };
    Kind kind = Kind::Compare;
    Comparison comparison; // Compare
    std::vector<Condition> operands; // And, Or: at least two; Not: one
};

struct OrderTerm
{
    FieldPath field;
    bool isDescending = false;
};

struct Query
{
    bool isCount = false; // SELECT COUNT()
    std::vector<FieldPath> select;
    QString object;
    std::optional<Condition> where;
    std::vector<OrderTerm> order;
    std::optional<int> limit;
};

// Salesforce contract 4.1.
inline constexpr qsizetype queryLengthMax = 100'000;
inline constexpr qsizetype literalLengthMax = 4'000;

// The grammar this org offers: fields and relationship paths or COUNT(); one object; AND, OR, NOT
// and parentheses (required wherever operators are mixed, as in the service); = != < > <= >= LIKE
// IN NOT IN; ORDER BY; LIMIT. Everything else is MALFORMED_QUERY.
Parsed<Query> parse(const QString& text);

} // namespace sandbox::salesforce::soql
