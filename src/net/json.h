// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/time.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace net {

class JsonArray;
struct JsonState;

// Deepest nesting of objects and arrays that is read (T32: a bomb must not reach the recursive
// parser).
inline constexpr int jsonDepthMax = 64;

// One object of a document that is being read strictly. A required member that is absent, null or
// of another type is an error; an optional one may be absent or null, but not of another type.
// Unknown members are ignored. The first error is remembered in the Json with its path and a
// default value comes back, so a parser reads straight on and asks once, at the end: `return
// json.finish(page);`. Objects and arrays must not outlive the Json that they came from.
class JsonObject final
{
public:
    [[nodiscard]] bool has(QStringView key) const; // present and not null
    [[nodiscard]] QStringList keys() const;

    [[nodiscard]] QString string(QStringView key) const;
    [[nodiscard]] std::optional<QString> optionalString(QStringView key) const;
    // A string, or a whole number in decimal: ids travel as both.
    [[nodiscard]] QString id(QStringView key) const;
    [[nodiscard]] std::optional<QString> optionalId(QStringView key) const;
    [[nodiscard]] std::int64_t integer(QStringView key) const;
    [[nodiscard]] std::optional<std::int64_t> optionalInteger(QStringView key) const;
    [[nodiscard]] bool boolean(QStringView key) const;
    [[nodiscard]] std::optional<bool> optionalBoolean(QStringView key) const;
    // ISO 8601 with an offset, see net/isotime.h.
    [[nodiscard]] core::Instant instant(QStringView key) const;
    [[nodiscard]] std::optional<core::Instant> optionalInstant(QStringView key) const;

    [[nodiscard]] JsonObject object(QStringView key) const;
    [[nodiscard]] std::optional<JsonObject> optionalObject(QStringView key) const;
    [[nodiscard]] JsonArray array(QStringView key) const;
    [[nodiscard]] JsonArray optionalArray(QStringView key) const; // empty if absent or null

    // For what only the caller can judge: `row.fail(u"hs_task_status", QStringLiteral("unknown
    // status"))`.
    void fail(QStringView key, const QString& what) const;
    [[nodiscard]] const QJsonObject& raw() const { return m_object; }

private:
    friend class Json;
    friend class JsonArray;
    JsonObject(JsonState& state, QJsonObject object, std::size_t node);

    JsonState* m_state; // never null; lives in the Json
    QJsonObject m_object;
    std::size_t m_node; // where this object stands in the document
};

// One array of a document that is being read strictly.
class JsonArray final
{
public:
    [[nodiscard]] qsizetype size() const { return m_array.size(); }
    [[nodiscard]] bool isEmpty() const { return m_array.isEmpty(); }
    // All elements as objects or strings; an element of another type is an error.
    [[nodiscard]] std::vector<JsonObject> objects() const;
    // The same where null stands for "no such thing", as in Salesforce's collection retrieve.
    [[nodiscard]] std::vector<std::optional<JsonObject>> optionalObjects() const;
    [[nodiscard]] QStringList strings() const;
    [[nodiscard]] QStringList ids() const; // strings or whole numbers
    void fail(qsizetype index, const QString& what) const;
    [[nodiscard]] const QJsonArray& raw() const { return m_array; }

private:
    friend class Json;
    friend class JsonObject;
    JsonArray(JsonState& state, QJsonArray array, std::size_t node);
    JsonState* m_state;
    QJsonArray m_array;
    std::size_t m_node;
};

// A document from a service. Parsing never throws and never returns half a document: bytes that are
// not JSON, or that are nested deeper than jsonDepthMax, give a Json whose first error says so and
// whose root is empty.
class Json final
{
public:
    explicit Json(const QByteArray& bytes);
    ~Json();
    Json(Json&&) noexcept;
    Json& operator=(Json&&) noexcept;

    [[nodiscard]] JsonObject object() const; // the root; another type is an error
    [[nodiscard]] JsonArray array() const;
    [[nodiscard]] bool isArray() const;

    // Error::Protocol whose `what` is "<path>: <what>", for example
    // "results[3].properties.hs_timestamp: expected a string, found null"; empty as long as
    // everything read had the expected shape.
    [[nodiscard]] const std::optional<core::Error>& error() const;
    // The same, forgotten: for a reader that sets one bad row aside and reads on.
    [[nodiscard]] std::optional<core::Error> takeError();

    template <typename T> [[nodiscard]] core::Result<T> finish(T value) const
    {
        if (error())
            return tl::make_unexpected(*error());
        return core::Result<T>(std::move(value));
    }

private:
    std::unique_ptr<JsonState> m_state;
};

} // namespace net
