// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/json.h"

#include "net/isotime.h"

#include <algorithm>
#include <utility>

namespace net {

namespace {

// Where an object or array stands: a member of, or an element of, another node. Paths are spelled
// only for errors.
struct Node
{
    std::size_t parent = 0; // the root is its own parent
    QString key = {};
    qsizetype index = -1; // of an element
};

int depthOf(const QByteArray& bytes)
{
    int depth = 0;
    int deepest = 0;
    bool inString = false;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            deepest = std::max(deepest, ++depth);
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return deepest;
}

const char* typeName(const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::Null:
        return "null";
    case QJsonValue::Bool:
        return "a boolean";
    case QJsonValue::Double:
        return "a number";
    case QJsonValue::String:
        return "a string";
    case QJsonValue::Array:
        return "an array";
    case QJsonValue::Object:
        return "an object";
    case QJsonValue::Undefined:
        break;
    }
    return "nothing";
}

std::optional<std::int64_t> wholeNumber(const QJsonValue& value)
{
    // toInteger answers its default for everything that is not a whole number in range.
    const qint64 first = value.toInteger(0);
    if (!value.isDouble() || first != value.toInteger(1))
        return std::nullopt;
    return first;
}

std::optional<QString> idText(const QJsonValue& value)
{
    if (value.isString())
        return value.toString();
    if (const auto number = wholeNumber(value))
        return QString::number(*number);
    return std::nullopt;
}

bool absent(const QJsonValue& value)
{
    return value.isUndefined() || value.isNull();
}

} // namespace

struct JsonState
{
    QJsonDocument document;
    std::vector<Node> nodes{Node{}};
    std::optional<core::Error> error;

    std::size_t member(std::size_t parent, QStringView key)
    {
        nodes.push_back({parent, key.toString(), -1});
        return nodes.size() - 1;
    }
    std::size_t element(std::size_t parent, qsizetype index)
    {
        nodes.push_back({parent, {}, index});
        return nodes.size() - 1;
    }

    QString path(std::size_t node) const
    {
        QString out;
        for (; node != 0; node = nodes[node].parent) {
            const Node& at = nodes[node];
            const QString part = at.index >= 0 ? QStringLiteral("[%1]").arg(at.index) : at.key;
            const bool dot = !out.isEmpty() && !out.startsWith(u'[');
            out = part + (dot ? QStringLiteral(".") : QString()) + out;
        }
        return out;
    }

    void fail(const QString& path, const QString& what)
    {
        if (error)
            return;
        error = core::Error{core::Error::Kind::Protocol,
            (path.isEmpty() ? QStringLiteral("document") : path) + QStringLiteral(": ") + what};
    }
    void failMember(std::size_t node, QStringView key, const QString& what)
    {
        const QString above = path(node);
        fail(above.isEmpty() ? key.toString() : above + u'.' + key.toString(), what);
    }
    void failElement(std::size_t node, qsizetype index, const QString& what)
    {
        fail(path(node) + QStringLiteral("[%1]").arg(index), what);
    }
    static QString expected(const char* what, const QJsonValue& found)
    {
        return QStringLiteral("expected %1, found %2")
            .arg(QLatin1String(what), QLatin1String(typeName(found)));
    }
};

JsonObject::JsonObject(JsonState& state, QJsonObject object, std::size_t node)
    : m_state(&state)
    , m_object(std::move(object))
    , m_node(node)
{
}

bool JsonObject::has(QStringView key) const
{
    return !absent(m_object.value(key));
}

QStringList JsonObject::keys() const
{
    return m_object.keys();
}

void JsonObject::fail(QStringView key, const QString& what) const
{
    m_state->failMember(m_node, key, what);
}

QString JsonObject::string(QStringView key) const
{
    const QJsonValue value = m_object.value(key);
    if (!value.isString())
        fail(key, JsonState::expected("a string", value));
    return value.toString();
}

std::optional<QString> JsonObject::optionalString(QStringView key) const
{
    return has(key) ? std::optional(string(key)) : std::nullopt;
}

QString JsonObject::id(QStringView key) const
{
    const QJsonValue value = m_object.value(key);
    auto text = idText(value);
    if (!text)
        fail(key, JsonState::expected("an id", value));
    return text.value_or(QString());
}

std::optional<QString> JsonObject::optionalId(QStringView key) const
{
    return has(key) ? std::optional(id(key)) : std::nullopt;
}

std::int64_t JsonObject::integer(QStringView key) const
{
    const QJsonValue value = m_object.value(key);
    const auto number = wholeNumber(value);
    if (!number)
        fail(key, JsonState::expected("a whole number", value));
    return number.value_or(0);
}

std::optional<std::int64_t> JsonObject::optionalInteger(QStringView key) const
{
    return has(key) ? std::optional(integer(key)) : std::nullopt;
}

bool JsonObject::boolean(QStringView key) const
{
    const QJsonValue value = m_object.value(key);
    if (!value.isBool())
        fail(key, JsonState::expected("a boolean", value));
    return value.toBool();
}

std::optional<bool> JsonObject::optionalBoolean(QStringView key) const
{
    return has(key) ? std::optional(boolean(key)) : std::nullopt;
}

core::Instant JsonObject::instant(QStringView key) const
{
    const QJsonValue value = m_object.value(key);
    const auto time = parseIsoTime(value.toString());
    if (!time) {
        fail(key,
            value.isString() ? QStringLiteral("expected a time with an offset")
                             : JsonState::expected("a time", value));
    }
    return time.value_or(core::Instant());
}

std::optional<core::Instant> JsonObject::optionalInstant(QStringView key) const
{
    return has(key) ? std::optional(instant(key)) : std::nullopt;
}

JsonObject JsonObject::object(QStringView key) const
{
    const QJsonValue value = m_object.value(key);
    if (!value.isObject())
        fail(key, JsonState::expected("an object", value));
    return {*m_state, value.toObject(), m_state->member(m_node, key)};
}

std::optional<JsonObject> JsonObject::optionalObject(QStringView key) const
{
    return has(key) ? std::optional(object(key)) : std::nullopt;
}

JsonArray JsonObject::array(QStringView key) const
{
    const QJsonValue value = m_object.value(key);
    if (!value.isArray())
        fail(key, JsonState::expected("an array", value));
    return {*m_state, value.toArray(), m_state->member(m_node, key)};
}

JsonArray JsonObject::optionalArray(QStringView key) const
{
    if (has(key))
        return array(key);
    return {*m_state, QJsonArray(), m_state->member(m_node, key)};
}

JsonArray::JsonArray(JsonState& state, QJsonArray array, std::size_t node)
    : m_state(&state)
    , m_array(std::move(array))
    , m_node(node)
{
}

void JsonArray::fail(qsizetype index, const QString& what) const
{
    m_state->failElement(m_node, index, what);
}

std::vector<JsonObject> JsonArray::objects() const
{
    std::vector<JsonObject> out;
    out.reserve(std::size_t(m_array.size()));
    for (qsizetype i = 0; i < m_array.size(); ++i) {
        const QJsonValue value = m_array.at(i);
        if (!value.isObject()) {
            fail(i, JsonState::expected("an object", value));
            return {};
        }
        out.push_back(JsonObject(*m_state, value.toObject(), m_state->element(m_node, i)));
    }
    return out;
}

std::vector<std::optional<JsonObject>> JsonArray::optionalObjects() const
{
    std::vector<std::optional<JsonObject>> out;
    out.reserve(std::size_t(m_array.size()));
    for (qsizetype i = 0; i < m_array.size(); ++i) {
        const QJsonValue value = m_array.at(i);
        if (value.isNull()) {
            out.emplace_back();
            continue;
        }
        if (!value.isObject()) {
            fail(i, JsonState::expected("an object or null", value));
            return {};
        }
        out.push_back(JsonObject(*m_state, value.toObject(), m_state->element(m_node, i)));
    }
    return out;
}

QStringList JsonArray::strings() const
{
    QStringList out;
    for (qsizetype i = 0; i < m_array.size(); ++i) {
        const QJsonValue value = m_array.at(i);
        if (!value.isString())
            fail(i, JsonState::expected("a string", value));
        out.append(value.toString());
    }
    return out;
}

QStringList JsonArray::ids() const
{
    QStringList out;
    for (qsizetype i = 0; i < m_array.size(); ++i) {
        const QJsonValue value = m_array.at(i);
        const auto text = idText(value);
        if (!text)
            fail(i, JsonState::expected("an id", value));
        out.append(text.value_or(QString()));
    }
    return out;
}

Json::Json(const QByteArray& bytes)
    : m_state(std::make_unique<JsonState>())
{
    if (depthOf(bytes) > jsonDepthMax) {
        m_state->fail({}, QStringLiteral("nested deeper than %1").arg(jsonDepthMax));
        return;
    }
    QJsonParseError error;
    m_state->document = QJsonDocument::fromJson(bytes, &error);
    if (error.error != QJsonParseError::NoError) {
        m_state->fail({},
            QStringLiteral("not JSON at byte %1: %2").arg(error.offset).arg(error.errorString()));
    }
}

Json::~Json() = default;
Json::Json(Json&&) noexcept = default;
Json& Json::operator=(Json&&) noexcept = default;

JsonObject Json::object() const
{
    if (!m_state->document.isObject())
        m_state->fail({}, QStringLiteral("expected an object"));
    return {*m_state, m_state->document.object(), 0};
}

JsonArray Json::array() const
{
    if (!m_state->document.isArray())
        m_state->fail({}, QStringLiteral("expected an array"));
    return {*m_state, m_state->document.array(), 0};
}

bool Json::isArray() const
{
    return m_state->document.isArray();
}

std::optional<core::Error> Json::takeError()
{
    return std::exchange(m_state->error, std::nullopt);
}

const std::optional<core::Error>& Json::error() const
{
    return m_state->error;
}

} // namespace net
