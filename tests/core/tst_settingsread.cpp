// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"

#include "core/sample.h"

#include <QTest>

using namespace core;
using namespace Qt::StringLiterals;
using sample::utf8;

namespace {

Instant at(const char* iso)
{
    return fromIsoText(utf8(iso)).value_or(Instant());
}

// A file with just this at a dotted path: "schedule.everyMinutes", "5".
QByteArray file(const QByteArray& path, const QByteArray& value)
{
    QByteArray json = value;
    const auto keys = path.split('.');
    for (auto key = keys.rbegin(); key != keys.rend(); ++key)
        json = "{\"" + *key + "\": " + json + "}";
    return json;
}

} // namespace

// Section 6 of product.md: reading the settings file strictly.
class SettingsReadTest final : public QObject
{
    Q_OBJECT

private slots:
    void anEmptyFileIsTheDefaults();
    void theExampleIsRead();
    void valuesAreAccepted_data();
    void valuesAreAccepted();
    void valuesAreRefused_data();
    void valuesAreRefused();
    void filesAreRefused_data();
    void filesAreRefused();
    void aKindThatEqualsTheDefaultIsAbsent();
    void aShortUserIdBecomesLong();
    void theFirstErrorIsNamed();
};

void SettingsReadTest::anEmptyFileIsTheDefaults()
{
    const auto settings = parseSettings("{}");
    QVERIFY(settings);
    QCOMPARE(*settings, Settings());
    QCOMPARE(settings->of(Kind::Call), KindSettings());
    QCOMPARE(parseSettings("{\"schema\": 1}"), Result<Settings>(Settings()));
}

void SettingsReadTest::theExampleIsRead()
{
    const auto settings = parseSettings(R"({"schema": 1,
 "toSalesforce": {
   "tasks": {"on": true, "onSince": "2026-11-23T10:00:00Z", "startAt": null, "taskType": "Call", "subject": "{subject}",
             "body": false, "onDelete": "mark", "filters": [], "rollUp": "none"},
   "calls": {"startAt": "2025-01-01T00:00:00.5Z", "taskType": null},
   "integrationEvents": {"zoom.webinar": {"on": false, "taskType": "Other"}}},
 "toHubSpot": {"tasks": {"on": false, "onSince": null, "onChange": "updateOnly", "onDelete": "archive"}},
 "assignedTo": {"overrides": {"4711": "0055g00000ABCDEAA5"}, "ownersOfMeetingsAndEmails": true},
 "valueMaps": {"taskStatus": {"NOT_STARTED": "Open"}, "taskPriority": {"HIGH": "Urgent"}},
 "closedStatus": "Done",
 "conflicts": "ask", "timeZone": "Europe/Oslo", "schedule": {"everyMinutes": 60},
 "budget": {"salesforceCallsPerDay": 100, "hubspotCallsPerDay": 200}, "retentionDays": 3650})");
    QVERIFY2(settings, qPrintable(settings ? QString() : settings.error().what));

    Settings expected;
    KindSettings& tasks = expected.toSalesforce[Kind::Task];
    tasks.on = true;
    tasks.onSince = at("2026-11-23T10:00:00Z");
    tasks.taskType = u"Call"_s;
    tasks.subject = u"{subject}"_s;
    tasks.body = false;
    tasks.onDelete = OnHubSpotDelete::Mark;
    expected.toSalesforce[Kind::Call].startAt = at("2025-01-01T00:00:00.500Z");
    expected.integrationEvents[u"zoom.webinar"_s].taskType = u"Other"_s;
    SectionSettings& section = expected.toHubSpot[u"tasks"_s];
    section.onChange = OnSalesforceChange::UpdateOnly;
    section.onDelete = OnSalesforceDelete::Archive;
    expected.ownerOverrides = {{u"4711"_s, u"0055g00000ABCDEAA5"_s}};
    expected.ownersOfMeetingsAndEmails = true;
    expected.taskStatusMap = {{u"NOT_STARTED"_s, u"Open"_s}};
    expected.taskPriorityMap = {{u"HIGH"_s, u"Urgent"_s}};
    expected.closedStatus = u"Done"_s;
    expected.conflicts = ConflictRule::Ask;
    expected.timeZone = u"Europe/Oslo"_s;
    expected.every = std::chrono::minutes(60);
    expected.salesforceCallsPerDay = 100;
    expected.hubspotCallsPerDay = 200;
    expected.retentionDays = 3650;
    QCOMPARE(*settings, expected);
}

void SettingsReadTest::valuesAreAccepted_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("value");
    const auto rows = [](const char* path, std::initializer_list<const char*> values) {
        for (const char* value : values)
            QTest::addRow("%s: %s", path, value) << QByteArray(path) << QByteArray(value);
    };
    for (const char* kind :
        {"salesEmailSends", "salesEmailReplies", "meetings", "calls", "notes", "tasks"})
        rows(qPrintable(u"toSalesforce."_s + utf8(kind) + u".on"_s), {"true", "false"});
    for (const char* kind : {"formSubmissions", "marketingEmailSends", "marketingEmailOpens",
             "marketingEmailClicks", "salesEmailOpens", "salesEmailClicks", "contentViews"})
        rows(qPrintable(u"toSalesforce."_s + utf8(kind)),
            {"{}", "{\"on\": false, \"taskType\": \"Email\"}"});
    rows("toSalesforce.integrationEvents",
        {"{}", "{\"a.b\": {\"subject\": \"{integration}! {event}\"}}"});
    rows("toSalesforce.tasks.onSince",
        {"null", "\"2026-11-23T10:00:00Z\"", "\"2026-11-23T10:00:00.001Z\""});
    rows("toSalesforce.tasks.startAt", {"null", "\"1999-01-01T00:00:00Z\""});
    rows("toSalesforce.tasks.taskType", {"null", "\"\"", "\"Anything the org has\""});
    rows(
        "toSalesforce.tasks.subject", {"null", "\"\"", "\"{subject}: {first line}\"", "\"fixed\""});
    rows("toSalesforce.tasks.onDelete", {"\"nothing\"", "\"close\"", "\"delete\"", "\"mark\""});
    rows("toSalesforce.tasks.filters", {"[]"});
    rows("toSalesforce.tasks.rollUp", {"\"none\""});
    rows("toHubSpot.emails.on", {"false"});
    rows("toHubSpot.calls.onChange",
        {"\"createAndUpdate\"", "\"createOnly\"", "\"updateOnly\"", "\"nothing\""});
    rows("toHubSpot.meetings.onDelete", {"\"nothing\"", "\"archive\"", "\"mark\""});
    rows("assignedTo.overrides", {"{}", "{\"77\": \"0055g00000ABCDE\"}"});
    rows("closedStatus", {"null", "\"\"", "\"Completed\""});
    rows("conflicts", {"\"newest\"", "\"hubspot\"", "\"salesforce\"", "\"ask\""});
    rows("timeZone", {"\"account\"", "\"Pacific/Kiritimati\"", "\"US/Eastern\"", "\"UTC\""});
    rows("schedule.everyMinutes", {"5", "15.0", "1440"});
    rows("budget.salesforceCallsPerDay", {"100", "1000000000"});
    rows("budget.hubspotCallsPerDay", {"100"});
    rows("retentionDays", {"1", "3650"});
    rows("schema", {"1"});
}

void SettingsReadTest::valuesAreAccepted()
{
    QFETCH(const QByteArray, path);
    QFETCH(const QByteArray, value);
    const auto settings = parseSettings(file(path, value));
    QVERIFY2(settings, qPrintable(settings ? QString() : settings.error().what));
}

void SettingsReadTest::valuesAreRefused_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("what");
    // `what` without the path, which is always its beginning.
    const auto rows
        = [](const char* path, std::initializer_list<const char*> values, const char* what) {
              for (const char* value : values)
                  QTest::addRow("%s: %s", path, value)
                      << QByteArray(path) << QByteArray(value) << utf8(path) + u": "_s + utf8(what);
          };
    const char* kindKeys
        = "unknown key; allowed: on, onSince, startAt, taskType, subject, body, onDelete, "
          "filters, rollUp";
    rows("toSalesforce.tasks.taskTyp", {"\"Call\"", "null", "{}"}, kindKeys);
    rows("toSalesforce.tasks.On", {"true"}, kindKeys);
    rows("toSalesforce.integrationEvents.x.type", {"1"}, kindKeys);
    rows("toSalesforce.task", {"{}"},
        "unknown key; allowed: formSubmissions, marketingEmailSends, marketingEmailOpens, "
        "marketingEmailClicks, salesEmailSends, salesEmailOpens, salesEmailClicks, "
        "salesEmailReplies, "
        "meetings, calls, notes, contentViews, tasks, integrationEvents");
    rows("toHubSpot.notes", {"{}"}, "unknown key; allowed: tasks, emails, calls, meetings");
    rows("toHubSpot.tasks.startAt", {"null"},
        "unknown key; allowed: on, onSince, onChange, onDelete");
    rows("assignedTo.override", {"{}"},
        "unknown key; allowed: overrides, ownersOfMeetingsAndEmails");
    rows("valueMaps.status", {"{}"}, "unknown key; allowed: taskStatus, taskPriority");
    rows("schedule.every", {"5"}, "unknown key; allowed: everyMinutes");
    rows("budget.calls", {"5"}, "unknown key; allowed: salesforceCallsPerDay, hubspotCallsPerDay");
    rows("secret", {"\"x\""},
        "unknown key; allowed: schema, toSalesforce, toHubSpot, assignedTo, valueMaps, "
        "closedStatus, "
        "conflicts, timeZone, schedule, budget, retentionDays");

    rows("toSalesforce.tasks.on", {"null", "1", "\"true\"", "{}"}, "must be true or false");
    rows("toSalesforce.tasks.body", {"null", "0"}, "must be true or false");
    rows("toSalesforce.tasks.onSince",
        {"1795428000000", "\"\"", "\"2026-11-23\"", "\"2026-11-23T10:00:00\"",
            "\"2026-11-23T10:00:00+01:00\"", "\"2026-02-30T10:00:00Z\"", "false"},
        "must be a time such as 2026-11-23T10:00:00Z, or null");
    rows("toSalesforce.tasks.startAt", {"\"yesterday\""},
        "must be a time such as 2026-11-23T10:00:00Z, or null");
    rows("toSalesforce.tasks.taskType", {"7", "[]", "false"}, "must be text or null");
    rows("toSalesforce.tasks.subject", {"7"}, "must be text or null");
    rows("toSalesforce.tasks.subject", {"\" \""}, "must not be blank");
    rows("toSalesforce.calls.subject", {"\"Call {subject}\""},
        "unknown variable {subject}; allowed: {title}, {first line}");
    rows("toSalesforce.calls.subject", {"\"Call {title\""}, "{ without }");
    rows("toSalesforce.formSubmissions.subject", {"\"{title}\""},
        "unknown variable {title}; allowed: {form}");
    rows("toSalesforce.tasks.onDelete", {"\"archive\"", "\"Close\"", "\"\"", "null", "true"},
        "must be one of: nothing, close, delete, mark");
    rows("toSalesforce.tasks.filters", {"{}", "null"}, "must be a list […]");
    rows("toSalesforce.tasks.filters",
        {R"([{"field": "owner", "op": "in", "values": ["1"]}])", "[{}]"},
        "this version does not apply filters yet; the list must be empty");
    rows("toSalesforce.tasks.rollUp", {"\"contactDay\"", "\"contactEmail\""},
        "this version does not roll up activities yet; must be none");
    rows(
        "toSalesforce.tasks.rollUp", {"\"day\""}, "must be one of: none, contactDay, contactEmail");
    rows("toSalesforce.tasks", {"true", "null", "[]"}, "must be an object {…}");
    rows("toSalesforce", {"[]"}, "must be an object {…}");
    for (const char* kind : {"formSubmissions", "marketingEmailSends", "marketingEmailOpens",
             "marketingEmailClicks", "salesEmailOpens", "salesEmailClicks", "contentViews"})
        rows(qPrintable(u"toSalesforce."_s + utf8(kind) + u".on"_s), {"true"},
            qPrintable(u"this version cannot sync "_s + utf8(kind) + u" yet; must be false"_s));
    rows("toSalesforce.integrationEvents.x.on", {"true"},
        "this version cannot sync integrationEvents yet; must be false");
    rows("toSalesforce.integrationEvents. ", {"{}"}, "must not be blank");

    for (const char* section : {"tasks", "emails", "calls", "meetings"})
        rows(qPrintable(u"toHubSpot."_s + utf8(section) + u".on"_s), {"true"},
            "this version cannot sync to HubSpot yet; must be false");
    rows("toHubSpot.tasks.onChange", {"\"create\""},
        "must be one of: createAndUpdate, createOnly, updateOnly, nothing");
    rows("toHubSpot.tasks.onDelete", {"\"delete\"", "\"close\""},
        "must be one of: nothing, archive, mark");

    rows("assignedTo.overrides.77",
        {"\"kari@example.com\"", "\"0055g00000ABCDEAA4\"", "\"0055g00000ABCD\""},
        "must be a Salesforce user id of 15 or 18 characters");
    rows("assignedTo.overrides.77", {"\"\"", "\"  \""}, "must not be blank");
    rows("assignedTo.overrides.77", {"5", "null"}, "must be text");
    rows("assignedTo.overrides.kari", {"\"0055g00000ABCDEAA5\""},
        "must be the number of a HubSpot owner");
    rows("assignedTo.ownersOfMeetingsAndEmails", {"\"no\""}, "must be true or false");
    rows("valueMaps.taskStatus.WAITING", {"7", "null"}, "must be text");
    rows("valueMaps.taskPriority.HIGH", {"\"\""}, "must not be blank");
    rows("valueMaps.taskStatus", {"[]"}, "must be an object {…}");
    rows("closedStatus", {"7"}, "must be text or null");
    rows("conflicts", {"\"oldest\"", "null"}, "must be one of: newest, hubspot, salesforce, ask");
    rows("timeZone", {"\"\"", "\"Europe/Olso\"", "\"CEST\"", "\"UTC+1\"", "\"Account\""},
        "must be account or the name of a time zone such as Europe/Oslo");
    rows("timeZone", {"null", "1"}, "must be text");
    rows("schedule.everyMinutes", {"4", "1441", "15.5", "-15", "\"15\"", "null", "1e300"},
        "must be a whole number from 5 to 1440");
    rows("budget.salesforceCallsPerDay", {"99", "1000000001"},
        "must be a whole number from 100 to 1000000000");
    rows("budget.hubspotCallsPerDay", {"0"}, "must be a whole number from 100 to 1000000000");
    rows("retentionDays", {"0", "3651"}, "must be a whole number from 1 to 3650");
    rows("schema", {"2"}, "written by a newer version (2; this version reads up to 1)");
    rows("schema", {"0", "1.5", "\"1\"", "null"}, "must be a whole number from 1 to 2147483647");
}

void SettingsReadTest::valuesAreRefused()
{
    QFETCH(const QByteArray, path);
    QFETCH(const QByteArray, value);
    QFETCH(const QString, what);
    const auto settings = parseSettings(file(path, value));
    QVERIFY(!settings);
    QCOMPARE(settings.error().what, what);
    QCOMPARE(settings.error().kind, Error::Kind::Settings);
}

void SettingsReadTest::filesAreRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("what");
    const auto row = [](const char* name, const QByteArray& json, const char* what) {
        QTest::newRow(name) << json << utf8(what);
    };
    row("empty", "", "line 1, column 1: no valid JSON: ");
    row("truncated", "{\n  \"schema\": 1,\n", "line 3, column 1: no valid JSON: ");
    row("a comma too many", "{\"a\": 1,}", "line 1, column 10: no valid JSON: ");
    row("an array", "[]", "the file must hold one JSON object {…}");
    row("a comment", "{} // x", "line 1, column 4: no valid JSON: ");
    row("a key twice", R"({"toSalesforce": {"tasks": {}, "calls": {}, "tasks": {"on": true}}})",
        "tasks: stands twice");
    row("a key twice, far apart",
        R"({"schema": 1, "budget": {"a\"b": [1, {"x": 2}]}, "schema": 1})", "schema: stands twice");
    row("too large", QByteArray(1024 * 1024 + 1, ' '), "the file is larger than 1 MiB");
    row("filter without a list of texts",
        R"({"toSalesforce": {"calls": {"filters": [{"values": [1]}]}}})",
        "toSalesforce.calls.filters[0].values: must be a list of texts");
    row("unknown key in a filter", R"({"toSalesforce": {"calls": {"filters": [{}, {"x": 1}]}}})",
        "toSalesforce.calls.filters[1].x: unknown key; allowed: field, op, values");
    row("filter that is no object", R"({"toSalesforce": {"calls": {"filters": ["x"]}}})",
        "toSalesforce.calls.filters[0]: must be an object {…}");
}

void SettingsReadTest::filesAreRefused()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QString, what);
    const auto settings = parseSettings(json);
    QVERIFY(!settings);
    QCOMPARE(settings.error().what.left(what.size()), what); // Qt's words follow
    QCOMPARE(settings.error().kind, Error::Kind::Settings);
}

void SettingsReadTest::aKindThatEqualsTheDefaultIsAbsent()
{
    const auto settings = parseSettings(
        R"({"toSalesforce": {"tasks": {"on": false, "taskType": ""}, "calls": {"body": false}},
            "toHubSpot": {"tasks": {"on": false}, "calls": {"onDelete": "mark"}}})");
    QVERIFY(settings);
    QCOMPARE(settings->toSalesforce.size(), 1U);
    QVERIFY(settings->toSalesforce.contains(Kind::Call));
    QCOMPARE(settings->toHubSpot.size(), 1U);
    QVERIFY(settings->toHubSpot.contains(u"calls"_s));
}

void SettingsReadTest::aShortUserIdBecomesLong()
{
    const auto settings = parseSettings(file("assignedTo.overrides.77", "\"0055g00000ABCDE\""));
    QVERIFY(settings);
    QCOMPARE(settings->ownerOverrides.at(u"77"_s), u"0055g00000ABCDEAA5"_s);
}

void SettingsReadTest::theFirstErrorIsNamed()
{
    const auto settings
        = parseSettings(R"({"zebra": 1, "conflicts": 7, "toSalesforce": {"calls": {"on": 1}}})");
    QVERIFY(!settings);
    QCOMPARE(settings.error().what, u"toSalesforce.calls.on: must be true or false"_s);
}

QTEST_GUILESS_MAIN(SettingsReadTest)
#include "tst_settingsread.moc"
