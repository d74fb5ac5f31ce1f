// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/time.h"

#include <QString>
#include <QStringList>

#include <optional>

// SOQL as values. Text from outside (addresses, keys) reaches a query only as an escaped literal;
// names of fields and objects are words of this program and are checked, a wrong one is a
// programming error and ends the program.
namespace salesforce {

// A path of field names: letters, digits and underscores, at most five levels joined by dots
// ("Who.Email").
[[nodiscard]] bool isFieldName(const QString& name);

// A quoted SOQL string literal; parsed by SOQL's rules it gives `text` again. Control characters
// become \uXXXX.
[[nodiscard]] QString literal(const QString& text);

// UTC, with milliseconds only if there are any: "2026-11-23T10:00:00Z".
[[nodiscard]] QString literal(core::Instant instant);

// A condition of a WHERE clause; made only by the functions below, so it is always well formed.
class Condition final
{
public:
    const QString& text() const { return m_text; }

    static Condition isIn(const QString& field, const QStringList& values); // values: not empty
    static Condition isEqual(const QString& field, const QString& value);
    static Condition startsWith(
        const QString& field, const QString& prefix); // LIKE, _ and % escaped
    static Condition isAbove(const QString& field, const core::SalesforceId& id);
    static Condition isAbove(const QString& field, core::Instant instant);
    static Condition isAt(const QString& field, core::Instant instant);
    static Condition isFrom(const QString& field, core::Instant instant); // at or above

    friend Condition operator&&(const Condition& a, const Condition& b);
    friend Condition operator||(const Condition& a, const Condition& b);

private:
    explicit Condition(QString text)
        : m_text(std::move(text))
    {
    }
    QString m_text;
};

// One SELECT. `deletedToo` chooses the queryAll resource, which shows deleted and archived rows as
// well.
struct Select
{
    QStringList fields;
    QString object;
    std::optional<Condition> where = {};
    QStringList orderBy = {};
    int limit = 0; // 0 = none
    bool deletedToo = false;

    QString text() const;
};

// Percent-encoded for the query part of a URL. Also `@` and braces are encoded: inside a Composite
// request "@{" would be read as a reference to another subrequest.
[[nodiscard]] QByteArray encoded(const QString& soql);

} // namespace salesforce
