// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QJsonObject>
#include <QStringView>

#include <optional>

namespace sandbox {

// Writes compact JSON text straight into bytes; the large answers of the sandbox are made with it
// because building and sorting QJsonObjects costs more than everything else a request does. The
// caller opens and closes in the right order.
class JsonWriter final
{
public:
    JsonWriter& beginObject();
    JsonWriter& endObject();
    JsonWriter& beginArray();
    JsonWriter& endArray();
    JsonWriter& key(QByteArrayView name); // plain ASCII that needs no escaping
    JsonWriter& text(QByteArrayView utf8);
    JsonWriter& text(QStringView text);
    JsonWriter& number(qint64 number);
    JsonWriter& boolean(bool value);
    JsonWriter& null();
    JsonWriter& raw(QByteArrayView json); // one whole value

    [[nodiscard]] QByteArray take() { return std::move(m_out); }

private:
    void separate();

    QByteArray m_out;
    bool m_needsComma = false;
};

// The body as one JSON object, or nothing. `problem` says where it broke.
[[nodiscard]] std::optional<QJsonObject> parseObject(const QByteArray& body, QByteArray* problem);

// A response with application/json; the body is as it stands.
[[nodiscard]] HttpResponse jsonResponse(int status, QByteArray body);

} // namespace sandbox
