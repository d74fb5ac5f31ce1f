// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/ids.h"
#include "sandbox/salesforce/rest/call.h"

#include <QRegularExpression>

namespace sandbox::salesforce::rest {

using namespace Qt::StringLiterals;

namespace {

constexpr int textLengthMax = 255;

HttpResponse refusal(const QString& code, const QString& message, const QStringList& fields = {})
{
    return error(400, code, message, fields);
}

// The first member of Metadata that is unknown or of a wrong type; empty if all is well.
QString metadataProblem(const QJsonObject& metadata)
{
    static const QHash<QString, QJsonValue::Type> known{{u"type"_s, QJsonValue::String},
        {u"label"_s, QJsonValue::String}, {u"length"_s, QJsonValue::Double},
        {u"unique"_s, QJsonValue::Bool}, {u"externalId"_s, QJsonValue::Bool},
        {u"caseSensitive"_s, QJsonValue::Bool}, {u"required"_s, QJsonValue::Bool},
        {u"description"_s, QJsonValue::String}, {u"inlineHelpText"_s, QJsonValue::String}};
    for (auto member = metadata.begin(); member != metadata.end(); ++member) {
        if (known.value(member.key(), QJsonValue::Undefined) != member->type())
            return member.key();
    }
    return {};
}

Field fieldOf(const QString& name, const QJsonObject& metadata)
{
    Field field;
    field.name = name;
    field.label = metadata.value(u"label"_s).toString();
    field.length = metadata.value(u"length"_s).toInt();
    field.createable = field.updateable = field.custom = true;
    field.externalId = metadata.value(u"externalId"_s).toBool();
    field.unique = metadata.value(u"unique"_s).toBool();
    field.idLookup = field.externalId;
    field.caseSensitive = metadata.value(u"caseSensitive"_s).toBool();
    return field;
}

// {"FullName": "Activity.X__c", "Metadata": {...}}. The field belongs to Activity; Task and Event
// refuse it.
HttpResponse createCustomField(Call& call)
{
    const Body body = readBody(call, {u"FullName"_s, u"Metadata"_s});
    if (body.refusal)
        return *body.refusal;
    State& state = call.state();
    if (!state.rights.canCustomize)
        return error(403, u"INSUFFICIENT_ACCESS"_s, u"insufficient access rights on object id"_s);
    const QStringList name = body.object.value(u"FullName"_s).toString().split(QChar(u'.'));
    static const QRegularExpression customName(u"^[A-Za-z](?:_?[A-Za-z0-9])*__c$"_s);
    if (name.size() != 2 || !customName.match(name[1]).hasMatch())
        return refusal(u"FIELD_INTEGRITY_EXCEPTION"_s,
            u"FullName must be an object and the API name of a custom field"_s, {u"FullName"_s});
    if (name[0] != "Activity"_L1)
        return refusal(u"INVALID_CROSS_REFERENCE_KEY"_s,
            u"Entity of type '%1' does not take custom fields here; fields of Task and Event are fields of Activity"_s
                .arg(name[0]),
            {u"FullName"_s});
    const QJsonObject metadata = body.object.value(u"Metadata"_s).toObject();
    if (const QString problem = metadataProblem(metadata); !problem.isEmpty())
        return refusal(
            u"JSON_PARSER_ERROR"_s, u"Unrecognized or mistyped field \"%1\""_s.arg(problem));
    const int length = metadata.value(u"length"_s).toInt();
    if (metadata.value(u"type"_s).toString() != "Text"_L1
        || metadata.value(u"label"_s).toString().isEmpty() || length < 1 || length > textLengthMax)
        return refusal(u"FIELD_INTEGRITY_EXCEPTION"_s,
            u"Metadata needs type Text, a label and a length of 1 to 255"_s, {u"Metadata"_s});
    if (state.at(u"Task"_s).type().column(name[1]) >= 0)
        return refusal(u"DUPLICATE_DEVELOPER_NAME"_s,
            u"There is already a field named %1 on Activity."_s.arg(name[1].chopped(3)),
            {u"DeveloperName"_s});
    addActivityField(state, fieldOf(name[1], metadata));
    return json(201,
        QJsonObject{{u"id"_s, makeId(u"00N", ++state.customFieldsMade)}, {u"success"_s, true},
            {u"errors"_s, QJsonArray()}, {u"warnings"_s, QJsonArray()},
            {u"infos"_s, QJsonArray()}});
}

} // namespace

HttpResponse tooling(Call& call)
{
    if (call.path.size() != 3 || call.path[1] != "sobjects"_L1 || call.path[2] != "CustomField"_L1)
        return notFound();
    return call.is("POST") ? createCustomField(call) : methodNotAllowed(call, u"GET,HEAD,POST"_s);
}

HttpResponse limits(Call& call)
{
    if (!call.is("GET"))
        return methodNotAllowed(call, u"GET,HEAD"_s);
    Usage& usage = call.state().usage;
    const qint64 used = usage.used(call.state().now());
    const auto entry = [](qint64 max, qint64 remaining) {
        return QJsonObject{{u"Max"_s, max}, {u"Remaining"_s, std::max(qint64(0), remaining)}};
    };
    return json(200,
        QJsonObject{{u"DailyApiRequests"_s, entry(usage.limit(), usage.limit() - used)},
            {u"DailyBulkV2QueryJobs"_s, entry(10'000, 10'000)},
            {u"DataStorageMB"_s, entry(10'240, 9'000)},
            {u"FileStorageMB"_s, entry(10'240, 10'000)}});
}

} // namespace sandbox::salesforce::rest
