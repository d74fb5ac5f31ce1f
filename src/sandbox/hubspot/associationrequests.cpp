// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/hubspot/call.h"
#include "sandbox/hubspot/render.h"
#include "sandbox/hubspot/strictobject.h"
#include "sandbox/hubspot/validation.h"

#include <algorithm>

// Which records belong together (HubSpot contract 3.1, 3.2): from an activity to contacts and back.
namespace sandbox::hubspot {

namespace {

constexpr std::size_t readMax = 1000;
constexpr std::size_t createMax = 2000;

// From one object to another. `to` is empty for objects that HubSpot has but this portal holds no
// records of.
struct Direction
{
    Object from = Object::Tasks;
    std::optional<Object> to;
    QByteArray toName; // singular
};

std::variant<Direction, Problem> directionOf(const QByteArray& from, const QByteArray& to)
{
    const auto fromObject = objectNamed(from);
    const auto toObject = objectNamed(to);
    if (!fromObject)
        return invalid(
            QStringLiteral("Unable to infer object type from: %1").arg(QString::fromUtf8(from)));
    if (toObject)
        return Direction{*fromObject, toObject, singularName(*toObject)};
    const auto empty = emptyObjectNamed(to);
    if (empty.isEmpty())
        return invalid(
            QStringLiteral("Unable to infer object type from: %1").arg(QString::fromUtf8(to)));
    return Direction{*fromObject, {}, empty};
}

std::vector<RecordId> endsOf(const Model& model, const Direction& direction, RecordId id)
{
    if (!direction.to)
        return {};
    if (direction.from == Object::Contacts && *direction.to != Object::Contacts)
        return model.liveActivities(id, *direction.to);
    if (direction.from != Object::Contacts && *direction.to == Object::Contacts)
        return model.liveContacts(direction.from, id);
    return {};
}

// Only an activity and a contact are.
bool areAssociated(const Direction& direction)
{
    return direction.to
        && (direction.from == Object::Contacts) != (*direction.to == Object::Contacts);
}

int typeIdOf(const Direction& direction)
{
    return direction.from == Object::Contacts ? toContactType(*direction.to) - 1
                                              : toContactType(direction.from);
}

// One page of ends after the id `after`; writes the list and, if there is more, the paging.
void writeEnds(JsonWriter& out, const Call& call, const Direction& direction,
    const std::vector<RecordId>& ends, RecordId after, std::size_t pageSize, const char* listName)
{
    const auto first = std::upper_bound(ends.begin(), ends.end(), after);
    const auto left = static_cast<std::size_t>(ends.end() - first);
    const auto last = first + static_cast<std::ptrdiff_t>(std::min(left, pageSize));
    out.key(listName).beginArray();
    for (auto end = first; end != last; ++end) {
        out.beginObject().key("toObjectId");
        // The undated paths give numbers, the dated ones text.
        if (call.route.dialect == Dialect::Dated)
            out.text(QByteArray::number(qulonglong{*end}));
        else
            out.number(static_cast<qint64>(*end));
        out.key("associationTypes").beginArray().beginObject();
        out.key("category").text("HUBSPOT_DEFINED").key("typeId").number(typeIdOf(direction));
        out.key("label").null().endObject().endArray().endObject();
    }
    out.endArray();
    if (last != ends.end())
        writeNext(out, *(last - 1));
}

Problem noEnds(const Direction& direction, const QString& id)
{
    const auto from = QString::fromLatin1(singularName(direction.from));
    const auto to = QString::fromLatin1(direction.toName);
    Problem problem = notFound(QStringLiteral("No %1 is associated with %2 %3.").arg(to, from, id));
    problem.subCategory = "crm.associations.NO_ASSOCIATIONS_FOUND";
    problem.context = {{"fromObjectId", {id}}, {"fromObjectType", {from}}, {"toObjectType", {to}}};
    return problem;
}

Problem rowFault(const Direction& direction, const QString& id)
{
    Problem problem = invalid(QStringLiteral("There was a problem with this row. Try again."));
    problem.category = "INTERNAL_ERROR";
    problem.context = {{"fromObjectId", {id}},
        {"fromObjectType", {QString::fromLatin1(singularName(direction.from))}}};
    return problem;
}

struct Asked
{
    QString id;
    RecordId number = 0;
    RecordId after = 0;
};

std::variant<std::vector<QJsonObject>, Problem> inputsOf(const Call& call, std::size_t count)
{
    StrictObject reader(call.body, QStringLiteral("body"));
    auto inputs = objectsOf(reader.array("inputs"));
    if (!inputs)
        reader.fail(QStringLiteral("inputs must hold objects"));
    if (auto problem = reader.problem())
        return std::move(*problem);
    if (inputs->empty() || inputs->size() > count)
        return invalid(QStringLiteral("inputs must hold 1 to %1 elements").arg(count));
    return std::move(*inputs);
}

std::variant<Asked, Problem> askedOf(const QJsonObject& json)
{
    StrictObject reader(json, QStringLiteral("inputs"));
    Asked asked;
    asked.id = reader.text("id");
    const auto number = recordIdFrom(asked.id);
    const auto after = recordIdFrom(reader.maybeText("after").value_or(QStringLiteral("0")));
    if (!number)
        reader.fail(QStringLiteral("id is not the id of an object"));
    if (!after)
        reader.fail(QStringLiteral("after is not one this endpoint gave"));
    if (auto problem = reader.problem())
        return std::move(*problem);
    asked.number = *number;
    asked.after = *after;
    return asked;
}

Answer readBatchOfEnds(Call& call, const Direction& direction)
{
    const auto inputs = inputsOf(call, readMax);
    if (const auto* problem = std::get_if<Problem>(&inputs))
        return *problem;
    std::vector<Problem> problems;
    const auto pageSize = static_cast<std::size_t>(call.model.associationPageSize);
    JsonWriter out;
    out.beginObject().key("status").text("COMPLETE").key("results").beginArray();
    int index = -1;
    for (const auto& entry : std::get<std::vector<QJsonObject>>(inputs)) {
        const auto parsed = askedOf(entry);
        if (const auto* problem = std::get_if<Problem>(&parsed))
            return *problem;
        const auto& asked = std::get<Asked>(parsed);
        if (call.rows.hits(++index)) {
            problems.push_back(rowFault(direction, asked.id));
            continue;
        }
        const auto ends = endsOf(call.model, direction, asked.number);
        if (ends.empty()) {
            problems.push_back(noEnds(direction, asked.id));
            continue;
        }
        out.beginObject().key("from").beginObject().key("id").text(asked.id).endObject();
        writeEnds(out, call, direction, ends, asked.after, pageSize, "to");
        out.endObject();
    }
    out.endArray();
    writeRows(out, problems);
    writeTimes(out, call.model);
    out.endObject();
    return jsonResponse(problems.empty() ? 200 : 207, out.take());
}

struct Pair
{
    RecordId from = 0;
    RecordId to = 0;
};

// {"from":{"id"},"to":{"id"},"types":[{"associationCategory","associationTypeId"}]}
std::variant<Pair, Problem> pairOf(
    const Model& model, const Direction& direction, const QJsonObject& json)
{
    StrictObject reader(json, QStringLiteral("inputs"));
    StrictObject fromReader(reader.object("from"), QStringLiteral("inputs.from"));
    StrictObject toReader(reader.object("to"), QStringLiteral("inputs.to"));
    const auto from = recordIdFrom(fromReader.text("id"));
    const auto to = recordIdFrom(toReader.text("id"));
    const auto types = objectsOf(reader.array("types"));
    if (!types || types->size() != 1)
        reader.fail(QStringLiteral("types must hold one type"));
    for (auto* part : {&reader, &fromReader, &toReader}) {
        if (auto problem = part->problem())
            return std::move(*problem);
    }
    StrictObject type(types->front(), QStringLiteral("inputs.types"));
    const auto category = type.text("associationCategory");
    const auto number = type.maybeInteger("associationTypeId");
    if (category != QStringLiteral("HUBSPOT_DEFINED") || number != typeIdOf(direction))
        type.fail(QStringLiteral("not an association type of this pair of objects"));
    if (auto problem = type.problem())
        return std::move(*problem);
    if (!from || !to || !model.isLive(direction.from, *from) || !model.isLive(*direction.to, *to))
        return notFound(QStringLiteral("One of the two objects does not exist"));
    return Pair{
        model.table(direction.from).find(*from)->id, model.table(*direction.to).find(*to)->id};
}

void writePair(JsonWriter& out, const Direction& direction, Pair pair)
{
    out.beginObject().key("fromObjectTypeId").text(typeId(direction.from));
    out.key("fromObjectId").text(QByteArray::number(qulonglong{pair.from}));
    out.key("toObjectTypeId").text(typeId(*direction.to));
    out.key("toObjectId").text(QByteArray::number(qulonglong{pair.to}));
    out.key("labels").beginArray().endArray().endObject();
}

Answer createBatchOfEnds(Call& call, const Direction& direction)
{
    if (!areAssociated(direction))
        return invalid(QStringLiteral("These objects cannot be associated here"));
    const auto inputs = inputsOf(call, createMax);
    if (const auto* problem = std::get_if<Problem>(&inputs))
        return *problem;
    std::vector<Pair> pairs;
    std::vector<Problem> problems;
    int index = -1;
    for (const auto& entry : std::get<std::vector<QJsonObject>>(inputs)) {
        auto pair = pairOf(call.model, direction, entry);
        if (call.rows.hits(++index))
            problems.push_back(rowFault(direction,
                entry.value(QStringLiteral("from"))
                    .toObject()
                    .value(QStringLiteral("id"))
                    .toString()));
        else if (auto* problem = std::get_if<Problem>(&pair);
                 problem != nullptr && problem->status != 404)
            return std::move(*problem);
        else if (problem != nullptr)
            problems.push_back(std::move(*problem));
        else
            pairs.push_back(std::get<Pair>(pair));
    }
    JsonWriter out;
    out.beginObject().key("status").text("COMPLETE").key("results").beginArray();
    for (const auto pair : pairs) {
        if (direction.from == Object::Contacts)
            call.model.associate(*direction.to, pair.to, pair.from, apiWriter());
        else
            call.model.associate(direction.from, pair.from, pair.to, apiWriter());
        writePair(out, direction, pair);
    }
    out.endArray();
    writeRows(out, problems);
    writeTimes(out, call.model);
    out.endObject();
    return jsonResponse(problems.empty() ? 201 : 207, out.take());
}

} // namespace

Answer readEnds(Call& call, Object from, const QByteArray& id, const QByteArray& to)
{
    if (call.request.method != "GET")
        return wrongMethod(call);
    if (auto problem = onlyParameters(call, {"limit", "after"}))
        return std::move(*problem);
    const auto direction = directionOf(pluralName(from), to);
    if (const auto* problem = std::get_if<Problem>(&direction))
        return *problem;
    const auto limit = integerParameter(call, "limit", 500, 1, 500);
    if (const auto* problem = std::get_if<Problem>(&limit))
        return *problem;
    const auto number = recordIdFrom(QString::fromUtf8(id));
    const auto after = recordIdFrom(call.query.text("after").value_or(QStringLiteral("0")));
    if (!number || !call.model.isLive(from, *number))
        return notFound(QStringLiteral("resource not found"));
    if (!after)
        return invalid(QStringLiteral("Query parameter after is not one this endpoint gave"));
    const auto& way = std::get<Direction>(direction);
    const auto pageSize = std::min(std::get<int>(limit), call.model.associationPageSize);
    JsonWriter out;
    out.beginObject();
    writeEnds(out, call, way, endsOf(call.model, way, *number), *after,
        static_cast<std::size_t>(pageSize), "results");
    out.endObject();
    return jsonResponse(200, out.take());
}

// The kinds of association between two objects: here the unlabelled one that HubSpot defines.
Answer readLabels(const Call& call, const Direction& direction)
{
    if (call.request.method != "GET")
        return wrongMethod(call);
    if (!areAssociated(direction))
        return invalid(QStringLiteral("These objects cannot be associated here"));
    JsonWriter out;
    out.beginObject().key("results").beginArray().beginObject();
    out.key("category").text("HUBSPOT_DEFINED").key("typeId").number(typeIdOf(direction));
    out.key("label").null().endObject().endArray().endObject();
    return jsonResponse(200, out.take());
}

Answer handleAssociations(Call& call)
{
    const auto& rest = call.route.rest;
    if (rest.size() == 3 && rest.at(2) == "labels") {
        const auto direction = directionOf(rest.at(0), rest.at(1));
        if (const auto* problem = std::get_if<Problem>(&direction))
            return *problem;
        return readLabels(call, std::get<Direction>(direction));
    }
    if (rest.size() != 4 || rest.at(2) != "batch")
        return noSuchPath();
    const auto direction = directionOf(rest.at(0), rest.at(1));
    if (const auto* problem = std::get_if<Problem>(&direction))
        return *problem;
    if (call.request.method != "POST")
        return wrongMethod(call);
    if (auto problem = onlyParameters(call, {}))
        return std::move(*problem);
    if (rest.at(3) == "read")
        return readBatchOfEnds(call, std::get<Direction>(direction));
    if (rest.at(3) == "create")
        return createBatchOfEnds(call, std::get<Direction>(direction));
    return noSuchPath();
}

} // namespace sandbox::hubspot
