// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/rest/call.h"

#include <QJsonDocument>
#include <QUrl>

namespace sandbox::salesforce::rest {

using namespace Qt::StringLiterals;

namespace {

QJsonObject errorJson(const QString& code, const QString& message, const QStringList& fields)
{
    QJsonObject object{{u"message"_s, message}, {u"errorCode"_s, code}};
    if (!fields.isEmpty())
        object.insert(u"fields"_s, QJsonArray::fromStringList(fields));
    return object;
}

// None if a percent sign is not followed by two hexadecimal digits, or the result is not UTF-8.
std::optional<QString> decoded(QByteArray text, bool isPlusSpace)
{
    if (isPlusSpace)
        text.replace('+', ' ');
    for (qsizetype at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
        bool isHex = false;
        text.mid(at + 1, 2).toInt(&isHex, 16);
        if (at + 2 >= text.size() || !isHex)
            return std::nullopt;
    }
    const QByteArray bytes = QByteArray::fromPercentEncoding(text);
    const QString result = QString::fromUtf8(bytes);
    return result.toUtf8() == bytes ? std::optional(result) : std::nullopt;
}

} // namespace

QByteArray Call::header(const QByteArray& name) const
{
    for (const auto& [key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

QString Call::parameter(const QString& name) const
{
    const auto found = query.find(name);
    return found == query.end() ? QString() : found->second;
}

std::optional<Target> readTarget(const QByteArray& target)
{
    Target read;
    const qsizetype mark = target.indexOf('?');
    for (const QByteArray& part : target.left(mark < 0 ? target.size() : mark).split('/')) {
        const auto segment = decoded(part, false);
        if (!segment)
            return std::nullopt;
        if (!segment->isEmpty())
            read.segments.append(*segment);
    }
    if (mark < 0 || mark + 1 == target.size())
        return read;
    for (const QByteArray& part : target.mid(mark + 1).split('&')) {
        const qsizetype equals = part.indexOf('=');
        const auto name = decoded(part.left(equals < 0 ? part.size() : equals), true);
        const auto value
            = equals < 0 ? std::optional<QString>(QString()) : decoded(part.mid(equals + 1), true);
        if (!name || !value)
            return std::nullopt;
        read.query[*name] = *value;
    }
    return read;
}

HttpResponse json(int status, QByteArray body)
{
    HttpResponse response;
    response.status = status;
    response.headers.emplace_back("Content-Type", "application/json;charset=UTF-8");
    response.body = std::move(body);
    return response;
}

HttpResponse json(int status, const QJsonObject& body)
{
    return json(status, QJsonDocument(body).toJson(QJsonDocument::Compact));
}

HttpResponse json(int status, const QJsonArray& body)
{
    return json(status, QJsonDocument(body).toJson(QJsonDocument::Compact));
}

HttpResponse empty(int status)
{
    HttpResponse response;
    response.status = status;
    return response;
}

HttpResponse error(
    int status, const QString& code, const QString& message, const QStringList& fields)
{
    return json(status, QJsonArray{errorJson(code, message, fields)});
}

HttpResponse error(int status, const RecordError& recordError)
{
    return error(status, recordError.statusCode, recordError.message, recordError.fields);
}

HttpResponse notFound()
{
    return error(404, u"NOT_FOUND"_s, u"The requested resource does not exist"_s);
}

HttpResponse methodNotAllowed(const Call& call, const QString& allowed)
{
    return error(405, u"METHOD_NOT_ALLOWED"_s,
        u"HTTP Method '%1' not allowed. Allowed are %2"_s.arg(
            QString::fromLatin1(call.method), allowed));
}

QJsonArray errorsJson(const std::vector<RecordError>& errors)
{
    QJsonArray array;
    for (const RecordError& entry : errors)
        array.append(QJsonObject{{u"statusCode"_s, entry.statusCode}, {u"message"_s, entry.message},
            {u"fields"_s, QJsonArray::fromStringList(entry.fields)}});
    return array;
}

Body readBody(const Call& call, const QStringList& members)
{
    const auto refused = [](const QString& message) {
        return Body{{}, error(400, u"JSON_PARSER_ERROR"_s, message)};
    };
    if (!call.header("Content-Type").toLower().startsWith("application/json"))
        return {{},
            error(415, u"UNSUPPORTED_MEDIA_TYPE"_s, u"Content type of the body must be JSON"_s)};
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(call.body, &problem);
    if (problem.error != QJsonParseError::NoError)
        return refused(u"%1 at [line:1, column:%2]"_s.arg(
            problem.errorString(), QString::number(problem.offset)));
    if (!document.isObject())
        return refused(u"The HTTP entity body must be a JSON object"_s);
    const QJsonObject object = document.object();
    for (const QString& name : object.keys()) {
        if (!members.isEmpty() && !members.contains(name))
            return refused(u"Unrecognized field \"%1\""_s.arg(name));
    }
    return {object, std::nullopt};
}

} // namespace sandbox::salesforce::rest
