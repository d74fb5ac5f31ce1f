// SPDX-License-Identifier: GPL-3.0-or-later
#include "orgface.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sandbox::salesforce;
using sandbox_test::Answer;
using sandbox_test::OrgFace;

namespace {

const QString key = keyFieldName;

struct Scene
{
    OrgFace face;
    Org& org = face.org;
    Id account = org.addAccount({.name = u"Fjord AS"_s, .ownerId = {}});
    Id contact = org.addContact(
        {u"Kari"_s, u"Nordmann"_s, u"kari@example.com"_s, account, {}, std::nullopt});
    Id gone = org.addContact({u"Nils"_s, u"Borte"_s, u"nils@example.com"_s, {}, {}, std::nullopt});
    Id lead
        = org.addLead({u"Per"_s, u"Hansen"_s, u"Vik AS"_s, u"per@example.com"_s, {}, std::nullopt});
    Id converted
        = org.addLead({u"Ola"_s, u"Vik"_s, u"Vik AS"_s, u"ola@example.com"_s, {}, std::nullopt});
    Id inactive = org.addUser({.name = u"Bo Berg"_s,
        .email = u"bo@example.com"_s,
        .username = {},
        .federationId = {},
        .isActive = false,
        .userType = u"Standard"_s});
    Id guest = org.addUser({.name = u"Guest"_s,
        .email = u"g@example.com"_s,
        .username = {},
        .federationId = {},
        .isActive = true,
        .userType = u"Guest"_s});

    Scene()
    {
        org.deleteRecord(gone);
        org.convertLead(converted, contact);
    }

    // Words in a table that stand for ids of this scene.
    QJsonValue resolved(const QJsonValue& value) const
    {
        const QHash<QString, Id> ids{{u"<account>"_s, account}, {u"<contact>"_s, contact},
            {u"<gone>"_s, gone}, {u"<lead>"_s, lead}, {u"<converted>"_s, converted},
            {u"<inactive>"_s, inactive}, {u"<guest>"_s, guest}};
        const auto found = ids.constFind(value.toString());
        return found == ids.constEnd() ? value : QJsonValue(*found);
    }
};

QJsonObject firstError(const Answer& answer)
{
    return answer.array().at(0).toObject().value(u"errors"_s).toArray().at(0).toObject();
}

} // namespace

class SalesforceWritesTest final : public QObject
{
    Q_OBJECT

private slots:
    void everyFieldIsValidated_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("code"); // empty: accepted
        const auto row = [](const char* name, const char16_t* field, const QJsonValue& value,
                             const char16_t* code) {
            QTest::newRow(name) << QString::fromUtf16(field) << value << QString::fromUtf16(code);
        };
        const QString emoji = u"😀"_s;
        row("unknown field", u"Foo__c", u"x"_s, u"INVALID_FIELD");
        row("field in the wrong case", u"subject", u"x"_s, u"INVALID_FIELD");
        row("nested reference", u"Who", QJsonObject{{u"Email"_s, u"kari@example.com"_s}},
            u"INVALID_FIELD");
        row("read-only IsClosed", u"IsClosed", true, u"INVALID_FIELD_FOR_INSERT_UPDATE");
        row("read-only AccountId", u"AccountId", u"<account>"_s,
            u"INVALID_FIELD_FOR_INSERT_UPDATE");
        row("read-only CreatedDate", u"CreatedDate", u"2026-01-01T00:00:00Z"_s,
            u"INVALID_FIELD_FOR_INSERT_UPDATE");
        row("read-only SystemModstamp", u"SystemModstamp", u"2026-01-01T00:00:00Z"_s,
            u"INVALID_FIELD_FOR_INSERT_UPDATE");
        row("subject 255", u"Subject", QString(255, u'x'), u"");
        row("subject 256", u"Subject", QString(256, u'x'), u"STRING_TOO_LONG");
        row("subject 255 emoji", u"Subject", emoji.repeated(255), u"");
        row("subject 256 emoji", u"Subject", emoji.repeated(256), u"STRING_TOO_LONG");
        row("subject null", u"Subject", QJsonValue::Null, u"");
        row("subject number", u"Subject", 5, u"JSON_PARSER_ERROR");
        row("subject object", u"Subject", QJsonObject(), u"JSON_PARSER_ERROR");
        row("description 32000", u"Description", QString(32'000, u'x'), u"");
        row("description 32001", u"Description", QString(32'001, u'x'), u"STRING_TOO_LONG");
        row("status", u"Status", u"Deferred"_s, u"");
        row("status unknown", u"Status", u"Done"_s, u"INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST");
        row("status in the wrong case", u"Status", u"completed"_s,
            u"INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST");
        row("status null", u"Status", QJsonValue::Null, u"REQUIRED_FIELD_MISSING");
        row("priority unknown", u"Priority", u"HIGH"_s, u"INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST");
        row("type", u"Type", u"Call"_s, u"");
        row("type unknown", u"Type", u"Webinar"_s, u"INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST");
        row("type null", u"Type", QJsonValue::Null, u"");
        row("subtype", u"TaskSubtype", u"Email"_s, u"");
        row("subtype unknown", u"TaskSubtype", u"Meeting"_s,
            u"INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST");
        row("subtype of the service", u"TaskSubtype", u"Cadence"_s, u"FIELD_INTEGRITY_EXCEPTION");
        row("call type", u"CallType", u"Outbound"_s, u"");
        row("call type unknown", u"CallType", u"OUTBOUND"_s,
            u"INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST");
        row("call disposition 256", u"CallDisposition", QString(256, u'x'), u"STRING_TOO_LONG");
        row("seconds", u"CallDurationInSeconds", 90, u"");
        row("seconds text", u"CallDurationInSeconds", u"90"_s, u"JSON_PARSER_ERROR");
        row("seconds fraction", u"CallDurationInSeconds", 1.5, u"JSON_PARSER_ERROR");
        row("seconds too many", u"CallDurationInSeconds", 3e9, u"NUMBER_OUTSIDE_VALID_RANGE");
        row("date", u"ActivityDate", u"2026-02-28"_s, u"");
        row("date null", u"ActivityDate", QJsonValue::Null, u"");
        row("date that is none", u"ActivityDate", u"2026-02-30"_s, u"JSON_PARSER_ERROR");
        row("date with time", u"ActivityDate", u"2026-02-28T00:00:00Z"_s, u"JSON_PARSER_ERROR");
        row("date number", u"ActivityDate", 20260228, u"JSON_PARSER_ERROR");
        row("date before 1700", u"ActivityDate", u"1699-12-31"_s, u"JSON_PARSER_ERROR");
        row("datetime", u"ReminderDateTime", u"2026-11-23T10:00:00.000+0000"_s, u"");
        row("datetime without zone", u"ReminderDateTime", u"2026-11-23T10:00:00"_s,
            u"JSON_PARSER_ERROR");
        row("boolean", u"IsReminderSet", false, u"");
        row("boolean text", u"IsReminderSet", u"false"_s, u"JSON_PARSER_ERROR");
        row("who contact", u"WhoId", u"<contact>"_s, u"");
        row("who lead", u"WhoId", u"<lead>"_s, u"");
        row("who null", u"WhoId", QJsonValue::Null, u"");
        row("who account", u"WhoId", u"<account>"_s, u"FIELD_INTEGRITY_EXCEPTION");
        row("who deleted", u"WhoId", u"<gone>"_s, u"ENTITY_IS_DELETED");
        row("who converted", u"WhoId", u"<converted>"_s, u"CANNOT_UPDATE_CONVERTED_LEAD");
        row("who never was", u"WhoId", u"003000000000Zzz"_s, u"INVALID_CROSS_REFERENCE_KEY");
        row("who malformed", u"WhoId", u"hello"_s, u"MALFORMED_ID");
        row("who number", u"WhoId", 3, u"JSON_PARSER_ERROR");
        row("what account", u"WhatId", u"<account>"_s, u"");
        row("what contact", u"WhatId", u"<contact>"_s, u"FIELD_INTEGRITY_EXCEPTION");
        row("owner inactive", u"OwnerId", u"<inactive>"_s, u"INACTIVE_OWNER_OR_USER");
        row("owner guest", u"OwnerId", u"<guest>"_s, u"INVALID_CROSS_REFERENCE_KEY");
        row("owner contact", u"OwnerId", u"<contact>"_s, u"FIELD_INTEGRITY_EXCEPTION");
        row("owner null", u"OwnerId", QJsonValue::Null, u"REQUIRED_FIELD_MISSING");
        row("several whos without the switch", u"TaskWhoIds", QJsonArray(), u"INVALID_FIELD");
    }
    void everyFieldIsValidated()
    {
        QFETCH(QString, field);
        QFETCH(QJsonValue, value);
        QFETCH(QString, code);
        Scene scene;
        const Answer answer
            = scene.face.upsert({{{key, u"hs:1:note:1"_s}, {field, scene.resolved(value)}}});
        QCOMPARE(answer.status(), 200);
        QCOMPARE(OrgFace::outcomes(answer), code.isEmpty() ? u"created"_s : code);
        QCOMPARE(scene.org.tasks().size(), std::size_t(code.isEmpty() ? 1 : 0));
        // What is refused in a collection is refused alone too.
        const Answer single
            = scene.face.send("PATCH", "sobjects/Task/HubSpot_Engagement_Id__c/hs%3A1%3Anote%3A2",
                {{field, scene.resolved(value)}});
        QCOMPARE(single.problem(), code.isEmpty() ? u"201"_s : u"400 "_s + code);
    }

    void aLeadsTaskHasNoWhat()
    {
        Scene scene;
        QCOMPARE(OrgFace::outcomes(scene.face.upsert({{{key, u"hs:1:note:1"_s},
                     {u"WhoId"_s, scene.lead}, {u"WhatId"_s, scene.account}}})),
            u"FIELD_INTEGRITY_EXCEPTION"_s);
        QCOMPARE(OrgFace::outcomes(scene.face.upsert({{{key, u"hs:1:note:1"_s},
                     {u"WhoId"_s, scene.contact}, {u"WhatId"_s, scene.account}}})),
            u"created"_s);
    }

    void upsertCreatesThenUpdates()
    {
        Scene scene;
        const Answer first = scene.face.upsert(
            {{{key, u"hs:1:note:1"_s}, {u"Subject"_s, u"a"_s}, {u"TaskSubtype"_s, u"Email"_s}},
                {{key, u"hs:1:note:2"_s}, {u"Subject"_s, u"b"_s}}});
        QCOMPARE(OrgFace::outcomes(first), u"created,created"_s);
        const Id id = first.array().at(0).toObject().value(u"id"_s).toString();
        QCOMPARE(id.size(), 18);
        QVERIFY(id.startsWith(u"00T"_s));
        scene.face.wait(std::chrono::seconds(5));
        // The key matches without regard to case; a trailing slash of the path is allowed.
        const Answer second = scene.face.upsert(
            {{{key, u"HS:1:note:1"_s}, {u"Subject"_s, u"c"_s}}, {{key, u"hs:1:note:3"_s}}},
            "/?updateOnly=false");
        QCOMPARE(OrgFace::outcomes(second), u"updated,created"_s);
        QCOMPARE(second.array().at(0).toObject().value(u"id"_s).toString(), id);
        const Task task = *scene.org.task(id);
        QCOMPARE(task.subject, u"c"_s);
        QCOMPARE(task.subtype, u"Email"_s);
        QCOMPARE(task.systemModstamp - task.createdDate, std::chrono::milliseconds(5000));
        QCOMPARE(scene.org.tasks().size(), std::size_t(3));
    }

    void updateOnlyNeverCreates()
    {
        Scene scene;
        scene.face.upsert({{{key, u"hs:1:note:1"_s}}});
        QCOMPARE(OrgFace::outcomes(scene.face.upsert(
                     {{{key, u"hs:1:note:1"_s}, {u"Subject"_s, u"x"_s}}, {{key, u"hs:1:note:2"_s}}},
                     "?updateOnly=true")),
            u"updated,NOT_FOUND"_s);
        QCOMPARE(scene.org.tasks().size(), std::size_t(1));
        QCOMPARE(scene.face
                     .send("PATCH", "sobjects/Task/HubSpot_Engagement_Id__c/none?updateOnly=true",
                         {{u"Subject"_s, u"x"_s}})
                     .problem(),
            u"404 NOT_FOUND"_s);
        QCOMPARE(scene.face.upsert({{{key, u"a"_s}}}, "?updateOnly=yes").problem(),
            u"400 INVALID_ARGUMENT"_s);
        // The collection form knows the parameter since v61 only.
        scene.face.base = "/services/data/v60.0/";
        QCOMPARE(
            OrgFace::outcomes(scene.face.upsert({{{key, u"hs:1:note:3"_s}}}, "?updateOnly=true")),
            u"created"_s);
    }

    void createOnlyFieldIsRefusedOnUpdate()
    {
        Scene scene;
        const QJsonObject task{{key, u"hs:1:call:1"_s}, {u"TaskSubtype"_s, u"Call"_s}};
        QCOMPARE(OrgFace::outcomes(scene.face.upsert({task})), u"created"_s);
        const Answer again = scene.face.upsert({task});
        QCOMPARE(OrgFace::outcomes(again), u"INVALID_FIELD_FOR_INSERT_UPDATE"_s);
        QCOMPARE(firstError(again).value(u"fields"_s).toArray(), QJsonArray{u"TaskSubtype"_s});
    }

    void aKeyTwiceInOneRequestFailsAllItsRows()
    {
        Scene scene;
        const Answer answer = scene.face.upsert(
            {{{key, u"hs:1:note:1"_s}}, {{key, u"hs:1:note:2"_s}}, {{key, u"HS:1:NOTE:1"_s}}});
        QCOMPARE(OrgFace::outcomes(answer), u"DUPLICATE_VALUE,created,DUPLICATE_VALUE"_s);
        QCOMPARE(firstError(answer).value(u"message"_s).toString(),
            u"Duplicate external id specified: hs:1:note:1"_s);
    }

    void keysInTheRecycleBinAreNotMatched()
    {
        Scene scene;
        scene.face.upsert({{{key, u"hs:1:note:1"_s}}});
        const Id first = scene.org.tasks()[0].id;
        scene.org.deleteRecord(first);
        QCOMPARE(
            OrgFace::outcomes(scene.face.upsert({{{key, u"hs:1:note:1"_s}}}, "?updateOnly=true")),
            u"NOT_FOUND"_s);
        QCOMPARE(OrgFace::outcomes(scene.face.upsert({{{key, u"hs:1:note:1"_s}}})), u"created"_s);
        QCOMPARE(scene.org.tasksWithKey(u"hs:1:note:1"_s).size(), std::size_t(2));
        QCOMPARE(scene.org.undelete(first).errors.at(0).statusCode, u"DUPLICATE_VALUE"_s);
    }

    void twinsOfAKeyThatIsNotUniqueAreRefused()
    {
        Scene scene;
        scene.org.setKeyField({.isUnique = false});
        scene.org.add(u"Task"_s, {{key, u"hs:1:note:1"_s}});
        scene.org.add(u"Task"_s, {{key, u"hs:1:note:1"_s}});
        QCOMPARE(OrgFace::outcomes(scene.face.upsert({{{key, u"hs:1:note:1"_s}}})),
            u"DUPLICATE_EXTERNAL_ID"_s);
        const Answer single = scene.face.send("PATCH",
            "sobjects/Task/HubSpot_Engagement_Id__c/hs:1:note:1", {{u"Subject"_s, u"x"_s}});
        QCOMPARE(single.status(), 300);
        QCOMPARE(single.array().size(), 2);
    }

    void recordsWithoutKeyAreRefused()
    {
        Scene scene;
        QCOMPARE(OrgFace::outcomes(
                     scene.face.upsert({{{u"Subject"_s, u"a"_s}}, {{key, QJsonValue::Null}},
                         {{key, u" "_s}}, {{key, 5}}, {{key, QString(65, u'x')}}})),
            u"MISSING_ARGUMENT,MISSING_ARGUMENT,MISSING_ARGUMENT,JSON_PARSER_ERROR,STRING_TOO_LONG"_s);
    }

    void upsertNeedsAnAccessibleExternalId()
    {
        Scene scene;
        const auto upsertBy = [&](const QByteArray& field) {
            return scene.face
                .send("PATCH", "composite/sobjects/Task/" + field,
                    OrgFace::tasksBody({{{key, u"a"_s}}}))
                .problem();
        };
        QCOMPARE(upsertBy("Subject"), u"400 INVALID_FIELD"_s);
        QCOMPARE(upsertBy("Nothing__c"), u"404 NOT_FOUND"_s);
        scene.org.setKeyField({.isVisible = false});
        QCOMPARE(upsertBy("HubSpot_Engagement_Id__c"), u"404 NOT_FOUND"_s);
        scene.org.setKeyField({.isExternalId = false});
        QCOMPARE(upsertBy("HubSpot_Engagement_Id__c"), u"400 INVALID_FIELD"_s);
        scene.org.setKeyField({.isPresent = false});
        QCOMPARE(upsertBy("HubSpot_Engagement_Id__c"), u"404 NOT_FOUND"_s);
        QCOMPARE(scene.org.tasks().size(), std::size_t(0));
    }

    void singleRecordsByIdAndKey()
    {
        Scene scene;
        const Answer created = scene.face.send(
            "POST", "sobjects/Task", {{u"Subject"_s, u"a"_s}, {key, u"hs:1:note:1"_s}});
        QCOMPARE(created.status(), 201);
        const QByteArray id = created.object().value(u"id"_s).toString().toLatin1();
        QCOMPARE(scene.face.get("sobjects/Task/" + id + "?fields=Subject")
                     .object()
                     .value(u"Subject"_s)
                     .toString(),
            u"a"_s);
        QCOMPARE(scene.face.get("sobjects/Task/HubSpot_Engagement_Id__c/hs%3A1%3Anote%3A1")
                     .object()
                     .value(u"Id"_s)
                     .toString()
                     .toLatin1(),
            id);
        QCOMPARE(scene.face.send("PATCH", "sobjects/Task/" + id, {{u"Subject"_s, u"b"_s}}).status(),
            204);
        QCOMPARE(scene.face
                     .send("PATCH", "sobjects/Task/HubSpot_Engagement_Id__c/hs:1:note:1",
                         {{u"Subject"_s, u"c"_s}})
                     .status(),
            200);
        QCOMPARE(scene.face
                     .send("PATCH", "sobjects/Task/HubSpot_Engagement_Id__c/hs:1:note:1",
                         {{key, u"hs:1:note:1"_s}})
                     .problem(),
            u"400 INVALID_FIELD"_s);
        QCOMPARE(scene.org.tasks()[0].subject, u"c"_s);
        QCOMPARE(scene.face.send("DELETE", scene.face.base + "sobjects/Task/" + id).status(), 204);
        QCOMPARE(scene.face.get("sobjects/Task/" + id).problem(), u"404 ENTITY_IS_DELETED"_s);
        QCOMPARE(scene.face.get("sobjects/Task/00T000000000Zzz").problem(), u"404 NOT_FOUND"_s);
        QCOMPARE(scene.face.send("PATCH", "sobjects/Task/00T000000000Zzz", {{u"Subject"_s, u"b"_s}})
                     .problem(),
            u"404 NOT_FOUND"_s);
    }

    void bodiesMustBeJson()
    {
        Scene scene;
        QCOMPARE(scene.face
                     .send("POST", scene.face.base + "sobjects/Task", "{}",
                         {{"Content-Type", "text/plain"}})
                     .problem(),
            u"415 UNSUPPORTED_MEDIA_TYPE"_s);
        QCOMPARE(scene.face.send("PUT", "sobjects/Task", {{u"Subject"_s, u"b"_s}}).problem(),
            u"405 METHOD_NOT_ALLOWED"_s);
    }

    void theOrgMaintainsWhatIsDerived()
    {
        Scene scene;
        const Id id = scene.org
                          .add(u"Task"_s,
                              {{u"WhoId"_s, scene.contact}, {u"Priority"_s, u"High"_s},
                                  {u"Subject"_s, u"  x \n"_s}})
                          .id;
        Fields fields = *scene.org.record(id);
        QCOMPARE(fields.value(u"Status"_s).toString(), u"Not Started"_s);
        QCOMPARE(fields.value(u"AccountId"_s).toString(), scene.account);
        QCOMPARE(fields.value(u"IsHighPriority"_s), QJsonValue(true));
        QCOMPARE(fields.value(u"IsClosed"_s), QJsonValue(false));
        QCOMPARE(fields.value(u"Subject"_s).toString(), u"x"_s);
        QCOMPARE(fields.value(u"OwnerId"_s).toString(), scene.org.apiUser());
        QCOMPARE(fields.value(u"TaskSubtype"_s).toString(), u"Task"_s);
        scene.face.wait(std::chrono::seconds(2));
        scene.org.editTask(id, {{u"Status"_s, u"Completed"_s}});
        const auto closed = scene.org.task(id);
        QCOMPARE(closed->completedDateTime, std::optional(closed->systemModstamp));
        scene.face.wait(std::chrono::seconds(2));
        scene.org.editTask(id, {{u"Subject"_s, u""_s}});
        QCOMPARE(scene.org.task(id)->completedDateTime, closed->completedDateTime);
        QVERIFY(!scene.org.record(id)->contains(u"Subject"_s));
        scene.org.editTask(id, {{u"Status"_s, u"In Progress"_s}});
        QVERIFY(!scene.org.task(id)->isClosed);
        QCOMPARE(scene.org.task(id)->completedDateTime, std::optional<sandbox::Instant>());
    }

    void theValidationRuleSpeaksTheAdminsWords()
    {
        Scene scene;
        scene.org.setValidationRule(ValidationRule{u"secret"_s, u"No secrets, please."_s});
        const Answer answer = scene.face.upsert({{{key, u"a"_s}, {u"Subject"_s, u"a secret"_s}},
            {{key, u"b"_s}, {u"Subject"_s, u"plain"_s}}});
        QCOMPARE(OrgFace::outcomes(answer), u"FIELD_CUSTOM_VALIDATION_EXCEPTION,created"_s);
        QCOMPARE(firstError(answer).value(u"message"_s).toString(), u"No secrets, please."_s);
    }

    void lockedRowsRefuseForAWhile()
    {
        Scene scene;
        scene.org.lockRow(scene.contact, 2);
        const QJsonObject task{{key, u"a"_s}, {u"WhoId"_s, scene.contact}};
        QCOMPARE(OrgFace::outcomes(scene.face.upsert({task, {{key, u"b"_s}}})),
            u"UNABLE_TO_LOCK_ROW,created"_s);
        QCOMPARE(OrgFace::outcomes(scene.face.upsert({task})), u"UNABLE_TO_LOCK_ROW"_s);
        QCOMPARE(OrgFace::outcomes(scene.face.upsert({task})), u"created"_s);
    }

    void sharedActivitiesTakeSeveralContacts()
    {
        Scene scene;
        scene.org.setSharedActivities(true);
        const Id second = scene.org.addContact(
            {u"Liv"_s, u"Dahl"_s, u"liv@example.com"_s, {}, {}, std::nullopt});
        const auto upsert = [&](const QJsonValue& whos) {
            return OrgFace::outcomes(scene.face.upsert({{{key, u"a"_s}, {u"TaskWhoIds"_s, whos}}}));
        };
        QCOMPARE(upsert(scene.contact), u"JSON_PARSER_ERROR"_s);
        QCOMPARE(upsert(QJsonArray{scene.contact, scene.lead}), u"INVALID_CROSS_REFERENCE_KEY"_s);
        QCOMPARE(upsert(QJsonArray{second, scene.contact}), u"created"_s);
        QCOMPARE(scene.org.tasks()[0].whoId, second);
        QCOMPARE(
            scene.face.rows(u"SELECT WhoCount FROM Task"_s).at(0).toObject().value(u"WhoCount"_s),
            QJsonValue(2));
        QCOMPARE(
            scene.face.query(u"SELECT TaskWhoIds FROM Task"_s).problem(), u"400 INVALID_FIELD"_s);
        QCOMPARE(upsert(QJsonValue::Null), u"updated"_s);
        QCOMPARE(scene.org.tasks()[0].whoId, Id());
    }

    void eventsNeedTheirTimes()
    {
        Scene scene;
        const auto add = [&](const Fields& fields) {
            const Outcome outcome = scene.org.add(u"Event"_s, fields);
            return outcome.ok() ? u"ok"_s : outcome.errors.front().statusCode;
        };
        const QString start = u"2026-11-24T09:00:00Z"_s;
        QCOMPARE(add({{u"Subject"_s, u"x"_s}}), u"REQUIRED_FIELD_MISSING"_s);
        QCOMPARE(add({{u"StartDateTime"_s, start}}), u"REQUIRED_FIELD_MISSING"_s);
        QCOMPARE(add({{u"StartDateTime"_s, start}, {u"DurationInMinutes"_s, 30}}), u"ok"_s);
        QCOMPARE(add({{u"StartDateTime"_s, start}, {u"EndDateTime"_s, u"2026-11-24T08:00:00Z"_s}}),
            u"FIELD_INTEGRITY_EXCEPTION"_s);
        QCOMPARE(add({{u"IsAllDayEvent"_s, true}, {u"ActivityDate"_s, u"2026-11-24"_s}}), u"ok"_s);
        QCOMPARE(
            scene.face.column(u"SELECT EndDateTime FROM Event ORDER BY Id"_s, u"EndDateTime"_s),
            u"2026-11-24T09:30:00.000+0000,"_s);
    }
};

QTEST_GUILESS_MAIN(SalesforceWritesTest)
#include "tst_salesforcewrites.moc"
