// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/soql/tokens.h"

#include <utility>

namespace sandbox::salesforce::soql {
namespace {

using namespace Qt::StringLiterals;

constexpr int nestingMax = 50;
constexpr int pathLengthMax = 6; // five relationships and a field, as in the service

// Recursive descent over the tokens. The first error ends it: every function returns false from
// then on.
class Parser final
{
public:
    explicit Parser(std::vector<Token> tokens)
        : m_tokens(std::move(tokens))
    {
    }

    Parsed<Query> run()
    {
        Query query;
        if (selectFrom(query) && where(query) && orderBy(query) && limit(query) && end())
            return query;
        return m_error;
    }

private:
    const Token& next() const { return m_tokens[m_at]; }
    Token take() { return m_at + 1 < m_tokens.size() ? m_tokens[m_at++] : m_tokens.back(); }

    bool fail(QueryError error)
    {
        m_error = std::move(error);
        return false;
    }
    bool failAtNext() { return fail(unexpected(next())); }

    bool takeWord(const char16_t* word)
    {
        const bool isThere = next().isWord(word);
        if (isThere)
            take();
        return isThere;
    }
    bool takeSymbol(const char16_t* symbol)
    {
        const bool isThere = next().isSymbol(symbol);
        if (isThere)
            take();
        return isThere;
    }

    bool selectFrom(Query& query)
    {
        if (!takeWord(u"SELECT"))
            return failAtNext();
        if (next().isWord(u"COUNT")) {
            take();
            query.isCount = true;
            if (!takeSymbol(u"(") || !takeSymbol(u")"))
                return failAtNext();
        } else {
            do {
                FieldPath path;
                if (!fieldPath(path))
                    return false;
                query.select.push_back(std::move(path));
            } while (takeSymbol(u","));
        }
        if (!takeWord(u"FROM") || next().kind != Token::Kind::Word)
            return failAtNext();
        query.object = take().text;
        return true;
    }

    bool fieldPath(FieldPath& path)
    {
        if (next().kind != Token::Kind::Word || isReserved(next()))
            return failAtNext();
        const Token token = take();
        path.position = token.position;
        path.parts = token.text.split(QChar(u'.'));
        if (path.parts.contains(QString()) || path.parts.size() > pathLengthMax)
            return fail(unexpected(token));
        return true;
    }

    static bool isReserved(const Token& token)
    {
        for (const char16_t* word : {u"SELECT", u"FROM", u"WHERE", u"AND", u"OR", u"NOT", u"ORDER",
                 u"BY", u"LIMIT", u"LIKE", u"IN", u"GROUP", u"HAVING", u"TYPEOF"}) {
            if (token.isWord(word))
                return true;
        }
        return false;
    }

    bool where(Query& query)
    {
        if (!takeWord(u"WHERE"))
            return true;
        Condition condition;
        if (!conditionExpression(condition, 0))
            return false;
        query.where = std::move(condition);
        return true;
    }

    // NOT simple | simple {AND simple} | simple {OR simple}: mixing needs parentheses.
    bool conditionExpression(Condition& condition, int depth)
    {
        if (depth > nestingMax)
            return fail(malformed(u"condition nested too deeply"_s));
        if (takeWord(u"NOT")) {
            condition.kind = Condition::Kind::Not;
            condition.operands.resize(1);
            return simpleExpression(condition.operands.front(), depth);
        }
        Condition first;
        if (!simpleExpression(first, depth))
            return false;
        if (!next().isWord(u"AND") && !next().isWord(u"OR")) {
            condition = std::move(first);
            return true;
        }
        const bool isAnd = next().isWord(u"AND");
        condition.kind = isAnd ? Condition::Kind::And : Condition::Kind::Or;
        condition.operands.push_back(std::move(first));
        while (takeWord(isAnd ? u"AND" : u"OR")) {
            Condition operand;
            if (!simpleExpression(operand, depth))
                return false;
            condition.operands.push_back(std::move(operand));
        }
        return next().isWord(isAnd ? u"OR" : u"AND") ? failAtNext() : true;
    }

    bool simpleExpression(Condition& condition, int depth)
    {
        if (takeSymbol(u"(")) {
            if (!conditionExpression(condition, depth + 1))
                return false;
            return takeSymbol(u")") ? true : failAtNext();
        }
        condition.kind = Condition::Kind::Compare;
        return comparison(condition.comparison);
    }

    bool comparison(Comparison& comparison)
    {
        if (!fieldPath(comparison.field) || !comparisonOperator(comparison.op))
            return false;
        const bool isLike = comparison.op == Operator::Like;
        if (comparison.op != Operator::In && comparison.op != Operator::NotIn) {
            comparison.literals.resize(1);
            return literal(comparison.literals.front(), isLike);
        }
        if (!takeSymbol(u"("))
            return failAtNext();
        do {
            Literal value;
            if (!literal(value, false))
                return false;
            comparison.literals.push_back(std::move(value));
        } while (takeSymbol(u","));
        return takeSymbol(u")") ? true : failAtNext();
    }

    bool comparisonOperator(Operator& op)
    {
        static constexpr std::pair<const char16_t*, Operator> symbols[]{{u"=", Operator::Equal},
            {u"!=", Operator::NotEqual}, {u"<>", Operator::NotEqual}, {u"<", Operator::Less},
            {u"<=", Operator::LessOrEqual}, {u">", Operator::Greater},
            {u">=", Operator::GreaterOrEqual}};
        for (const auto& [symbol, meaning] : symbols) {
            if (takeSymbol(symbol)) {
                op = meaning;
                return true;
            }
        }
        if (takeWord(u"LIKE")) {
            op = Operator::Like;
            return true;
        }
        const bool isNegated = takeWord(u"NOT");
        op = isNegated ? Operator::NotIn : Operator::In;
        return takeWord(u"IN") ? true : failAtNext();
    }

    bool literal(Literal& literal, bool isForLike)
    {
        const Token token = take();
        if (token.isWord(u"null"))
            return true;
        if (token.isWord(u"true") || token.isWord(u"false")) {
            literal = {Literal::Kind::Boolean, token.isWord(u"true"), {}};
            return true;
        }
        if (token.kind != Token::Kind::Text && token.kind != Token::Kind::Literal)
            return fail(unexpected(token));
        const Parsed<Literal> read
            = token.kind == Token::Kind::Text ? readText(token, isForLike) : readLiteral(token);
        if (const auto* error = std::get_if<QueryError>(&read))
            return fail(*error);
        literal = std::get<Literal>(read);
        return true;
    }

    bool orderBy(Query& query)
    {
        if (!takeWord(u"ORDER"))
            return true;
        if (!takeWord(u"BY"))
            return failAtNext();
        do {
            OrderTerm term;
            if (!fieldPath(term.field))
                return false;
            term.isDescending = takeWord(u"DESC");
            if (!term.isDescending)
                takeWord(u"ASC");
            query.order.push_back(std::move(term));
        } while (takeSymbol(u","));
        return query.isCount ? fail(malformed(u"COUNT() cannot be ordered"_s)) : true;
    }

    bool limit(Query& query)
    {
        if (!takeWord(u"LIMIT"))
            return true;
        const Token token = take();
        bool isNumber = false;
        const int rows = token.text.toInt(&isNumber);
        if (token.kind != Token::Kind::Literal || !isNumber || rows < 0)
            return fail(unexpected(token));
        query.limit = rows;
        return true;
    }

    bool end() { return next().kind == Token::Kind::End ? true : failAtNext(); }

    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
    QueryError m_error;
};

} // namespace

Parsed<Query> parse(const QString& text)
{
    if (text.size() > queryLengthMax)
        return malformed(u"SOQL statements cannot be longer than 100000 characters."_s);
    Parsed<std::vector<Token>> tokens = tokenize(text);
    if (const auto* error = std::get_if<QueryError>(&tokens))
        return *error;
    return Parser(std::move(std::get<std::vector<Token>>(tokens))).run();
}

} // namespace sandbox::salesforce::soql
