// SPDX-License-Identifier: GPL-3.0-or-later
#include "salesforce/soql.h"

#include "net/isotime.h"

#include <QUrl>

#include <algorithm>

namespace salesforce {
namespace {

const QString& checked(const QString& name)
{
    if (!isFieldName(name))
        qFatal("salesforce: '%s' is not a field name", qPrintable(name));
    return name;
}

QString escaped(const QString& text)
{
    QString result;
    result.reserve(text.size() + 8);
    for (const QChar c : text) {
        switch (c.unicode()) {
        case u'\\':
            result += QLatin1String("\\\\");
            break;
        case u'\'':
            result += QLatin1String("\\'");
            break;
        default:
            if (c.unicode() < 0x20 || c.unicode() == 0x7f)
                result += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
            else
                result += c;
        }
    }
    return result;
}

QString quoted(const QString& escapedText)
{
    return QLatin1Char('\'') + escapedText + QLatin1Char('\'');
}

bool isNamePart(QStringView part)
{
    const auto isLetter
        = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z'); };
    if (part.isEmpty() || part.size() > 80 || !isLetter(part.front()))
        return false;
    return std::all_of(part.begin(), part.end(),
        [&](QChar c) { return isLetter(c) || (c >= u'0' && c <= u'9') || c == u'_'; });
}

} // namespace

bool isFieldName(const QString& name)
{
    const auto parts = QStringView(name).split(u'.');
    return parts.size() <= 5 && std::all_of(parts.begin(), parts.end(), isNamePart);
}

QString literal(const QString& text)
{
    return quoted(escaped(text));
}

QString literal(core::Instant instant)
{
    QString text = net::isoTime(instant);
    text.remove(QLatin1String(".000")); // whole seconds, as Salesforce's own literals
    return text;
}

Condition Condition::isIn(const QString& field, const QStringList& values)
{
    if (values.isEmpty())
        qFatal("salesforce: IN needs a value");
    QString text = checked(field) + QLatin1String(" IN (");
    for (qsizetype i = 0; i < values.size(); ++i) {
        if (i > 0)
            text += QLatin1Char(',');
        text += literal(values[i]);
    }
    return Condition(text + QLatin1Char(')'));
}

Condition Condition::isEqual(const QString& field, const QString& value)
{
    return Condition(checked(field) + QLatin1String(" = ") + literal(value));
}

Condition Condition::startsWith(const QString& field, const QString& prefix)
{
    QString pattern = escaped(prefix);
    pattern.replace(QLatin1Char('_'), QLatin1String("\\_"))
        .replace(QLatin1Char('%'), QLatin1String("\\%"));
    return Condition(checked(field) + QLatin1String(" LIKE ") + quoted(pattern + QLatin1Char('%')));
}

Condition Condition::isAbove(const QString& field, const core::SalesforceId& id)
{
    return Condition(checked(field) + QLatin1String(" > ") + literal(id.value));
}

Condition Condition::isAbove(const QString& field, core::Instant instant)
{
    return Condition(checked(field) + QLatin1String(" > ") + literal(instant));
}

Condition Condition::isAt(const QString& field, core::Instant instant)
{
    return Condition(checked(field) + QLatin1String(" = ") + literal(instant));
}

Condition Condition::isFrom(const QString& field, core::Instant instant)
{
    return Condition(checked(field) + QLatin1String(" >= ") + literal(instant));
}

Condition operator&&(const Condition& a, const Condition& b)
{
    return Condition(
        QLatin1Char('(') + a.text() + QLatin1String(" AND ") + b.text() + QLatin1Char(')'));
}

Condition operator||(const Condition& a, const Condition& b)
{
    return Condition(
        QLatin1Char('(') + a.text() + QLatin1String(" OR ") + b.text() + QLatin1Char(')'));
}

QString Select::text() const
{
    for (const auto& field : fields)
        checked(field);
    for (const auto& field : orderBy)
        checked(field);
    const QString separator = QStringLiteral(",");
    QString text = QLatin1String("SELECT ") + fields.join(separator) + QLatin1String(" FROM ")
        + checked(object);
    if (where)
        text += QLatin1String(" WHERE ") + where->text();
    if (!orderBy.isEmpty())
        text += QLatin1String(" ORDER BY ") + orderBy.join(separator);
    if (limit > 0)
        text += QLatin1String(" LIMIT ") + QString::number(limit);
    return text;
}

QByteArray encoded(const QString& soql)
{
    // A blank as '+' and bare commas, colons and brackets keep lists of ids and keys short;
    // Salesforce's own examples send blanks so. A plus sign itself is encoded.
    return QUrl::toPercentEncoding(soql, " ,:()").replace(' ', '+');
}

} // namespace salesforce
