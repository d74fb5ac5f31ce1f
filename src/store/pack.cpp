// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/pack.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QtEndian>

#include <algorithm>

namespace store {

namespace {

constexpr qsizetype fieldBytes = 1 + 8 + 8;

bool isKnownField(unsigned char number)
{
    return std::any_of(core::allTaskFields.begin(), core::allTaskFields.end(),
        [number](core::TaskField field) { return int(field) == number; });
}

// A JSON string. Written here because a plan has a why-chain for each of its rows, and building a
// document for each took longer than storing it (measured).
void appendString(QString& json, QStringView text)
{
    json += u'"';
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\') {
            json += u'\\';
            json += c;
        } else if (c < u' ') {
            json += QStringLiteral("\\u%1").arg(int(c.unicode()), 4, 16, QLatin1Char('0'));
        } else {
            json += c;
        }
    }
    json += u'"';
}

std::optional<QJsonArray> arrayOf(const QString& json)
{
    const auto document = QJsonDocument::fromJson(json.toUtf8());
    if (!document.isArray())
        return std::nullopt;
    return document.array();
}

std::optional<QStringList> stringsFrom(const QJsonArray& array, qsizetype first)
{
    QStringList strings;
    for (qsizetype index = first; index < array.size(); ++index) {
        if (!array.at(index).isString())
            return std::nullopt;
        strings.append(array.at(index).toString());
    }
    return strings;
}

} // namespace

QByteArray packBase(const core::Base& base)
{
    QByteArray bytes(qsizetype(base.size()) * fieldBytes, Qt::Uninitialized);
    char* at = bytes.data();
    for (const auto& [field, hashes] : base) {
        *at = static_cast<char>(field);
        qToLittleEndian(hashes.source, at + 1);
        qToLittleEndian(hashes.written, at + 9);
        at += fieldBytes;
    }
    return bytes;
}

std::optional<core::Base> unpackBase(QByteArrayView bytes)
{
    if (bytes.size() % fieldBytes != 0)
        return std::nullopt;
    core::Base base;
    for (const char* at = bytes.begin(); at != bytes.end(); at += fieldBytes) {
        const auto number = static_cast<unsigned char>(*at);
        const auto field = static_cast<core::TaskField>(number);
        if (!isKnownField(number) || (!base.empty() && base.rbegin()->first >= field))
            return std::nullopt;
        base.emplace_hint(base.end(), field,
            core::BaseField{
                qFromLittleEndian<quint64>(at + 1), qFromLittleEndian<quint64>(at + 9)});
    }
    return base;
}

QString packArgs(const QStringList& args)
{
    QString json = QStringLiteral("[");
    for (const QString& arg : args) {
        if (json.size() > 1)
            json += u',';
        appendString(json, arg);
    }
    return json + u']';
}

std::optional<QStringList> unpackArgs(const QString& json)
{
    const auto array = arrayOf(json);
    return array ? stringsFrom(*array, 0) : std::nullopt;
}

QString packWhy(const core::Why& why)
{
    QString json = QStringLiteral("[");
    for (const core::Reason& reason : why) {
        json += json.size() > 1 ? u",[" : u"[";
        json += QString::number(int(reason.code));
        for (const QString& arg : reason.args) {
            json += u',';
            appendString(json, arg);
        }
        json += u']';
    }
    return json + u']';
}

std::optional<core::Why> unpackWhy(const QString& json)
{
    const auto chain = arrayOf(json);
    if (!chain)
        return std::nullopt;
    core::Why why;
    for (const QJsonValue& value : *chain) {
        const QJsonArray step = value.toArray();
        const auto args = stringsFrom(step, 1);
        if (!step.at(0).isDouble() || !args)
            return std::nullopt;
        why.push_back({core::ReasonCode(step.at(0).toInt()), *args});
    }
    return why;
}

} // namespace store
