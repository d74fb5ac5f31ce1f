// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/property.h"
#include "core/sample.h"
#include "core/settings.h"
#include "core/text.h"

#include <QJsonDocument>
#include <QTest>

using namespace core;
using namespace Qt::StringLiterals;
using sample::utf8;

namespace {

// Settings whose every part is drawn anew, within what this version reads.
Settings anySettings()
{
    const auto among = [](std::initializer_list<const char*> texts) {
        return utf8(*rc::gen::elementOf(std::vector<const char*>(texts)));
    };
    const auto number = [](int from, int to) { return *rc::gen::inRange(from, to + 1); };
    const auto flag = [] { return *rc::gen::arbitrary<bool>(); };
    const auto moment = [&]() -> std::optional<Instant> {
        if (flag())
            return std::nullopt;
        const auto ms = *rc::gen::inRange<std::int64_t>(0, 2'000'000'000'000);
        return Instant(std::chrono::milliseconds(flag() ? ms : ms / 1000 * 1000));
    };
    const auto kindSettings = [&](Kind kind) {
        KindSettings made;
        made.on = isSupported(kind) && flag();
        made.onSince = moment();
        made.startAt = moment();
        made.taskType = among({"", "Call", "Ærlig \"talt\"", "a\\b", "😀", "\n\t"});
        made.subject = flag() ? QString() : u"x "_s + defaultSubject(kind);
        made.body = flag();
        made.onDelete = OnHubSpotDelete(number(0, 3));
        return made;
    };
    const auto map = [&](std::initializer_list<const char*> keys) {
        std::map<QString, QString> made;
        for (int i = number(0, 3); i > 0; --i)
            made[among(keys)] = among({"Open", "In \"Work\"", "Æ", "x.y", "{}"});
        return made;
    };
    Settings made;
    for (int i = number(0, 5); i > 0; --i) {
        const Kind kind = *rc::gen::elementOf(std::vector<Kind>(allKinds.begin(), allKinds.end()));
        const KindSettings settings = kindSettings(kind);
        if (kind == Kind::IntegrationEvent)
            made.integrationEvents[among({"a", "zoom.webinar", "x \"y\""})] = settings;
        else if (settings != KindSettings())
            made.toSalesforce[kind] = settings;
    }
    for (int i = number(0, 3); i > 0; --i) {
        const SectionSettings section{
            false, moment(), OnSalesforceChange(number(0, 3)), OnSalesforceDelete(number(0, 2))};
        if (section != SectionSettings())
            made.toHubSpot[among({"tasks", "emails", "calls", "meetings"})] = section;
    }
    for (int i = number(0, 3); i > 0; --i)
        made.ownerOverrides[QString::number(number(1, 999))] = u"0055g00000ABCDEAA5"_s;
    made.taskStatusMap = map({"NOT_STARTED", "WAITING", "own.status"});
    made.taskPriorityMap = map({"HIGH", "NONE"});
    made.closedStatus = among({"", "Completed", "Done"});
    made.ownersOfMeetingsAndEmails = flag();
    made.conflicts = ConflictRule(number(0, 3));
    made.timeZone = among({"", "UTC", "Europe/Oslo", "US/Eastern"});
    made.every = std::chrono::minutes(number(5, 1440));
    made.salesforceCallsPerDay = number(100, 1'000'000);
    made.hubspotCallsPerDay = number(100, 1'000'000'000);
    made.retentionDays = number(1, 3650);
    return made;
}

} // namespace

// Section 6 of product.md: the file as it is written.
class SettingsWriteTest final : public QObject
{
    Q_OBJECT

private slots:
    void theDefaultsAreWrittenCompletely();
    void valuesAreWrittenAsTheyAreRead();
    void whatIsWrittenIsReadAgain();
};

void SettingsWriteTest::theDefaultsAreWrittenCompletely()
{
    QString kinds;
    for (const char* name : {"formSubmissions", "marketingEmailSends", "marketingEmailOpens",
             "marketingEmailClicks", "salesEmailSends", "salesEmailOpens", "salesEmailClicks",
             "salesEmailReplies", "meetings", "calls", "notes", "contentViews", "tasks"}) {
        kinds += utf8(R"(        "%1": {
            "on": false,
            "onSince": null,
            "startAt": null,
            "taskType": null,
            "subject": null,
            "body": true,
            "onDelete": "nothing",
            "filters": [],
            "rollUp": "none"
        },
)")
                     .arg(utf8(name));
    }
    QString sections;
    for (const char* name : {"tasks", "emails", "calls", "meetings"}) {
        sections += utf8(R"(        "%1": {
            "on": false,
            "onSince": null,
            "onChange": "createAndUpdate",
            "onDelete": "nothing"
        },
)")
                        .arg(utf8(name));
    }
    sections.chop(2);
    const QString expected = utf8(R"({
    "schema": 1,
    "toSalesforce": {
)") + kinds
        + utf8(R"(        "integrationEvents": {}
    },
    "toHubSpot": {
)") + sections
        + utf8(R"(
    },
    "assignedTo": {
        "overrides": {},
        "ownersOfMeetingsAndEmails": false
    },
    "valueMaps": {
        "taskStatus": {},
        "taskPriority": {}
    },
    "closedStatus": null,
    "conflicts": "newest",
    "timeZone": "account",
    "schedule": {
        "everyMinutes": 15
    },
    "budget": {
        "salesforceCallsPerDay": 5000,
        "hubspotCallsPerDay": 50000
    },
    "retentionDays": 30
}
)");
    QCOMPARE(utf8(writeSettings({}).constData()).split(u'\n'), expected.split(u'\n'));
}

void SettingsWriteTest::valuesAreWrittenAsTheyAreRead()
{
    Settings settings;
    KindSettings& calls = settings.toSalesforce[Kind::Call];
    calls.on = true;
    calls.onSince = fromIsoText(u"2026-11-23T10:00:00Z"_s);
    calls.startAt = fromIsoText(u"2026-11-23T10:00:00.500Z"_s);
    calls.taskType = u"Øvrig \"x\"\\"_s;
    calls.subject = u"{title}"_s;
    settings.taskStatusMap = {{u"Z"_s, u"1"_s}, {u"A"_s, u"2"_s}};
    settings.integrationEvents[u"zoom"_s] = {};
    const QByteArray json = writeSettings(settings);
    const auto has
        = [&json](const char* line) { return json.contains('\n' + QByteArray(line) + '\n'); };
    QVERIFY(has("            \"on\": true,"));
    QVERIFY(has("            \"onSince\": \"2026-11-23T10:00:00Z\","));
    QVERIFY(has("            \"startAt\": \"2026-11-23T10:00:00.500Z\","));
    QVERIFY(has("            \"taskType\": \"Øvrig \\\"x\\\"\\\\\","));
    QVERIFY(has("            \"subject\": \"{title}\","));
    QVERIFY(has("            \"A\": \"2\",\n            \"Z\": \"1\""));
    QVERIFY(has("            \"zoom\": {\n                \"on\": false,"));
    QCOMPARE(QJsonDocument::fromJson(json).isObject(), true);
}

void SettingsWriteTest::whatIsWrittenIsReadAgain()
{
    QVERIFY(property::holds("what is written is read again", [] {
        const Settings settings = anySettings();
        const QByteArray json = writeSettings(settings);
        RC_LOG() << json.toStdString();
        const auto read = parseSettings(json);
        if (!read)
            RC_LOG() << read.error().what.toStdString();
        RC_ASSERT(read.has_value());
        RC_ASSERT(*read == settings);
        RC_ASSERT(writeSettings(*read) == json);
    }));
}

QTEST_GUILESS_MAIN(SettingsWriteTest)
#include "tst_settingswrite.moc"
