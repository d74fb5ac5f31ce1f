// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/hubspot/strictobject.h"

#include <limits>

namespace sandbox::hubspot {

StrictObject::StrictObject(QJsonObject object, QString where)
    : m_object(std::move(object))
    , m_where(std::move(where))
{
}

QString StrictObject::text(const char* name)
{
    return require(name, QJsonValue::String, "a string").toString();
}

QJsonArray StrictObject::array(const char* name)
{
    return require(name, QJsonValue::Array, "a list").toArray();
}

QJsonObject StrictObject::object(const char* name)
{
    return require(name, QJsonValue::Object, "an object").toObject();
}

std::optional<QString> StrictObject::maybeText(const char* name)
{
    const auto value = take(name, QJsonValue::String, "a string");
    return value.isUndefined() ? std::optional<QString>() : value.toString();
}

std::optional<int> StrictObject::maybeInteger(const char* name)
{
    const auto value = take(name, QJsonValue::Double, "an integer");
    if (value.isUndefined())
        return {};
    const auto number = value.toInteger(std::numeric_limits<qint64>::min());
    if (number < std::numeric_limits<int>::min() || number > std::numeric_limits<int>::max()) {
        fail(QStringLiteral("%1 must be an integer").arg(QString::fromLatin1(name)));
        return {};
    }
    return static_cast<int>(number);
}

std::optional<bool> StrictObject::maybeBoolean(const char* name)
{
    const auto value = take(name, QJsonValue::Bool, "true or false");
    return value.isUndefined() ? std::optional<bool>() : value.toBool();
}

QStringList StrictObject::texts(const char* name)
{
    QStringList texts;
    const auto elements = take(name, QJsonValue::Array, "a list").toArray();
    for (const auto& element : elements) {
        if (!element.isString())
            fail(QStringLiteral("%1 must hold strings only").arg(QString::fromLatin1(name)));
        texts.append(element.toString());
    }
    return texts;
}

QJsonArray StrictObject::maybeArray(const char* name)
{
    return take(name, QJsonValue::Array, "a list").toArray();
}

QJsonObject StrictObject::maybeObject(const char* name)
{
    return take(name, QJsonValue::Object, "an object").toObject();
}

bool StrictObject::has(const char* name) const
{
    return m_object.contains(QString::fromLatin1(name));
}

void StrictObject::fail(const QString& message)
{
    if (!m_problem)
        m_problem = invalid(QStringLiteral("Invalid input JSON at %1: %2").arg(m_where, message));
}

std::optional<Problem> StrictObject::problem()
{
    for (auto member = m_object.constBegin(); member != m_object.constEnd(); ++member) {
        if (!m_asked.contains(member.key()))
            fail(QStringLiteral("unrecognized field \"%1\"").arg(member.key()));
    }
    return m_problem;
}

QJsonValue StrictObject::take(const char* name, QJsonValue::Type type, const char* typeName)
{
    const auto key = QString::fromLatin1(name);
    m_asked.insert(key);
    const auto value = m_object.value(key);
    if (value.isUndefined() || value.type() == type)
        return value;
    fail(QStringLiteral("%1 must be %2").arg(key, QString::fromLatin1(typeName)));
    return QJsonValue(QJsonValue::Undefined);
}

QJsonValue StrictObject::require(const char* name, QJsonValue::Type type, const char* typeName)
{
    if (!has(name))
        fail(QStringLiteral("required field %1 is missing").arg(QString::fromLatin1(name)));
    return take(name, type, typeName);
}

std::optional<std::vector<QJsonObject>> objectsOf(const QJsonArray& array)
{
    std::vector<QJsonObject> objects;
    objects.reserve(static_cast<std::size_t>(array.size()));
    for (const auto& element : array) {
        if (!element.isObject())
            return {};
        objects.push_back(element.toObject());
    }
    return objects;
}

} // namespace sandbox::hubspot
