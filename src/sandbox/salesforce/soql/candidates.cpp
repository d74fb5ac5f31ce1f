// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/soql/candidates.h"

#include "sandbox/salesforce/table.h"

#include <algorithm>

namespace sandbox::salesforce::soql {
namespace {

std::vector<const Predicate*> outerTerms(const Predicate& where)
{
    std::vector<const Predicate*> terms;
    if (where.kind == Condition::Kind::Compare)
        terms.push_back(&where);
    if (where.kind == Condition::Kind::And) {
        for (const Predicate& operand : where.operands) {
            if (operand.kind == Condition::Kind::Compare)
                terms.push_back(&operand);
        }
    }
    return terms;
}

bool isOwnColumn(const Predicate& term)
{
    return term.path.hops.empty() && term.path.column >= 0;
}

bool isChoice(const Predicate& term)
{
    return (term.op == Operator::Equal || term.op == Operator::In) && !term.hasNull;
}

std::vector<RowNumber> withId(const Predicate& term, const Table& table)
{
    std::vector<RowNumber> rows;
    for (const Value& value : term.values) {
        if (const auto row = table.find(std::get<QString>(value)))
            rows.push_back(*row);
    }
    return rows;
}

std::vector<RowNumber> withText(const Predicate& term, const Table& table)
{
    std::vector<RowNumber> rows;
    const Table::TextIndex& index = table.byText(term.path.column);
    for (const Value& value : term.values) {
        const QString key = table.folded(term.path.column, std::get<QString>(value));
        for (auto entry = index.lower_bound({key, 0}); entry != index.end() && entry->first == key;
             ++entry)
            rows.push_back(entry->second);
    }
    return rows;
}

std::vector<RowNumber> withPrefix(const Predicate& term, const Table& table)
{
    std::vector<RowNumber> rows;
    const Table::TextIndex& index = table.byText(term.path.column);
    const QString& prefix = term.pattern.prefix;
    for (auto entry = index.lower_bound({prefix, 0});
         entry != index.end() && entry->first.startsWith(prefix); ++entry)
        rows.push_back(entry->second);
    return rows;
}

std::optional<std::vector<RowNumber>> byOneTerm(const Predicate& term, const Table& table)
{
    if (!isOwnColumn(term))
        return std::nullopt;
    if (term.path.column == column::id && isChoice(term))
        return withId(term, table);
    if (!table.isIndexed(term.path.column))
        return std::nullopt;
    if (isChoice(term))
        return withText(term, table);
    if (term.op == Operator::Like && !term.pattern.prefix.isEmpty() && !term.path.isCaseSensitive)
        return withPrefix(term, table);
    return std::nullopt;
}

// The stretch of the stamp index that all comparisons of SystemModstamp leave; none if there is no
// lower end.
std::optional<std::vector<RowNumber>> byStamp(
    const std::vector<const Predicate*>& terms, const Table& table)
{
    std::optional<Instant> from;
    Instant to = Instant::max();
    for (const Predicate* term : terms) {
        if (!isOwnColumn(*term) || term->path.column != column::systemModstamp || term->hasNull
            || term->values.size() != 1)
            continue;
        const Instant stamp = std::get<Instant>(term->values.front());
        const bool isEqual = term->op == Operator::Equal;
        if (isEqual || term->op == Operator::Greater || term->op == Operator::GreaterOrEqual)
            from = from ? std::max(*from, stamp) : stamp;
        if (isEqual || term->op == Operator::Less || term->op == Operator::LessOrEqual)
            to = std::min(to, stamp);
    }
    if (!from)
        return std::nullopt;
    std::vector<RowNumber> rows;
    const Table::StampIndex& index = table.byStamp();
    for (auto entry = index.lower_bound({*from, 0}); entry != index.end() && entry->first <= to;
         ++entry)
        rows.push_back(entry->second);
    return rows;
}

} // namespace

std::optional<Candidates> candidates(const Predicate& where, const Table& table)
{
    const std::vector<const Predicate*> terms = outerTerms(where);
    for (const Predicate* term : terms) {
        auto rows = byOneTerm(*term, table);
        if (!rows)
            continue;
        std::ranges::sort(*rows);
        rows->erase(std::unique(rows->begin(), rows->end()), rows->end());
        return Candidates{std::move(*rows), Candidates::Order::Creation};
    }
    if (auto rows = byStamp(terms, table))
        return Candidates{std::move(*rows), Candidates::Order::Stamp};
    return std::nullopt;
}

} // namespace sandbox::salesforce::soql
