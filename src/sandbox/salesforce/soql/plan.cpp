// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/soql/plan.h"

#include "sandbox/salesforce/soql/binding.h"

#include <algorithm>

namespace sandbox::salesforce::soql {

using namespace Qt::StringLiterals;

namespace {

// The members of the answer, with relationships grouped: Who.Name and Who.Type are two members of
// one "Who".
std::optional<QueryError> addOutput(
    std::vector<Output>& members, const BoundField& bound, qsizetype depth)
{
    if (depth + 1 == bound.names.size()) {
        const bool isTwice = std::ranges::any_of(
            members, [&](const Output& member) { return member.name == bound.names[depth]; });
        if (isTwice)
            return QueryError{
                u"INVALID_FIELD"_s, u"duplicate field selected: %1"_s.arg(bound.names[depth])};
        Output member;
        member.name = bound.names[depth];
        member.path = bound.path;
        member.path.hops.clear(); // the relationship around it has gone them
        members.push_back(std::move(member));
        return std::nullopt;
    }
    auto found = std::ranges::find(members, bound.names[depth], &Output::name);
    if (found == members.end()) {
        Output relationship;
        relationship.name = bound.names[depth];
        relationship.hop = bound.path.hops[static_cast<std::size_t>(depth)];
        relationship.isPolymorphic = bound.path.column < 0 && depth + 2 == bound.names.size();
        found = members.insert(members.end(), std::move(relationship));
    }
    return addOutput(found->members, bound, depth + 1);
}

std::optional<QueryError> bindSelect(Plan& plan, const Query& query, const Binding& binding)
{
    for (const FieldPath& field : query.select) {
        const Parsed<BoundField> bound = binding.field(field);
        if (const auto* error = std::get_if<QueryError>(&bound))
            return *error;
        if (!std::get<BoundField>(bound).isQueryable)
            return binding.noSuchColumn(field);
        if (auto error = addOutput(plan.output, std::get<BoundField>(bound), 0))
            return error;
    }
    return std::nullopt;
}

std::optional<QueryError> bindOrder(Plan& plan, const Query& query, const Binding& binding)
{
    for (const OrderTerm& term : query.order) {
        const Parsed<BoundField> bound = binding.field(term.field);
        if (const auto* error = std::get_if<QueryError>(&bound))
            return *error;
        if (!std::get<BoundField>(bound).isFilterable)
            return binding.located(term.field, u"MALFORMED_QUERY"_s,
                u"field '%1' can not be sorted in a query call"_s.arg(term.field.parts.last()));
        plan.order.push_back({std::get<BoundField>(bound).path, term.isDescending});
    }
    return std::nullopt;
}

} // namespace

Parsed<Plan> plan(const Query& query, const QString& text, const State& state, const Access& access)
{
    const Table* table = state.table(query.object);
    if (!table)
        return QueryError{u"INVALID_TYPE"_s,
            u"sObject type '%1' is not supported. If you are attempting to use a custom object, be "
            u"sure to "
            "append the '__c' after the entity name."_s.arg(query.object)};
    const Binding binding{*table, text, state, access};
    Plan plan;
    plan.table = table;
    plan.isCount = query.isCount;
    plan.limit = query.limit;
    if (auto error = bindSelect(plan, query, binding))
        return *error;
    if (query.where) {
        Parsed<Predicate> where = bindCondition(*query.where, binding);
        if (const auto* error = std::get_if<QueryError>(&where))
            return *error;
        plan.where = std::move(std::get<Predicate>(where));
    }
    if (auto error = bindOrder(plan, query, binding))
        return *error;
    return plan;
}

} // namespace sandbox::salesforce::soql
