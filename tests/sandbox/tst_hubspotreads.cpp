// SPDX-License-Identifier: GPL-3.0-or-later
#include "portalface.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using sandbox_test::Object;
using sandbox_test::PortalAnswer;
using sandbox_test::PortalFace;

namespace {

QByteArray inputs(const QStringList& ids, const QByteArray& more = {})
{
    QByteArrayList entries;
    for (const auto& id : ids)
        entries.append("{\"id\":\"" + id.toUtf8() + "\"}");
    return "{\"inputs\":[" + entries.join(',') + ']' + more + '}';
}

QJsonArray idsOfError(const PortalAnswer& answer)
{
    return answer.errors()
        .at(0)
        .toObject()
        .value(u"context"_s)
        .toObject()
        .value(u"ids"_s)
        .toArray();
}

} // namespace

class HubspotReadsTest final : public QObject
{
    Q_OBJECT

private slots:
    void everyPathLeadsToTheSameHandler_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("2026-09") << QByteArray("/crm/objects/2026-09/tasks");
        QTest::newRow("2026-03") << QByteArray("/crm/objects/2026-03/tasks");
        QTest::newRow("v3") << QByteArray("/crm/v3/objects/tasks");
        QTest::newRow("type id") << QByteArray("/crm/v3/objects/0-27");
        QTest::newRow("slash") << QByteArray("/crm/objects/2026-09/tasks/");
    }

    void everyPathLeadsToTheSameHandler()
    {
        QFETCH(QByteArray, path);
        PortalFace face;
        const auto id = face.addTask(u"a"_s);
        QCOMPARE(face.get(path).ids(), id);
    }

    void listsById()
    {
        PortalFace face;
        QStringList ids;
        for (int i = 0; i < 12; ++i)
            ids.append(face.addTask(QString::number(i)));
        const auto first
            = face.get("/crm/objects/2026-09/tasks?properties=hs_task_subject,nonsense");
        QCOMPARE(first.ids(), QStringList(ids.mid(0, 10)).join(u','));
        QCOMPARE(first.properties(3).value(u"hs_task_subject"_s).toString(), u"3"_s);
        const auto second
            = face.get("/crm/objects/2026-09/tasks?after=" + first.after().toLatin1());
        QCOMPARE(second.ids(), QStringList(ids.mid(10)).join(u','));
        QCOMPARE(second.after(), QString());
        QCOMPARE(face.get("/crm/objects/2026-09/tasks?limit=12").after(), QString());
    }

    void refusesBadParameters_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::newRow("limit") << QByteArray("limit=101");
        QTest::newRow("limit with history")
            << QByteArray("limit=51&propertiesWithHistory=hs_task_subject");
        QTest::newRow("limit of words") << QByteArray("limit=many");
        QTest::newRow("after") << QByteArray("after=x");
        QTest::newRow("archived") << QByteArray("archived=yes");
        QTest::newRow("associations") << QByteArray("associations=nonsense");
        QTest::newRow("unknown") << QByteArray("sort=id");
    }

    void refusesBadParameters()
    {
        QFETCH(QByteArray, query);
        PortalFace face;
        QCOMPARE(
            face.get("/crm/objects/2026-09/tasks?" + query).problem(), u"400 VALIDATION_ERROR"_s);
    }

    void listsAssociationsInline()
    {
        PortalFace face;
        const auto kari = face.addContact(u"kari@example.no"_s);
        face.addTask(u"a"_s, {kari});
        face.addTask(u"b"_s);
        const auto answer = face.get("/crm/objects/2026-09/tasks?associations=contacts");
        const auto ends = answer.results().at(0).toObject().value(u"associations"_s).toObject();
        const auto end
            = ends.value(u"contacts"_s).toObject().value(u"results"_s).toArray().at(0).toObject();
        QCOMPARE(end.value(u"id"_s).toString(), kari);
        QCOMPARE(end.value(u"type"_s).toString(), u"task_to_contact"_s);
        QVERIFY(answer.results().at(1).toObject().value(u"associations"_s).toObject().isEmpty());
    }

    void listsTheRecycleBinApart()
    {
        PortalFace face;
        const auto kept = face.addTask(u"a"_s);
        const auto gone = face.addTask(u"b"_s);
        face.portal.archiveActivity(Object::Tasks, gone);
        QCOMPARE(face.get("/crm/objects/2026-09/tasks").ids(), kept);
        const auto bin = face.get("/crm/objects/2026-09/tasks?archived=true");
        QCOMPARE(bin.ids(), gone);
        QCOMPARE(bin.results().at(0).toObject().value(u"archivedAt"_s).toString(),
            u"2026-11-23T10:00:00.000Z"_s);
        QCOMPARE(face.get("/crm/objects/2026-09/tasks/" + gone.toLatin1()).problem(),
            u"404 OBJECT_NOT_FOUND"_s);
        QCOMPARE(
            face.get("/crm/objects/2026-09/tasks/" + gone.toLatin1() + "?archived=true").status(),
            200);
    }

    void emailsAreDeletedForGood()
    {
        PortalFace face;
        const auto id
            = face.portal.addActivity(Object::Emails, {{u"hs_email_direction"_s, u"EMAIL"_s}});
        face.portal.archiveActivity(Object::Emails, id);
        QCOMPARE(face.get("/crm/objects/2026-09/emails?archived=true").results().size(), 0);
        QVERIFY(!face.portal.record(Object::Emails, id));
    }

    void readsABatchAndNamesTheMissing()
    {
        PortalFace face;
        const auto first = face.addTask(u"a"_s);
        const auto second = face.addTask(u"b"_s);
        const auto whole = face.post(
            "tasks/batch/read", inputs({second, first}, R"(,"properties":["hs_task_subject"])"));
        QCOMPARE(whole.status(), 200);
        QCOMPARE(whole.sortedIds(), first + u',' + second);
        QVERIFY(!whole.object().contains(u"numErrors"_s));
        face.portal.archiveActivity(Object::Tasks, second);
        const auto part = face.post("tasks/batch/read", inputs({first, second, u"12"_s}));
        QCOMPARE(part.status(), 207);
        QCOMPARE(part.ids(), first);
        QCOMPARE(part.object().value(u"numErrors"_s).toInt(), 1);
        QCOMPARE(
            part.errors().at(0).toObject().value(u"category"_s).toString(), u"OBJECT_NOT_FOUND"_s);
        QCOMPARE(idsOfError(part), (QJsonArray{second, u"12"_s}));
        const auto bin = face.post("tasks/batch/read?archived=true", inputs({first, second}));
        QCOMPARE(bin.ids(), second);
        QCOMPARE(idsOfError(bin), QJsonArray{first});
    }

    void refusesBadBatches_data()
    {
        QTest::addColumn<QByteArray>("body");
        QStringList many;
        for (int i = 1; i <= 101; ++i)
            many.append(QString::number(i));
        QTest::newRow("101 inputs") << inputs(many);
        QTest::newRow("51 inputs with history")
            << inputs(many.mid(0, 51), R"(,"propertiesWithHistory":["hs_task_subject"])");
        QTest::newRow("no inputs") << inputs({});
        QTest::newRow("missing inputs") << QByteArray("{}");
        QTest::newRow("the same id twice") << inputs({u"1"_s, u"1"_s});
        QTest::newRow("id as number") << QByteArray(R"({"inputs":[{"id":1}]})");
        QTest::newRow("ids only") << QByteArray(R"({"inputs":["1"]})");
        QTest::newRow("associations") << inputs({u"1"_s}, R"(,"associations":["contacts"])");
        QTest::newRow("id property that is not unique")
            << inputs({u"1"_s}, ",\"idProperty\":\"hs_task_subject\"");
    }

    void refusesBadBatches()
    {
        QFETCH(QByteArray, body);
        PortalFace face;
        QCOMPARE(face.post("tasks/batch/read", body).problem(), u"400 VALIDATION_ERROR"_s);
    }

    void findsContactsByEmail()
    {
        PortalFace face;
        const auto kari = face.addContact(u"kari@example.no"_s);
        const auto answer = face.post("contacts/batch/read",
            inputs({u"KARI@example.no"_s, u"ola@example.no"_s},
                R"(,"idProperty":"email","properties":["email"])"));
        QCOMPARE(answer.ids(), kari);
        QCOMPARE(answer.properties().value(u"email"_s).toString(), u"kari@example.no"_s);
        QCOMPARE(idsOfError(answer), QJsonArray{u"ola@example.no"_s});
        QCOMPARE(
            face.get("/crm/objects/2026-09/contacts/kari%40example.no?idProperty=email").status(),
            200);
    }

    void aMergedIdAnswersWithTheSurvivor()
    {
        PortalFace face;
        const auto kept = face.addContact(u"kari@example.no"_s);
        const auto lost = face.addContact(u"kari@gammel.example"_s);
        const auto older = face.addContact(u"k@eldst.example"_s);
        const auto task = face.addTask(u"a"_s, {lost});
        face.portal.mergeContacts(lost, older);
        face.portal.mergeContacts(kept, lost);
        const auto answer = face.post("contacts/batch/read",
            inputs({lost, kept, older}, R"(,"properties":["hs_merged_object_ids"])"));
        QCOMPARE(answer.status(), 200);
        QCOMPARE(answer.ids(), kept);
        QCOMPARE(
            answer.properties().value(u"hs_merged_object_ids"_s).toString(), older + u';' + lost);
        QCOMPARE(face.task(task).contacts, QStringList{kept});
        QCOMPARE(face.portal.count(Object::Contacts), 1);
    }

    void tellsTheHistoryOfAProperty()
    {
        PortalFace face;
        const auto id = face.addTask(u"old"_s);
        face.wait(1min);
        face.portal.editActivity(Object::Tasks, id, {{u"hs_task_subject"_s, u"new"_s}});
        face.wait(1min);
        const auto patched = face.send("PATCH", "/crm/objects/2026-09/tasks/" + id.toLatin1(),
            R"({"properties":{"hs_task_subject":"newest","hs_task_priority":"HIGH"}})");
        QCOMPARE(patched.status(), 200);
        const auto answer = face.post("tasks/batch/read",
            inputs({id},
                R"(,"propertiesWithHistory":["hs_task_subject","hs_task_priority","hs_task_body"])"));
        const auto histories
            = answer.results().at(0).toObject().value(u"propertiesWithHistory"_s).toObject();
        QStringList versions;
        for (const QJsonValue& value : histories.value(u"hs_task_subject"_s).toArray()) {
            const auto version = value.toObject();
            versions.append(version.value(u"value"_s).toString() + u' '
                + version.value(u"timestamp"_s).toString().mid(11, 8) + u' '
                + version.value(u"sourceType"_s).toString());
        }
        QCOMPARE(versions,
            (QStringList{u"newest 10:02:00 INTEGRATION"_s, u"new 10:01:00 CRM_UI"_s,
                u"old 10:00:00 CRM_UI"_s}));
        QCOMPARE(histories.value(u"hs_task_priority"_s).toArray().size(), 1);
        QCOMPARE(histories.value(u"hs_task_body"_s).toArray().size(), 0);
    }

    void previewsTheBody()
    {
        PortalFace face;
        face.portal.addActivity(
            Object::Notes, {{u"hs_note_body"_s, u"<p>Hei <b>du</b></p>\n<p>Ø</p>"_s}});
        QCOMPARE(face.get("/crm/objects/2026-09/notes?properties=hs_body_preview")
                     .properties()
                     .value(u"hs_body_preview"_s)
                     .toString(),
            u"Hei du Ø"_s);
    }

    void rowsCanFail()
    {
        PortalFace face;
        const auto first = face.addTask(u"a"_s);
        const auto second = face.addTask(u"b"_s);
        face.rows.indexes = {1};
        const auto answer = face.post("tasks/batch/read", inputs({first, second}));
        QCOMPARE(answer.status(), 207);
        QCOMPARE(answer.ids(), first);
        QCOMPARE(
            answer.errors().at(0).toObject().value(u"category"_s).toString(), u"INTERNAL_ERROR"_s);
        QCOMPARE(idsOfError(answer), QJsonArray{second});
    }

    void textSurvives()
    {
        PortalFace face;
        const QString odd
            = u"«Ørret» \"quoted\" \\ back\tslash\n\u0001 e\u0301 \U0001F469\u200D\U0001F4BB </script>"_s;
        const auto id = face.addTask(odd);
        QCOMPARE(
            face.get("/crm/objects/2026-09/tasks/" + id.toLatin1() + "?properties=hs_task_subject")
                .object()
                .value(u"properties"_s)
                .toObject()
                .value(u"hs_task_subject"_s)
                .toString(),
            odd);
    }
};

QTEST_GUILESS_MAIN(HubspotReadsTest)
#include "tst_hubspotreads.moc"
