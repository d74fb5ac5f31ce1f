// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/hubspot/search.h"

#include "sandbox/hubspot/filter.h"
#include "sandbox/hubspot/render.h"
#include "sandbox/hubspot/strictobject.h"
#include "sandbox/instants.h"

#include <algorithm>

namespace sandbox::hubspot {

namespace {

constexpr qsizetype bodyMax = 3000; // characters
constexpr int pageMax = 200;
constexpr int rowsMax = 10000;

struct Sort
{
    int property = Schema::none; // none: by id
    bool descending = false;
};

struct Wanted
{
    std::vector<FilterGroup> groups;
    Sort sort;
    Selection selection;
    int limit = 10;
    int after = 0;
};

struct Found
{
    std::size_t total = 0;
    std::vector<const Record*> page;
};

// HubSpot takes {"propertyName","direction"} and, as the spec types it, "name" or "-name".
std::variant<Sort, Problem> sortOf(const Schema& schema, const QJsonArray& sorts)
{
    if (sorts.isEmpty())
        return Sort{};
    if (sorts.size() > 1)
        return invalid(QStringLiteral("Only one sort is allowed per search"));
    Sort sort;
    QString name;
    if (sorts.first().isString()) {
        name = sorts.first().toString();
        sort.descending = name.startsWith(u'-');
        if (sort.descending)
            name.remove(0, 1);
    } else {
        StrictObject reader(sorts.first().toObject(), QStringLiteral("sorts[0]"));
        name = reader.text("propertyName");
        const auto direction = reader.maybeText("direction").value_or(QStringLiteral("ASCENDING"));
        sort.descending = direction == QStringLiteral("DESCENDING");
        if (!sort.descending && direction != QStringLiteral("ASCENDING"))
            reader.fail(QStringLiteral("direction must be ASCENDING or DESCENDING"));
        if (auto problem = reader.problem())
            return std::move(*problem);
    }
    sort.property = schema.find(name.toUtf8());
    if (sort.property == Schema::none)
        return invalid(QStringLiteral("Property \"%1\" does not exist").arg(name));
    return sort;
}

std::optional<int> offsetFrom(const std::optional<QString>& text)
{
    if (!text)
        return 0;
    bool isNumber = false;
    const int offset = text->toInt(&isNumber);
    return isNumber && offset >= 0 ? std::optional(offset) : std::nullopt;
}

std::variant<Wanted, Problem> wantedOf(const Call& call, Object object)
{
    if (QString::fromUtf8(call.request.body).size() > bodyMax)
        return invalid(QStringLiteral("The request body is longer than 3,000 characters"));
    StrictObject reader(call.body, QStringLiteral("body"));
    const auto groupEntries = reader.maybeArray("filterGroups");
    const auto sortEntries = reader.maybeArray("sorts");
    const auto properties = reader.texts("properties");
    Wanted wanted;
    wanted.limit = reader.maybeInteger("limit").value_or(10);
    const auto after = offsetFrom(reader.maybeText("after"));
    if (!after)
        reader.fail(QStringLiteral("after must be a string that holds an offset"));
    if (wanted.limit < 1 || wanted.limit > pageMax)
        reader.fail(QStringLiteral("limit must be between 1 and 200"));
    if (auto problem = reader.problem())
        return std::move(*problem);
    wanted.after = *after;
    if (wanted.after + wanted.limit > rowsMax)
        return invalid(QStringLiteral("A search cannot go beyond 10,000 results"));

    auto groups = filterGroupsOf(call.model, object, groupEntries);
    if (auto* problem = std::get_if<Problem>(&groups))
        return std::move(*problem);
    wanted.groups = std::get<std::vector<FilterGroup>>(std::move(groups));
    auto sort = sortOf(call.model.table(object).schema(), sortEntries);
    if (auto* problem = std::get_if<Problem>(&sort))
        return std::move(*problem);
    wanted.sort = std::get<Sort>(sort);
    wanted.selection = selectionOf(call.model, object, properties);
    return wanted;
}

bool isSortedByStamp(const Schema& schema, const Sort& sort)
{
    return sort.property != Schema::none && !sort.descending
        && schema.at(sort.property).computed == Computed::UpdatedAt;
}

// All rows of a range match and stand in the wanted order: count by rank, read one page.
Found pageOfRange(const Table& table, std::size_t first, std::size_t last, const Wanted& wanted)
{
    Found found;
    found.total = last - first;
    const auto start = first + static_cast<std::size_t>(wanted.after);
    const auto end = std::min(last, start + static_cast<std::size_t>(wanted.limit));
    if (start < end)
        table.stamps().visit(start, end, [&](Stamp stamp) {
            found.page.push_back(table.find(stamp.id));
            return true;
        });
    return found;
}

void sortRows(std::vector<const Record*>& rows, const Table& table, const Sort& sort)
{
    const auto byProperty = [&](const Record* left, const Record* right) {
        if (sort.property == Schema::none)
            return left->id < right->id;
        const auto a = numberOf(table, *left, sort.property);
        const auto b = numberOf(table, *right, sort.property);
        if (a || b)
            return a < b; // records without a value come first
        return table.text(*left, sort.property) < table.text(*right, sort.property);
    };
    std::stable_sort(rows.begin(), rows.end(), [&](const Record* left, const Record* right) {
        return sort.descending ? byProperty(right, left) : byProperty(left, right);
    });
}

Found scan(
    const Model& model, Object object, std::size_t first, std::size_t last, const Wanted& wanted)
{
    const auto& table = model.table(object);
    const auto now = model.now();
    std::vector<const Record*> rows;
    table.stamps().visit(first, last, [&](Stamp stamp) {
        const auto seenAt
            = Instant{std::chrono::milliseconds{stamp.ms}} + model.indexLag.of(stamp.id, stamp.ms);
        const auto* record = table.find(stamp.id);
        if (seenAt <= now && matches(model, object, *record, wanted.groups))
            rows.push_back(record);
        return true;
    });
    if (!isSortedByStamp(table.schema(), wanted.sort))
        sortRows(rows, table, wanted.sort);
    Found found;
    found.total = rows.size();
    const auto start = std::min(rows.size(), static_cast<std::size_t>(wanted.after));
    const auto end = std::min(rows.size(), start + static_cast<std::size_t>(wanted.limit));
    found.page.assign(rows.begin() + static_cast<std::ptrdiff_t>(start),
        rows.begin() + static_cast<std::ptrdiff_t>(end));
    return found;
}

Found find(const Model& model, Object object, const Wanted& wanted)
{
    const auto& table = model.table(object);
    const auto range = rangeOf(model, object, wanted.groups);
    if (range.from > range.to)
        return {};
    const auto first = table.stamps().rank({range.from, 0});
    const auto last = range.to == std::numeric_limits<std::int64_t>::max()
        ? table.stamps().size()
        : table.stamps().rank({range.to + 1, 0});
    // A change younger than the longest lag may be unseen; then rows must be looked at one by one.
    const bool isFresh = model.indexLag != IndexLag{};
    if (range.exact && !isFresh && isSortedByStamp(table.schema(), wanted.sort))
        return pageOfRange(table, first, last, wanted);
    return scan(model, object, first, last, wanted);
}

} // namespace

Answer search(Call& call, Object object)
{
    if (auto problem = onlyParameters(call, {}))
        return std::move(*problem);
    auto parsed = wantedOf(call, object);
    if (auto* problem = std::get_if<Problem>(&parsed))
        return std::move(*problem);
    const auto& wanted = std::get<Wanted>(parsed);
    const auto found = find(call.model, object, wanted);
    JsonWriter out;
    out.beginObject().key("total").number(static_cast<qint64>(found.total));
    out.key("results").beginArray();
    for (const auto* record : found.page)
        writeRecord(out, call.model, object, *record, wanted.selection);
    out.endArray();
    const auto next = static_cast<std::size_t>(wanted.after) + found.page.size();
    if (next < found.total)
        writeNext(out, next);
    out.endObject();
    return jsonResponse(200, out.take());
}

} // namespace sandbox::hubspot
