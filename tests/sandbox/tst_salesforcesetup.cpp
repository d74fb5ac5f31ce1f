// SPDX-License-Identifier: GPL-3.0-or-later
#include "orgface.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sandbox::salesforce;
using sandbox_test::Answer;
using sandbox_test::OrgFace;

namespace {

QJsonObject fieldIn(const Answer& describe, const QString& name)
{
    for (const QJsonValue& field : describe.object().value(u"fields"_s).toArray()) {
        if (field.toObject().value(u"name"_s).toString() == name)
            return field.toObject();
    }
    return {};
}

QJsonObject keyFieldBody()
{
    return {{u"FullName"_s, u"Activity.HubSpot_Engagement_Id__c"_s},
        {u"Metadata"_s,
            QJsonObject{{u"type"_s, u"Text"_s}, {u"label"_s, u"HubSpot Engagement Id"_s},
                {u"length"_s, 64}, {u"unique"_s, true}, {u"externalId"_s, true},
                {u"caseSensitive"_s, false}, {u"required"_s, false},
                {u"description"_s, u"Key."_s}}}};
}

QJsonObject with(QJsonObject body, const QString& member, const QJsonValue& value)
{
    QJsonObject metadata = body.value(u"Metadata"_s).toObject();
    metadata.insert(member, value);
    body.insert(u"Metadata"_s, metadata);
    return body;
}

QJsonObject permission(
    const QString& parent, const QString& object = u"Task"_s, const QString& field = keyFieldName)
{
    return {{u"ParentId"_s, parent}, {u"SobjectType"_s, object},
        {u"Field"_s, object + u'.' + field}, {u"PermissionsRead"_s, true},
        {u"PermissionsEdit"_s, true}};
}

} // namespace

class SalesforceSetupTest final : public QObject
{
    Q_OBJECT

private slots:
    void describeHasTheShapeClientsRead()
    {
        OrgFace face;
        const Answer task = face.get("sobjects/Task/describe");
        QCOMPARE(task.status(), 200);
        QCOMPARE(task.header("Last-Modified"), QByteArray("Mon, 23 Nov 2026 10:00:00 GMT"));
        const QJsonObject subject = fieldIn(task, u"Subject"_s);
        QCOMPARE(subject.value(u"type"_s).toString(), u"combobox"_s);
        QCOMPARE(subject.value(u"length"_s).toInt(), 255);
        const QJsonObject subtype = fieldIn(task, u"TaskSubtype"_s);
        QCOMPARE(subtype.value(u"createable"_s), QJsonValue(true));
        QCOMPARE(subtype.value(u"updateable"_s), QJsonValue(false));
        QCOMPARE(subtype.value(u"restrictedPicklist"_s), QJsonValue(true));
        const QJsonObject key = fieldIn(task, keyFieldName);
        for (const QString& flag : {u"externalId"_s, u"unique"_s, u"idLookup"_s, u"createable"_s,
                 u"updateable"_s, u"custom"_s})
            QCOMPARE(key.value(flag), QJsonValue(true));
        QCOMPARE(fieldIn(task, u"WhoId"_s).value(u"referenceTo"_s).toArray(),
            (QJsonArray{u"Contact"_s, u"Lead"_s}));
        const QJsonObject status
            = fieldIn(task, u"Status"_s).value(u"picklistValues"_s).toArray().at(0).toObject();
        QCOMPARE(status.value(u"value"_s).toString(), u"Not Started"_s);
        QCOMPARE(status.value(u"defaultValue"_s), QJsonValue(true));
        QCOMPARE(task.object().value(u"recordTypeInfos"_s).toArray().size(), 1);
        for (const char* type : {"Event", "Contact", "Lead", "User"})
            QCOMPARE(face.get(QByteArray("sobjects/") + type + "/describe").status(), 200);
        QCOMPARE(face.get("sobjects/Task2/describe").problem(), u"404 NOT_FOUND"_s);
        QVERIFY(fieldIn(task, u"WhoCount"_s).isEmpty());
        face.org.setSharedActivities(true);
        QVERIFY(!fieldIn(face.get("sobjects/Task/describe"), u"WhoCount"_s).isEmpty());
    }

    void describeIsNotRepeatedUnlessItChanged()
    {
        OrgFace face;
        const QByteArray path = face.base + "sobjects/Task/describe";
        const QByteArray stamp = face.get("sobjects/Task/describe").header("Last-Modified");
        const Answer same = face.send("GET", path, {}, {{"If-Modified-Since", stamp}});
        QCOMPARE(same.status(), 304);
        QVERIFY(same.response.body.isEmpty());
        face.wait(std::chrono::seconds(1));
        face.org.addPicklistValue(u"Task"_s, u"Type"_s, u"Webinar"_s);
        QCOMPARE(face.send("GET", path, {}, {{"If-Modified-Since", stamp}}).status(), 200);
        QCOMPARE(face.send("GET", face.base + "sobjects/Contact/describe", {},
                         {{"If-Modified-Since", stamp}})
                     .status(),
            304);
    }

    void fieldLevelSecurityHidesEverywhere()
    {
        OrgFace face;
        face.org.setFieldHidden(u"Task"_s, u"Type"_s, true);
        QVERIFY(fieldIn(face.get("sobjects/Task/describe"), u"Type"_s).isEmpty());
        QCOMPARE(face.query(u"SELECT Type FROM Task"_s).problem(), u"400 INVALID_FIELD"_s);
        QCOMPARE(OrgFace::outcomes(face.upsert({{{keyFieldName, u"a"_s}, {u"Type"_s, u"Call"_s}}})),
            u"INVALID_FIELD"_s);
        face.org.setFieldHidden(u"Task"_s, u"Type"_s, false);
        QCOMPARE(OrgFace::outcomes(face.upsert({{{keyFieldName, u"a"_s}, {u"Type"_s, u"Call"_s}}})),
            u"created"_s);
    }

    void theKeyFieldIsMadeStepByStep()
    {
        OrgFace face;
        face.org.setKeyField({.isPresent = false});
        const auto isVisible
            = [&] { return !fieldIn(face.get("sobjects/Task/describe"), keyFieldName).isEmpty(); };
        const auto upsert = [&] { return face.upsert({{{keyFieldName, u"hs:1:note:1"_s}}}); };
        QVERIFY(!isVisible());

        const Answer made = face.send("POST", "tooling/sobjects/CustomField", keyFieldBody());
        QCOMPARE(made.status(), 201);
        QVERIFY(made.object().value(u"id"_s).toString().startsWith(u"00N"_s));
        QVERIFY(!isVisible());
        QCOMPARE(upsert().problem(), u"404 NOT_FOUND"_s);
        QCOMPARE(face.query(u"SELECT HubSpot_Engagement_Id__c FROM Task"_s).problem(),
            u"400 INVALID_FIELD"_s);

        const Answer set = face.send("POST", "sobjects/PermissionSet",
            {{u"Name"_s, u"HubSpot_Sync"_s}, {u"Label"_s, u"HubSpot Sync"_s}});
        QCOMPARE(set.status(), 201);
        const QString parent = set.object().value(u"id"_s).toString();
        QVERIFY(parent.startsWith(u"0PS"_s));
        QCOMPARE(face.send("POST", "sobjects/FieldPermissions", permission(parent)).status(), 201);
        QVERIFY(!isVisible()); // nobody has the set yet
        const QJsonObject assignment{
            {u"AssigneeId"_s, face.org.apiUser()}, {u"PermissionSetId"_s, parent}};
        QCOMPARE(face.send("POST", "sobjects/PermissionSetAssignment", assignment).status(), 201);
        QVERIFY(isVisible());
        QVERIFY(fieldIn(face.get("sobjects/Event/describe"), keyFieldName)
                    .isEmpty()); // Event has its own permission
        QCOMPARE(OrgFace::outcomes(upsert()), u"created"_s);

        QCOMPARE(face.send("POST", "tooling/sobjects/CustomField", keyFieldBody()).problem(),
            u"400 DUPLICATE_DEVELOPER_NAME"_s);
        QCOMPARE(face.send("POST", "sobjects/FieldPermissions", permission(parent)).problem(),
            u"400 DUPLICATE_VALUE"_s);
        QCOMPARE(face.send("POST", "sobjects/PermissionSetAssignment", assignment).problem(),
            u"400 DUPLICATE_VALUE"_s);
        QCOMPARE(face.send("POST", "sobjects/PermissionSet",
                         {{u"Name"_s, u"hubspot_sync"_s}, {u"Label"_s, u"x"_s}})
                     .problem(),
            u"400 DUPLICATE_DEVELOPER_NAME"_s);
        QCOMPARE(
            face.column(u"SELECT Name FROM PermissionSet WHERE Name = 'HubSpot_Sync'"_s, u"Name"_s),
            u"HubSpot_Sync"_s);
        QCOMPARE(
            face.column(
                u"SELECT Field, PermissionsEdit, Parent.Name FROM FieldPermissions WHERE ParentId = '%1'"_s
                    .arg(parent),
                u"Field"_s),
            u"Task.HubSpot_Engagement_Id__c"_s);
    }

    void readPermissionAloneMakesTheFieldReadOnly()
    {
        OrgFace face;
        face.org.setKeyField({.isVisible = false});
        const QString parent = face.send("POST", "sobjects/PermissionSet",
                                       {{u"Name"_s, u"Reader"_s}, {u"Label"_s, u"Reader"_s}})
                                   .object()
                                   .value(u"id"_s)
                                   .toString();
        QJsonObject readOnly = permission(parent);
        readOnly.insert(u"PermissionsEdit"_s, false);
        QCOMPARE(face.send("POST", "sobjects/FieldPermissions", readOnly).status(), 201);
        face.send("POST", "sobjects/PermissionSetAssignment",
            {{u"AssigneeId"_s, face.org.apiUser()}, {u"PermissionSetId"_s, parent}});
        QCOMPARE(fieldIn(face.get("sobjects/Task/describe"), keyFieldName).value(u"updateable"_s),
            QJsonValue(false));
        QCOMPARE(OrgFace::outcomes(face.upsert({{{keyFieldName, u"a"_s}}})),
            u"INVALID_FIELD_FOR_INSERT_UPDATE"_s);
    }

    void permissionsOfOthersDoNotHelp()
    {
        OrgFace face;
        const Id other = face.org.addUser({.name = u"Bo Berg"_s,
            .email = u"bo@example.com"_s,
            .username = {},
            .federationId = {},
            .isActive = true,
            .userType = u"Standard"_s});
        face.org.acceptToken("bo", other);
        face.token = "bo";
        QVERIFY(fieldIn(face.get("sobjects/Task/describe"), keyFieldName).isEmpty());
        QCOMPARE(face.upsert({{{keyFieldName, u"a"_s}}}).problem(), u"404 NOT_FOUND"_s);
    }

    void wrongSetUpRequestsAreRefused_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QJsonObject>("body");
        QTest::addColumn<QString>("problem");
        const QString tooling = u"tooling/sobjects/CustomField"_s;
        const auto named = [](const QString& name) {
            QJsonObject body = keyFieldBody();
            body.insert(u"FullName"_s, name);
            return body;
        };
        const auto row = [](const char* name, const QString& path, const QJsonObject& body,
                             const QString& problem) {
            QTest::newRow(name) << path << body << u"400 "_s + problem;
        };
        row("on Task", tooling, named(u"Task.HubSpot_Engagement_Id__c"_s),
            u"INVALID_CROSS_REFERENCE_KEY"_s);
        row("on Event", tooling, named(u"Event.HubSpot_Engagement_Id__c"_s),
            u"INVALID_CROSS_REFERENCE_KEY"_s);
        row("without suffix", tooling, named(u"Activity.HubSpot_Engagement_Id"_s),
            u"FIELD_INTEGRITY_EXCEPTION"_s);
        row("length missing", tooling, with(keyFieldBody(), u"length"_s, 0),
            u"FIELD_INTEGRITY_EXCEPTION"_s);
        row("length 256", tooling, with(keyFieldBody(), u"length"_s, 256),
            u"FIELD_INTEGRITY_EXCEPTION"_s);
        row("other type", tooling, with(keyFieldBody(), u"type"_s, u"Number"_s),
            u"FIELD_INTEGRITY_EXCEPTION"_s);
        row("unique as text", tooling, with(keyFieldBody(), u"unique"_s, u"true"_s),
            u"JSON_PARSER_ERROR"_s);
        row("unknown member", tooling, with(keyFieldBody(), u"index"_s, true),
            u"JSON_PARSER_ERROR"_s);
        row("set name", u"sobjects/PermissionSet"_s,
            {{u"Name"_s, u"HubSpot Sync"_s}, {u"Label"_s, u"x"_s}}, u"INVALID_FIELD"_s);
        row("set label missing", u"sobjects/PermissionSet"_s, {{u"Name"_s, u"HubSpot_Sync"_s}},
            u"REQUIRED_FIELD_MISSING"_s);
        row("permission of nothing", u"sobjects/FieldPermissions"_s,
            permission(u"0PS000000000Zzz"_s), u"INVALID_CROSS_REFERENCE_KEY"_s);
        row("permission of a user", u"sobjects/FieldPermissions"_s, permission(u"<user>"_s),
            u"FIELD_INTEGRITY_EXCEPTION"_s);
        row("permission on Activity", u"sobjects/FieldPermissions"_s,
            permission(u"<set>"_s, u"Activity"_s), u"INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"_s);
        row("permission on no field", u"sobjects/FieldPermissions"_s,
            permission(u"<set>"_s, u"Task"_s, u"Foo__c"_s),
            u"INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"_s);
        row("assignment to nobody", u"sobjects/PermissionSetAssignment"_s,
            {{u"AssigneeId"_s, u"005000000000Zzz"_s}, {u"PermissionSetId"_s, u"<set>"_s}},
            u"INVALID_CROSS_REFERENCE_KEY"_s);
    }
    void wrongSetUpRequestsAreRefused()
    {
        QFETCH(QString, path);
        QFETCH(QJsonObject, body);
        OrgFace face;
        face.org.setKeyField({.isPresent = false});
        const QString set = face.send("POST", "sobjects/PermissionSet",
                                    {{u"Name"_s, u"Empty"_s}, {u"Label"_s, u"Empty"_s}})
                                .object()
                                .value(u"id"_s)
                                .toString();
        for (const QString& member : body.keys()) {
            if (body.value(member) == u"<set>"_s)
                body.insert(member, set);
            if (body.value(member) == u"<user>"_s)
                body.insert(member, face.org.apiUser());
        }
        QTEST(face.send("POST", path.toLatin1(), body).problem(), "problem");
    }

    void setUpNeedsRights()
    {
        OrgFace face;
        face.org.setKeyField({.isPresent = false});
        face.org.setSetupRights({.canCustomize = false, .canManagePermissionSets = false});
        QCOMPARE(face.send("POST", "tooling/sobjects/CustomField", keyFieldBody()).status(), 403);
        QCOMPARE(
            face.send("POST", "sobjects/PermissionSet", {{u"Name"_s, u"A"_s}, {u"Label"_s, u"A"_s}})
                .status(),
            403);
    }

    void picklistsFollowTheAdmin()
    {
        OrgFace face;
        const auto upsert = [&](const QString& field, const QString& value) {
            return OrgFace::outcomes(face.upsert({{{keyFieldName, u"a"_s}, {field, value}}}));
        };
        face.org.addPicklistValue(u"Task"_s, u"Type"_s, u"Webinar"_s);
        QCOMPARE(upsert(u"Type"_s, u"Webinar"_s), u"created"_s);
        face.org.removePicklistValue(u"Task"_s, u"Type"_s, u"Webinar"_s);
        QCOMPARE(upsert(u"Type"_s, u"Webinar"_s), u"INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"_s);
        face.org.setTypeRestricted(false);
        QCOMPARE(upsert(u"Type"_s, u"Webinar"_s), u"updated"_s);
        face.org.setTaskStatus(u"Filed"_s, true);
        QCOMPARE(upsert(u"Status"_s, u"Filed"_s), u"updated"_s);
        QVERIFY(face.org.tasks()[0].isClosed);
        QCOMPARE(face.column(
                     u"SELECT ApiName FROM TaskStatus WHERE IsClosed = true ORDER BY SortOrder"_s,
                     u"ApiName"_s),
            u"Completed,Filed"_s);
        face.org.removePicklistValue(u"Task"_s, u"Status"_s, u"Deferred"_s);
        QCOMPARE(upsert(u"Status"_s, u"Deferred"_s), u"INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"_s);
        QCOMPARE(face.rows(u"SELECT Id FROM TaskStatus WHERE ApiName = 'Deferred'"_s).size(), 0);
    }

    void droppingTheKeyFieldLosesItsValues()
    {
        OrgFace face;
        face.upsert({{{keyFieldName, u"hs:1:note:1"_s}}});
        face.org.setKeyField({.isPresent = false});
        QCOMPARE(face.query(u"SELECT HubSpot_Engagement_Id__c FROM Task"_s).problem(),
            u"400 INVALID_FIELD"_s);
        face.org.setKeyField({});
        QCOMPARE(face.org.tasks()[0].key, QString());
        QCOMPARE(
            OrgFace::outcomes(face.upsert({{{keyFieldName, u"hs:1:note:1"_s}}})), u"created"_s);
    }
};

QTEST_GUILESS_MAIN(SalesforceSetupTest)
#include "tst_salesforcesetup.moc"
