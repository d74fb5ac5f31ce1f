// SPDX-License-Identifier: GPL-3.0-or-later
#include "portalface.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using sandbox_test::Object;
using sandbox_test::PortalFace;

namespace {

QString addOwner(PortalFace& face, const QString& email, bool isArchived = false)
{
    sandbox::hubspot::Owner owner;
    owner.email = email;
    owner.firstName = u"Kari"_s;
    owner.lastName = u"N"_s;
    owner.archived = isArchived;
    return face.portal.addOwner(owner);
}

} // namespace

// Tokens, scopes, paths, account details, owners and property definitions.
class HubspotAccountTest final : public QObject
{
    Q_OBJECT

private slots:
    void tokensOpenTheDoor()
    {
        PortalFace face;
        face.token.clear();
        QCOMPARE(face.get("/crm/owners/2026-09").problem(), u"401 INVALID_AUTHENTICATION"_s);
        face.token = "wrong";
        QCOMPARE(face.get("/crm/owners/2026-09").problem(), u"401 INVALID_AUTHENTICATION"_s);
        face.portal.addToken("second");
        face.token = "second";
        QCOMPARE(face.get("/crm/owners/2026-09").status(), 200);
        face.portal.revokeTokens();
        QCOMPARE(face.get("/crm/owners/2026-09").problem(), u"401 EXPIRED_AUTHENTICATION"_s);
        face.portal.addToken("third");
        QCOMPARE(face.get("/crm/owners/2026-09").status(), 401);
        face.token = "third";
        QCOMPARE(face.get("/crm/owners/2026-09").status(), 200);
    }

    void missingScopesAreNamed_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("scope");
        const auto row = [](const char* method, const char* path, const char* scope) {
            QTest::addRow("%s %s", method, path)
                << QByteArray(method) << QByteArray(path) << QByteArray(scope);
        };
        row("GET", "/crm/owners/2026-09", "crm.objects.owners.read");
        row("GET", "/crm/objects/2026-09/tasks", "crm.objects.contacts.read");
        row("POST", "/crm/objects/2026-09/emails/search",
            "crm.objects.contacts.read,sales-email-read");
        row("POST", "/crm/objects/2026-09/tasks", "crm.objects.contacts.write");
        row("POST", "/crm/associations/2026-09/tasks/contacts/batch/read",
            "crm.objects.contacts.read");
        row("POST", "/crm/properties/2026-09/tasks", "crm.schemas.contacts.write");
        row("GET", "/account-info/2026-09/details", "oauth");
    }

    void missingScopesAreNamed()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, scope);
        PortalFace face;
        face.portal.setScopes({});
        const auto answer = face.send(method, path, method == "POST" ? "{}" : "");
        QCOMPARE(answer.problem(), u"403 MISSING_SCOPES"_s);
        const auto required = answer.errors()
                                  .at(0)
                                  .toObject()
                                  .value(u"context"_s)
                                  .toObject()
                                  .value(u"requiredGranularScopes"_s)
                                  .toArray();
        QStringList names;
        for (const QJsonValue& name : required)
            names.append(name.toString());
        QCOMPARE(names.join(u','), QString::fromLatin1(scope));
        face.portal.setScopes(names);
        QVERIFY(face.send(method, path, method == "POST" ? "{}" : "").status() != 403);
    }

    void unknownPathsAndMethods_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("status");
        const auto row = [](const char* method, const char* path, int status) {
            QTest::addRow("%s %s", method, path)
                << QByteArray(method) << QByteArray(path) << status;
        };
        row("GET", "/", 404);
        row("GET", "/crm/objects/2026-10/tasks", 404);
        row("GET", "/crm/objects/2026-09", 404);
        row("GET", "/crm/v3/objectsx/tasks", 404);
        row("GET", "/crm/v3/associations/tasks/contacts/batch/read", 404);
        row("GET", "/crm/v4/objects/tasks", 404);
        row("GET", "/crm/objects/2026-09/people", 400);
        row("POST", "/crm/objects/2026-09/tasks/batch/merge", 404);
        row("PUT", "/crm/objects/2026-09/tasks", 405);
        row("PUT", "/crm/objects/2026-09/tasks/1", 405);
        row("GET", "/crm/objects/2026-09/tasks/batch/read", 405);
        row("GET", "/crm/objects/2026-09/tasks/search", 405);
        row("GET", "/crm/associations/2026-09/tasks/contacts/batch/read", 405);
        row("POST", "/crm/owners/2026-09", 405);
        row("POST", "/account-info/2026-09/details", 405);
        row("GET", "/account-info/2026-09/secrets", 404);
        row("GET", "/oauth/v1/token", 404);
    }

    void unknownPathsAndMethods()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(int, status);
        PortalFace face;
        QCOMPARE(face.send(method, path, "{}").status(), status);
    }

    void bodiesMustBeJson()
    {
        PortalFace face;
        QCOMPARE(
            face.send("POST", "/crm/objects/2026-09/tasks/search", "{}", "text/plain").status(),
            415);
        QCOMPARE(face.send("POST", "/crm/objects/2026-09/tasks/search", "{}", {}).status(), 415);
        QCOMPARE(face.send("POST", "/crm/objects/2026-09/tasks/search", "{}",
                         "application/json; charset=utf-8")
                     .status(),
            200);
        QCOMPARE(
            face.get("/crm/objects/2026-09/tasks?properties=" + QByteArray(16400, 'x')).status(),
            414);
    }

    void correlationIdsAreTheSameInEveryRun()
    {
        const auto ids = [] {
            PortalFace face;
            QStringList given;
            for (int i = 0; i < 3; ++i)
                given.append(face.get("/nothing").object().value(u"correlationId"_s).toString());
            return given;
        };
        QCOMPARE(ids(), ids());
        QVERIFY(ids().at(0) != ids().at(1));
        QCOMPARE(ids().at(0).size(), 36);
    }

    void accountDetails_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("2026-09") << QByteArray("/account-info/2026-09/details");
        QTest::newRow("2026-03") << QByteArray("/account-info/2026-03/details");
        QTest::newRow("v3") << QByteArray("/account-info/v3/details");
    }

    void accountDetails()
    {
        QFETCH(QByteArray, path);
        PortalFace face;
        const auto details = face.get(path).object();
        QCOMPARE(details.value(u"portalId"_s).toInteger(), 146425426);
        QCOMPARE(details.value(u"accountType"_s).toString(), u"STANDARD"_s);
        QCOMPARE(details.value(u"timeZone"_s).toString(), u"Europe/Oslo"_s);
        QCOMPARE(details.value(u"utcOffset"_s).toString(), u"+01:00"_s);
        QCOMPARE(details.value(u"utcOffsetMilliseconds"_s).toInt(), 3600000);
        QCOMPARE(details.value(u"uiDomain"_s).toString(), u"app-eu1.hubspot.com"_s);
        face.wait(24h * 200); // summer time
        QCOMPARE(face.get(path).object().value(u"utcOffset"_s).toString(), u"+02:00"_s);
        auto account = face.portal.account();
        account.timeZone = u"America/St_Johns"_s;
        face.portal.setAccount(account);
        QCOMPARE(face.get(path).object().value(u"utcOffset"_s).toString(), u"-02:30"_s);
    }

    void listsOwners()
    {
        PortalFace face;
        const auto kari = addOwner(face, u"kari@example.no"_s);
        const auto ola = addOwner(face, u"ola@example.no"_s);
        const auto gone = addOwner(face, u"gone@example.no"_s, true);
        const auto first = face.get("/crm/owners/2026-09?limit=1");
        QCOMPARE(first.ids(), kari);
        const auto second
            = face.get("/crm/owners/2026-09?limit=1&after=" + first.after().toLatin1());
        QCOMPARE(second.ids(), ola);
        QCOMPARE(face.get("/crm/v3/owners?email=OLA@example.no").ids(), ola);
        const auto archived = face.get("/crm/owners/2026-09?archived=true");
        QCOMPARE(archived.ids(), gone);
        const auto owner = archived.results().at(0).toObject();
        QVERIFY(owner.value(u"userId"_s).isNull());
        QVERIFY(owner.value(u"userIdIncludingInactive"_s).isDouble());
        QCOMPARE(face.get("/crm/owners/2026-09?limit=101").status(), 400);
        QCOMPARE(face.get("/crm/owners/2026-09/" + kari.toLatin1())
                     .object()
                     .value(u"email"_s)
                     .toString(),
            u"kari@example.no"_s);
        const auto userId
            = QByteArray::number(first.results().at(0).toObject().value(u"userId"_s).toInteger());
        QCOMPARE(face.get("/crm/owners/2026-09/" + userId + "?idProperty=userId")
                     .object()
                     .value(u"id"_s)
                     .toString(),
            kari);
        QCOMPARE(face.get("/crm/owners/2026-09/" + userId).status(), 404);
    }

    void changesTheOwnerOfAnActivity()
    {
        PortalFace face;
        const auto kari = addOwner(face, u"kari@example.no"_s);
        const auto task = face.addTask(u"a"_s);
        face.wait(1min);
        face.portal.changeOwner(Object::Tasks, task, kari);
        QCOMPARE(face.task(task).properties.value(u"hubspot_owner_id"_s), kari);
        QCOMPARE(face.task(task).updatedAt, face.now);
        QCOMPARE(face.log.changes().back().actor, u"user"_s);
        QCOMPARE(face.log.changes().back().fields, QStringList{u"hubspot_owner_id"_s});
        QCOMPARE(face.log.changes().back().at, face.now);
    }

    void definesProperties()
    {
        PortalFace face;
        const auto status = face.get("/crm/properties/2026-09/tasks/hs_task_status").object();
        QCOMPARE(status.value(u"type"_s).toString(), u"enumeration"_s);
        QStringList values;
        for (const QJsonValue& option : status.value(u"options"_s).toArray())
            values.append(option.toObject().value(u"value"_s).toString());
        QCOMPARE(values.join(u' '), u"NOT_STARTED IN_PROGRESS WAITING COMPLETED DEFERRED"_s);
        QCOMPARE(face.get("/crm/v3/properties/contacts/salesforcecontactid").status(), 200);
        face.portal.removeProperty(Object::Contacts, u"salesforcecontactid"_s);
        QCOMPARE(face.get("/crm/v3/properties/contacts/salesforcecontactid").problem(),
            u"404 OBJECT_NOT_FOUND"_s);
        QStringList names;
        for (const QJsonValue& property : face.get("/crm/properties/2026-09/notes").results())
            names.append(property.toObject().value(u"name"_s).toString());
        QVERIFY(names.contains(u"hs_note_body"_s) && names.contains(u"hs_timestamp"_s));
        QVERIFY(!names.contains(u"hs_task_body"_s));
    }

    void createsProperties_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        const auto property = [](const char* name, const char* rest) {
            return QByteArray("{\"name\":\"") + name + "\",\"label\":\"X\"," + rest + '}';
        };
        const char* good = "\"groupName\":\"task\",\"type\":\"string\",\"fieldType\":\"text\","
                           "\"hasUniqueValue\":true";
        QTest::newRow("good") << property("sf_id", good) << 201;
        QTest::newRow("exists") << property("hs_task_subject", good) << 409;
        QTest::newRow("name") << property("SF_Id", good) << 400;
        QTest::newRow("no group") << property("sf_id", "\"type\":\"string\",\"fieldType\":\"text\"")
                                  << 400;
        QTest::newRow("unknown group")
            << property("sf_id", "\"groupName\":\"x\",\"type\":\"string\",\"fieldType\":\"text\"")
            << 400;
        QTest::newRow("type") << property(
            "sf_id", "\"groupName\":\"task\",\"type\":\"text\",\"fieldType\":\"text\"")
                              << 400;
        QTest::newRow("unknown member") << property("sf_id",
            "\"groupName\":\"task\",\"type\":\"string\",\"fieldType\":\"text\",\"unique\":true")
                                        << 400;
        QTest::newRow("unique date") << property("sf_id",
            "\"groupName\":\"task\",\"type\":\"datetime\",\"fieldType\":\"date\","
            "\"hasUniqueValue\":true")
                                     << 400;
        QTest::newRow("no options") << property(
            "sf_id", "\"groupName\":\"task\",\"type\":\"enumeration\",\"fieldType\":\"select\"")
                                    << 400;
    }

    void createsProperties()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        PortalFace face;
        QCOMPARE(face.send("POST", "/crm/properties/2026-09/tasks", body).status(), status);
        if (status != 201)
            return;
        QCOMPARE(face.send("POST", "/crm/properties/2026-09/tasks", body).problem(),
            u"409 OBJECT_ALREADY_EXISTS"_s);
        QVERIFY(face.get("/crm/v3/properties/tasks/sf_id")
                    .object()
                    .value(u"hasUniqueValue"_s)
                    .toBool());
        QVERIFY(face.portal.hasProperty(Object::Tasks, u"sf_id"_s));
    }

    void tenUniquePropertiesAreTheMost()
    {
        PortalFace face;
        for (int i = 0; i < 11; ++i) {
            const auto answer = face.send("POST", "/crm/properties/2026-09/notes",
                "{\"name\":\"u" + QByteArray::number(i)
                    + "\",\"label\":\"U\",\"groupName\":\"note\",\"type\":\"string\",\"fieldType\":"
                      "\"text\",\"hasUniqueValue\":true}");
            QCOMPARE(answer.status(), i < 10 ? 201 : 400);
        }
    }

    void groupsExistOnce()
    {
        PortalFace face;
        const QByteArray path = "/crm/properties/2026-09/calls/groups";
        const QByteArray body = "{\"name\":\"sync\",\"label\":\"Sync\"}";
        QCOMPARE(face.send("POST", path, body).status(), 201);
        QCOMPARE(face.send("POST", path, body).status(), 409);
        QCOMPARE(face.get(path).results().size(), 2);
    }

    void optionsComeAndGo()
    {
        PortalFace face;
        const QByteArray body
            = "{\"properties\":{\"hs_timestamp\":\"0\",\"hs_task_status\":\"PARKED\"}}";
        QCOMPARE(face.post("tasks", body).status(), 400);
        face.portal.addOption(Object::Tasks, u"hs_task_status"_s, u"PARKED"_s);
        QCOMPARE(face.post("tasks", body).status(), 201);
        face.portal.removeOption(Object::Tasks, u"hs_task_status"_s, u"PARKED"_s);
        QCOMPARE(face.post("tasks", body).status(), 400);
        QCOMPARE(face.portal.records(Object::Tasks).at(0).properties.value(u"hs_task_status"_s),
            u"PARKED"_s);
    }
};

QTEST_GUILESS_MAIN(HubspotAccountTest)
#include "tst_hubspotaccount.moc"
