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
};

QJsonObject firstError(const Answer& answer)
{
    return answer.array().at(0).toObject().value(u"errors"_s).toArray().at(0).toObject();
}

} // namespace

class SalesforceCollectionsTest final : public QObject
{
    Q_OBJECT

private slots:
    void allOrNoneTakesEverythingBack()
    {
        Scene scene;
        scene.face.upsert({{{key, u"hs:1:note:1"_s}, {u"Subject"_s, u"old"_s}}});
        const std::size_t changes = scene.face.log.changes().size();
        const QList<QJsonObject> tasks{{{key, u"hs:1:note:1"_s}, {u"Subject"_s, u"new"_s}},
            {{key, u"hs:1:note:2"_s}}, {{key, u"hs:1:note:3"_s}, {u"Status"_s, u"?"_s}}};
        const Answer answer = scene.face.upsert(tasks, {}, true);
        QCOMPARE(answer.status(), 200);
        QCOMPARE(OrgFace::outcomes(answer),
            u"ALL_OR_NONE_OPERATION_ROLLED_BACK,ALL_OR_NONE_OPERATION_ROLLED_BACK,INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"_s);
        QCOMPARE(scene.org.tasks().size(), std::size_t(1));
        QCOMPARE(scene.org.tasks()[0].subject, u"old"_s);
        QCOMPARE(scene.face.log.changes().size(), changes);
        QCOMPARE(
            scene.face
                .rows(u"SELECT Id FROM Task WHERE HubSpot_Engagement_Id__c LIKE 'hs:1:note:2%'"_s)
                .size(),
            0);
        QCOMPARE(OrgFace::outcomes(scene.face.upsert(tasks)),
            u"updated,created,INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"_s);
    }

    void brokenCollectionsAreRefusedWhole_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("problem");
        QList<QJsonObject> tasks;
        for (int i = 0; i <= 200; ++i)
            tasks.append({{key, u"k%1"_s.arg(i)}});
        const auto text = [](const QJsonObject& object) {
            return QJsonDocument(object).toJson(QJsonDocument::Compact);
        };
        QTest::newRow("201 records")
            << text(OrgFace::tasksBody(tasks)) << u"400 EXCEEDED_ID_LIMIT"_s;
        QTest::newRow("no JSON") << QByteArray("{\"records\":") << u"400 JSON_PARSER_ERROR"_s;
        QTest::newRow("array") << QByteArray("[]") << u"400 JSON_PARSER_ERROR"_s;
        QTest::newRow("unknown member")
            << QByteArray(R"({"records":[],"all":1})") << u"400 JSON_PARSER_ERROR"_s;
        QTest::newRow("records missing")
            << QByteArray(R"({"allOrNone":false})") << u"400 JSON_PARSER_ERROR"_s;
        QTest::newRow("records empty") << QByteArray(R"({"records":[]})") << u"400 INVALID_INPUT"_s;
        QTest::newRow("allOrNone text")
            << QByteArray(R"({"allOrNone":"false","records":[{}]})") << u"400 JSON_PARSER_ERROR"_s;
        QTest::newRow("no type") << QByteArray(R"({"records":[{"Subject":"x"}]})")
                                 << u"400 INVALID_INPUT"_s;
        QTest::newRow("other type")
            << QByteArray(R"({"records":[{"attributes":{"type":"Event"},"Subject":"x"}]})")
            << u"400 INVALID_TYPE"_s;
        QTest::newRow("invalid UTF-8") << QByteArray(
            "{\"records\":[{\"attributes\":{\"type\":\"Task\"},\"Subject\":\"\xff\"}]}")
                                       << u"400 JSON_PARSER_ERROR"_s;
    }
    void brokenCollectionsAreRefusedWhole()
    {
        QFETCH(QByteArray, body);
        Scene scene;
        QTEST(scene.face
                  .send("PATCH",
                      scene.face.base + "composite/sobjects/Task/HubSpot_Engagement_Id__c", body)
                  .problem(),
            "problem");
        QCOMPARE(scene.org.tasks().size(), std::size_t(0));
    }

    void twoHundredRecordsAreAccepted()
    {
        Scene scene;
        QList<QJsonObject> tasks;
        for (int i = 0; i < 200; ++i)
            tasks.append({{key, u"k%1"_s.arg(i)}});
        QCOMPARE(OrgFace::outcomes(scene.face.upsert(tasks)).count(u"created"_s), 200);
        QCOMPARE(scene.org.callsUsed(), 1);
    }

    void updatesById()
    {
        Scene scene;
        const Id id = scene.org.add(u"Task"_s, {{u"Subject"_s, u"a"_s}}).id;
        const Id deleted = scene.org.add(u"Task"_s, {}).id;
        scene.org.deleteRecord(deleted);
        const Answer answer = scene.face.send("PATCH", "composite/sobjects",
            OrgFace::tasksBody({{{u"id"_s, id.left(15)}, {u"Status"_s, u"Completed"_s}},
                {{u"id"_s, deleted}}, {{u"id"_s, u"00T000000000Zzz"_s}}, {{u"id"_s, u"x"_s}},
                {{u"Subject"_s, u"x"_s}}}));
        QCOMPARE(OrgFace::outcomes(answer),
            u"updated,ENTITY_IS_DELETED,INVALID_CROSS_REFERENCE_KEY,MALFORMED_ID,MISSING_ARGUMENT"_s);
        QCOMPARE(OrgFace::outcomes(scene.face.send("PATCH", "composite/sobjects",
                     OrgFace::tasksBody({{{u"id"_s, id}}, {{u"id"_s, id.left(15)}}}))),
            u"DUPLICATE_VALUE,DUPLICATE_VALUE"_s);
        QVERIFY(scene.org.task(id)->isClosed);
    }

    void deletesById()
    {
        Scene scene;
        const Id a = scene.org.add(u"Task"_s, {}).id;
        const Id b = scene.org.add(u"Task"_s, {}).id;
        const QByteArray ids = (a + u',' + b + u",00T000000000Zzz"_s).toLatin1();
        QCOMPARE(OrgFace::outcomes(scene.face.send(
                     "DELETE", scene.face.base + "composite/sobjects?allOrNone=true&ids=" + ids)),
            u"ALL_OR_NONE_OPERATION_ROLLED_BACK,ALL_OR_NONE_OPERATION_ROLLED_BACK,INVALID_CROSS_REFERENCE_KEY"_s);
        QCOMPARE(scene.org.count(u"Task"_s), std::size_t(2));
        QCOMPARE(OrgFace::outcomes(scene.face.send(
                     "DELETE", scene.face.base + "composite/sobjects?allOrNone=false&ids=" + ids)),
            u"updated,updated,INVALID_CROSS_REFERENCE_KEY"_s);
        QCOMPARE(scene.org.count(u"Task"_s), std::size_t(0));
        QCOMPARE(
            scene.face.send("DELETE", scene.face.base + "sobjects/Task/" + a.toLatin1()).problem(),
            u"404 ENTITY_IS_DELETED"_s);
        QCOMPARE(scene.face.send("DELETE", scene.face.base + "composite/sobjects").problem(),
            u"400 INVALID_ARGUMENT"_s);
    }

    void retrievesInOrderOfTheIds()
    {
        Scene scene;
        const Id a = scene.org.add(u"Task"_s, {{u"Subject"_s, u"a"_s}}).id;
        const Id b = scene.org.add(u"Task"_s, {{u"Subject"_s, u"b"_s}}).id;
        const Id deleted = scene.org.add(u"Task"_s, {}).id;
        scene.org.deleteRecord(deleted);
        const auto retrieve = [&](const QJsonArray& ids, const QJsonArray& fields) {
            return scene.face.send(
                "POST", "composite/sobjects/Task", {{u"ids"_s, ids}, {u"fields"_s, fields}});
        };
        const QJsonArray answer
            = retrieve({b, deleted, a.left(15)}, {u"Id"_s, u"Subject"_s}).array();
        QCOMPARE(answer.size(), 3);
        QCOMPARE(answer.at(0).toObject().value(u"Subject"_s).toString(), u"b"_s);
        QVERIFY(answer.at(1).isNull());
        QCOMPARE(answer.at(2).toObject().value(u"Id"_s).toString(), a);
        QCOMPARE(retrieve({a}, {u"Foo"_s}).problem(), u"400 INVALID_FIELD"_s);
        QCOMPARE(retrieve({u"x"_s}, {u"Id"_s}).problem(), u"400 MALFORMED_ID"_s);
        QJsonArray many;
        for (int i = 0; i <= 2000; ++i)
            many.append(a);
        QCOMPARE(retrieve(many, {u"Id"_s}).problem(), u"400 EXCEEDED_ID_LIMIT"_s);
    }

    void rowFaultsHitByIndex()
    {
        Scene scene;
        scene.face.rowFaults.indexes = {1, 7};
        QCOMPARE(OrgFace::outcomes(
                     scene.face.upsert({{{key, u"a"_s}}, {{key, u"b"_s}}, {{key, u"c"_s}}})),
            u"created,UNABLE_TO_LOCK_ROW,created"_s);
        QCOMPARE(scene.org.tasks().size(), std::size_t(2));
    }

    void theUniqueIndexGuardsPlainCreates()
    {
        Scene scene;
        const Answer first = scene.face.upsert({{{key, u"hs:1:note:1"_s}}});
        const Id id = first.array().at(0).toObject().value(u"id"_s).toString();
        const Answer answer = scene.face.send("POST", "composite/sobjects",
            OrgFace::tasksBody({{{key, u"Hs:1:note:1"_s}}, {{u"Subject"_s, u"x"_s}}}));
        QCOMPARE(OrgFace::outcomes(answer),
            u"DUPLICATE_VALUE,updated"_s); // results of creates do not say "created"
        QVERIFY(firstError(answer)
                    .value(u"message"_s)
                    .toString()
                    .endsWith(u"duplicates value on record with id: "_s + id));
        QCOMPARE(scene.face.send("POST", "sobjects/Task", {{key, u"hs:1:note:1"_s}}).problem(),
            u"400 DUPLICATE_VALUE"_s);
    }
};

QTEST_GUILESS_MAIN(SalesforceCollectionsTest)
#include "tst_salesforcecollections.moc"
