// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/ids.h"
#include "sandbox/salesforce/soql/binding.h"

namespace sandbox::salesforce::soql {
namespace {

using namespace Qt::StringLiterals;

enum class Family { Text, RecordId, Boolean, Number, Date, DateTime };

Family familyOf(FieldType type)
{
    switch (type) {
    case FieldType::RecordId:
    case FieldType::Reference:
        return Family::RecordId;
    case FieldType::Boolean:
        return Family::Boolean;
    case FieldType::Int:
        return Family::Number;
    case FieldType::Date:
        return Family::Date;
    case FieldType::DateTime:
        return Family::DateTime;
    default:
        return Family::Text;
    }
}

Literal::Kind literalFor(Family family)
{
    switch (family) {
    case Family::Boolean:
        return Literal::Kind::Boolean;
    case Family::Number:
        return Literal::Kind::Number;
    case Family::Date:
        return Literal::Kind::Date;
    case Family::DateTime:
        return Literal::Kind::DateTime;
    default:
        return Literal::Kind::Text;
    }
}

QString nameOf(Family family)
{
    switch (family) {
    case Family::RecordId:
        return u"ID"_s;
    case Family::Boolean:
        return u"boolean"_s;
    case Family::Number:
        return u"int"_s;
    case Family::Date:
        return u"date"_s;
    case Family::DateTime:
        return u"dateTime"_s;
    default:
        return u"string"_s;
    }
}

bool isOrdering(Operator op)
{
    return op == Operator::Less || op == Operator::LessOrEqual || op == Operator::Greater
        || op == Operator::GreaterOrEqual;
}

bool isList(Operator op)
{
    return op == Operator::In || op == Operator::NotIn;
}

Pattern patternOf(const QString& raw)
{
    Pattern pattern;
    bool isBeforeWildcards = true;
    for (qsizetype i = 0; i < raw.size(); ++i) {
        const QChar c = raw[i];
        if (c == QChar(u'%') || c == QChar(u'_')) {
            pattern.parts.emplace_back(
                c == QChar(u'%') ? Pattern::Part::Any : Pattern::Part::One, c);
            isBeforeWildcards = false;
            continue;
        }
        const bool isEscape = c == QChar(u'\\') && i + 1 < raw.size();
        const QChar meant = (isEscape ? raw[++i] : c).toLower();
        pattern.parts.emplace_back(Pattern::Part::Character, meant);
        if (isBeforeWildcards)
            pattern.prefix += meant;
    }
    return pattern;
}

class ConditionBinder final
{
public:
    explicit ConditionBinder(const Binding& binding)
        : m_binding(binding)
    {
    }

    Parsed<Predicate> bind(const Condition& condition) const
    {
        if (condition.kind == Condition::Kind::Compare)
            return bindComparison(condition.comparison);
        Predicate predicate;
        predicate.kind = condition.kind;
        for (const Condition& operand : condition.operands) {
            Parsed<Predicate> bound = bind(operand);
            if (const auto* error = std::get_if<QueryError>(&bound))
                return *error;
            predicate.operands.push_back(std::move(std::get<Predicate>(bound)));
        }
        return predicate;
    }

private:
    Parsed<Predicate> bindComparison(const Comparison& comparison) const
    {
        const Parsed<BoundField> bound = m_binding.field(comparison.field);
        if (const auto* error = std::get_if<QueryError>(&bound))
            return *error;
        const BoundField& field = std::get<BoundField>(bound);
        if (!field.isFilterable || !field.isQueryable)
            return located(comparison, u"INVALID_FIELD"_s,
                u"field '%1' can not be filtered in a query call"_s.arg(field.names.last()));

        Predicate predicate;
        predicate.path = field.path;
        predicate.op = comparison.op;
        const Family family = familyOf(field.path.type);
        if (auto error = checkOperator(comparison, family))
            return *error;
        for (const Literal& literal : comparison.literals) {
            if (auto error = addLiteral(predicate, comparison, literal, family))
                return *error;
        }
        return predicate;
    }

    std::optional<QueryError> checkOperator(const Comparison& comparison, Family family) const
    {
        const bool isWrong = (comparison.op == Operator::Like && family != Family::Text)
            || (family == Family::Boolean && (isOrdering(comparison.op) || isList(comparison.op)));
        if (!isWrong)
            return std::nullopt;
        return located(comparison, u"INVALID_QUERY_FILTER_OPERATOR"_s,
            u"invalid operator on %1 field"_s.arg(nameOf(family).toLower()));
    }

    std::optional<QueryError> addLiteral(Predicate& predicate, const Comparison& comparison,
        const Literal& literal, Family family) const
    {
        if (literal.kind == Literal::Kind::Null) {
            const bool isAllowed = family != Family::Boolean && !isOrdering(predicate.op)
                && predicate.op != Operator::Like;
            predicate.hasNull = true;
            return isAllowed ? std::nullopt : std::optional(wrongType(comparison, family));
        }
        if (literal.kind != literalFor(family))
            return wrongType(comparison, family);
        if (family == Family::RecordId)
            return addId(predicate, comparison, std::get<QString>(literal.value));
        if (family != Family::Text) {
            predicate.values.push_back(literal.value);
            return std::nullopt;
        }
        if (predicate.op == Operator::Like) {
            predicate.pattern = patternOf(literal.raw);
            return std::nullopt;
        }
        const QString text = std::get<QString>(literal.value);
        if (text.isEmpty())
            predicate.hasNull = true; // the org keeps empty texts as null
        addText(predicate, predicate.path.isCaseSensitive ? text : text.toLower());
        return std::nullopt;
    }

    std::optional<QueryError> addId(
        Predicate& predicate, const Comparison& comparison, const QString& text) const
    {
        const auto id = normalizedId(text);
        if (!id)
            return located(comparison, u"INVALID_QUERY_FILTER_OPERATOR"_s,
                u"invalid ID field: %1"_s.arg(text));
        addText(predicate, *id);
        return std::nullopt;
    }

    static void addText(Predicate& predicate, const QString& text)
    {
        predicate.values.emplace_back(text);
        if (isList(predicate.op))
            predicate.texts.insert(text);
    }

    QueryError wrongType(const Comparison& comparison, Family family) const
    {
        const bool isQuoted = family == Family::Text || family == Family::RecordId;
        return located(comparison, u"INVALID_FIELD"_s,
            u"value of filter criterion for field '%1' must be of type %2 and should %3be enclosed in quotes"_s
                .arg(comparison.field.parts.last(), nameOf(family),
                    isQuoted ? QString() : u"not "_s));
    }

    QueryError located(
        const Comparison& comparison, const QString& code, const QString& sentence) const
    {
        return m_binding.located(comparison.field, code, sentence);
    }

    const Binding& m_binding;
};

} // namespace

Parsed<Predicate> bindCondition(const Condition& condition, const Binding& binding)
{
    return ConditionBinder(binding).bind(condition);
}

bool Pattern::matches(const QString& folded) const
{
    // Greedy with one point to come back to: the last % seen.
    std::size_t part = 0;
    qsizetype at = 0;
    std::size_t partAfterAny = parts.size() + 1;
    qsizetype atAfterAny = 0;
    while (at < folded.size()) {
        if (part < parts.size() && parts[part].first == Part::Any) {
            partAfterAny = ++part;
            atAfterAny = at;
        } else if (part < parts.size()
            && (parts[part].first == Part::One || parts[part].second == folded[at])) {
            ++part;
            ++at;
        } else if (partAfterAny <= parts.size()) {
            part = partAfterAny;
            at = ++atAfterAny;
        } else {
            return false;
        }
    }
    while (part < parts.size() && parts[part].first == Part::Any)
        ++part;
    return part == parts.size();
}

} // namespace sandbox::salesforce::soql
