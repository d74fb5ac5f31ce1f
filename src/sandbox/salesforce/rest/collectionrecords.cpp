// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/ids.h"
#include "sandbox/salesforce/rest/collections.h"

namespace sandbox::salesforce::rest {

using namespace Qt::StringLiterals;

namespace {

// Setup objects are not for collections here.
bool isWritable(const ObjectType& type)
{
    return type.createable && type.hasDescribe;
}

Outcome notWritable(const ObjectType& type)
{
    return refused(u"CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY"_s,
        u"entity type cannot be inserted or updated: %1"_s.arg(type.name));
}

QJsonArray resultsJson(const std::vector<Outcome>& outcomes, bool tellsCreated)
{
    QJsonArray results;
    for (const Outcome& outcome : outcomes) {
        QJsonObject result{{u"success"_s, outcome.ok()}, {u"errors"_s, errorsJson(outcome.errors)}};
        if (outcome.ok())
            result.insert(u"id"_s, outcome.id);
        if (tellsCreated)
            result.insert(u"created"_s, outcome.created);
        results.append(result);
    }
    return results;
}

void markRolledBack(std::vector<Outcome>& outcomes)
{
    for (Outcome& outcome : outcomes) {
        if (outcome.ok())
            outcome = refused(u"ALL_OR_NONE_OPERATION_ROLLED_BACK"_s,
                u"Record rolled back because not all records were valid and the request was using "
                u"AllOrNone "
                "header"_s);
    }
}

} // namespace

QString typeOf(const QJsonObject& record)
{
    return record.value(u"attributes"_s).toObject().value(u"type"_s).toString();
}

QString idOf(const QJsonObject& record)
{
    const QJsonValue id = record.value(u"id"_s);
    return (id.isUndefined() ? record.value(u"Id"_s) : id).toString();
}

Outcome refused(const QString& code, const QString& message)
{
    Outcome outcome;
    outcome.errors.push_back({code, message, {}});
    return outcome;
}

HttpResponse saveAll(
    Call& call, const CollectionBody& body, const std::function<Outcome(const QJsonObject&)>& save)
{
    const std::size_t mark = call.saving.mark();
    std::vector<Outcome> outcomes;
    bool hasFailure = false;
    for (const QJsonObject& record : body.records) {
        const bool isHit = call.rowFaults.hits(call.recordsSeen++);
        outcomes.push_back(isHit ? refused(u"UNABLE_TO_LOCK_ROW"_s,
                               u"unable to obtain exclusive access to this record or 1 records"_s)
                                 : save(record));
        hasFailure = hasFailure || !outcomes.back().ok();
    }
    if (hasFailure && body.isAllOrNone) {
        call.saving.rollBackTo(mark);
        markRolledBack(outcomes);
    }
    return json(200, resultsJson(outcomes, body.tellsCreated));
}

Outcome createInCollection(Call& call, Table& table, const QJsonObject& record)
{
    if (!isWritable(table.type()))
        return notWritable(table.type());
    if (!idOf(record).isEmpty())
        return refused(
            u"INVALID_FIELD_FOR_INSERT_UPDATE"_s, u"cannot specify Id in an insert call"_s);
    return call.saving.create(table, record);
}

Outcome updateInCollection(
    Call& call, Table& table, const QJsonObject& record, const QHash<QString, int>& idCounts)
{
    if (!isWritable(table.type()))
        return notWritable(table.type());
    if (idOf(record).isEmpty())
        return refused(u"MISSING_ARGUMENT"_s, u"Id not specified in an update call"_s);
    const auto id = normalizedId(idOf(record));
    if (!id)
        return refused(u"MALFORMED_ID"_s, u"malformed id %1"_s.arg(idOf(record)));
    if (idCounts.value(*id) > 1)
        return refused(u"DUPLICATE_VALUE"_s, u"Duplicate id specified: %1"_s.arg(*id));
    const auto row = table.find(*id);
    if (!row)
        return refused(u"INVALID_CROSS_REFERENCE_KEY"_s, u"invalid cross reference id"_s);
    QJsonObject fields = record;
    fields.remove(u"id"_s);
    fields.remove(u"Id"_s);
    return call.saving.update(table, *row, fields);
}

Outcome upsertInCollection(Call& call, Table& table, int keyColumn, const QJsonObject& record,
    const UpsertOptions& options)
{
    const Field& field = table.type().fields[static_cast<std::size_t>(keyColumn)];
    if (!isWritable(table.type()))
        return notWritable(table.type());
    if (!idOf(record).isEmpty())
        return refused(u"INVALID_FIELD_FOR_INSERT_UPDATE"_s,
            u"cannot specify Id in an upsert call that matches by %1"_s.arg(field.name));
    const QJsonValue value = record.value(field.name);
    const QString key = value.toString().trimmed();
    if (value.isUndefined() || value.isNull() || (value.isString() && key.isEmpty()))
        return refused(u"MISSING_ARGUMENT"_s, u"%1 not specified"_s.arg(field.name));
    if (value.isString() && options.keyCounts.value(table.folded(keyColumn, key)) > 1)
        return refused(u"DUPLICATE_VALUE"_s, u"Duplicate external id specified: %1"_s.arg(key));
    const std::vector<RowNumber> rows = table.liveWithText(keyColumn, key);
    if (rows.size() > 1)
        return refused(u"DUPLICATE_EXTERNAL_ID"_s,
            u"%1: more than one record found for external id field: [%2, %3]"_s.arg(field.name,
                table.row(rows[0]).text(column::id), table.row(rows[1]).text(column::id)));
    if (rows.size() == 1)
        return call.saving.update(table, rows.front(), record);
    if (options.isUpdateOnly)
        return refused(u"NOT_FOUND"_s, u"The requested resource does not exist"_s);
    return call.saving.create(table, record);
}

} // namespace sandbox::salesforce::rest
