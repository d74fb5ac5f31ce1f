// SPDX-License-Identifier: GPL-3.0-or-later
#include "serverscene.h"

#include <QTest>

using namespace Qt::StringLiterals;
using sandbox_test::upsertBody;
using sandbox_test::upsertPath;
using Scene = sandbox_test::ServerScene;

class ServerAdminTest final : public QObject
{
    Q_OBJECT

private slots:
    void theAdminSeesLogsAndCounts()
    {
        Scene scene;
        scene.salesforce("PATCH", upsertPath, upsertBody(2));
        const QList<QByteArray> changes = scene.admin("GET", "log").body.trimmed().split('\n');
        QCOMPARE(changes.size(), 2);
        const QJsonObject first = QJsonDocument::fromJson(changes[0]).object();
        QCOMPARE(first.value(u"key"_s).toString(), u"hs:1:note:0"_s);
        QCOMPARE(first.value(u"what"_s).toString(), u"created"_s);
        QCOMPARE(first.value(u"actor"_s).toString(), u"api"_s);
        QCOMPARE(scene.admin("GET", "log?from=1").body.trimmed().split('\n').size(), 1);
        const QJsonObject request
            = QJsonDocument::fromJson(scene.admin("GET", "requests").body).object();
        QCOMPARE(request.value(u"recordsWritten"_s).toInt(), 2);
        QCOMPARE(request.value(u"status"_s).toInt(), 200);
        const QJsonObject counts = scene.admin("GET", "counts").object();
        QCOMPARE(counts.value(u"tasks"_s).toObject(),
            (QJsonObject{{u"live"_s, 2}, {u"withKey"_s, 2}, {u"distinctKeys"_s, 2}}));
        QCOMPARE(counts.value(u"requests"_s)
                     .toObject()
                     .value(u"salesforce"_s)
                     .toObject()
                     .value(u"places"_s)
                     .toObject(),
            (QJsonObject{
                {u"PATCH /services/data/v68.0/composite/sobjects/Task/HubSpot_Engagement_Id__c"_s,
                    1}}));
        QCOMPARE(scene.admin("GET", "tasks").body.trimmed().split('\n').size(), 2);
        QCOMPARE(scene.admin("GET", "tasks?from=2").body, QByteArray());
        QCOMPARE(
            scene.world.requests().requests().size(), std::size_t(1)); // looking leaves no trace
    }

    void theAdminEdits_data()
    {
        QTest::addColumn<QByteArray>("wish");
        QTest::addColumn<int>("status");
        QTest::newRow("add contact") << QByteArray(
            R"({"do":"salesforce.add","type":"Contact","fields":{"LastName":"Dahl"}})")
                                     << 200;
        QTest::newRow("add task wrongly")
            << QByteArray(R"({"do":"salesforce.add","type":"Task","fields":{"Status":"?"}})")
            << 400;
        QTest::newRow("edit nothing")
            << QByteArray(R"({"do":"salesforce.edit","id":"00T000000000Zzz","fields":{}})") << 400;
        QTest::newRow("key field")
            << QByteArray(R"({"do":"salesforce.keyField","present":false})") << 200;
        QTest::newRow("hubspot contact") << QByteArray(
            R"({"do":"hubspot.add","object":"contacts","properties":{"email":"a@example.com"}})")
                                         << 200;
        QTest::newRow("hubspot note") << QByteArray(
            R"({"do":"hubspot.add","object":"notes","properties":{"hs_note_body":"x"},"contacts":[]})")
                                      << 200;
        QTest::newRow("unknown property")
            << QByteArray(R"({"do":"hubspot.add","object":"notes","properties":{"nothing":"x"}})")
            << 400;
        QTest::newRow("unknown contact") << QByteArray(
            R"({"do":"hubspot.add","object":"notes","properties":{},"contacts":["1"]})")
                                         << 400;
        QTest::newRow("merge nobody")
            << QByteArray(R"({"do":"hubspot.mergeContacts","winner":"1","loser":"2"})") << 400;
        QTest::newRow("convert nobody")
            << QByteArray(R"({"do":"salesforce.convertLead","lead":"00Q","contact":"003"})") << 400;
        QTest::newRow("revoke") << QByteArray(R"({"do":"tokens.revoke","side":"salesforce"})")
                                << 200;
        QTest::newRow("unknown deed") << QByteArray(R"({"do":"dance"})") << 400;
        QTest::newRow("unknown member")
            << QByteArray(R"({"do":"salesforce.keyField","present":true,"why":1})") << 400;
        QTest::newRow("no JSON") << QByteArray("x") << 400;
    }
    void theAdminEdits()
    {
        QFETCH(QByteArray, wish);
        Scene scene;
        QTEST(scene.admin("POST", "edit", wish).status, "status");
    }

    void theAdminMakesTrouble()
    {
        Scene scene;
        QCOMPARE(scene.admin("POST", "faults", R"({"spec":"salesforce:GET:limits@2=status:503,7"})")
                     .status,
            200);
        QCOMPARE(scene.salesforce("GET", "limits").status, 200);
        QCOMPARE(scene.salesforce("GET", "limits").status, 503);
        QCOMPARE(scene.salesforce("GET", "limits").status, 200);
        QCOMPARE(scene.admin("POST", "faults", R"({"spec":"nonsense"})").status, 400);
        scene.admin("POST", "faults", R"({"spec":"any:*:@1/1=status:503"})");
        QCOMPARE(scene.admin("DELETE", "faults").status, 200);
        QCOMPARE(scene.salesforce("GET", "limits").status, 200);
        QCOMPARE(scene.admin("GET", "nothing").status, 404);
        QCOMPARE(scene.admin("PUT", "edit").status, 405);
    }
};

QTEST_GUILESS_MAIN(ServerAdminTest)
#include "tst_serveradmin.moc"
