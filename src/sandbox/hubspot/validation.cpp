// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/hubspot/validation.h"

#include "sandbox/instants.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace sandbox::hubspot {

namespace {

struct Refusal
{
    QString name;
    QByteArray error;
    QString message;
};

using Checked = std::variant<QByteArray, Refusal>;

Checked refused(const PropertyDefinition& definition, const char* error, const QString& message)
{
    return Refusal{QString::fromLatin1(definition.name), error, message};
}

Checked checkedOption(const Model& model, const PropertyDefinition& definition, const QString& text)
{
    if (definition.holdsOwner) {
        const auto owner = recordIdFrom(text);
        if (owner && model.owners().contains(*owner))
            return text.toUtf8();
        return refused(definition, "INVALID_OWNER_ID",
            QStringLiteral("%1 is not the id of an owner of this account").arg(text));
    }
    const bool exists = std::any_of(definition.options.begin(), definition.options.end(),
        [&](const Option& option) { return option.value == text; });
    if (exists)
        return text.toUtf8();
    QStringList allowed;
    for (const auto& option : definition.options)
        allowed.append(option.value);
    return refused(definition, "INVALID_OPTION",
        QStringLiteral("%1 was not one of the allowed options: [%2]")
            .arg(text, allowed.join(QStringLiteral(", "))));
}

Checked checkedTime(const PropertyDefinition& definition, const QString& text)
{
    const auto at = instantFrom(text.toUtf8());
    if (!at)
        return refused(
            definition, "INVALID_DATE", QStringLiteral("%1 was not a valid date").arg(text));
    if (definition.type == PropertyType::DateTime)
        return isoText(*at);
    if (std::chrono::floor<std::chrono::days>(*at) != *at)
        return refused(definition, "INVALID_DATE",
            QStringLiteral("%1 is at a time of day, expected midnight UTC").arg(text));
    return isoText(*at).left(10);
}

Checked checkedText(const PropertyDefinition& definition, const QString& text)
{
    if (text.toUcs4().size() > definition.lengthMax)
        return refused(definition, "PROPERTY_VALUE_TOO_LONG",
            QStringLiteral("the value has more than %1 characters").arg(definition.lengthMax));
    if (definition.name != "email")
        return text.toUtf8();
    const auto email = text.trimmed().toLower();
    const auto at = email.indexOf(u'@');
    if (at < 1 || email.indexOf(u'.', at) < 0)
        return refused(
            definition, "INVALID_EMAIL", QStringLiteral("Email address %1 is invalid").arg(text));
    return email.toUtf8();
}

Checked checkedValue(const Model& model, const PropertyDefinition& definition, const QString& text)
{
    if (text.isEmpty())
        return QByteArray();
    switch (definition.type) {
    case PropertyType::Enumeration:
        return checkedOption(model, definition, text);
    case PropertyType::DateTime:
    case PropertyType::Date:
        return checkedTime(definition, text);
    case PropertyType::Number: {
        bool isNumber = false;
        text.toDouble(&isNumber);
        if (isNumber)
            return text.toUtf8();
        return refused(
            definition, "INVALID_LONG", QStringLiteral("%1 was not a valid number").arg(text));
    }
    case PropertyType::Bool:
        if (text == QStringLiteral("true") || text == QStringLiteral("false"))
            return text.toUtf8();
        return refused(
            definition, "INVALID_BOOLEAN", QStringLiteral("%1 was not true or false").arg(text));
    case PropertyType::String:
        break;
    }
    return checkedText(definition, text);
}

Checked checkedMember(const Model& model, const Schema& schema, const QString& name,
    const QJsonValue& value, int property)
{
    if (property == Schema::none)
        return Refusal{name, "PROPERTY_DOESNT_EXIST",
            QStringLiteral("Property \"%1\" does not exist").arg(name)};
    const auto& definition = schema.at(property);
    if (definition.readOnly)
        return refused(definition, "READ_ONLY_VALUE",
            QStringLiteral("\"%1\" is a read only property; its value cannot be set").arg(name));
    if (!value.isString())
        return refused(definition, "INVALID_TYPE",
            QStringLiteral("the value of \"%1\" must be a string").arg(name));
    return checkedValue(model, definition, value.toString());
}

Problem problemOf(const std::vector<Refusal>& refusals)
{
    QJsonArray rows;
    Problem problem;
    for (const auto& refusal : refusals) {
        rows.append(QJsonObject{{QStringLiteral("isValid"), false},
            {QStringLiteral("message"), refusal.message},
            {QStringLiteral("error"), QString::fromLatin1(refusal.error)},
            {QStringLiteral("name"), refusal.name},
            {QStringLiteral("localizedErrorMessage"), refusal.message}});
        problem.details.push_back(
            {refusal.message, refusal.error, {{"propertyName", {refusal.name}}}});
    }
    problem.message
        = QStringLiteral("Property values were not valid: %1")
              .arg(QString::fromUtf8(QJsonDocument(rows).toJson(QJsonDocument::Compact)));
    return problem;
}

// A unique value that another live record has.
std::optional<Problem> conflict(const Model& model, Object object, const std::vector<Value>& values,
    std::optional<RecordId> self)
{
    const auto& table = model.table(object);
    for (const auto& value : values) {
        const auto& definition = table.schema().at(value.property);
        if (!definition.unique || value.text.isEmpty())
            continue;
        const auto* holder = table.findUnique(value.property, value.text);
        if (holder == nullptr || (self && holder->id == *self))
            continue;
        auto name = QString::fromLatin1(singularName(object));
        name[0] = name[0].toUpper();
        Problem problem = invalid(QStringLiteral("%1 already exists. Existing ID: %2")
                                      .arg(name, QString::number(qulonglong{holder->id})));
        problem.status = 409;
        problem.category = "CONFLICT";
        return problem;
    }
    return {};
}

} // namespace

std::optional<RecordId> recordIdFrom(QStringView text)
{
    if (text.isEmpty() || text.size() > 19)
        return {};
    const bool isNumber = std::all_of(
        text.begin(), text.end(), [](QChar letter) { return letter >= u'0' && letter <= u'9'; });
    if (!isNumber)
        return {};
    return text.toULongLong();
}

std::variant<std::vector<Value>, Problem> checkedValues(
    const Model& model, Object object, const QJsonObject& properties, std::optional<RecordId> self)
{
    const auto& schema = model.table(object).schema();
    std::vector<Value> values;
    std::vector<Refusal> refusals;
    for (auto member = properties.constBegin(); member != properties.constEnd(); ++member) {
        const int property = schema.find(member.key().toUtf8());
        auto checked = checkedMember(model, schema, member.key(), member.value(), property);
        if (auto* text = std::get_if<QByteArray>(&checked))
            values.push_back({property, std::move(*text)});
        else
            refusals.push_back(std::get<Refusal>(std::move(checked)));
    }
    const int timestamp = schema.find("hs_timestamp");
    const bool hasTimestamp
        = std::any_of(values.begin(), values.end(), [timestamp](const Value& value) {
              return value.property == timestamp && !value.text.isEmpty();
          });
    if (!self && timestamp != Schema::none && !hasTimestamp && refusals.empty())
        refusals.push_back({QStringLiteral("hs_timestamp"), "MISSING_REQUIRED_PROPERTY",
            QStringLiteral("Some required properties were not set: hs_timestamp")});
    if (!refusals.empty())
        return problemOf(refusals);
    if (auto taken = conflict(model, object, values, self))
        return std::move(*taken);
    return values;
}

} // namespace sandbox::hubspot
