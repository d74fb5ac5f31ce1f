// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/hubspot/batchwrites.h"

#include "sandbox/hubspot/render.h"
#include "sandbox/hubspot/rowwrite.h"
#include "sandbox/hubspot/strictobject.h"
#include "sandbox/hubspot/validation.h"

#include <QSet>

#include <algorithm>

namespace sandbox::hubspot {

namespace {

constexpr std::size_t inputsMax = 100;

std::variant<std::vector<QJsonObject>, Problem> inputsOf(const Call& call)
{
    StrictObject reader(call.body, QStringLiteral("body"));
    auto inputs = objectsOf(reader.array("inputs"));
    if (!inputs)
        reader.fail(QStringLiteral("inputs must hold objects"));
    if (auto problem = reader.problem())
        return std::move(*problem);
    if (inputs->empty() || inputs->size() > inputsMax)
        return invalid(QStringLiteral("inputs must hold 1 to %1 elements").arg(inputsMax));
    return std::move(*inputs);
}

// What must hold for the batch as a whole, whatever its rows say.
std::optional<Problem> batchProblem(const std::vector<QJsonObject>& inputs, BatchWrite what)
{
    QSet<QString> ids;
    QSet<QString> properties;
    for (const auto& input : inputs) {
        const auto id = input.value(QStringLiteral("id")).toString();
        const auto property = input.value(QStringLiteral("idProperty")).toString();
        const auto name = property + u'=' + (property.isEmpty() ? id : id.toLower());
        if (what != BatchWrite::Create && ids.contains(name))
            return invalid(
                QStringLiteral("Duplicate IDs found in batch input: [%1]. IDs must be unique")
                    .arg(id));
        ids.insert(name);
        properties.insert(property);
    }
    if (what == BatchWrite::Upsert && properties.size() > 1)
        return invalid(QStringLiteral("All inputs of an upsert must have the same idProperty"));
    return {};
}

enum class Tracing { Off, On };

std::variant<Tracing, Problem> tracingOf(const std::vector<QJsonObject>& inputs)
{
    QSet<QString> traces;
    std::size_t count = 0;
    for (const auto& input : inputs) {
        const auto trace = input.value(QStringLiteral("objectWriteTraceId")).toString();
        count += trace.isEmpty() ? 0 : 1;
        traces.insert(trace);
    }
    if (count == 0)
        return Tracing::Off;
    if (count == inputs.size() && static_cast<std::size_t>(traces.size()) == count)
        return Tracing::On;
    if (count < inputs.size())
        return Tracing::Off;
    return invalid(QStringLiteral("objectWriteTraceId must be unique in a batch"));
}

CheckedRow checkedRow(const Call& call, Object object, const QJsonObject& input, BatchWrite what)
{
    switch (what) {
    case BatchWrite::Create:
        return createRow(call, object, input);
    case BatchWrite::Update:
        return updateRow(call, object, input);
    case BatchWrite::Upsert:
        return upsertRow(call, object, input);
    }
    Q_UNREACHABLE();
}

Problem rowFault()
{
    Problem problem = invalid(QStringLiteral("There was a problem with this row. Try again."));
    problem.status = 500;
    problem.category = "INTERNAL_ERROR";
    return problem;
}

struct DoneRow
{
    RecordId id = 0;
    bool isNew = false;
    RowWrite row;
};

struct Outcome
{
    std::vector<DoneRow> done;
    std::vector<Problem> refused;
};

// With tracing each row stands for itself: it is checked against what the rows before it have
// written.
Outcome performTraced(
    Call& call, Object object, const std::vector<QJsonObject>& inputs, BatchWrite what)
{
    Outcome outcome;
    int index = -1;
    for (const auto& input : inputs) {
        auto checked = call.rows.hits(++index) ? CheckedRow(rowFault())
                                               : checkedRow(call, object, input, what);
        if (auto* problem = std::get_if<Problem>(&checked)) {
            problem->context = {{"objectWriteTraceId",
                {input.value(QStringLiteral("objectWriteTraceId")).toString()}}};
            outcome.refused.push_back(std::move(*problem));
            continue;
        }
        auto& row = std::get<RowWrite>(checked);
        const auto id = perform(call.model, object, row);
        outcome.done.push_back({id, !row.existing, std::move(row)});
    }
    return outcome;
}

// Two new rows of one batch with the same unique value.
std::optional<Problem> clash(const Schema& schema, const std::vector<RowWrite>& rows)
{
    QSet<QByteArray> seen;
    for (const auto& row : rows) {
        for (const auto& value : row.values) {
            if (!schema.at(value.property).unique || value.text.isEmpty())
                continue;
            const auto key = QByteArray::number(value.property) + ':' + value.text.toLower();
            if (seen.contains(key))
                return invalid(QStringLiteral("Two inputs have the same unique value %1")
                                   .arg(QString::fromUtf8(value.text)));
            seen.insert(key);
        }
    }
    return {};
}

std::variant<Outcome, Problem> performWhole(
    Call& call, Object object, const std::vector<QJsonObject>& inputs, BatchWrite what)
{
    std::vector<RowWrite> rows;
    int index = -1;
    for (const auto& input : inputs) {
        auto checked = call.rows.hits(++index) ? CheckedRow(rowFault())
                                               : checkedRow(call, object, input, what);
        if (auto* problem = std::get_if<Problem>(&checked))
            return std::move(*problem);
        rows.push_back(std::get<RowWrite>(std::move(checked)));
    }
    if (auto problem = clash(call.model.table(object).schema(), rows))
        return std::move(*problem);
    Outcome outcome;
    for (auto& row : rows) {
        const auto id = perform(call.model, object, row);
        outcome.done.push_back({id, !row.existing, std::move(row)});
    }
    return outcome;
}

void writeDone(
    JsonWriter& out, const Call& call, Object object, const DoneRow& done, BatchWrite what)
{
    const auto& table = call.model.table(object);
    QStringList names;
    for (const auto& value : done.row.values)
        names.append(QString::fromLatin1(table.schema().at(value.property).name));
    out.beginObject();
    writeRecordMembers(
        out, call.model, object, *table.find(done.id), selectionOf(call.model, object, names));
    if (what == BatchWrite::Upsert)
        out.key("new").boolean(done.isNew);
    if (!done.row.traceId.isEmpty())
        out.key("objectWriteTraceId").text(done.row.traceId);
    out.endObject();
}

HttpResponse outcomeResponse(
    const Call& call, Object object, const Outcome& outcome, BatchWrite what)
{
    JsonWriter out;
    out.beginObject().key("status").text("COMPLETE").key("results").beginArray();
    for (auto done = outcome.done.rbegin(); done != outcome.done.rend(); ++done)
        writeDone(out, call, object, *done, what);
    out.endArray();
    writeRows(out, outcome.refused);
    writeTimes(out, call.model);
    out.endObject();
    const int status = what == BatchWrite::Create ? 201 : 200;
    return jsonResponse(outcome.refused.empty() ? status : 207, out.take());
}

} // namespace

Answer writeBatch(Call& call, Object object, BatchWrite what)
{
    if (auto problem = onlyParameters(call, {}))
        return std::move(*problem);
    const auto inputs = inputsOf(call);
    if (const auto* problem = std::get_if<Problem>(&inputs))
        return *problem;
    const auto& rows = std::get<std::vector<QJsonObject>>(inputs);
    if (auto problem = batchProblem(rows, what))
        return std::move(*problem);
    const auto tracing = tracingOf(rows);
    if (const auto* problem = std::get_if<Problem>(&tracing))
        return *problem;
    if (std::get<Tracing>(tracing) == Tracing::On)
        return outcomeResponse(call, object, performTraced(call, object, rows, what), what);
    auto outcome = performWhole(call, object, rows, what);
    if (auto* problem = std::get_if<Problem>(&outcome))
        return std::move(*problem);
    return outcomeResponse(call, object, std::get<Outcome>(outcome), what);
}

Answer archiveBatch(Call& call, Object object)
{
    if (auto problem = onlyParameters(call, {}))
        return std::move(*problem);
    const auto inputs = inputsOf(call);
    if (const auto* problem = std::get_if<Problem>(&inputs))
        return *problem;
    std::vector<RecordId> ids;
    for (const auto& entry : std::get<std::vector<QJsonObject>>(inputs)) {
        StrictObject reader(entry, QStringLiteral("inputs"));
        const auto id = recordIdFrom(reader.text("id"));
        if (!id)
            reader.fail(QStringLiteral("id is not the id of an object"));
        if (auto problem = reader.problem())
            return std::move(*problem);
        ids.push_back(*id);
    }
    if (call.rows.any())
        return rowFault();
    for (const auto id : ids) {
        if (call.model.isLive(object, id))
            call.model.archive(object, call.model.table(object).find(id)->id, apiWriter());
    }
    HttpResponse response;
    response.status = 204;
    return response;
}

} // namespace sandbox::hubspot
