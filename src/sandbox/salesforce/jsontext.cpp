// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/jsontext.h"

#include "sandbox/salesforce/moments.h"
#include "sandbox/salesforce/state.h"

namespace sandbox::salesforce {

using namespace Qt::StringLiterals;

namespace {

void appendEscape(QByteArray& json, char c)
{
    constexpr char digits[] = "0123456789abcdef";
    json += '\\';
    if (c == '\n')
        json += 'n';
    else if (c == '\r')
        json += 'r';
    else if (c == '\t')
        json += 't';
    else if (c == '"' || c == '\\')
        json += c;
    else {
        json += "u00";
        json += digits[(c >> 4) & 0xf];
        json += digits[c & 0xf];
    }
}

void appendAttributes(
    QByteArray& json, QStringView type, const ObjectType& of, const QString& id, int version)
{
    json += R"("attributes":{"type":)";
    appendText(json, type);
    json += R"(,"url":"/services/data/v)" + QByteArray::number(version) + ".0/sobjects/"
        + of.name.toLatin1() + '/' + id.toLatin1() + "\"}";
}

void appendValueOfAnyType(QByteArray& json, const Value& value)
{
    if (const auto* text = std::get_if<QString>(&value))
        appendText(json, *text);
    else if (const auto* flag = std::get_if<bool>(&value))
        json += *flag ? "true" : "false";
    else if (const auto* number = std::get_if<double>(&value))
        json += QByteArray::number(*number, 'g', 15);
    else if (const auto* date = std::get_if<QDate>(&value))
        json += '"' + dateText(*date) + '"';
    else if (const auto* instant = std::get_if<Instant>(&value))
        json += '"' + dateTimeText(*instant) + '"';
    else
        json += "null";
}

void appendRelationship(QByteArray& json, const soql::Output& member, const Table& table,
    RowNumber row, const State& state, int version)
{
    const QString id = table.row(row).text(member.hop);
    const Table* target = id.isEmpty() ? nullptr : state.tableOfId(id);
    const auto found = target ? target->find(id) : std::nullopt;
    if (!found) {
        json += "null";
        return;
    }
    json += '{';
    appendAttributes(json,
        member.isPolymorphic ? QStringView(u"Name") : QStringView(target->type().name),
        target->type(), id, version);
    for (const soql::Output& inner : member.members) {
        json += ',';
        appendText(json, inner.name);
        json += ':';
        if (inner.hop >= 0)
            appendRelationship(json, inner, *target, *found, state, version);
        else
            appendValueOfAnyType(json, valueAt(inner.path, *target, *found, state));
    }
    json += '}';
}

} // namespace

void appendText(QByteArray& json, QStringView text)
{
    json += '"';
    const QByteArray utf8 = text.toUtf8();
    qsizetype plainFrom = 0; // what needs no escape is copied in runs
    for (qsizetype i = 0; i < utf8.size(); ++i) {
        const char c = utf8[i];
        const auto code = static_cast<unsigned char>(c);
        if (code >= 0x20 && c != '"' && c != '\\')
            continue;
        json.append(utf8.constData() + plainFrom, i - plainFrom);
        plainFrom = i + 1;
        appendEscape(json, c);
    }
    json.append(utf8.constData() + plainFrom, utf8.size() - plainFrom);
    json += '"';
}

void appendRecord(QByteArray& json, const std::vector<soql::Output>& output, const Table& table,
    std::uint32_t row, const State& state, int version)
{
    json += '{';
    appendAttributes(
        json, table.type().name, table.type(), table.row(row).text(column::id), version);
    for (const soql::Output& member : output) {
        json += ',';
        appendText(json, member.name);
        json += ':';
        if (member.hop >= 0)
            appendRelationship(json, member, table, row, state, version);
        else
            appendValueOfAnyType(json, table.row(row).at(member.path.column));
    }
    json += '}';
}

QJsonValue jsonValue(const Value& value)
{
    if (const auto* text = std::get_if<QString>(&value))
        return *text;
    if (const auto* flag = std::get_if<bool>(&value))
        return *flag;
    if (const auto* number = std::get_if<double>(&value))
        return *number;
    if (const auto* date = std::get_if<QDate>(&value))
        return QString::fromLatin1(dateText(*date));
    if (const auto* instant = std::get_if<Instant>(&value))
        return QString::fromLatin1(dateTimeText(*instant));
    return QJsonValue::Null;
}

} // namespace sandbox::salesforce
