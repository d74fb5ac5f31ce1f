// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/hubspot/model.h"
#include "sandbox/hubspot/problem.h"

#include <QJsonArray>

#include <limits>
#include <variant>
#include <vector>

namespace sandbox::hubspot {

enum class Operator {
    Lt,
    Lte,
    Gt,
    Gte,
    Eq,
    Neq,
    Between,
    In,
    NotIn,
    HasProperty,
    NotHasProperty,
    ContainsToken,
    NotContainsToken,
};

// One condition of a search. Numbers, times and ids are compared as numbers; text without regard to
// letter case, but enumerations exactly and IN against lower-case text (HubSpot contract 2.2).
struct Filter
{
    static constexpr int associatedContact = -2; // the pseudo-property associations.contact

    int property = 0;
    Operator op = Operator::Eq;
    std::vector<QByteArray> texts; // value, or value and highValue, or values
    std::vector<double> numbers; // the same for properties that are compared as numbers
};

using FilterGroup = std::vector<Filter>; // all must hold; of several groups one

// At most 5 groups of at most 6 filters, 18 in all.
[[nodiscard]] std::variant<std::vector<FilterGroup>, Problem> filterGroupsOf(
    const Model& model, Object object, const QJsonArray& groups);

[[nodiscard]] bool matches(const Model& model, Object object, const Record& record,
    const std::vector<FilterGroup>& groups);

// Records that match lie between these times of last change, both included. `exact`: all records
// between match.
struct StampRange
{
    std::int64_t from = std::numeric_limits<std::int64_t>::min();
    std::int64_t to = std::numeric_limits<std::int64_t>::max();
    bool exact = true;
};

[[nodiscard]] StampRange rangeOf(
    const Model& model, Object object, const std::vector<FilterGroup>& groups);

// The value as a number; nothing if it is empty or is compared as text.
[[nodiscard]] std::optional<double> numberOf(
    const Table& table, const Record& record, int property);

} // namespace sandbox::hubspot
