// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/hubspot/call.h"
#include "sandbox/hubspot/strictobject.h"

#include <algorithm>
#include <array>

// Property definitions and their groups (HubSpot contract 3.5).
namespace sandbox::hubspot {

namespace {

constexpr int uniqueMax = 10; // unique properties of the account's own per object

void writeOptions(JsonWriter& out, const Model& model, const PropertyDefinition& definition)
{
    auto options = definition.options;
    if (definition.holdsOwner) {
        for (const auto& [id, owner] : model.owners())
            options.push_back({owner.firstName + u' ' + owner.lastName, owner.id});
    }
    out.key("options").beginArray();
    int order = 0;
    for (const auto& option : options) {
        out.beginObject().key("label").text(option.label).key("value").text(option.value);
        out.key("displayOrder").number(order++).key("hidden").boolean(false).endObject();
    }
    out.endArray();
}

void writeDefinition(JsonWriter& out, const Model& model, const PropertyDefinition& definition)
{
    out.beginObject().key("name").text(definition.name).key("label").text(definition.label);
    out.key("groupName").text(definition.groupName).key("description").text(definition.description);
    out.key("type").text(typeName(definition.type)).key("fieldType").text(definition.fieldType);
    writeOptions(out, model, definition);
    out.key("hasUniqueValue").boolean(definition.unique);
    out.key("hubspotDefined").boolean(definition.hubspotDefined);
    out.key("calculated").boolean(false).key("externalOptions").boolean(definition.holdsOwner);
    out.key("hidden").boolean(false).key("formField").boolean(false).key("displayOrder").number(-1);
    out.key("archived").boolean(false);
    out.key("modificationMetadata").beginObject();
    out.key("readOnlyValue").boolean(definition.readOnly);
    out.key("readOnlyDefinition").boolean(definition.hubspotDefined);
    out.key("archivable").boolean(!definition.hubspotDefined).endObject();
    out.endObject();
}

Answer listProperties(Call& call, const Schema& schema)
{
    if (auto problem = onlyParameters(call, {"archived", "properties"}))
        return std::move(*problem);
    const auto archived = booleanParameter(call, "archived");
    if (const auto* problem = std::get_if<Problem>(&archived))
        return *problem;
    JsonWriter out;
    out.beginObject().key("results").beginArray();
    for (const int property : std::get<bool>(archived) ? std::vector<int>() : schema.all())
        writeDefinition(out, call.model, schema.at(property));
    out.endArray().endObject();
    return jsonResponse(200, out.take());
}

Answer readProperty(Call& call, const Schema& schema, const QByteArray& name)
{
    if (auto problem = onlyParameters(call, {"archived", "properties"}))
        return std::move(*problem);
    const int property = schema.find(name);
    if (property == Schema::none)
        return notFound(
            QStringLiteral("The property \"%1\" does not exist").arg(QString::fromUtf8(name)));
    JsonWriter out;
    writeDefinition(out, call.model, schema.at(property));
    return jsonResponse(200, out.take());
}

bool isGoodName(const QString& name)
{
    return !name.isEmpty() && name.size() <= 100 && name.at(0) >= u'a' && name.at(0) <= u'z'
        && std::all_of(name.begin(), name.end(), [](QChar letter) {
               return (letter >= u'a' && letter <= u'z') || (letter >= u'0' && letter <= u'9')
                   || letter == u'_';
           });
}

std::optional<PropertyType> typeNamed(const QString& name)
{
    for (const auto type : {PropertyType::String, PropertyType::Number, PropertyType::DateTime,
             PropertyType::Date, PropertyType::Enumeration, PropertyType::Bool}) {
        if (name.toLatin1() == typeName(type))
            return type;
    }
    return {};
}

std::vector<Option> readOptions(StrictObject& reader)
{
    std::vector<Option> options;
    const auto entries = objectsOf(reader.maybeArray("options"));
    if (!entries)
        reader.fail(QStringLiteral("options must hold objects"));
    for (const auto& entry : entries.value_or(std::vector<QJsonObject>())) {
        StrictObject option(entry, QStringLiteral("options"));
        options.push_back({option.text("label"), option.text("value")});
        (void)option.maybeInteger("displayOrder");
        (void)option.maybeBoolean("hidden");
        (void)option.maybeText("description");
        if (const auto problem = option.problem())
            reader.fail(problem->message);
    }
    return options;
}

std::variant<PropertyDefinition, Problem> definitionOf(
    const QJsonObject& body, const Schema& schema)
{
    StrictObject reader(body, QStringLiteral("body"));
    PropertyDefinition definition;
    const auto name = reader.text("name");
    definition.name = name.toUtf8();
    definition.label = reader.text("label");
    definition.groupName = reader.text("groupName");
    const auto type = typeNamed(reader.text("type"));
    definition.fieldType = reader.text("fieldType");
    definition.description = reader.maybeText("description").value_or(QString());
    definition.unique = reader.maybeBoolean("hasUniqueValue").value_or(false);
    definition.options = readOptions(reader);
    (void)reader.maybeBoolean("formField");
    (void)reader.maybeBoolean("hidden");
    (void)reader.maybeInteger("displayOrder");
    definition.hubspotDefined = false;
    if (!isGoodName(name))
        reader.fail(QStringLiteral("name must be lower-case letters, digits and underscores"));
    if (!type)
        reader.fail(QStringLiteral("type is not one of HubSpot's"));
    definition.type = type.value_or(PropertyType::String);
    if (auto problem = reader.problem())
        return std::move(*problem);
    if (!schema.hasGroup(definition.groupName))
        return invalid(
            QStringLiteral("Property group \"%1\" does not exist").arg(definition.groupName));
    const bool mayBeUnique
        = definition.type == PropertyType::String || definition.type == PropertyType::Number;
    if (definition.unique && (!mayBeUnique || schema.uniqueCount() >= uniqueMax))
        return invalid(QStringLiteral("hasUniqueValue is not possible for this property"));
    if (definition.type == PropertyType::Enumeration && definition.options.empty())
        return invalid(QStringLiteral("An enumeration needs options"));
    return definition;
}

Problem exists(const QString& what)
{
    Problem problem = invalid(QStringLiteral("%1 already exists").arg(what));
    problem.status = 409;
    problem.category = "OBJECT_ALREADY_EXISTS";
    return problem;
}

Answer createProperty(Call& call, Schema& schema)
{
    auto parsed = definitionOf(call.body, schema);
    if (auto* problem = std::get_if<Problem>(&parsed))
        return std::move(*problem);
    auto definition = std::get<PropertyDefinition>(std::move(parsed));
    if (schema.find(definition.name) != Schema::none)
        return exists(
            QStringLiteral("A property named \"%1\"").arg(QString::fromUtf8(definition.name)));
    const int property = schema.add(std::move(definition));
    JsonWriter out;
    writeDefinition(out, call.model, schema.at(property));
    return jsonResponse(201, out.take());
}

void writeGroup(JsonWriter& out, const QString& name, const QString& label)
{
    out.beginObject().key("name").text(name).key("label").text(label);
    out.key("displayOrder").number(-1).key("archived").boolean(false).endObject();
}

Answer handleGroups(Call& call, Schema& schema)
{
    JsonWriter out;
    if (call.request.method == "GET") {
        out.beginObject().key("results").beginArray();
        for (auto group = schema.groups().begin(); group != schema.groups().end(); ++group)
            writeGroup(out, group.key(), group.value());
        out.endArray().endObject();
        return jsonResponse(200, out.take());
    }
    if (call.request.method != "POST")
        return wrongMethod(call);
    StrictObject reader(call.body, QStringLiteral("body"));
    const auto name = reader.text("name");
    const auto label = reader.text("label");
    (void)reader.maybeInteger("displayOrder");
    if (!isGoodName(name))
        reader.fail(QStringLiteral("name must be lower-case letters, digits and underscores"));
    if (auto problem = reader.problem())
        return std::move(*problem);
    if (schema.hasGroup(name))
        return exists(QStringLiteral("A property group named \"%1\"").arg(name));
    schema.addGroup(name, label);
    writeGroup(out, name, label);
    return jsonResponse(201, out.take());
}

} // namespace

Answer handleProperties(Call& call)
{
    const auto& rest = call.route.rest;
    const auto object = rest.isEmpty() ? std::nullopt : objectNamed(rest.first());
    if (!object || rest.size() > 2)
        return noSuchPath();
    auto& schema = call.model.table(*object).schema();
    if (rest.size() == 2 && rest.at(1) == "groups")
        return handleGroups(call, schema);
    if (rest.size() == 2)
        return call.request.method == "GET" ? readProperty(call, schema, rest.at(1))
                                            : Answer(wrongMethod(call));
    if (call.request.method == "GET")
        return listProperties(call, schema);
    return call.request.method == "POST" ? createProperty(call, schema) : Answer(wrongMethod(call));
}

} // namespace sandbox::hubspot
