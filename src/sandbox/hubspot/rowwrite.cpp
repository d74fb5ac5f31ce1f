// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/hubspot/rowwrite.h"

#include "sandbox/hubspot/objectreads.h"
#include "sandbox/hubspot/strictobject.h"
#include "sandbox/hubspot/validation.h"

#include <algorithm>

namespace sandbox::hubspot {

namespace {

// One association of a create input; only the type that HubSpot defines from this activity to
// contacts exists.
std::variant<RecordId, Problem> contactOf(
    const Model& model, Object object, const QJsonObject& json)
{
    StrictObject reader(json, QStringLiteral("associations"));
    StrictObject end(reader.object("to"), QStringLiteral("associations.to"));
    const auto id = recordIdFrom(end.text("id"));
    const auto types = objectsOf(reader.array("types"));
    if (!types || types->size() != 1)
        reader.fail(QStringLiteral("types must hold one type"));
    if (auto problem = end.problem())
        return std::move(*problem);
    if (auto problem = reader.problem())
        return std::move(*problem);
    StrictObject type(types->front(), QStringLiteral("associations.types"));
    const auto category = type.text("associationCategory");
    const auto number = type.maybeInteger("associationTypeId");
    if (category != QStringLiteral("HUBSPOT_DEFINED") || number != toContactType(object))
        type.fail(QStringLiteral("not an association type from %1 to contact")
                      .arg(QString::fromLatin1(singularName(object))));
    if (auto problem = type.problem())
        return std::move(*problem);
    if (!id || !model.isLive(Object::Contacts, *id))
        return invalid(
            QStringLiteral("One or more associations are not valid: the contact does not exist"));
    return model.table(Object::Contacts).find(*id)->id;
}

std::variant<std::vector<RecordId>, Problem> contactsOf(
    const Model& model, Object object, const QJsonArray& associations)
{
    std::vector<RecordId> contacts;
    const auto entries = objectsOf(associations);
    if (!entries || (object == Object::Contacts && !entries->empty()))
        return invalid(QStringLiteral("associations are not valid for this object"));
    for (const auto& entry : *entries) {
        const auto contact = contactOf(model, object, entry);
        if (const auto* problem = std::get_if<Problem>(&contact))
            return *problem;
        contacts.push_back(std::get<RecordId>(contact));
    }
    return contacts;
}

CheckedRow withValues(const Call& call, Object object, RowWrite row, const QJsonObject& properties)
{
    auto values = checkedValues(call.model, object, properties, row.existing);
    if (auto* problem = std::get_if<Problem>(&values))
        return std::move(*problem);
    row.values = std::get<std::vector<Value>>(std::move(values));
    return row;
}

} // namespace

CheckedRow createRow(const Call& call, Object object, const QJsonObject& input)
{
    StrictObject reader(input, QStringLiteral("inputs"));
    RowWrite row;
    const auto properties = reader.object("properties");
    const auto associations = reader.maybeArray("associations");
    row.traceId = reader.maybeText("objectWriteTraceId").value_or(QString());
    if (auto problem = reader.problem())
        return std::move(*problem);
    auto contacts = contactsOf(call.model, object, associations);
    if (auto* problem = std::get_if<Problem>(&contacts))
        return std::move(*problem);
    row.contacts = std::get<std::vector<RecordId>>(std::move(contacts));
    return withValues(call, object, std::move(row), properties);
}

CheckedRow updateRow(const Call& call, Object object, const QJsonObject& input)
{
    StrictObject reader(input, QStringLiteral("inputs"));
    RowWrite row;
    const auto id = reader.text("id");
    const auto idProperty = reader.maybeText("idProperty");
    const auto properties = reader.object("properties");
    row.traceId = reader.maybeText("objectWriteTraceId").value_or(QString());
    if (auto problem = reader.problem())
        return std::move(*problem);
    if (idProperty == QStringLiteral("hs_object_id"))
        return invalid(
            QStringLiteral("Unable to perform update/upsert by non-unique %1 property hs_object_id")
                .arg(QString::fromLatin1(singularName(object)).toUpper()));
    const auto located = locate(call.model, object, id, idProperty, false);
    if (const auto* problem = std::get_if<Problem>(&located))
        return *problem;
    const auto* record = std::get<const Record*>(located);
    if (record == nullptr) {
        Problem problem = notFound(QStringLiteral("Could not find the object with id %1").arg(id));
        problem.status = 400;
        return problem;
    }
    row.existing = record->id;
    return withValues(call, object, std::move(row), properties);
}

CheckedRow upsertRow(const Call& call, Object object, const QJsonObject& input)
{
    StrictObject reader(input, QStringLiteral("inputs"));
    RowWrite row;
    const auto id = reader.text("id");
    const auto idProperty = reader.text("idProperty");
    auto properties = reader.object("properties");
    row.traceId = reader.maybeText("objectWriteTraceId").value_or(QString());
    if (id.isEmpty())
        reader.fail(QStringLiteral("id must not be empty"));
    if (auto problem = reader.problem())
        return std::move(*problem);
    const auto located = locate(call.model, object, id, idProperty, false);
    if (const auto* problem = std::get_if<Problem>(&located))
        return *problem;
    if (const auto* record = std::get<const Record*>(located))
        row.existing = record->id;
    const auto given = properties.value(idProperty);
    if (!given.isUndefined() && given != QJsonValue(id))
        return invalid(QStringLiteral("id and the value of %1 differ").arg(idProperty));
    properties.insert(idProperty, id);
    return withValues(call, object, std::move(row), properties);
}

CheckedRow patchRow(
    const Call& call, Object object, const Record& record, const QJsonObject& properties)
{
    RowWrite row;
    row.existing = record.id;
    return withValues(call, object, std::move(row), properties);
}

RecordId perform(Model& model, Object object, const RowWrite& row)
{
    if (row.existing) {
        model.update(object, *row.existing, row.values, apiWriter());
        return *row.existing;
    }
    Record record;
    record.createdAt = model.now();
    record.updatedAt = model.now();
    record.values = row.values;
    return model.create(object, std::move(record), row.contacts, apiWriter());
}

} // namespace sandbox::hubspot
