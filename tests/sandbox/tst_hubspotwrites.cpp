// SPDX-License-Identifier: GPL-3.0-or-later
#include "portalface.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using sandbox_test::Object;
using sandbox_test::PortalAnswer;
using sandbox_test::PortalFace;

namespace {

const QByteArray due = "\"hs_timestamp\":\"2026-12-01T08:00:00Z\"";

QByteArray batch(const QByteArray& rows)
{
    return "{\"inputs\":[" + rows + "]}";
}

// A create input with a subject and, if wanted, more properties and a trace id.
QByteArray row(const QByteArray& subject, const QByteArray& trace = {}, const QByteArray& more = {})
{
    return "{\"properties\":{" + due + ",\"hs_task_subject\":\"" + subject + '"' + more + '}'
        + (trace.isEmpty() ? QByteArray() : ",\"objectWriteTraceId\":\"" + trace + '"') + '}';
}

void addKey(PortalFace& face)
{
    const auto group = face.send("POST", "/crm/properties/2026-09/tasks/groups",
        "{\"name\":\"salesforce_sync\",\"label\":\"Salesforce sync\"}");
    QCOMPARE(group.status(), 201);
    const auto made = face.send("POST", "/crm/properties/2026-09/tasks",
        "{\"name\":\"salesforce_activity_id\",\"label\":\"Salesforce activity "
        "ID\",\"groupName\":\"salesforce_sync\","
        "\"type\":\"string\",\"fieldType\":\"text\",\"hasUniqueValue\":true,\"formField\":false}");
    QCOMPARE(made.status(), 201);
}

QByteArray upsert(const QByteArray& key, const QByteArray& subject, const QByteArray& trace = {})
{
    return "{\"id\":\"" + key + "\",\"idProperty\":\"salesforce_activity_id\",\"properties\":{"
        + due + ",\"hs_task_subject\":\"" + subject + "\"}"
        + (trace.isEmpty() ? QByteArray() : ",\"objectWriteTraceId\":\"" + trace + '"') + '}';
}

// "trace=id" of the results and "trace!CATEGORY" of the errors, sorted.
QString outcomes(const PortalAnswer& answer)
{
    QStringList words;
    for (const QJsonValue& value : answer.results())
        words.append(value.toObject().value(u"objectWriteTraceId"_s).toString() + u" ok"_s);
    for (const QJsonValue& value : answer.errors()) {
        const auto context = value.toObject().value(u"context"_s).toObject();
        words.append(context.value(u"objectWriteTraceId"_s).toArray().at(0).toString() + u' '
            + value.toObject().value(u"category"_s).toString());
    }
    words.sort();
    return words.join(u", "_s);
}

} // namespace

class HubspotWritesTest final : public QObject
{
    Q_OBJECT

private slots:
    void createsWithAssociations()
    {
        PortalFace face;
        const auto kari = face.addContact(u"kari@example.no"_s);
        const auto answer = face.post("tasks",
            "{\"properties\":{" + due
                + ",\"hs_task_subject\":\"Ring\",\"hs_task_status\":\"NOT_STARTED\"},"
                  "\"associations\":[{\"to\":{\"id\":\""
                + kari.toLatin1()
                + "\"},\"types\":[{\"associationCategory\":\"HUBSPOT_DEFINED\","
                  "\"associationTypeId\":204}]}]}");
        QCOMPARE(answer.status(), 201);
        const auto id = answer.object().value(u"id"_s).toString();
        const auto task = face.task(id);
        QCOMPARE(task.contacts, QStringList{kari});
        QCOMPARE(task.properties.value(u"hs_timestamp"_s), u"2026-12-01T08:00:00.000Z"_s);
        QCOMPARE(task.properties.value(u"hs_object_source"_s), u"INTEGRATION"_s);
        const auto& change = face.log.changes().back();
        QCOMPARE(change.actor, u"api"_s);
        QCOMPARE(change.what, sandbox::Change::What::Created);
        QCOMPARE(change.id, id);
    }

    void refusesBadProperties_data()
    {
        QTest::addColumn<QByteArray>("properties");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* name, const QByteArray& properties, const char* code) {
            QTest::newRow(name) << properties << QString::fromLatin1(code);
        };
        row("no due date", "\"hs_task_subject\":\"x\"", "MISSING_REQUIRED_PROPERTY");
        row("empty due date", "\"hs_timestamp\":\"\"", "MISSING_REQUIRED_PROPERTY");
        row("unknown", due + ",\"hs_task_titel\":\"x\"", "PROPERTY_DOESNT_EXIST");
        row("read-only", due + ",\"hs_createdate\":\"0\"", "READ_ONLY_VALUE");
        row("read-only id", due + ",\"hs_object_id\":\"1\"", "READ_ONLY_VALUE");
        row("option", due + ",\"hs_task_status\":\"Completed\"", "INVALID_OPTION");
        row("no date", "\"hs_timestamp\":\"tomorrow\"", "INVALID_DATE");
        row("no such day", "\"hs_timestamp\":\"2026-02-30T08:00:00Z\"", "INVALID_DATE");
        row("local time", "\"hs_timestamp\":\"2026-02-20T08:00:00+01:00\"", "INVALID_DATE");
        row("owner", due + ",\"hubspot_owner_id\":\"1\"", "INVALID_OWNER_ID");
        row("number", due + ",\"hs_task_subject\":5", "INVALID_TYPE");
        row("null", due + ",\"hs_task_subject\":null", "INVALID_TYPE");
        row("bool", due + ",\"hs_task_is_all_day\":\"yes\"", "INVALID_BOOLEAN");
        row("too long", due + ",\"hs_task_body\":\"" + QByteArray(65537, 'x') + '"',
            "PROPERTY_VALUE_TOO_LONG");
    }

    void refusesBadProperties()
    {
        QFETCH(QByteArray, properties);
        QFETCH(QString, code);
        PortalFace face;
        const auto answer = face.post("tasks", "{\"properties\":{" + properties + "}}");
        QCOMPARE(answer.problem(), u"400 VALIDATION_ERROR"_s);
        QCOMPARE(answer.errors().at(0).toObject().value(u"code"_s).toString(), code);
        QVERIFY(answer.object()
                    .value(u"message"_s)
                    .toString()
                    .startsWith(u"Property values were not valid: [{"_s));
        QVERIFY(!answer.object().value(u"correlationId"_s).toString().isEmpty());
        QCOMPARE(face.portal.count(Object::Tasks), 0);
    }

    void refusesBadAssociations_data()
    {
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QByteArray>("type");
        QTest::newRow("type of calls")
            << QByteArray("15501") << QByteArray("\"HUBSPOT_DEFINED\",\"associationTypeId\":194");
        QTest::newRow("category") << QByteArray("15501")
                                  << QByteArray("\"USER_DEFINED\",\"associationTypeId\":204");
        QTest::newRow("contact") << QByteArray("1")
                                 << QByteArray("\"HUBSPOT_DEFINED\",\"associationTypeId\":204");
    }

    void refusesBadAssociations()
    {
        QFETCH(QByteArray, to);
        QFETCH(QByteArray, type);
        PortalFace face;
        QCOMPARE(face.addContact(u"kari@example.no"_s), u"15501"_s);
        const auto answer = face.post("tasks",
            "{\"properties\":{" + due + "},\"associations\":[{\"to\":{\"id\":\"" + to
                + "\"},\"types\":[{\"associationCategory\":" + type + "}]}]}");
        QCOMPARE(answer.problem(), u"400 VALIDATION_ERROR"_s);
        QCOMPARE(face.portal.count(Object::Tasks), 0);
    }

    void oneBadRowRefusesABatchWithoutTraces()
    {
        PortalFace face;
        const auto answer = face.post(
            "tasks/batch/create", batch(row("a") + ',' + row("b", {}, ",\"nonsense\":\"x\"")));
        QCOMPARE(answer.problem(), u"400 VALIDATION_ERROR"_s);
        QCOMPARE(face.portal.count(Object::Tasks), 0);
        // Some traces are none.
        QCOMPARE(face.post("tasks/batch/create",
                         batch(row("a", "t1") + ',' + row("b", {}, ",\"nonsense\":\"x\"")))
                     .status(),
            400);
        QCOMPARE(face.portal.count(Object::Tasks), 0);
    }

    void tracesMakeRowsFailOneByOne()
    {
        PortalFace face;
        const auto answer = face.post("tasks/batch/create",
            batch(row("a", "t1") + ',' + row("b", "t2", ",\"nonsense\":\"x\"") + ','
                + row("c", "t3")));
        QCOMPARE(answer.status(), 207);
        QCOMPARE(outcomes(answer), u"t1 ok, t2 VALIDATION_ERROR, t3 ok"_s);
        QCOMPARE(answer.object().value(u"numErrors"_s).toInt(), 1);
        QCOMPARE(face.portal.count(Object::Tasks), 2);
        const auto whole
            = face.post("tasks/batch/create", batch(row("a", "t1") + ',' + row("c", "t3")));
        QCOMPARE(whole.status(), 201);
        // The order of results is not that of the inputs.
        QCOMPARE(
            whole.results().at(0).toObject().value(u"objectWriteTraceId"_s).toString(), u"t3"_s);
    }

    void refusesBadBatches_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("rows");
        const QByteArray one = "{\"id\":\"98765001\",\"properties\":{\"hs_task_subject\":\"x\"}}";
        QTest::newRow("101 rows") << QByteArray("create")
                                  << QByteArrayList(101, row("a")).join(',');
        QTest::newRow("no rows") << QByteArray("create") << QByteArray();
        QTest::newRow("unknown member")
            << QByteArray("create") << QByteArray("{\"properties\":{},\"id\":\"1\"}");
        QTest::newRow("trace twice") << QByteArray("create") << row("a", "t") + ',' + row("b", "t");
        QTest::newRow("id twice") << QByteArray("update") << one + ',' + one;
        QTest::newRow("id property hs_object_id")
            << QByteArray("update")
            << QByteArray(
                   "{\"id\":\"98765001\",\"idProperty\":\"hs_object_id\",\"properties\":{}}");
        QTest::newRow("upsert by a property that is not unique")
            << QByteArray("upsert")
            << QByteArray("{\"id\":\"x\",\"idProperty\":\"hs_task_subject\",\"properties\":{}}");
        QTest::newRow("archive without id") << QByteArray("archive") << QByteArray("{}");
    }

    void refusesBadBatches()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, rows);
        PortalFace face;
        const auto id = face.addTask(u"first"_s);
        QCOMPARE(id, u"98765001"_s);
        QCOMPARE(
            face.post("tasks/batch/" + path, batch(rows)).problem(), u"400 VALIDATION_ERROR"_s);
        QCOMPARE(face.subjectOf(id), u"first"_s);
    }

    void updatesOnlyWhatIsGiven()
    {
        PortalFace face;
        const auto id = face.portal.addActivity(
            Object::Tasks, {{u"hs_task_subject"_s, u"a"_s}, {u"hs_task_body"_s, u"b"_s}});
        face.wait(1min);
        const auto answer = face.post("tasks/batch/update",
            batch("{\"id\":\"" + id.toLatin1()
                + "\",\"properties\":{\"hs_task_subject\":\"c\",\"hs_task_priority\":\"\"}}"));
        QCOMPARE(answer.status(), 200);
        QCOMPARE(face.subjectOf(id), u"c"_s);
        QCOMPARE(face.task(id).properties.value(u"hs_task_body"_s), u"b"_s);
        QCOMPARE(face.task(id).updatedAt, face.now);
        const auto cleared = face.send("PATCH", "/crm/v3/objects/tasks/" + id.toLatin1(),
            "{\"properties\":{\"hs_task_body\":\"\"}}");
        QCOMPARE(cleared.status(), 200);
        QVERIFY(!face.task(id).properties.contains(u"hs_task_body"_s));
        QCOMPARE(face.send("PATCH", "/crm/v3/objects/tasks/5", "{\"properties\":{}}").problem(),
            u"404 OBJECT_NOT_FOUND"_s);
        QCOMPARE(
            face.post("tasks/batch/update",
                    batch(
                        "{\"id\":\"5\",\"properties\":{},\"objectWriteTraceId\":\"t1\"},{\"id\":\""
                        + id.toLatin1() + "\",\"properties\":{},\"objectWriteTraceId\":\"t2\"}"))
                .status(),
            207);
    }

    void upsertsByTheUniqueProperty()
    {
        PortalFace face;
        addKey(face);
        const auto first = face.post(
            "tasks/batch/upsert", batch(upsert("00T1AAZ", "a") + ',' + upsert("00T2AAZ", "b")));
        QCOMPARE(first.status(), 200);
        QCOMPARE(first.results().at(0).toObject().value(u"new"_s).toBool(), true);
        const auto second = face.post("tasks/batch/upsert", batch(upsert("00t1aaz", "c")));
        QCOMPARE(second.results().at(0).toObject().value(u"new"_s).toBool(true), false);
        QCOMPARE(face.portal.count(Object::Tasks), 2);
        QCOMPARE(face.subjectOf(second.ids()), u"c"_s);
        const auto read
            = face.get("/crm/objects/2026-09/tasks/00T2AAZ?idProperty=salesforce_activity_id");
        QCOMPARE(read.status(), 200);
        // Twice in one batch, also in other letters.
        QCOMPARE(face.post("tasks/batch/upsert", batch(upsert("x", "a") + ',' + upsert("X", "b")))
                     .status(),
            400);
        // Associations cannot ride along.
        QCOMPARE(
            face.post("tasks/batch/upsert",
                    batch("{\"id\":\"y\",\"idProperty\":\"salesforce_activity_id\",\"properties\":{"
                        + due + "},\"associations\":[]}"))
                .status(),
            400);
    }

    void uniqueValuesAreUnique()
    {
        PortalFace face;
        addKey(face);
        const auto create = [&](const QByteArray& key) {
            return face.post("tasks",
                "{\"properties\":{" + due + ",\"salesforce_activity_id\":\"" + key + "\"}}");
        };
        const auto id = create("00T1").object().value(u"id"_s).toString();
        const auto again = create("00t1");
        QCOMPARE(again.problem(), u"409 CONFLICT"_s);
        QCOMPARE(again.object().value(u"message"_s).toString(),
            u"Task already exists. Existing ID: "_s + id);
        const auto twins = face.post("tasks/batch/create",
            batch(row("a", {}, ",\"salesforce_activity_id\":\"z\"") + ','
                + row("b", {}, ",\"salesforce_activity_id\":\"z\"")));
        QCOMPARE(twins.status(), 400);
        QCOMPARE(face.portal.count(Object::Tasks), 1);
        const auto traced = face.post("tasks/batch/create",
            batch(row("a", "t1", ",\"salesforce_activity_id\":\"z\"") + ','
                + row("b", "t2", ",\"salesforce_activity_id\":\"z\"")));
        QCOMPARE(outcomes(traced), u"t1 ok, t2 CONFLICT"_s);
        // Free again once its holder is archived.
        face.portal.archiveActivity(Object::Tasks, id);
        QCOMPARE(create("00T1").status(), 201);
    }

    void archivingIsRepeatable()
    {
        PortalFace face;
        const auto id = face.addTask(u"a"_s);
        const auto body = batch("{\"id\":\"" + id.toLatin1() + "\"}");
        QCOMPARE(face.post("tasks/batch/archive", body).status(), 204);
        QVERIFY(face.task(id).archivedAt.has_value());
        const auto changes = face.log.changes().size();
        QCOMPARE(face.post("tasks/batch/archive", body).status(), 204);
        QCOMPARE(face.send("DELETE", "/crm/objects/2026-09/tasks/" + id.toLatin1()).status(), 204);
        QCOMPARE(face.log.changes().size(), changes);
        QCOMPARE(
            face.send("PATCH", "/crm/objects/2026-09/tasks/" + id.toLatin1(), "{\"properties\":{}}")
                .status(),
            404);
    }

    void rowFaultsLeaveTheOthersAlone()
    {
        PortalFace face;
        face.rows.indexes = {0};
        const auto traced
            = face.post("tasks/batch/create", batch(row("a", "t1") + ',' + row("b", "t2")));
        QCOMPARE(traced.status(), 207);
        QCOMPARE(outcomes(traced), u"t1 INTERNAL_ERROR, t2 ok"_s);
        QCOMPARE(face.post("tasks/batch/create", batch(row("a") + ',' + row("b"))).problem(),
            u"500 INTERNAL_ERROR"_s);
        QCOMPARE(face.portal.count(Object::Tasks), 1);
    }

    void theCompletionDateOfAnOpenTaskIsItsDueDate()
    {
        PortalFace face;
        const auto id = face.post("tasks", "{\"properties\":{" + due + "}}")
                            .object()
                            .value(u"id"_s)
                            .toString();
        QCOMPARE(face.task(id).properties.value(u"hs_task_completion_date"_s),
            u"2026-12-01T08:00:00.000Z"_s);
        face.wait(1h);
        face.portal.editActivity(Object::Tasks, id, {{u"hs_task_status"_s, u"COMPLETED"_s}});
        QCOMPARE(face.task(id).properties.value(u"hs_task_completion_date"_s),
            u"2026-11-23T11:00:00.000Z"_s);
    }

    void contactsAreWrittenToo()
    {
        PortalFace face;
        QCOMPARE(
            face.post("contacts", "{\"properties\":{\"email\":\" Kari@Example.NO \"}}").status(),
            201);
        QCOMPARE(
            face.post("contacts", "{\"properties\":{\"email\":\"kari@example.no\"}}").problem(),
            u"409 CONFLICT"_s);
        QCOMPARE(face.post("contacts", "{\"properties\":{\"email\":\"kari\"}}").status(), 400);
        QCOMPARE(
            face.post("contacts", "{\"properties\":{\"salesforcecontactid\":\"003\"}}").status(),
            400);
    }
};

QTEST_GUILESS_MAIN(HubspotWritesTest)
#include "tst_hubspotwrites.moc"
