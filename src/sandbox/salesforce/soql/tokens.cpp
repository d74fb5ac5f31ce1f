// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/soql/tokens.h"

#include "sandbox/salesforce/moments.h"

namespace sandbox::salesforce::soql {

using namespace Qt::StringLiterals;

namespace {

bool isDigit(QChar c)
{
    return c >= QChar(u'0') && c <= QChar(u'9');
}

bool isWordStart(QChar c)
{
    return (c >= QChar(u'A') && c <= QChar(u'Z')) || (c >= QChar(u'a') && c <= QChar(u'z'));
}

bool isWordPart(QChar c)
{
    return isWordStart(c) || isDigit(c) || c == QChar(u'_') || c == QChar(u'.');
}

bool isLiteralPart(QChar c)
{
    return isWordPart(c) || c == QChar(u':') || c == QChar(u'+') || c == QChar(u'-');
}

template <typename Predicate>
qsizetype endOf(const QString& text, qsizetype from, Predicate belongs)
{
    while (from < text.size() && belongs(text[from]))
        ++from;
    return from;
}

// The position of the closing quote; -1 if there is none.
qsizetype closingQuote(const QString& text, qsizetype from)
{
    for (; from < text.size(); ++from) {
        if (text[from] == QChar(u'\\'))
            ++from;
        else if (text[from] == QChar(u'\''))
            return from;
    }
    return -1;
}

qsizetype symbolLength(const QString& text, qsizetype at)
{
    const QStringView two = QStringView(text).mid(at, 2);
    if (two == u"!=" || two == u"<=" || two == u">=" || two == u"<>")
        return 2;
    return u"(),=<>"_s.contains(text[at]) ? 1 : 0;
}

// The character that a letter after a backslash stands for; null if there is no such escape.
QChar escaped(QChar letter)
{
    switch (letter.unicode()) {
    case u'n':
    case u'N':
        return u'\n';
    case u'r':
    case u'R':
        return u'\r';
    case u't':
    case u'T':
        return u'\t';
    case u'b':
    case u'B':
        return u'\b';
    case u'f':
    case u'F':
        return u'\f';
    case u'"':
    case u'\'':
    case u'\\':
        return letter;
    default:
        return {};
    }
}

} // namespace

QueryError malformed(const QString& message)
{
    return {u"MALFORMED_QUERY"_s, message};
}

QueryError unexpected(const Token& token)
{
    if (token.kind == Token::Kind::End)
        return malformed(u"unexpected token: <EOF>"_s);
    return malformed(u"unexpected token: '%1'"_s.arg(token.text));
}

Parsed<std::vector<Token>> tokenize(const QString& text)
{
    std::vector<Token> tokens;
    for (qsizetype at = 0; at < text.size();) {
        const QChar c = text[at];
        if (c.isSpace()) {
            ++at;
            continue;
        }
        Token token{.kind = Token::Kind::Symbol, .text = {}, .position = at};
        qsizetype end = at + symbolLength(text, at);
        if (c == QChar(u'\'')) {
            end = closingQuote(text, at + 1);
            if (end < 0)
                return malformed(u"unexpected token: <EOF>"_s);
            tokens.push_back({Token::Kind::Text, text.mid(at + 1, end - at - 1), at});
            at = end + 1;
            continue;
        }
        if (isWordStart(c)) {
            token.kind = Token::Kind::Word;
            end = endOf(text, at, isWordPart);
        } else if (isDigit(c) || c == QChar(u'-') || c == QChar(u'+')) {
            token.kind = Token::Kind::Literal;
            end = endOf(text, at, isLiteralPart);
        }
        if (end == at)
            return malformed(u"unexpected token: '%1'"_s.arg(c));
        token.text = text.mid(at, end - at);
        tokens.push_back(std::move(token));
        at = end;
    }
    tokens.push_back({Token::Kind::End, {}, text.size()});
    return tokens;
}

Parsed<Literal> readLiteral(const Token& token)
{
    Literal literal;
    bool isNumber = false;
    const double number = token.text.toDouble(&isNumber);
    if (const auto date = readDate(token.text)) {
        literal.kind = Literal::Kind::Date;
        literal.value = *date;
    } else if (const auto instant = readDateTimeLiteral(token.text)) {
        literal.kind = Literal::Kind::DateTime;
        literal.value = *instant;
    } else if (isNumber && !token.text.contains(QChar(u'e'), Qt::CaseInsensitive)) {
        literal.kind = Literal::Kind::Number;
        literal.value = number;
    } else {
        return malformed(u"line 1:%1 no viable alternative at character '%2'"_s.arg(
            QString::number(token.position), token.text));
    }
    return literal;
}

Parsed<Literal> readText(const Token& token, bool isForLike)
{
    if (token.text.size() > literalLengthMax)
        return malformed(u"string literal of more than %1 characters"_s.arg(literalLengthMax));
    QString value;
    for (qsizetype i = 0; i < token.text.size(); ++i) {
        if (token.text[i] != QChar(u'\\')) {
            value += token.text[i];
            continue;
        }
        const QChar letter = token.text[++i];
        const bool isWildcard = letter == QChar(u'%') || letter == QChar(u'_');
        const QChar meant = isWildcard && isForLike ? letter : escaped(letter);
        if (meant.isNull())
            return malformed(
                u"Invalid string literal '%1'. Illegal character sequence '\\%2' in string literal."_s
                    .arg(token.text, letter));
        value += meant;
    }
    return Literal{Literal::Kind::Text, value, token.text};
}

} // namespace sandbox::salesforce::soql
