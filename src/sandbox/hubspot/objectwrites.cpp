// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/hubspot/objectwrites.h"

#include "sandbox/hubspot/objectreads.h"
#include "sandbox/hubspot/render.h"
#include "sandbox/hubspot/rowwrite.h"
#include "sandbox/hubspot/strictobject.h"
#include "sandbox/hubspot/validation.h"

namespace sandbox::hubspot {

namespace {

// A write's answer shows the properties that were written.
HttpResponse written(const Call& call, Object object, RecordId id, const RowWrite& row, int status)
{
    const auto& table = call.model.table(object);
    QStringList names;
    for (const auto& value : row.values)
        names.append(QString::fromLatin1(table.schema().at(value.property).name));
    JsonWriter out;
    writeRecord(out, call.model, object, *table.find(id), selectionOf(call.model, object, names));
    return jsonResponse(status, out.take());
}

Problem noSuchRecord()
{
    return notFound(QStringLiteral("resource not found"));
}

} // namespace

Answer createObject(Call& call, Object object)
{
    if (auto problem = onlyParameters(call, {}))
        return std::move(*problem);
    auto checked = createRow(call, object, call.body);
    if (auto* problem = std::get_if<Problem>(&checked))
        return std::move(*problem);
    const auto& row = std::get<RowWrite>(checked);
    return written(call, object, perform(call.model, object, row), row, 201);
}

Answer updateObject(Call& call, Object object, const QByteArray& id)
{
    if (auto problem = onlyParameters(call, {"idProperty"}))
        return std::move(*problem);
    StrictObject reader(call.body, QStringLiteral("body"));
    const auto properties = reader.object("properties");
    if (auto problem = reader.problem())
        return std::move(*problem);
    const auto located
        = locate(call.model, object, QString::fromUtf8(id), call.query.text("idProperty"), false);
    if (const auto* problem = std::get_if<Problem>(&located))
        return *problem;
    const auto* record = std::get<const Record*>(located);
    if (record == nullptr)
        return noSuchRecord();
    auto checked = patchRow(call, object, *record, properties);
    if (auto* problem = std::get_if<Problem>(&checked))
        return std::move(*problem);
    const auto& row = std::get<RowWrite>(checked);
    return written(call, object, perform(call.model, object, row), row, 200);
}

Answer archiveObject(Call& call, Object object, const QByteArray& id)
{
    if (auto problem = onlyParameters(call, {}))
        return std::move(*problem);
    const auto number = recordIdFrom(QString::fromUtf8(id));
    if (!number)
        return noSuchRecord();
    // Archiving twice is the same as once: 204 either way.
    if (call.model.isLive(object, *number))
        call.model.archive(object, call.model.table(object).find(*number)->id, apiWriter());
    HttpResponse response;
    response.status = 204;
    return response;
}

} // namespace sandbox::hubspot
