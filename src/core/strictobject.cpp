// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strictobject.h"

#include "core/day.h"

#include <QSet>

#include <cmath>
#include <vector>

namespace core {

StrictObject::StrictObject(const QJsonObject& object, QString path, std::optional<Error>& error)
    : m_object(object)
    , m_path(std::move(path))
    , m_error(&error)
{
}

QString StrictObject::pathOf(QStringView key) const
{
    return m_path.isEmpty() ? key.toString() : m_path + u'.' + key.toString();
}

void StrictObject::refuse(QStringView key, const QString& problem)
{
    if (m_error->has_value())
        return;
    *m_error = Error{Error::Kind::Settings, pathOf(key) + QStringLiteral(": ") + problem};
}

void StrictObject::refuseOthers()
{
    for (const QString& key : m_object.keys()) {
        if (!m_asked.contains(key)) {
            refuse(key,
                QStringLiteral("unknown key; allowed: %1").arg(m_asked.join(QStringLiteral(", "))));
        }
    }
}

std::optional<QJsonValue> StrictObject::take(
    QStringView key, QJsonValue::Type type, const QString& wanted)
{
    m_asked += key.toString();
    const QJsonValue value = m_object.value(key);
    if (value.isUndefined())
        return std::nullopt;
    if (value.type() == type)
        return value;
    refuse(key, QStringLiteral("must be %1").arg(wanted));
    return std::nullopt;
}

void StrictObject::read(QStringView key, bool& target)
{
    if (const auto value = take(key, QJsonValue::Bool, QStringLiteral("true or false")))
        target = value->toBool();
}

void StrictObject::read(QStringView key, int& target, int from, int to)
{
    const QString wanted = QStringLiteral("a whole number from %1 to %2").arg(from).arg(to);
    const auto value = take(key, QJsonValue::Double, wanted);
    if (!value)
        return;
    const double number = value->toDouble();
    if (number >= from && number <= to && std::trunc(number) == number)
        target = static_cast<int>(number);
    else
        refuse(key, QStringLiteral("must be %1").arg(wanted));
}

void StrictObject::read(QStringView key, QString& target)
{
    if (const auto value = take(key, QJsonValue::String, QStringLiteral("text")))
        target = value->toString();
}

void StrictObject::readOrNull(QStringView key, QString& target)
{
    if (m_object.value(key).isNull()) {
        m_asked += key.toString();
        target.clear();
    } else if (const auto value = take(key, QJsonValue::String, QStringLiteral("text or null"))) {
        target = value->toString();
    }
}

void StrictObject::readOrNull(QStringView key, std::optional<Instant>& target)
{
    const QString wanted = QStringLiteral("a time such as 2026-11-23T10:00:00Z, or null");
    if (m_object.value(key).isNull()) {
        m_asked += key.toString();
        target.reset();
    } else if (const auto value = take(key, QJsonValue::String, wanted)) {
        target = fromIsoText(value->toString());
        if (!target)
            refuse(key, QStringLiteral("must be %1").arg(wanted));
    }
}

void StrictObject::read(QStringView key, QStringList& target)
{
    const QString wanted = QStringLiteral("a list of texts");
    const auto value = take(key, QJsonValue::Array, wanted);
    if (!value)
        return;
    target.clear();
    for (const QJsonValue element : value->toArray()) {
        if (!element.isString())
            refuse(key, QStringLiteral("must be %1").arg(wanted));
        target += element.toString();
    }
}

std::optional<std::size_t> StrictObject::indexOf(QStringView key, const QStringList& names)
{
    const QString wanted = QStringLiteral("one of: %1").arg(names.join(QStringLiteral(", ")));
    const auto value = take(key, QJsonValue::String, wanted);
    if (!value)
        return std::nullopt;
    const auto index = names.indexOf(value->toString());
    if (index >= 0)
        return static_cast<std::size_t>(index);
    refuse(key, QStringLiteral("must be %1").arg(wanted));
    return std::nullopt;
}

StrictObject StrictObject::object(QStringView key)
{
    const auto value = take(key, QJsonValue::Object, QStringLiteral("an object {…}"));
    return {value ? value->toObject() : QJsonObject(), pathOf(key), *m_error};
}

StrictObject StrictObject::element(QStringView key, int index, const QJsonValue& value)
{
    const QString name = key.toString() + u'[' + QString::number(index) + u']';
    if (!value.isObject())
        refuse(name, QStringLiteral("must be an object {…}"));
    return {value.toObject(), pathOf(name), *m_error};
}

QJsonArray StrictObject::array(QStringView key)
{
    const auto value = take(key, QJsonValue::Array, QStringLiteral("a list […]"));
    return value ? value->toArray() : QJsonArray();
}

QStringList StrictObject::freeKeys()
{
    const QStringList keys = m_object.keys();
    for (const QString& key : keys) {
        if (key.trimmed().isEmpty())
            refuse(key, QStringLiteral("must not be blank"));
    }
    m_asked += keys;
    return keys;
}

std::optional<QString> doubleKey(const QByteArray& json)
{
    // The texts of every open object so far; arrays have an empty set of their own.
    std::vector<QSet<QByteArray>> open;
    for (qsizetype at = 0; at < json.size(); ++at) {
        const char c = json[at];
        if (c == '{' || c == '[') {
            open.emplace_back();
        } else if (c == '}' || c == ']') {
            open.pop_back();
        } else if (c == '"') {
            const qsizetype start = ++at;
            while (json[at] != '"')
                at += json[at] == '\\' ? 2 : 1;
            const QByteArray text = json.sliced(start, at - start);
            qsizetype next = at + 1;
            while (next < json.size()
                && (json[next] == ' ' || json[next] == '\n' || json[next] == '\r'
                    || json[next] == '\t'))
                ++next;
            if (next >= json.size() || json[next] != ':')
                continue;
            if (open.back().contains(text))
                return QString::fromUtf8(text);
            open.back().insert(text);
        }
    }
    return std::nullopt;
}

} // namespace core
