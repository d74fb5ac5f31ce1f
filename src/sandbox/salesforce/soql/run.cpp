// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/soql/run.h"

#include "sandbox/salesforce/soql/candidates.h"
#include "sandbox/salesforce/state.h"

#include <algorithm>
#include <compare>
#include <limits>
#include <numeric>

namespace sandbox::salesforce::soql {

using namespace Qt::StringLiterals;

namespace {

Value folded(Value value, const Path& path)
{
    auto* text = std::get_if<QString>(&value);
    const bool isId = path.type == FieldType::RecordId || path.type == FieldType::Reference;
    if (text && !isId && !path.isCaseSensitive)
        *text = text->toLower();
    return value;
}

std::strong_ordering compareTexts(const QString& a, const QString& b)
{
    return a.compare(b) <=> 0;
}

// Of the same type, none null.
std::strong_ordering compare(const Value& a, const Value& b)
{
    if (const auto* text = std::get_if<QString>(&a))
        return compareTexts(*text, std::get<QString>(b));
    if (const auto* number = std::get_if<double>(&a)) {
        const double other = std::get<double>(b);
        return *number < other ? std::strong_ordering::less
            : *number > other  ? std::strong_ordering::greater
                               : std::strong_ordering::equal;
    }
    if (const auto* flag = std::get_if<bool>(&a))
        return *flag <=> std::get<bool>(b);
    if (const auto* date = std::get_if<QDate>(&a))
        return date->toJulianDay() <=> std::get<QDate>(b).toJulianDay();
    return std::get<Instant>(a).time_since_epoch().count()
        <=> std::get<Instant>(b).time_since_epoch().count();
}

bool isAmong(const Predicate& predicate, const Value& value)
{
    if (isNull(value))
        return predicate.hasNull;
    if (const auto* text = std::get_if<QString>(&value); text && !predicate.texts.isEmpty())
        return predicate.texts.contains(*text);
    return std::ranges::any_of(
        predicate.values, [&](const Value& candidate) { return compare(value, candidate) == 0; });
}

bool meets(const Predicate& predicate, const Value& value)
{
    switch (predicate.op) {
    case Operator::Equal:
    case Operator::In:
        return isAmong(predicate, value);
    case Operator::NotEqual:
    case Operator::NotIn:
        return !isAmong(predicate, value);
    case Operator::Like:
        return !isNull(value) && predicate.pattern.matches(std::get<QString>(value).toLower());
    case Operator::Less:
        return !isNull(value) && compare(value, predicate.values.front()) < 0;
    case Operator::LessOrEqual:
        return !isNull(value) && compare(value, predicate.values.front()) <= 0;
    case Operator::Greater:
        return !isNull(value) && compare(value, predicate.values.front()) > 0;
    case Operator::GreaterOrEqual:
        return !isNull(value) && compare(value, predicate.values.front()) >= 0;
    }
    return false;
}

bool isVisible(const Table& table, RowNumber number, int archivedColumn, bool includesDeleted)
{
    const Row& row = table.row(number);
    const bool hasRecycleBin = table.type().fields[column::isDeleted].offered;
    if (row.isPurged || (row.flag(column::isDeleted) && !hasRecycleBin))
        return false;
    return includesDeleted
        || (!row.flag(column::isDeleted) && (archivedColumn < 0 || !row.flag(archivedColumn)));
}

bool isOwn(const OrderKey& key, int column)
{
    return key.path.hops.empty() && key.path.column == column && !key.isDescending;
}

// Is the order in which the candidates come already the order that is asked for?
bool isSorted(const Plan& plan, Candidates::Order order)
{
    if (plan.order.size() == 1 && isOwn(plan.order[0], column::id))
        return order == Candidates::Order::Creation;
    return order == Candidates::Order::Stamp && !plan.order.empty() && plan.order.size() <= 2
        && isOwn(plan.order[0], column::systemModstamp)
        && (plan.order.size() == 1 || isOwn(plan.order[1], column::id));
}

// Nulls stand first when ascending, last when descending.
bool comesBefore(const std::vector<Value>& a, const std::vector<Value>& b, const Plan& plan)
{
    for (std::size_t i = 0; i < a.size(); ++i) {
        const bool isDescending = plan.order[i].isDescending;
        if (isNull(a[i]) != isNull(b[i]))
            return isNull(a[i]) != isDescending;
        if (isNull(a[i]))
            continue;
        const auto order = compare(a[i], b[i]);
        if (order != 0)
            return (order < 0) != isDescending;
    }
    return false;
}

std::vector<RowNumber> sorted(
    const std::vector<RowNumber>& rows, const Plan& plan, const State& state)
{
    struct Keyed
    {
        RowNumber row = 0;
        std::vector<Value> keys;
    };
    std::vector<Keyed> keyed;
    keyed.reserve(rows.size());
    for (const RowNumber row : rows) {
        Keyed entry{.row = row, .keys = {}};
        for (const OrderKey& key : plan.order)
            entry.keys.push_back(folded(valueAt(key.path, *plan.table, row, state), key.path));
        keyed.push_back(std::move(entry));
    }
    std::ranges::stable_sort(
        keyed, [&](const Keyed& a, const Keyed& b) { return comesBefore(a.keys, b.keys, plan); });
    std::vector<RowNumber> result;
    result.reserve(keyed.size());
    for (const Keyed& entry : keyed)
        result.push_back(entry.row);
    return result;
}

} // namespace

Value valueAt(const Path& path, const Table& table, std::uint32_t row, const State& state)
{
    const Table* at = &table;
    RowNumber number = row;
    for (const int hop : path.hops) {
        const QString id = at->row(number).text(hop);
        if (id.isEmpty())
            return {};
        at = state.tableOfId(id);
        const auto found = at ? at->find(id) : std::nullopt;
        if (!found)
            return {};
        number = *found;
    }
    if (path.column >= 0)
        return at->row(number).at(path.column);
    if (path.attribute == "Type"_L1)
        return at->type().name;
    const int column = at->type().column(path.attribute);
    return column < 0 ? Value() : at->row(number).at(column);
}

bool matches(const Predicate& predicate, const Table& table, std::uint32_t row, const State& state)
{
    const auto holds
        = [&](const Predicate& operand) { return matches(operand, table, row, state); };
    switch (predicate.kind) {
    case Condition::Kind::And:
        return std::ranges::all_of(predicate.operands, holds);
    case Condition::Kind::Or:
        return std::ranges::any_of(predicate.operands, holds);
    case Condition::Kind::Not:
        return !holds(predicate.operands.front());
    case Condition::Kind::Compare:
        break;
    }
    return meets(predicate, folded(valueAt(predicate.path, table, row, state), predicate.path));
}

std::vector<std::uint32_t> run(const Plan& plan, const State& state, bool includesDeleted)
{
    const Table& table = *plan.table;
    std::optional<Candidates> found;
    if (plan.where)
        found = candidates(*plan.where, table);
    if (!found) {
        found.emplace();
        found->rows.resize(table.size());
        std::iota(found->rows.begin(), found->rows.end(), RowNumber(0));
    }
    const bool isInOrder = isSorted(plan, found->order);
    if (plan.order.empty())
        std::ranges::reverse(found->rows);

    const auto limit
        = static_cast<std::size_t>(plan.limit.value_or(std::numeric_limits<int>::max()));
    const int archivedColumn = table.type().column(u"IsArchived"_s);
    std::vector<RowNumber> rows;
    for (const RowNumber row : found->rows) {
        if ((isInOrder || plan.order.empty()) && rows.size() >= limit)
            break;
        if (isVisible(table, row, archivedColumn, includesDeleted)
            && (!plan.where || matches(*plan.where, table, row, state)))
            rows.push_back(row);
    }
    if (!isInOrder && !plan.order.empty())
        rows = sorted(rows, plan, state);
    if (rows.size() > limit)
        rows.resize(limit);
    return rows;
}

} // namespace sandbox::salesforce::soql
