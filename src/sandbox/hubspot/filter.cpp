// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/hubspot/filter.h"

#include "sandbox/hubspot/strictobject.h"
#include "sandbox/hubspot/validation.h"
#include "sandbox/instants.h"

#include <algorithm>
#include <array>

namespace sandbox::hubspot {

namespace {

constexpr std::size_t groupsMax = 5;
constexpr std::size_t filtersPerGroupMax = 6;
constexpr std::size_t filtersMax = 18;

std::optional<Operator> operatorNamed(const QString& name)
{
    static constexpr std::array names{"LT", "LTE", "GT", "GTE", "EQ", "NEQ", "BETWEEN", "IN",
        "NOT_IN", "HAS_PROPERTY", "NOT_HAS_PROPERTY", "CONTAINS_TOKEN", "NOT_CONTAINS_TOKEN"};
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (name == QLatin1String(names.at(i)))
            return static_cast<Operator>(i);
    }
    return {};
}

bool comparesNumbers(const PropertyDefinition& definition)
{
    return definition.type == PropertyType::Number || definition.type == PropertyType::DateTime
        || definition.type == PropertyType::Date;
}

std::optional<double> parsedNumber(const PropertyDefinition& definition, const QByteArray& text)
{
    if (definition.type != PropertyType::Number) {
        const auto at = instantFrom(text);
        return at ? std::optional(static_cast<double>(epochMs(*at))) : std::nullopt;
    }
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

// value, highValue or values, as the operator wants them.
std::vector<QByteArray> readTexts(StrictObject& reader, Operator op)
{
    switch (op) {
    case Operator::HasProperty:
    case Operator::NotHasProperty:
        return {};
    case Operator::In:
    case Operator::NotIn: {
        std::vector<QByteArray> texts;
        if (!reader.has("values"))
            reader.fail(QStringLiteral("values is missing"));
        for (const auto& text : reader.texts("values"))
            texts.push_back(text.toUtf8());
        if (texts.empty())
            reader.fail(QStringLiteral("values must not be empty"));
        return texts;
    }
    case Operator::Between:
        return {reader.text("value").toUtf8(), reader.text("highValue").toUtf8()};
    default:
        return {reader.text("value").toUtf8()};
    }
}

Problem badFilter(const QString& message)
{
    Problem problem = invalid(QStringLiteral("There was a problem with the request."));
    problem.details.push_back({message, "INVALID_FILTER", {}});
    return problem;
}

std::optional<Problem> resolveProperty(
    const Model& model, Object object, const QString& name, Filter& filter)
{
    if (name == QStringLiteral("associations.contact") && object != Object::Contacts) {
        filter.property = Filter::associatedContact;
        if (filter.op == Operator::Eq || filter.op == Operator::In)
            return {};
        return badFilter(QStringLiteral("associations.contact allows EQ and IN only"));
    }
    const auto& schema = model.table(object).schema();
    filter.property = schema.find(name.toUtf8());
    if (filter.property == Schema::none)
        return badFilter(QStringLiteral("Property \"%1\" does not exist").arg(name));
    const auto& definition = schema.at(filter.property);
    if (!definition.searchable)
        return badFilter(QStringLiteral("Property \"%1\" cannot be searched").arg(name));
    if (!comparesNumbers(definition))
        return {};
    for (const auto& text : filter.texts) {
        const auto number = parsedNumber(definition, text);
        if (!number)
            return badFilter(QStringLiteral("\"%1\" is not a value of property \"%2\"")
                                 .arg(QString::fromUtf8(text), name));
        filter.numbers.push_back(*number);
    }
    return {};
}

std::variant<Filter, Problem> filterOf(const Model& model, Object object, const QJsonObject& json)
{
    StrictObject reader(json, QStringLiteral("filters"));
    const auto name = reader.text("propertyName");
    const auto op = operatorNamed(reader.text("operator"));
    if (!op)
        reader.fail(QStringLiteral("operator is not one of HubSpot's"));
    Filter filter;
    filter.op = op.value_or(Operator::Eq);
    filter.texts = readTexts(reader, filter.op);
    if (auto problem = reader.problem())
        return std::move(*problem);
    if (auto problem = resolveProperty(model, object, name, filter))
        return std::move(*problem);
    return filter;
}

std::variant<FilterGroup, Problem> groupOf(
    const Model& model, Object object, const QJsonObject& json)
{
    StrictObject reader(json, QStringLiteral("filterGroups"));
    const auto filters = objectsOf(reader.array("filters"));
    if (!filters || filters->empty())
        reader.fail(QStringLiteral("filters must be a list of filters"));
    else if (filters->size() > filtersPerGroupMax)
        reader.fail(QStringLiteral("at most 6 filters in a group"));
    if (auto problem = reader.problem())
        return std::move(*problem);
    FilterGroup group;
    for (const auto& entry : *filters) {
        auto filter = filterOf(model, object, entry);
        if (auto* problem = std::get_if<Problem>(&filter))
            return std::move(*problem);
        group.push_back(std::get<Filter>(std::move(filter)));
    }
    return group;
}

bool compare(Operator op, int order)
{
    switch (op) {
    case Operator::Lt:
        return order < 0;
    case Operator::Lte:
        return order <= 0;
    case Operator::Gt:
        return order > 0;
    case Operator::Gte:
        return order >= 0;
    case Operator::Neq:
        return order != 0;
    default:
        return order == 0;
    }
}

bool numberMatches(const Filter& filter, double number)
{
    const auto& wanted = filter.numbers;
    switch (filter.op) {
    case Operator::Between:
        return number >= wanted.at(0) && number <= wanted.at(1);
    case Operator::In:
        return std::find(wanted.begin(), wanted.end(), number) != wanted.end();
    case Operator::NotIn:
        return std::find(wanted.begin(), wanted.end(), number) == wanted.end();
    default:
        return compare(filter.op, number < wanted.at(0) ? -1 : number > wanted.at(0) ? 1 : 0);
    }
}

// Words of letters and digits; "*" at the end of the wanted token stands for any rest.
bool hasToken(const QByteArray& text, QByteArray token)
{
    token = token.toLower();
    const bool isPrefix = token.endsWith('*');
    if (isPrefix)
        token.chop(1);
    QString words = QString::fromUtf8(text).toLower();
    for (auto& letter : words) {
        if (!letter.isLetterOrNumber() && letter != u'@' && letter != u'.')
            letter = u' ';
    }
    const auto wanted = QString::fromUtf8(token);
    const auto list = words.split(u' ', Qt::SkipEmptyParts);
    return std::any_of(list.begin(), list.end(),
        [&](const QString& word) { return isPrefix ? word.startsWith(wanted) : word == wanted; });
}

bool textMatches(const Filter& filter, const QByteArray& text, bool exactCase)
{
    const auto isListed = [&] {
        const auto own = exactCase ? text : QString::fromUtf8(text).toLower().toUtf8();
        return std::find(filter.texts.begin(), filter.texts.end(), own) != filter.texts.end();
    };
    const auto order = [&](const QByteArray& wanted) {
        const auto sensitivity = exactCase ? Qt::CaseSensitive : Qt::CaseInsensitive;
        return QString::fromUtf8(text).compare(QString::fromUtf8(wanted), sensitivity);
    };
    switch (filter.op) {
    case Operator::In:
        return isListed();
    case Operator::NotIn:
        return !isListed();
    case Operator::ContainsToken:
        return hasToken(text, filter.texts.at(0));
    case Operator::NotContainsToken:
        return !hasToken(text, filter.texts.at(0));
    case Operator::Between:
        return order(filter.texts.at(0)) >= 0 && order(filter.texts.at(1)) <= 0;
    default:
        return compare(filter.op, order(filter.texts.at(0)));
    }
}

bool filterMatches(const Model& model, Object object, const Record& record, const Filter& filter)
{
    if (filter.property == Filter::associatedContact) {
        const auto contacts = model.liveContacts(object, record.id);
        return std::any_of(filter.texts.begin(), filter.texts.end(), [&](const QByteArray& text) {
            const auto id = recordIdFrom(QString::fromUtf8(text));
            return id && std::binary_search(contacts.begin(), contacts.end(), *id);
        });
    }
    const auto& table = model.table(object);
    if (filter.op == Operator::HasProperty || filter.op == Operator::NotHasProperty)
        return table.text(record, filter.property).isEmpty()
            == (filter.op == Operator::NotHasProperty);
    if (!filter.numbers.empty()) {
        const auto number = numberOf(table, record, filter.property);
        return number && numberMatches(filter, *number);
    }
    const auto text = table.text(record, filter.property);
    const auto type = table.schema().at(filter.property).type;
    return !text.isEmpty() && textMatches(filter, text, type == PropertyType::Enumeration);
}

// Narrows the range by one filter; false if the filter says more than the range can.
bool narrow(StampRange& range, const Filter& filter)
{
    if (filter.numbers.empty())
        return false;
    const auto first = static_cast<std::int64_t>(filter.numbers.front());
    const auto last = static_cast<std::int64_t>(filter.numbers.back());
    switch (filter.op) {
    case Operator::Lt:
        range.to = std::min(range.to, first - 1);
        return true;
    case Operator::Lte:
        range.to = std::min(range.to, first);
        return true;
    case Operator::Gt:
        range.from = std::max(range.from, first + 1);
        return true;
    case Operator::Gte:
        range.from = std::max(range.from, first);
        return true;
    case Operator::Eq:
    case Operator::Between:
        range.from = std::max(range.from, first);
        range.to = std::min(range.to, last);
        return true;
    default:
        return false;
    }
}

} // namespace

std::variant<std::vector<FilterGroup>, Problem> filterGroupsOf(
    const Model& model, Object object, const QJsonArray& groups)
{
    const auto entries = objectsOf(groups);
    if (!entries)
        return invalid(QStringLiteral("Invalid input JSON: filterGroups must hold objects"));
    if (entries->size() > groupsMax)
        return badFilter(QStringLiteral("at most 5 filterGroups"));
    std::vector<FilterGroup> parsed;
    std::size_t count = 0;
    for (const auto& entry : *entries) {
        auto group = groupOf(model, object, entry);
        if (auto* problem = std::get_if<Problem>(&group))
            return std::move(*problem);
        parsed.push_back(std::get<FilterGroup>(std::move(group)));
        count += parsed.back().size();
    }
    if (count > filtersMax)
        return badFilter(QStringLiteral("at most 18 filters in a search"));
    return parsed;
}

bool matches(
    const Model& model, Object object, const Record& record, const std::vector<FilterGroup>& groups)
{
    return groups.empty()
        || std::any_of(groups.begin(), groups.end(), [&](const FilterGroup& group) {
               return std::all_of(group.begin(), group.end(), [&](const Filter& filter) {
                   return filterMatches(model, object, record, filter);
               });
           });
}

StampRange rangeOf(const Model& model, Object object, const std::vector<FilterGroup>& groups)
{
    if (groups.empty())
        return {};
    const auto& schema = model.table(object).schema();
    StampRange hull{std::numeric_limits<std::int64_t>::max(),
        std::numeric_limits<std::int64_t>::min(), groups.size() == 1};
    for (const auto& group : groups) {
        StampRange range;
        for (const auto& filter : group) {
            const bool isStamp = filter.property >= 0
                && schema.at(filter.property).computed == Computed::UpdatedAt;
            if (!isStamp || !narrow(range, filter))
                hull.exact = false;
        }
        hull.from = std::min(hull.from, range.from);
        hull.to = std::max(hull.to, range.to);
    }
    return hull;
}

std::optional<double> numberOf(const Table& table, const Record& record, int property)
{
    const auto& definition = table.schema().at(property);
    switch (definition.computed) {
    case Computed::ObjectId:
        return static_cast<double>(record.id);
    case Computed::CreatedAt:
        return static_cast<double>(epochMs(record.createdAt));
    case Computed::UpdatedAt:
        return static_cast<double>(epochMs(record.updatedAt));
    case Computed::Preview:
        return {};
    case Computed::No:
        break;
    }
    const auto* text = record.value(property);
    if (text == nullptr || !comparesNumbers(definition))
        return {};
    return parsedNumber(definition, *text);
}

} // namespace sandbox::hubspot
