// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/json.h"

#include <QJsonDocument>
#include <QString>

namespace sandbox {

namespace {

// Letters that JSON wants escaped. UTF-8 goes through as it is.
void appendEscaped(QByteArray& out, QByteArrayView utf8)
{
    static constexpr char hex[] = "0123456789abcdef";
    qsizetype clean = 0;
    for (qsizetype i = 0; i < utf8.size(); ++i) {
        const auto letter = static_cast<unsigned char>(utf8[i]);
        if (letter >= 0x20 && letter != '"' && letter != '\\')
            continue;
        out.append(utf8.data() + clean, i - clean);
        clean = i + 1;
        if (letter == '"' || letter == '\\') {
            out.append('\\').append(utf8[i]);
        } else if (letter == '\n') {
            out.append("\\n");
        } else {
            out.append("\\u00").append(hex[letter >> 4U]).append(hex[letter & 15U]);
        }
    }
    out.append(utf8.data() + clean, utf8.size() - clean);
}

} // namespace

void JsonWriter::separate()
{
    if (m_needsComma)
        m_out.append(',');
    m_needsComma = true;
}

JsonWriter& JsonWriter::beginObject()
{
    separate();
    m_out.append('{');
    m_needsComma = false;
    return *this;
}

JsonWriter& JsonWriter::endObject()
{
    m_out.append('}');
    m_needsComma = true;
    return *this;
}

JsonWriter& JsonWriter::beginArray()
{
    separate();
    m_out.append('[');
    m_needsComma = false;
    return *this;
}

JsonWriter& JsonWriter::endArray()
{
    m_out.append(']');
    m_needsComma = true;
    return *this;
}

JsonWriter& JsonWriter::key(QByteArrayView name)
{
    separate();
    m_out.append('"').append(name).append("\":");
    m_needsComma = false;
    return *this;
}

JsonWriter& JsonWriter::text(QByteArrayView utf8)
{
    separate();
    m_out.append('"');
    appendEscaped(m_out, utf8);
    m_out.append('"');
    return *this;
}

JsonWriter& JsonWriter::text(QStringView text)
{
    return this->text(text.toUtf8());
}

JsonWriter& JsonWriter::number(qint64 number)
{
    separate();
    m_out.append(QByteArray::number(number));
    return *this;
}

JsonWriter& JsonWriter::boolean(bool value)
{
    return raw(value ? "true" : "false");
}

JsonWriter& JsonWriter::null()
{
    return raw("null");
}

JsonWriter& JsonWriter::raw(QByteArrayView json)
{
    separate();
    m_out.append(json);
    return *this;
}

std::optional<QJsonObject> parseObject(const QByteArray& body, QByteArray* problem)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(body, &error);
    if (error.error != QJsonParseError::NoError) {
        *problem
            = error.errorString().toUtf8() + " at character " + QByteArray::number(error.offset);
        return {};
    }
    if (!document.isObject()) {
        *problem = "the body must be one JSON object";
        return {};
    }
    return document.object();
}

HttpResponse jsonResponse(int status, QByteArray body)
{
    HttpResponse response;
    response.status = status;
    response.headers.emplace_back("Content-Type", "application/json;charset=utf-8");
    response.body = std::move(body);
    return response;
}

} // namespace sandbox
