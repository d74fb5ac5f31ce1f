// SPDX-License-Identifier: GPL-3.0-or-later
#include "portalface.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using sandbox_test::Object;
using sandbox_test::PortalAnswer;
using sandbox_test::PortalFace;

namespace {

QByteArray input(const QString& id, const QString& after = {})
{
    return "{\"id\":\"" + id.toLatin1() + '"'
        + (after.isEmpty() ? QByteArray() : ",\"after\":\"" + after.toLatin1() + '"') + '}';
}

// "from:to to;from:to" of all results, each list in the order of the answer.
QString pairs(const PortalAnswer& answer)
{
    QStringList lines;
    for (const QJsonValue& value : answer.results()) {
        const auto row = value.toObject();
        QStringList ends;
        for (const QJsonValue& end : row.value(u"to"_s).toArray())
            ends.append(end.toObject().value(u"toObjectId"_s).toVariant().toString());
        lines.append(
            row.value(u"from"_s).toObject().value(u"id"_s).toString() + u':' + ends.join(u' '));
    }
    return lines.join(u';');
}

QByteArray link(const QString& from, const QString& to, int type = 204)
{
    return "{\"from\":{\"id\":\"" + from.toLatin1() + "\"},\"to\":{\"id\":\"" + to.toLatin1()
        + "\"},\"types\":[{\"associationCategory\":\"HUBSPOT_DEFINED\",\"associationTypeId\":"
        + QByteArray::number(type) + "}]}";
}

} // namespace

class HubspotAssociationsTest final : public QObject
{
    Q_OBJECT

private slots:
    void recordsWithoutContactsAreErrorsIn207()
    {
        PortalFace face;
        const auto kari = face.addContact(u"kari@example.no"_s);
        const auto with = face.addTask(u"a"_s, {kari});
        const auto without = face.addTask(u"b"_s);
        const auto answer
            = face.readAssociations("tasks/contacts", input(with) + ',' + input(without));
        QCOMPARE(answer.status(), 207);
        QCOMPARE(answer.object().value(u"status"_s).toString(), u"COMPLETE"_s);
        QCOMPARE(pairs(answer), with + u':' + kari);
        QCOMPARE(answer.object().value(u"numErrors"_s).toInt(), 1);
        const auto error = answer.errors().at(0).toObject();
        QCOMPARE(error.value(u"status"_s).toString(), u"error"_s);
        QCOMPARE(error.value(u"category"_s).toString(), u"OBJECT_NOT_FOUND"_s);
        QCOMPARE(
            error.value(u"subCategory"_s).toString(), u"crm.associations.NO_ASSOCIATIONS_FOUND"_s);
        QCOMPARE(error.value(u"message"_s).toString(),
            u"No contact is associated with task "_s + without + u'.');
        QCOMPARE(error.value(u"context"_s).toObject(),
            (QJsonObject{{u"fromObjectId"_s, QJsonArray{without}},
                {u"fromObjectType"_s, QJsonArray{u"task"_s}},
                {u"toObjectType"_s, QJsonArray{u"contact"_s}}}));
    }

    void aWholeAnswerIs200()
    {
        PortalFace face;
        const auto kari = face.addContact(u"kari@example.no"_s);
        const auto ola = face.addContact(u"ola@example.no"_s);
        const auto task = face.addTask(u"a"_s, {ola, kari});
        const auto answer = face.readAssociations("tasks/contacts", input(task));
        QCOMPARE(answer.status(), 200);
        QVERIFY(!answer.object().contains(u"errors"_s));
        QCOMPARE(pairs(answer), task + u':' + kari + u' ' + ola);
        const auto end
            = answer.results().at(0).toObject().value(u"to"_s).toArray().at(0).toObject();
        QVERIFY(end.value(u"toObjectId"_s).isString());
        const auto type = end.value(u"associationTypes"_s).toArray().at(0).toObject();
        QCOMPARE(type,
            (QJsonObject{{u"category"_s, u"HUBSPOT_DEFINED"_s}, {u"typeId"_s, 204},
                {u"label"_s, QJsonValue::Null}}));
    }

    void theUndatedPathGivesNumbers()
    {
        PortalFace face;
        const auto task = face.addTask(u"a"_s, {face.addContact(u"kari@example.no"_s)});
        const auto answer = face.send("POST", "/crm/v4/associations/tasks/contacts/batch/read",
            "{\"inputs\":[" + input(task) + "]}");
        const auto end
            = answer.results().at(0).toObject().value(u"to"_s).toArray().at(0).toObject();
        QVERIFY(end.value(u"toObjectId"_s).isDouble());
    }

    void eachObjectHasItsTypeId_data()
    {
        QTest::addColumn<Object>("object");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("typeId");
        QTest::newRow("tasks") << Object::Tasks << QByteArray("tasks") << 204;
        QTest::newRow("emails") << Object::Emails << QByteArray("emails") << 198;
        QTest::newRow("calls") << Object::Calls << QByteArray("calls") << 194;
        QTest::newRow("meetings") << Object::Meetings << QByteArray("meetings") << 200;
        QTest::newRow("notes") << Object::Notes << QByteArray("notes") << 202;
    }

    void eachObjectHasItsTypeId()
    {
        QFETCH(Object, object);
        QFETCH(QByteArray, name);
        QFETCH(int, typeId);
        PortalFace face;
        const auto kari = face.addContact(u"kari@example.no"_s);
        const auto id = face.portal.addActivity(object, {}, {kari});
        const auto typeOf = [](const PortalAnswer& answer) {
            const auto end
                = answer.results().at(0).toObject().value(u"to"_s).toArray().at(0).toObject();
            return end.value(u"associationTypes"_s)
                .toArray()
                .at(0)
                .toObject()
                .value(u"typeId"_s)
                .toInt();
        };
        QCOMPARE(typeOf(face.readAssociations(name + "/contacts", input(id))), typeId);
        QCOMPARE(typeOf(face.readAssociations("contacts/" + name, input(kari))), typeId - 1);
        const auto labels = [&face](const QByteArray& way) {
            return face.send("GET", "/crm/associations/2026-09/" + way + "/labels").results();
        };
        const auto only = [](int type) {
            return QJsonArray{QJsonObject{{u"category"_s, u"HUBSPOT_DEFINED"_s},
                {u"label"_s, QJsonValue::Null}, {u"typeId"_s, type}}};
        };
        QCOMPARE(labels(name + "/contacts"), only(typeId));
        QCOMPARE(labels("contacts/" + name), only(typeId - 1));
        QCOMPARE(labels(name + "/people"), QJsonArray());
    }

    void pagesPerRecord()
    {
        PortalFace face;
        face.portal.setAssociationPageSize(2);
        QStringList contacts;
        for (int i = 0; i < 5; ++i)
            contacts.append(face.addContact(u"p%1@example.no"_s.arg(i)));
        const auto many = face.addTask(u"a"_s, contacts);
        const auto one = face.addTask(u"b"_s, {contacts.at(0)});
        auto answer = face.readAssociations("tasks/contacts", input(many) + ',' + input(one));
        QCOMPARE(pairs(answer),
            many + u':' + contacts.at(0) + u' ' + contacts.at(1) + u';' + one + u':'
                + contacts.at(0));
        QVERIFY(!answer.results().at(1).toObject().contains(u"paging"_s));
        QStringList read;
        QString after;
        for (int page = 0; page < 5; ++page) {
            answer = face.readAssociations("tasks/contacts", input(many, after));
            read.append(pairs(answer).section(u':', 1).split(u' '));
            after = answer.results()
                        .at(0)
                        .toObject()
                        .value(u"paging"_s)
                        .toObject()
                        .value(u"next"_s)
                        .toObject()
                        .value(u"after"_s)
                        .toString();
            if (after.isEmpty())
                break;
        }
        QCOMPARE(read, contacts);
    }

    void theArchivedAreNotAssociated()
    {
        PortalFace face;
        const auto kari = face.addContact(u"kari@example.no"_s);
        const auto ola = face.addContact(u"ola@example.no"_s);
        const auto task = face.addTask(u"a"_s, {kari, ola});
        face.portal.archiveContact(kari);
        QCOMPARE(pairs(face.readAssociations("tasks/contacts", input(task))), task + u':' + ola);
        face.portal.archiveActivity(Object::Tasks, task);
        QCOMPARE(face.readAssociations("tasks/contacts", input(task)).status(), 207);
    }

    void refusesBadRequests_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("inputs");
        QTest::addColumn<int>("status");
        const auto row = [](const char* name, const QByteArray& path, const QByteArray& inputs,
                             int status = 400) { QTest::newRow(name) << path << inputs << status; };
        row("1,001 inputs", "tasks/contacts/batch/read",
            QByteArrayList(1001, input(u"1"_s)).join(','));
        row("no inputs", "tasks/contacts/batch/read", {});
        row("id as number", "tasks/contacts/batch/read", "{\"id\":1}");
        row("unknown member", "tasks/contacts/batch/read", "{\"id\":\"1\",\"limit\":5}");
        row("unknown object", "tasks/people/batch/read", input(u"1"_s));
        row("unknown action", "tasks/contacts/batch/list", input(u"1"_s), 404);
        row("2,001 links", "tasks/contacts/batch/create",
            QByteArrayList(2001, link(u"1"_s, u"2"_s)).join(','));
        row("wrong type", "tasks/contacts/batch/create", link(u"98765001"_s, u"15501"_s, 194));
        row("two activities", "tasks/calls/batch/create", link(u"98765001"_s, u"15501"_s));
    }

    void refusesBadRequests()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, inputs);
        QFETCH(int, status);
        PortalFace face;
        face.addTask(u"a"_s, {face.addContact(u"kari@example.no"_s)});
        QCOMPARE(
            face.send("POST", "/crm/associations/2026-09/" + path, "{\"inputs\":[" + inputs + "]}")
                .status(),
            status);
    }

    void companiesAreKnownButEmpty()
    {
        PortalFace face;
        const auto task = face.addTask(u"a"_s);
        const auto answer = face.readAssociations("tasks/companies", input(task));
        QCOMPARE(answer.status(), 207);
        QCOMPARE(answer.errors().at(0).toObject().value(u"message"_s).toString(),
            u"No company is associated with task %1."_s.arg(task));
    }

    void linkingLeavesTheStampAlone()
    {
        PortalFace face;
        const auto kari = face.addContact(u"kari@example.no"_s);
        const auto ola = face.addContact(u"ola@example.no"_s);
        const auto task = face.addTask(u"a"_s);
        const auto before = face.task(task).updatedAt;
        face.wait(1min);
        face.portal.associate(Object::Tasks, task, kari);
        const auto made = face.send("POST", "/crm/associations/2026-09/tasks/contacts/batch/create",
            "{\"inputs\":[" + link(task, ola) + ',' + link(u"1"_s, ola) + "]}");
        QCOMPARE(made.status(), 207);
        QCOMPARE(made.results().size(), 1);
        QCOMPARE(face.task(task).contacts, (QStringList{kari, ola}));
        QCOMPARE(face.task(task).updatedAt, before);
        QCOMPARE(face.log.changes().back().what, sandbox::Change::What::Associated);
        QCOMPARE(face.log.changes().back().fields, QStringList{ola});
        face.portal.dissociate(Object::Tasks, task, kari);
        QCOMPARE(face.task(task).contacts, QStringList{ola});
        QCOMPARE(face.task(task).updatedAt, before);
        // From the contact's side it is the same link.
        const auto again
            = face.send("POST", "/crm/associations/2026-09/contacts/tasks/batch/create",
                "{\"inputs\":[" + link(ola, task, 203) + "]}");
        QCOMPARE(again.status(), 201);
        QCOMPARE(face.task(task).contacts, QStringList{ola});
    }

    void rowsCanFail()
    {
        PortalFace face;
        const auto kari = face.addContact(u"kari@example.no"_s);
        const auto first = face.addTask(u"a"_s, {kari});
        const auto second = face.addTask(u"b"_s, {kari});
        face.rows.indexes = {0};
        const auto answer
            = face.readAssociations("tasks/contacts", input(first) + ',' + input(second));
        QCOMPARE(answer.status(), 207);
        QCOMPARE(pairs(answer), second + u':' + kari);
        const auto error = answer.errors().at(0).toObject();
        QCOMPARE(error.value(u"category"_s).toString(), u"INTERNAL_ERROR"_s);
        QVERIFY(!error.contains(u"subCategory"_s));
    }

    void readsTheEndsOfOneRecord()
    {
        PortalFace face;
        const auto kari = face.addContact(u"kari@example.no"_s);
        const auto ola = face.addContact(u"ola@example.no"_s);
        const auto task = face.addTask(u"a"_s, {kari, ola}).toLatin1();
        const auto first
            = face.get("/crm/objects/2026-09/tasks/" + task + "/associations/contacts?limit=1");
        QCOMPARE(first.results().size(), 1);
        const auto rest = face.get("/crm/v4/objects/tasks/" + task
            + "/associations/contacts?after=" + first.after().toLatin1());
        QCOMPARE(
            rest.results().at(0).toObject().value(u"toObjectId"_s).toVariant().toString(), ola);
        QCOMPARE(rest.after(), QString());
        QCOMPARE(face.get("/crm/objects/2026-09/tasks/5/associations/contacts").status(), 404);
    }
};

QTEST_GUILESS_MAIN(HubspotAssociationsTest)
#include "tst_hubspotassociations.moc"
