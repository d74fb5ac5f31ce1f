// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/salesforce/soql/query.h"

namespace sandbox::salesforce::soql {

struct Token
{
    enum class Kind {
        Word, // keyword or path: SELECT, Who.Name
        Text, // 'between quotes', escapes still in it
        Literal, // begins with a digit or sign: 5, 2026-11-23, 2026-11-23T10:00:00Z
        Symbol, // ( ) , = != < > <= >=
        End,
    };
    Kind kind = Kind::End;
    QString text;
    qsizetype position = 0;

    bool isWord(const char16_t* word) const
    {
        return kind == Kind::Word && text.compare(QStringView(word), Qt::CaseInsensitive) == 0;
    }
    bool isSymbol(const char16_t* symbol) const
    {
        return kind == Kind::Symbol && text == QStringView(symbol);
    }
};

// Ends with a token of Kind::End.
Parsed<std::vector<Token>> tokenize(const QString& text);

// A number, date or datetime literal, else an error.
Parsed<Literal> readLiteral(const Token& token);
// A string with its escapes resolved. The escapes of wildcards are for LIKE only.
Parsed<Literal> readText(const Token& token, bool isForLike);

QueryError malformed(const QString& message);
QueryError unexpected(const Token& token);

} // namespace sandbox::salesforce::soql
