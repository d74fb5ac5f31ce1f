// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"

#include "core/day.h"
#include "core/settingsnames.h"
#include "core/strictobject.h"
#include "core/text.h"

#include <QJsonDocument>

#include <climits>

namespace core {

namespace {

constexpr qsizetype fileMax = 1024 * 1024;

std::vector<Filter> readFilters(StrictObject& kind)
{
    std::vector<Filter> filters;
    const QJsonArray list = kind.array(u"filters");
    for (int i = 0; i < list.size(); ++i) {
        StrictObject object = kind.element(u"filters", i, list[i]);
        Filter& filter = filters.emplace_back();
        object.read(u"field", filter.field);
        object.read(u"op", filter.op);
        object.read(u"values", filter.values);
        object.refuseOthers();
    }
    if (!filters.empty()) {
        kind.refuse(u"filters",
            QStringLiteral("this version does not apply filters yet; the list must be empty"));
    }
    return filters;
}

KindSettings readKind(StrictObject object, Kind kind)
{
    KindSettings settings;
    object.read(u"on", settings.on);
    object.readOrNull(u"onSince", settings.onSince);
    object.readOrNull(u"startAt", settings.startAt);
    object.readOrNull(u"taskType", settings.taskType);
    object.readOrNull(u"subject", settings.subject);
    object.read(u"body", settings.body);
    object.read(u"onDelete", settings.onDelete, settingsfile::onHubSpotDelete);
    settings.filters = readFilters(object);
    object.read(u"rollUp", settings.rollUp, settingsfile::rollUp);
    object.refuseOthers();
    if (settings.on && !isSupported(kind)) {
        object.refuse(u"on",
            QStringLiteral("this version cannot sync %1 yet; must be false")
                .arg(settingsName(kind)));
    }
    if (settings.rollUp != RollUp::None) {
        object.refuse(u"rollUp",
            QStringLiteral("this version does not roll up activities yet; must be none"));
    }
    if (!settings.subject.isEmpty() && settings.subject.trimmed().isEmpty())
        object.refuse(u"subject", QStringLiteral("must not be blank"));
    if (const auto problem = subjectProblem(kind, settings.subject))
        object.refuse(u"subject", *problem);
    return settings;
}

void readToSalesforce(StrictObject object, Settings& settings)
{
    // What equals the default is left out, so that equal files are equal settings.
    for (const Kind kind : allKinds) {
        if (kind == Kind::IntegrationEvent)
            continue;
        const QString name = settingsName(kind);
        const KindSettings found = readKind(object.object(name), kind);
        if (found != KindSettings())
            settings.toSalesforce[kind] = found;
    }
    StrictObject events = object.object(settingsName(Kind::IntegrationEvent));
    for (const QString& type : events.freeKeys())
        settings.integrationEvents[type] = readKind(events.object(type), Kind::IntegrationEvent);
    object.refuseOthers();
}

void readToHubSpot(StrictObject object, Settings& settings)
{
    for (const QStringView name : settingsfile::sections) {
        StrictObject section = object.object(name);
        SectionSettings found;
        section.read(u"on", found.on);
        section.readOrNull(u"onSince", found.onSince);
        section.read(u"onChange", found.onChange, settingsfile::onSalesforceChange);
        section.read(u"onDelete", found.onDelete, settingsfile::onSalesforceDelete);
        section.refuseOthers();
        if (found.on) {
            section.refuse(
                u"on", QStringLiteral("this version cannot sync to HubSpot yet; must be false"));
        }
        if (found != SectionSettings())
            settings.toHubSpot[name.toString()] = found;
    }
    object.refuseOthers();
}

std::map<QString, QString> readMap(StrictObject object)
{
    std::map<QString, QString> map;
    for (const QString& key : object.freeKeys()) {
        QString& value = map[key];
        object.read(key, value);
        if (value.trimmed().isEmpty())
            object.refuse(key, QStringLiteral("must not be blank"));
    }
    return map;
}

std::map<QString, QString> readOverrides(StrictObject object)
{
    std::map<QString, QString> map = readMap(object);
    for (auto& [owner, user] : map) {
        const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
        const auto id = salesforceId(user);
        if (!std::all_of(owner.begin(), owner.end(), isDigit))
            object.refuse(owner, QStringLiteral("must be the number of a HubSpot owner"));
        if (!id)
            object.refuse(
                owner, QStringLiteral("must be a Salesforce user id of 15 or 18 characters"));
        user = id.value_or(SalesforceId()).value;
    }
    return map;
}

void readTimeZone(StrictObject& root, Settings& settings)
{
    QString zone = QStringLiteral("account");
    root.read(u"timeZone", zone);
    settings.timeZone = zone == u"account" ? QString() : zone;
    if (zone != u"account" && !isKnownZone(zone)) {
        root.refuse(u"timeZone",
            QStringLiteral("must be account or the name of a time zone such as Europe/Oslo"));
    }
}

void readSchema(StrictObject& root)
{
    int schema = Settings::schema;
    root.read(u"schema", schema, 1, INT_MAX);
    if (schema > Settings::schema) {
        root.refuse(u"schema",
            QStringLiteral("written by a newer version (%1; this version reads up to %2)")
                .arg(schema)
                .arg(Settings::schema));
    }
}

Settings readRoot(StrictObject root)
{
    Settings settings;
    readSchema(root);
    readToSalesforce(root.object(u"toSalesforce"), settings);
    readToHubSpot(root.object(u"toHubSpot"), settings);
    StrictObject assignedTo = root.object(u"assignedTo");
    settings.ownerOverrides = readOverrides(assignedTo.object(u"overrides"));
    assignedTo.read(u"ownersOfMeetingsAndEmails", settings.ownersOfMeetingsAndEmails);
    assignedTo.refuseOthers();
    StrictObject maps = root.object(u"valueMaps");
    settings.taskStatusMap = readMap(maps.object(u"taskStatus"));
    settings.taskPriorityMap = readMap(maps.object(u"taskPriority"));
    maps.refuseOthers();
    root.readOrNull(u"closedStatus", settings.closedStatus);
    root.read(u"conflicts", settings.conflicts, settingsfile::conflicts);
    readTimeZone(root, settings);
    using settingsfile::callsPerDay;
    StrictObject schedule = root.object(u"schedule");
    int every = static_cast<int>(settings.every.count());
    schedule.read(
        u"everyMinutes", every, settingsfile::everyMinutes.from, settingsfile::everyMinutes.to);
    settings.every = std::chrono::minutes(every);
    schedule.refuseOthers();
    StrictObject budget = root.object(u"budget");
    budget.read(
        u"salesforceCallsPerDay", settings.salesforceCallsPerDay, callsPerDay.from, callsPerDay.to);
    budget.read(
        u"hubspotCallsPerDay", settings.hubspotCallsPerDay, callsPerDay.from, callsPerDay.to);
    budget.refuseOthers();
    root.read(u"retentionDays", settings.retentionDays, settingsfile::retentionDays.from,
        settingsfile::retentionDays.to);
    root.refuseOthers();
    return settings;
}

Error problem(const QString& what)
{
    return {Error::Kind::Settings, what};
}

QString place(const QByteArray& json, qsizetype offset)
{
    const QByteArray before = json.first(std::min(offset, json.size()));
    return QStringLiteral("line %1, column %2")
        .arg(before.count('\n') + 1)
        .arg(before.size() - before.lastIndexOf('\n'));
}

} // namespace

Result<Settings> parseSettings(const QByteArray& json)
{
    if (json.size() > fileMax)
        return tl::unexpected(problem(QStringLiteral("the file is larger than 1 MiB")));
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parseError);
    if (parseError.error != QJsonParseError::NoError) {
        return tl::unexpected(
            problem(QStringLiteral("%1: no valid JSON: %2")
                        .arg(place(json, parseError.offset), parseError.errorString())));
    }
    if (!document.isObject())
        return tl::unexpected(problem(QStringLiteral("the file must hold one JSON object {…}")));
    if (const auto key = doubleKey(json))
        return tl::unexpected(problem(QStringLiteral("%1: stands twice").arg(*key)));
    std::optional<Error> error;
    Settings settings = readRoot({document.object(), QString(), error});
    if (error)
        return tl::unexpected(*error);
    return settings;
}

} // namespace core
