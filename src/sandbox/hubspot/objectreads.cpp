// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/hubspot/objectreads.h"

#include "sandbox/hubspot/render.h"
#include "sandbox/hubspot/strictobject.h"
#include "sandbox/hubspot/validation.h"

#include <algorithm>
#include <set>

namespace sandbox::hubspot {

namespace {

constexpr int pageMax = 100;
constexpr int pageWithHistoryMax = 50;

// The ends of the associations parameter.
std::variant<std::vector<QByteArray>, Problem> endsOf(const Call& call, Object object)
{
    std::vector<QByteArray> ends;
    for (const auto& name : call.query.list("associations")) {
        const auto other = objectNamed(name.toUtf8());
        const bool isPair = other && (*other == Object::Contacts) != (object == Object::Contacts);
        if (isPair)
            ends.push_back(pluralName(*other));
        else if (emptyObjectNamed(name.toUtf8()).isEmpty() && !other)
            return invalid(QStringLiteral("Unable to infer object type from: %1").arg(name));
    }
    return ends;
}

// First page only, as HubSpot does it here.
void writeEnds(JsonWriter& out, const Model& model, Object object, const Record& record,
    const std::vector<QByteArray>& ends)
{
    out.key("associations").beginObject();
    for (const auto& end : ends) {
        const auto other = *objectNamed(end);
        const auto ids = object == Object::Contacts ? model.liveActivities(record.id, other)
                                                    : model.liveContacts(object, record.id);
        if (ids.empty())
            continue;
        const auto type = singularName(object) + "_to_" + singularName(other);
        const auto count
            = std::min(ids.size(), static_cast<std::size_t>(model.associationPageSize));
        out.key(end).beginObject().key("results").beginArray();
        for (std::size_t i = 0; i < count; ++i) {
            out.beginObject().key("id").text(QByteArray::number(qulonglong{ids[i]}));
            out.key("type").text(type).endObject();
        }
        out.endArray();
        if (count < ids.size())
            writeNext(out, ids[count - 1]);
        out.endObject();
    }
    out.endObject();
}

void writeWithEnds(JsonWriter& out, const Call& call, Object object, const Record& record,
    const Selection& selection, const std::vector<QByteArray>& ends)
{
    out.beginObject();
    writeRecordMembers(out, call.model, object, record, selection);
    if (!ends.empty())
        writeEnds(out, call.model, object, record, ends);
    out.endObject();
}

struct BatchInput
{
    QStringList ids;
    Selection selection;
    std::optional<QString> idProperty;
};

std::variant<BatchInput, Problem> batchInputOf(const Call& call, Object object)
{
    StrictObject reader(call.body, QStringLiteral("body"));
    const auto properties = reader.texts("properties");
    const auto histories = reader.texts("propertiesWithHistory");
    BatchInput batch;
    batch.idProperty = reader.maybeText("idProperty");
    const auto inputs = objectsOf(reader.array("inputs"));
    const int inputsMax = histories.isEmpty() ? pageMax : pageWithHistoryMax;
    if (!inputs)
        reader.fail(QStringLiteral("inputs must hold objects"));
    if (auto problem = reader.problem())
        return std::move(*problem);
    if (inputs->empty() || inputs->size() > static_cast<std::size_t>(inputsMax))
        return invalid(QStringLiteral("inputs must hold 1 to %1 elements").arg(inputsMax));
    for (const auto& entry : *inputs) {
        StrictObject input(entry, QStringLiteral("inputs"));
        batch.ids.append(input.text("id"));
        if (auto problem = input.problem())
            return std::move(*problem);
    }
    if (QSet<QString>(batch.ids.begin(), batch.ids.end()).size() != batch.ids.size())
        return invalid(QStringLiteral("Duplicate IDs found in batch input. IDs must be unique"));
    batch.selection = selectionOf(call.model, object, properties, histories);
    return batch;
}

// What a batch read found, in the order of ids (HubSpot promises none), and what it did not.
struct BatchResult
{
    std::map<RecordId, const Record*> records;
    QStringList missing;
    QStringList faulted;
};

Problem missingRows(Object object, const QStringList& ids)
{
    Problem problem = notFound(QStringLiteral("Could not get some %1 objects, they may be deleted "
                                              "or not exist. Check that ids are valid.")
                                   .arg(QString::fromLatin1(singularName(object)).toUpper()));
    problem.context = {{"ids", ids}};
    return problem;
}

void writeErrors(JsonWriter& out, Object object, const BatchResult& result)
{
    std::vector<Problem> problems;
    if (!result.missing.isEmpty())
        problems.push_back(missingRows(object, result.missing));
    if (!result.faulted.isEmpty()) {
        Problem problem = invalid(QStringLiteral("There was a problem with some rows. Try again."));
        problem.category = "INTERNAL_ERROR";
        problem.context = {{"ids", result.faulted}};
        problems.push_back(problem);
    }
    writeRows(out, problems);
}

} // namespace

std::variant<const Record*, Problem> locate(const Model& model, Object object, const QString& value,
    const std::optional<QString>& idProperty, bool archived)
{
    const auto& table = model.table(object);
    const Record* record = nullptr;
    if (!idProperty) {
        const auto id = recordIdFrom(value);
        record = id ? table.find(*id) : nullptr;
    } else {
        const int property = table.schema().find(idProperty->toUtf8());
        if (property == Schema::none || !table.schema().at(property).unique)
            return invalid(
                QStringLiteral("Property \"%1\" is not a unique property").arg(*idProperty));
        record = table.findUnique(property, value.toUtf8());
    }
    if (record != nullptr && record->archivedAt.has_value() != archived)
        record = nullptr;
    return record;
}

Answer listObjects(Call& call, Object object)
{
    if (auto problem = onlyParameters(call,
            {"limit", "after", "properties", "propertiesWithHistory", "associations", "archived"}))
        return std::move(*problem);
    const auto histories = call.query.list("propertiesWithHistory");
    const auto limit = integerParameter(
        call, "limit", 10, 1, histories.isEmpty() ? pageMax : pageWithHistoryMax);
    if (const auto* problem = std::get_if<Problem>(&limit))
        return *problem;
    const auto archived = booleanParameter(call, "archived");
    if (const auto* problem = std::get_if<Problem>(&archived))
        return *problem;
    const auto ends = endsOf(call, object);
    if (const auto* problem = std::get_if<Problem>(&ends))
        return *problem;
    const auto after = recordIdFrom(call.query.text("after").value_or(QStringLiteral("0")));
    if (!after)
        return invalid(QStringLiteral("Query parameter after is not one this endpoint gave"));

    const auto selection
        = selectionOf(call.model, object, call.query.list("properties"), histories);
    const auto& records = call.model.table(object).records();
    JsonWriter out;
    out.beginObject().key("results").beginArray();
    int count = 0;
    RecordId last = 0;
    auto row = records.upper_bound(*after);
    for (; row != records.end(); ++row) {
        if (row->second.archivedAt.has_value() != std::get<bool>(archived))
            continue;
        if (count == std::get<int>(limit))
            break;
        writeWithEnds(
            out, call, object, row->second, selection, std::get<std::vector<QByteArray>>(ends));
        last = row->first;
        ++count;
    }
    out.endArray();
    if (row != records.end())
        writeNext(out, last);
    out.endObject();
    return jsonResponse(200, out.take());
}

Answer readObject(Call& call, Object object, const QByteArray& id)
{
    if (auto problem = onlyParameters(call,
            {"properties", "propertiesWithHistory", "associations", "archived", "idProperty"}))
        return std::move(*problem);
    const auto archived = booleanParameter(call, "archived");
    if (const auto* problem = std::get_if<Problem>(&archived))
        return *problem;
    const auto ends = endsOf(call, object);
    if (const auto* problem = std::get_if<Problem>(&ends))
        return *problem;
    const auto located = locate(call.model, object, QString::fromUtf8(id),
        call.query.text("idProperty"), std::get<bool>(archived));
    if (const auto* problem = std::get_if<Problem>(&located))
        return *problem;
    const auto* record = std::get<const Record*>(located);
    if (record == nullptr)
        return notFound(QStringLiteral("Object not found.  objectId are usually numeric."));
    const auto selection = selectionOf(call.model, object, call.query.list("properties"),
        call.query.list("propertiesWithHistory"));
    JsonWriter out;
    writeWithEnds(out, call, object, *record, selection, std::get<std::vector<QByteArray>>(ends));
    return jsonResponse(200, out.take());
}

Answer readBatch(Call& call, Object object)
{
    if (auto problem = onlyParameters(call, {"archived"}))
        return std::move(*problem);
    const auto archived = booleanParameter(call, "archived");
    if (const auto* problem = std::get_if<Problem>(&archived))
        return *problem;
    const auto parsed = batchInputOf(call, object);
    if (const auto* problem = std::get_if<Problem>(&parsed))
        return *problem;
    const auto& batch = std::get<BatchInput>(parsed);
    BatchResult result;
    for (qsizetype i = 0; i < batch.ids.size(); ++i) {
        const auto& id = batch.ids.at(i);
        const auto located
            = locate(call.model, object, id, batch.idProperty, std::get<bool>(archived));
        if (const auto* problem = std::get_if<Problem>(&located))
            return *problem;
        const auto* record = std::get<const Record*>(located);
        if (call.rows.any() && call.rows.hits(static_cast<int>(i)))
            result.faulted.append(id);
        else if (record == nullptr)
            result.missing.append(id);
        else
            result.records.emplace(record->id, record);
    }
    const bool isWhole = result.missing.isEmpty() && result.faulted.isEmpty();
    JsonWriter out;
    out.beginObject().key("status").text("COMPLETE").key("results").beginArray();
    for (const auto& [id, record] : result.records)
        writeRecord(out, call.model, object, *record, batch.selection);
    out.endArray();
    writeErrors(out, object, result);
    writeTimes(out, call.model);
    out.endObject();
    return jsonResponse(isWhole ? 200 : 207, out.take());
}

} // namespace sandbox::hubspot
