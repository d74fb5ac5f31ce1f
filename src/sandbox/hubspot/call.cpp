// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/hubspot/call.h"

namespace sandbox::hubspot {

Problem wrongMethod(const Call& call)
{
    Problem problem = invalid(
        QStringLiteral("Method %1 not allowed").arg(QString::fromLatin1(call.request.method)));
    problem.status = 405;
    problem.category.clear();
    return problem;
}

std::variant<int, Problem> integerParameter(
    const Call& call, const char* name, int otherwise, int low, int high)
{
    const auto text = call.query.text(name);
    if (!text)
        return otherwise;
    bool isNumber = false;
    const int number = text->toInt(&isNumber);
    if (isNumber && number >= low && number <= high)
        return number;
    return invalid(QStringLiteral("Query parameter %1 must be a number between %2 and %3, got %4")
                       .arg(QString::fromLatin1(name))
                       .arg(low)
                       .arg(high)
                       .arg(*text));
}

std::variant<bool, Problem> booleanParameter(const Call& call, const char* name)
{
    const auto text = call.query.text(name);
    if (!text || *text == QStringLiteral("false"))
        return false;
    if (*text == QStringLiteral("true"))
        return true;
    return invalid(
        QStringLiteral("Query parameter %1 must be true or false").arg(QString::fromLatin1(name)));
}

std::optional<Problem> onlyParameters(const Call& call, const QByteArrayList& names)
{
    const auto other = call.query.other(names);
    if (other.isEmpty())
        return {};
    return invalid(QStringLiteral("Unknown query parameter \"%1\"").arg(QString::fromUtf8(other)));
}

} // namespace sandbox::hubspot
