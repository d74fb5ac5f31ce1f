// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/hubspot/render.h"

#include "sandbox/instants.h"

#include <algorithm>

namespace sandbox::hubspot {

namespace {

void addOnce(std::vector<int>& numbers, int number)
{
    if (number != Schema::none
        && std::find(numbers.begin(), numbers.end(), number) == numbers.end())
        numbers.push_back(number);
}

void writeHistories(
    JsonWriter& out, const Table& table, const Record& record, const std::vector<int>& properties)
{
    out.key("propertiesWithHistory").beginObject();
    for (const int property : properties) {
        out.key(table.schema().at(property).name).beginArray();
        for (const auto& version : table.history(record, property)) {
            out.beginObject().key("value").text(version.text);
            out.key("timestamp").text(isoText(version.at));
            out.key("sourceType").text(version.source).endObject();
        }
        out.endArray();
    }
    out.endObject();
}

} // namespace

Selection selectionOf(
    const Model& model, Object object, const QStringList& properties, const QStringList& histories)
{
    const auto& schema = model.table(object).schema();
    Selection selection;
    for (const auto& name : properties)
        addOnce(selection.properties, schema.find(name.toUtf8()));
    for (const auto& name : histories)
        addOnce(selection.histories, schema.find(name.toUtf8()));
    const bool isContact = object == Object::Contacts;
    if (isContact && properties.isEmpty()) {
        for (const char* name : {"email", "firstname", "lastname"})
            addOnce(selection.properties, schema.find(name));
    }
    addOnce(selection.properties, schema.find("hs_object_id"));
    addOnce(selection.properties, schema.find(isContact ? "createdate" : "hs_createdate"));
    addOnce(
        selection.properties, schema.find(isContact ? "lastmodifieddate" : "hs_lastmodifieddate"));
    return selection;
}

void writeRecordMembers(JsonWriter& out, const Model& model, Object object, const Record& record,
    const Selection& selection)
{
    const auto& table = model.table(object);
    out.key("id").text(QByteArray::number(qulonglong{record.id}));
    out.key("properties").beginObject();
    for (const int property : selection.properties) {
        const auto text = table.text(record, property);
        out.key(table.schema().at(property).name);
        if (text.isEmpty())
            out.null();
        else
            out.text(text);
    }
    out.endObject();
    if (!selection.histories.empty())
        writeHistories(out, table, record, selection.histories);
    out.key("createdAt").text(isoText(record.createdAt));
    out.key("updatedAt").text(isoText(record.updatedAt));
    out.key("archived").boolean(record.archivedAt.has_value());
    if (record.archivedAt)
        out.key("archivedAt").text(isoText(*record.archivedAt));
}

void writeRecord(JsonWriter& out, const Model& model, Object object, const Record& record,
    const Selection& selection)
{
    out.beginObject();
    writeRecordMembers(out, model, object, record, selection);
    out.endObject();
}

void writeNext(JsonWriter& out, std::uint64_t after)
{
    out.key("paging").beginObject().key("next").beginObject();
    out.key("after").text(QByteArray::number(qulonglong{after}));
    out.endObject().endObject();
}

void writeTimes(JsonWriter& out, const Model& model)
{
    const auto now = isoText(model.now());
    out.key("startedAt").text(now).key("completedAt").text(now);
}

} // namespace sandbox::hubspot
