// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"

#include "core/day.h"
#include "core/settingsnames.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace core {

namespace {

// Builds an indented JSON text whose keys stay in the order in which they are written, which
// QJsonObject would not keep.
class JsonText final
{
public:
    void open(QStringView key = {}) { begin(key, '{'); }
    void close() { end('}'); }

    void value(QStringView key, const QJsonValue& value)
    {
        startLine();
        m_text += literal(key.toString()) + ": " + literal(value);
    }

    QByteArray take() { return m_text + '\n'; }

private:
    static QByteArray literal(const QJsonValue& value)
    {
        const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
        return list.sliced(1, list.size() - 2);
    }

    void begin(QStringView key, char bracket)
    {
        if (!key.isNull()) {
            startLine();
            m_text += literal(key.toString()) + ": ";
        }
        m_text += bracket;
        ++m_depth;
        m_first = true;
    }

    void end(char bracket)
    {
        --m_depth;
        if (!m_first)
            m_text += '\n' + QByteArray(4 * m_depth, ' ');
        m_text += bracket;
        m_first = false;
    }

    void startLine()
    {
        m_text += (m_first ? "\n" : ",\n") + QByteArray(4 * m_depth, ' ');
        m_first = false;
    }

    QByteArray m_text;
    int m_depth = 0;
    bool m_first = true;
};

QJsonValue orNull(const QString& text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonValue orNull(const std::optional<Instant>& instant)
{
    if (!instant)
        return {};
    return isoText(*instant).replace(QStringLiteral(".000Z"), QStringLiteral("Z"));
}

QJsonArray filters(const std::vector<Filter>& list)
{
    QJsonArray array;
    for (const Filter& filter : list) {
        array += QJsonObject{{QStringLiteral("field"), filter.field},
            {QStringLiteral("op"), filter.op},
            {QStringLiteral("values"), QJsonArray::fromStringList(filter.values)}};
    }
    return array;
}

void writeKind(JsonText& json, QStringView name, const KindSettings& kind)
{
    json.open(name);
    json.value(u"on", kind.on);
    json.value(u"onSince", orNull(kind.onSince));
    json.value(u"startAt", orNull(kind.startAt));
    json.value(u"taskType", orNull(kind.taskType));
    json.value(u"subject", orNull(kind.subject));
    json.value(u"body", kind.body);
    json.value(u"onDelete", nameOf(settingsfile::onHubSpotDelete, kind.onDelete));
    json.value(u"filters", filters(kind.filters));
    json.value(u"rollUp", nameOf(settingsfile::rollUp, kind.rollUp));
    json.close();
}

void writeToSalesforce(JsonText& json, const Settings& settings)
{
    json.open(u"toSalesforce");
    for (const Kind kind : allKinds) {
        if (kind != Kind::IntegrationEvent)
            writeKind(json, settingsName(kind), settings.of(kind));
    }
    json.open(settingsName(Kind::IntegrationEvent));
    for (const auto& [type, kind] : settings.integrationEvents)
        writeKind(json, type, kind);
    json.close();
    json.close();
}

void writeToHubSpot(JsonText& json, const Settings& settings)
{
    json.open(u"toHubSpot");
    for (const QStringView name : settingsfile::sections) {
        const auto found = settings.toHubSpot.find(name.toString());
        const SectionSettings section
            = found == settings.toHubSpot.end() ? SectionSettings() : found->second;
        json.open(name);
        json.value(u"on", section.on);
        json.value(u"onSince", orNull(section.onSince));
        json.value(u"onChange", nameOf(settingsfile::onSalesforceChange, section.onChange));
        json.value(u"onDelete", nameOf(settingsfile::onSalesforceDelete, section.onDelete));
        json.close();
    }
    json.close();
}

void writeMap(JsonText& json, QStringView name, const std::map<QString, QString>& map)
{
    json.open(name);
    for (const auto& [key, value] : map)
        json.value(key, value);
    json.close();
}

} // namespace

QByteArray writeSettings(const Settings& settings)
{
    JsonText json;
    json.open();
    json.value(u"schema", Settings::schema);
    writeToSalesforce(json, settings);
    writeToHubSpot(json, settings);
    json.open(u"assignedTo");
    writeMap(json, u"overrides", settings.ownerOverrides);
    json.value(u"ownersOfMeetingsAndEmails", settings.ownersOfMeetingsAndEmails);
    json.close();
    json.open(u"valueMaps");
    writeMap(json, u"taskStatus", settings.taskStatusMap);
    writeMap(json, u"taskPriority", settings.taskPriorityMap);
    json.close();
    json.value(u"closedStatus", orNull(settings.closedStatus));
    json.value(u"conflicts", nameOf(settingsfile::conflicts, settings.conflicts));
    json.value(
        u"timeZone", settings.timeZone.isEmpty() ? QStringLiteral("account") : settings.timeZone);
    json.open(u"schedule");
    json.value(u"everyMinutes", static_cast<int>(settings.every.count()));
    json.close();
    json.open(u"budget");
    json.value(u"salesforceCallsPerDay", settings.salesforceCallsPerDay);
    json.value(u"hubspotCallsPerDay", settings.hubspotCallsPerDay);
    json.close();
    json.value(u"retentionDays", settings.retentionDays);
    json.close();
    return json.take();
}

} // namespace core
