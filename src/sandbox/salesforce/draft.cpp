// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/draft.h"

#include "sandbox/salesforce/ids.h"
#include "sandbox/salesforce/moments.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>
#include <limits>

namespace sandbox::salesforce {

using namespace Qt::StringLiterals;

namespace {

struct Converted
{
    Value value;
    MaybeError error;
};

QString tokenName(const QJsonValue& json)
{
    switch (json.type()) {
    case QJsonValue::Bool:
        return json.toBool() ? u"VALUE_TRUE"_s : u"VALUE_FALSE"_s;
    case QJsonValue::Double:
        return json.toDouble() == std::floor(json.toDouble()) ? u"VALUE_NUMBER_INT"_s
                                                              : u"VALUE_NUMBER_FLOAT"_s;
    case QJsonValue::String:
        return u"VALUE_STRING"_s;
    case QJsonValue::Array:
        return u"START_ARRAY"_s;
    case QJsonValue::Object:
        return u"START_OBJECT"_s;
    default:
        return u"VALUE_NULL"_s;
    }
}

Converted wrongJson(const Field& field, const QString& wanted, const QJsonValue& json)
{
    QString shown = json.toVariant().toString();
    if (shown.size() > 80)
        shown.truncate(80);
    return {{},
        recordError(u"JSON_PARSER_ERROR"_s,
            u"Cannot deserialize instance of %1 from %2 value %3 or request may be missing a required field"_s
                .arg(wanted, tokenName(json), shown),
            {field.name})};
}

qsizetype codePoints(const QString& text)
{
    return text.toUcs4().size();
}

Converted convertText(const Field& field, const QJsonValue& json)
{
    if (!json.isString())
        return wrongJson(field, u"string"_s, json);
    // The org trims texts and keeps empty ones as null.
    const QString text = json.toString().trimmed();
    if (text.isEmpty())
        return {};
    if (codePoints(text) > field.length)
        return {{},
            recordError(u"STRING_TOO_LONG"_s,
                u"%1: data value too large: %2 (max length=%3)"_s.arg(
                    field.label, text.left(255), QString::number(field.length)),
                {field.name})};
    const bool isChoice = field.type == FieldType::Picklist && field.restrictedPicklist;
    if (isChoice && !hasPicklistValue(field, text))
        return {{},
            recordError(u"INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"_s,
                u"%1: bad value for restricted picklist field: %2"_s.arg(field.label, text),
                {field.name})};
    return {text, {}};
}

Converted convertId(const Field& field, const QJsonValue& json)
{
    if (!json.isString())
        return wrongJson(field, u"reference"_s, json);
    if (json.toString().isEmpty())
        return {};
    const auto id = normalizedId(json.toString());
    if (!id)
        return {{},
            recordError(u"MALFORMED_ID"_s,
                u"%1: id value of incorrect type: %2"_s.arg(field.label, json.toString()),
                {field.name})};
    return {*id, {}};
}

Converted convertNumber(const Field& field, const QJsonValue& json)
{
    const double number = json.toDouble(std::numeric_limits<double>::quiet_NaN());
    if (!json.isDouble() || number != std::floor(number))
        return wrongJson(field, u"int"_s, json);
    if (std::abs(number) > std::numeric_limits<int>::max())
        return {{},
            recordError(u"NUMBER_OUTSIDE_VALID_RANGE"_s,
                u"%1: value outside of valid range on numeric field"_s.arg(field.label),
                {field.name})};
    return {number, {}};
}

Converted convertJunction(const Field& field, const QJsonValue& json)
{
    if (!json.isArray())
        return wrongJson(field, u"list"_s, json);
    QStringList ids;
    for (const QJsonValue& entry : json.toArray()) {
        const auto id = entry.isString() ? normalizedId(entry.toString()) : std::nullopt;
        if (!id)
            return {{},
                recordError(
                    u"MALFORMED_ID"_s, u"malformed id %1"_s.arg(entry.toString()), {field.name})};
        ids.append(*id);
    }
    return {ids.join(QChar(u',')), {}};
}

Converted convertMoment(const Field& field, const QJsonValue& json)
{
    const QString text = json.toString();
    if (field.type == FieldType::Date) {
        const auto date = json.isString() ? readDate(text) : std::nullopt;
        return date ? Converted{*date, {}} : wrongJson(field, u"date"_s, json);
    }
    const auto instant = json.isString() ? readDateTime(text) : std::nullopt;
    if (!instant)
        return wrongJson(field, u"datetime"_s, json);
    return {Instant(std::chrono::floor<std::chrono::seconds>(*instant)), {}};
}

Converted convert(const Field& field, const QJsonValue& json)
{
    if (json.isNull())
        return {};
    switch (field.type) {
    case FieldType::Boolean:
        return json.isBool() ? Converted{json.toBool(), {}} : wrongJson(field, u"boolean"_s, json);
    case FieldType::Int:
        return convertNumber(field, json);
    case FieldType::Date:
    case FieldType::DateTime:
        return convertMoment(field, json);
    case FieldType::RecordId:
    case FieldType::Reference:
        return convertId(field, json);
    case FieldType::JunctionIds:
        return convertJunction(field, json);
    default:
        return convertText(field, json);
    }
}

// The column to write, or why it cannot be written.
std::variant<int, RecordError> writableColumn(
    const Draft& draft, const QString& name, const Access& access)
{
    const ObjectType& type = draft.type();
    const int column = access.column(type, name);
    if (column < 0 || type.fields[static_cast<std::size_t>(column)].name != name)
        return recordError(u"INVALID_FIELD"_s,
            u"No such column '%1' on sobject of type %2"_s.arg(name, type.name));
    const Field& field = type.fields[static_cast<std::size_t>(column)];
    if (!(draft.isNew ? field.createable : field.updateable) || !access.canEdit(type, column))
        return recordError(u"INVALID_FIELD_FOR_INSERT_UPDATE"_s,
            u"Unable to create/update fields: %1. Please check the security settings of this field "
            u"and "
            "verify that it is read/write for your profile or permission set."_s.arg(name),
            {name});
    return column;
}

// What a new record has without being told.
void fillDefaults(Draft& draft)
{
    for (std::size_t i = 0; i < draft.type().fields.size(); ++i) {
        const Field& field = draft.type().fields[i];
        const int column = static_cast<int>(i);
        if (!isNull(draft.row.at(column)))
            continue;
        if (field.type == FieldType::Boolean)
            draft.row.set(column, false);
        else if (field.type == FieldType::Picklist && !draft.named.contains(column)
            && !defaultOf(field).isEmpty())
            draft.row.set(column, defaultOf(field));
    }
}

MaybeError checkRequired(const Draft& draft)
{
    QStringList missing;
    for (std::size_t i = 0; i < draft.type().fields.size(); ++i) {
        const Field& field = draft.type().fields[i];
        const int column = static_cast<int>(i);
        const bool isCallers = field.createable && field.offered && !field.nillable;
        const bool isLeftToOrg = field.defaultedOnCreate && !draft.named.contains(column);
        if (isCallers && !isLeftToOrg && isNull(draft.row.at(column)))
            missing.append(field.name);
    }
    if (missing.isEmpty())
        return std::nullopt;
    return recordError(u"REQUIRED_FIELD_MISSING"_s,
        u"Required fields are missing: [%1]"_s.arg(missing.join(u", "_s)), missing);
}

} // namespace

bool Draft::names(const QString& field) const
{
    return named.contains(columnNamed(type(), field));
}

RecordError recordError(const QString& code, const QString& message, const QStringList& fields)
{
    return {code, message, fields};
}

MaybeError assign(Draft& draft, const QJsonObject& fields, const Access& access)
{
    for (auto member = fields.begin(); member != fields.end(); ++member) {
        if (member.key() == "attributes"_L1)
            continue;
        const auto column = writableColumn(draft, member.key(), access);
        if (const auto* error = std::get_if<RecordError>(&column))
            return *error;
        const int place = std::get<int>(column);
        Converted converted
            = convert(draft.type().fields[static_cast<std::size_t>(place)], member.value());
        if (converted.error)
            return converted.error;
        draft.named.insert(place);
        draft.row.set(place, std::move(converted.value));
    }
    if (draft.isNew)
        fillDefaults(draft);
    return checkRequired(draft);
}

} // namespace sandbox::salesforce
