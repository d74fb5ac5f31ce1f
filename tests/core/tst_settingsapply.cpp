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

const Instant now = at("2026-11-24T12:00:00Z");
const Instant before = at("2026-11-01T00:00:00Z");
const Instant later = at("2026-11-24T12:00:00.001Z");

Settings tasks(bool on, std::optional<Instant> onSince, std::optional<Instant> startAt = {})
{
    Settings settings;
    KindSettings& kind = settings.toSalesforce[Kind::Task];
    kind.on = on;
    kind.onSince = onSince;
    kind.startAt = startAt;
    return settings;
}

QString problemOf(const Result<Settings>& result)
{
    return result ? u"no error"_s : result.error().what;
}

} // namespace

// R1.4's moments, and changing one setting by its path.
class SettingsApplyTest final : public QObject
{
    Q_OBJECT

private slots:
    void theMomentOfSwitchingOn_data();
    void theMomentOfSwitchingOn();
    void offAndOnAgainIsANewMoment();
    void otherKindsKeepTheirMoment();
    void aStartInTheFutureIsRefused();
    void whatNoFileCouldSayIsRefused();
    void oneSettingIsSet_data();
    void oneSettingIsSet();
    void oneSettingSwitchesOff();
    void oneSettingIsRefused_data();
    void oneSettingIsRefused();
    void settingsStayAsTheyWereButForTheOne();
    void entriesOfMapsComeAndGo();
    void switchingOnDoesNotBringBackAnOldMoment();
};

void SettingsApplyTest::theMomentOfSwitchingOn_data()
{
    QTest::addColumn<bool>("wasOn");
    QTest::addColumn<qint64>("stored"); // 0: none
    QTest::addColumn<bool>("on");
    QTest::addColumn<qint64>("wanted");
    QTest::addColumn<qint64>("expected");
    const auto ms = [](Instant instant) { return qint64(instant.time_since_epoch().count()); };
    const qint64 old = ms(before);
    const qint64 own = ms(before) + 1;
    QTest::newRow("switched on") << false << qint64(0) << true << qint64(0) << ms(now);
    QTest::newRow("switched on, file names a moment") << false << qint64(0) << true << own << own;
    QTest::newRow("switched on again") << false << old << true << qint64(0) << ms(now);
    QTest::newRow("stays on") << true << old << true << qint64(0) << old;
    QTest::newRow("stays on, same moment") << true << old << true << old << old;
    QTest::newRow("stays on, file names another") << true << old << true << own << own;
    QTest::newRow("stays on, moment lost") << true << qint64(0) << true << qint64(0) << ms(now);
    QTest::newRow("switched off") << true << old << false << qint64(0) << qint64(0);
    QTest::newRow("switched off, file still names it") << true << old << false << old << qint64(0);
    QTest::newRow("stays off") << false << qint64(0) << false << qint64(0) << qint64(0);
}

void SettingsApplyTest::theMomentOfSwitchingOn()
{
    QFETCH(const bool, wasOn);
    QFETCH(const qint64, stored);
    QFETCH(const bool, on);
    QFETCH(const qint64, wanted);
    QFETCH(const qint64, expected);
    const auto moment = [](qint64 ms) {
        return ms ? std::optional(Instant(std::chrono::milliseconds(ms))) : std::nullopt;
    };
    const auto applied
        = applySettings(tasks(wasOn, moment(stored)), tasks(on, moment(wanted)), now);
    QVERIFY(applied);
    QCOMPARE(applied->of(Kind::Task).on, on);
    QCOMPARE(applied->of(Kind::Task).onSince, moment(expected));
}

void SettingsApplyTest::offAndOnAgainIsANewMoment()
{
    const auto off = applySettings(tasks(true, before), tasks(false, before), now);
    QVERIFY(off);
    const auto on = setSetting(*off, u"toSalesforce.tasks.on"_s, u"true"_s);
    QVERIFY(on);
    const auto again = applySettings(*off, *on, now + std::chrono::hours(1));
    QVERIFY(again);
    QCOMPARE(again->of(Kind::Task).onSince, now + std::chrono::hours(1));
}

void SettingsApplyTest::otherKindsKeepTheirMoment()
{
    Settings wanted = tasks(true, {});
    wanted.toSalesforce[Kind::Note].on = true;
    const auto applied = applySettings(tasks(true, before), wanted, now);
    QVERIFY(applied);
    QCOMPARE(applied->of(Kind::Task).onSince, before);
    QCOMPARE(applied->of(Kind::Note).onSince, now);
    QCOMPARE(applied->of(Kind::Call).onSince, std::nullopt);
}

void SettingsApplyTest::aStartInTheFutureIsRefused()
{
    QCOMPARE(problemOf(applySettings({}, tasks(true, {}, later), now)),
        u"toSalesforce.tasks.startAt: must not be in the future (now is 2026-11-24T12:00:00.000Z)"_s);
    QCOMPARE(problemOf(applySettings({}, tasks(false, {}, later), now)),
        u"toSalesforce.tasks.startAt: must not be in the future (now is 2026-11-24T12:00:00.000Z)"_s);
    QCOMPARE(problemOf(applySettings({}, tasks(true, {}, now), now)), u"no error"_s);
    Settings events;
    events.integrationEvents[u"zoom"_s].startAt = later;
    QCOMPARE(problemOf(applySettings({}, events, now)),
        u"toSalesforce.integrationEvents.zoom.startAt: must not be in the future (now is 2026-11-24T12:00:00.000Z)"_s);
}

void SettingsApplyTest::whatNoFileCouldSayIsRefused()
{
    Settings wanted;
    wanted.toSalesforce[Kind::FormSubmission].on = true;
    QCOMPARE(problemOf(applySettings({}, wanted, now)),
        u"toSalesforce.formSubmissions.on: this version cannot sync formSubmissions yet; must be false"_s);
    wanted = {};
    wanted.retentionDays = 0;
    QCOMPARE(problemOf(applySettings({}, wanted, now)),
        u"retentionDays: must be a whole number from 1 to 3650"_s);
    wanted = {};
    wanted.toSalesforce[Kind::Call].filters = {{u"owner"_s, u"in"_s, {u"1"_s}}};
    QCOMPARE(problemOf(applySettings({}, wanted, now)),
        u"toSalesforce.calls.filters: this version does not apply filters yet; the list must be empty"_s);
}

void SettingsApplyTest::oneSettingIsSet_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("line");
    const auto row = [](const char* key, const char* value, const char* line) {
        QTest::addRow("%s %s", key, value) << utf8(key) << utf8(value) << utf8(line);
    };
    row("toSalesforce.tasks.on", "true", "\"on\": true");
    row("toSalesforce.tasks.taskType", "Call", "\"taskType\": \"Call\"");
    row("toSalesforce.tasks.taskType", "\"Call\"", "\"taskType\": \"Call\"");
    row("toSalesforce.tasks.taskType", "Follow up, soon", "\"taskType\": \"Follow up, soon\"");
    row("toSalesforce.tasks.taskType", "\"7\"", "\"taskType\": \"7\"");
    row("toSalesforce.calls.subject", "Call {title}", "\"subject\": \"Call {title}\"");
    row("toSalesforce.calls.subject", "{title}", "\"subject\": \"{title}\"");
    row("toSalesforce.calls.startAt", "2025-01-01T00:00:00Z",
        "\"startAt\": \"2025-01-01T00:00:00Z\"");
    row("toSalesforce.notes", "{\"body\": false, \"taskType\": \"X\"}", "\"body\": false");
    row("toSalesforce.notes.onDelete", "mark", "\"onDelete\": \"mark\"");
    row("toSalesforce.integrationEvents.zoom.webinar.taskType", "Web", "\"taskType\": \"Web\"");
    row("toSalesforce.integrationEvents.zoom.webinar", "{}", "\"zoom.webinar\": {");
    row("toHubSpot.tasks.onChange", "createOnly", "\"onChange\": \"createOnly\"");
    row("assignedTo.overrides.77", "0055g00000ABCDE", "\"77\": \"0055g00000ABCDEAA5\"");
    row("assignedTo.ownersOfMeetingsAndEmails", "true", "\"ownersOfMeetingsAndEmails\": true");
    row("valueMaps.taskStatus.NOT_STARTED", "Not Started", "\"NOT_STARTED\": \"Not Started\"");
    row("valueMaps.taskStatus.own.status", "Open", "\"own.status\": \"Open\"");
    row("closedStatus", "Done", "\"closedStatus\": \"Done\"");
    row("conflicts", "hubspot", "\"conflicts\": \"hubspot\"");
    row("timeZone", "Europe/Oslo", "\"timeZone\": \"Europe/Oslo\"");
    row("schedule.everyMinutes", "30", "\"everyMinutes\": 30");
    row("schedule.everyMinutes", " 30 ", "\"everyMinutes\": 30");
    row("budget.salesforceCallsPerDay", "100", "\"salesforceCallsPerDay\": 100");
    row("retentionDays", "7", "\"retentionDays\": 7");
}

void SettingsApplyTest::oneSettingIsSet()
{
    QFETCH(const QString, key);
    QFETCH(const QString, value);
    QFETCH(const QString, line);
    const auto set = setSetting({}, key, value);
    QCOMPARE(problemOf(set), u"no error"_s);
    QVERIFY(!utf8(writeSettings({}).constData()).contains(line));
    QVERIFY(utf8(writeSettings(*set).constData()).contains(line));
}

void SettingsApplyTest::oneSettingSwitchesOff()
{
    const QString key = QStringLiteral("toSalesforce.calls.on");
    Settings stored;
    KindSettings calls;
    calls.on = true;
    calls.onSince = core::Instant(std::chrono::milliseconds(1'000));
    stored.toSalesforce.insert_or_assign(Kind::Call, calls);
    const auto off = core::setSetting(stored, key, QStringLiteral("false"));
    QVERIFY2(off.has_value(), off ? "" : qPrintable(off.error().what));
    QVERIFY(!off->of(Kind::Call).on && !off->of(Kind::Call).onSince);
    // On again is a new moment, given by applySettings().
    const auto on = core::setSetting(*off, key, QStringLiteral("true"));
    QVERIFY(on.has_value() && on->of(Kind::Call).on && !on->of(Kind::Call).onSince);
}

void SettingsApplyTest::oneSettingIsRefused_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("what");
    const auto row = [](const char* key, const char* value, const char* what) {
        QTest::addRow("%s %s", key, value) << utf8(key) << utf8(value) << utf8(what);
    };
    row("toSalesforce.tasks.taskTyp", "Call",
        "toSalesforce.tasks.taskTyp: unknown key; allowed: on, onSince,");
    row("toSalesforce.task.on", "true",
        "toSalesforce.task: unknown key; allowed: formSubmissions,");
    row("tasks.on", "true", "tasks: unknown key; allowed: schema,");
    row("", "true", ": unknown key; allowed: schema,");
    row("toSalesforce.", "true", "toSalesforce.: unknown key;");
    row("toSalesforce.tasks.on", "yes", "toSalesforce.tasks.on: must be true or false");
    row("toSalesforce.tasks.on", "", "toSalesforce.tasks.on: must be true or false");
    row("toSalesforce.tasks.on", "true, true", "toSalesforce.tasks.on: must be true or false");
    row("toSalesforce.tasks.on.x", "true", "toSalesforce.tasks.on: has no keys below it");
    row("toSalesforce.tasks.taskType", "7", "toSalesforce.tasks.taskType: must be text or null");
    row("toSalesforce.formSubmissions.on", "true",
        "toSalesforce.formSubmissions.on: this version cannot sync");
    row("toSalesforce.calls.subject", "{subject}",
        "toSalesforce.calls.subject: unknown variable {subject};");
    row("toSalesforce.tasks.onSince", "2026-11-23T10:00:00Z",
        "toSalesforce.tasks.onSince: is set by switching on; first set on");
    row("toSalesforce.tasks", "true", "toSalesforce.tasks: must be an object {…}");
    row("toHubSpot.tasks.on", "true",
        "toHubSpot.tasks.on: this version cannot sync to HubSpot yet;");
    row("assignedTo.overrides.77", "kari", "assignedTo.overrides.77: must be a Salesforce user id");
    row("timeZone", "Oslo", "timeZone: must be account or the name of a time zone");
    row("schedule.everyMinutes", "0",
        "schedule.everyMinutes: must be a whole number from 5 to 1440");
    row("conflicts", "null", "conflicts: must be one of:");
    row("schema", "2", "schema: written by a newer version");
}

void SettingsApplyTest::oneSettingIsRefused()
{
    QFETCH(const QString, key);
    QFETCH(const QString, value);
    QFETCH(const QString, what);
    const auto set = setSetting({}, key, value);
    QVERIFY(!set);
    QCOMPARE(set.error().what.left(what.size()), what);
    QCOMPARE(set.error().kind, Error::Kind::Settings);
}

void SettingsApplyTest::settingsStayAsTheyWereButForTheOne()
{
    Settings stored = tasks(true, before, before);
    stored.toSalesforce[Kind::Call].subject = u"C {title}"_s;
    stored.integrationEvents[u"a.b"_s].taskType = u"X"_s;
    stored.ownerOverrides = {{u"7"_s, u"0055g00000ABCDEAA5"_s}};
    stored.timeZone = u"Asia/Tokyo"_s;
    const auto set = setSetting(stored, u"retentionDays"_s, u"90"_s);
    QVERIFY(set);
    stored.retentionDays = 90;
    QCOMPARE(*set, stored);
}

void SettingsApplyTest::entriesOfMapsComeAndGo()
{
    const QString key = u"assignedTo.overrides.77"_s;
    const auto added = setSetting({}, key, u"0055g00000ABCDEAA5"_s);
    QVERIFY(added);
    QCOMPARE(added->ownerOverrides.size(), 1U);
    const auto removed = setSetting(*added, key, u"null"_s);
    QVERIFY(removed);
    QCOMPARE(*removed, Settings());
    QCOMPARE(setSetting(*removed, key, u"null"_s), Result<Settings>(Settings()));

    const auto event = setSetting({}, u"toSalesforce.integrationEvents.a.b.taskType"_s, u"X"_s);
    QVERIFY(event);
    QCOMPARE(event->integrationEvents.at(u"a.b"_s).taskType, u"X"_s);
    QCOMPARE(setSetting(*event, u"toSalesforce.integrationEvents.a.b"_s, u"null"_s),
        Result<Settings>(Settings()));
}

void SettingsApplyTest::switchingOnDoesNotBringBackAnOldMoment()
{
    const Settings stored = tasks(false, before);
    const auto on = setSetting(stored, u"toSalesforce.tasks.on"_s, u"true"_s);
    QVERIFY(on);
    const auto applied = applySettings(stored, *on, now);
    QVERIFY(applied);
    QCOMPARE(applied->of(Kind::Task).onSince, now);
}

QTEST_GUILESS_MAIN(SettingsApplyTest)
#include "tst_settingsapply.moc"
