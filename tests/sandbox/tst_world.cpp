// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/world.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using sandbox::Delivery;
using sandbox::Side;
using sandbox::hubspot::Object;

namespace {

struct Scene
{
    sandbox::Instant now{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 10h};
    sandbox::World world;

    explicit Scene(bool hasLimits = false)
        : world({[this] { return now; }, hasLimits, 1})
    {
    }

    sandbox::HttpResponse hubspot(
        const QByteArray& method, const QByteArray& target, const QByteArray& body = {})
    {
        return send(Side::HubSpot, "sandbox-hubspot-token", method, target, body);
    }
    sandbox::HttpResponse salesforce(
        const QByteArray& method, const QByteArray& target, const QByteArray& body = {})
    {
        return send(Side::Salesforce, "sandbox-salesforce-token", method, target, body);
    }
    sandbox::HttpResponse createTask()
    {
        return hubspot(
            "POST", "/crm/objects/2026-09/tasks", R"({"properties":{"hs_timestamp":"0"}})");
    }
    void add(const sandbox::FaultAction& action, sandbox::Match match = {}, sandbox::When when = {})
    {
        world.faults().add({std::move(match), when, action});
    }
    const sandbox::LoggedRequest& last() const { return world.requests().requests().back(); }

private:
    sandbox::HttpResponse send(Side side, const QByteArray& token, const QByteArray& method,
        const QByteArray& target, const QByteArray& body)
    {
        sandbox::HttpRequest request{method, target,
            {{"Authorization", "Bearer " + token}, {"Content-Type", "application/json"}}, body};
        return world.handle(side, request);
    }
};

QByteArray header(const sandbox::HttpResponse& response, const QByteArray& name)
{
    for (const auto& [key, value] : response.headers) {
        if (key == name)
            return value;
    }
    return {};
}

QString member(const sandbox::HttpResponse& response, const QString& name)
{
    return QJsonDocument::fromJson(response.body).object().value(name).toString();
}

} // namespace

class WorldTest final : public QObject
{
    Q_OBJECT

private slots:
    void logsEveryRequest()
    {
        Scene scene;
        QCOMPARE(scene.createTask().status, 201);
        scene.now += 1s;
        QCOMPARE(scene.hubspot("GET", "/crm/objects/2026-09/tasks?limit=5").status, 200);
        QCOMPARE(scene.salesforce("GET", "/services/data/v68.0/limits").status, 200);
        const auto& all = scene.world.requests().requests();
        QCOMPARE(all.size(), std::size_t{3});
        QCOMPARE(all[0].sequence, std::uint64_t{1});
        QVERIFY(all[0].handled && all[0].committed);
        QCOMPARE(all[0].recordsWritten, 1);
        QCOMPARE(all[1].path, QByteArray("/crm/objects/2026-09/tasks"));
        QCOMPARE(all[1].at, scene.now);
        QVERIFY(!all[1].committed);
        QCOMPARE(all[2].side, Side::Salesforce);
        QCOMPARE(scene.world.requests().count(Side::HubSpot), 2);
        QCOMPARE(scene.world.requests().count(Side::HubSpot, "POST", "/tasks"), 1);
        QCOMPARE(scene.world.requests().count(Side::Salesforce, "POST"), 0);
    }

    void bothSidesWriteOneLog()
    {
        Scene scene;
        (void)scene.createTask();
        sandbox::salesforce::Contact contact;
        contact.lastName = u"Nordmann"_s;
        (void)scene.world.org().addContact(contact);
        const auto& changes = scene.world.log().changes();
        QCOMPARE(changes.size(), std::size_t{2});
        QCOMPARE(changes[0].side, Side::HubSpot);
        QCOMPARE(changes[1].side, Side::Salesforce);
        QCOMPARE(changes[1].sequence, std::uint64_t{2});
    }

    void everyAnswerHasADate()
    {
        Scene scene;
        QCOMPARE(header(scene.createTask(), "Date"), QByteArray("Mon, 23 Nov 2026 10:00:00 GMT"));
    }

    void dropsBefore()
    {
        Scene scene;
        scene.add(sandbox::DropBefore{});
        QCOMPARE(scene.createTask().delivery, Delivery::Dropped);
        QVERIFY(!scene.last().handled && !scene.last().committed);
        QCOMPARE(scene.last().faults, QStringList{u"drop_before"_s});
        QCOMPARE(scene.world.portal().count(Object::Tasks), 0);
        QCOMPARE(scene.createTask().delivery, Delivery::Whole);
    }

    void commitsThenDrops()
    {
        Scene scene;
        scene.add(sandbox::CommitThenDrop{});
        QCOMPARE(scene.createTask().delivery, Delivery::Dropped);
        QVERIFY(scene.last().handled && scene.last().committed);
        QCOMPARE(scene.last().status, 201);
        QCOMPARE(scene.last().delivery, Delivery::Dropped);
        QCOMPARE(scene.world.portal().count(Object::Tasks), 1);
    }

    void delaysAndTruncates()
    {
        Scene scene;
        scene.add(sandbox::Delay{1500ms});
        scene.add(sandbox::Truncate{});
        const auto answer = scene.createTask();
        QCOMPARE(answer.delay, 1500ms);
        QCOMPARE(answer.delivery, Delivery::Truncated);
        QCOMPARE(answer.status, 201);
        QCOMPARE(scene.last().faults, (QStringList{u"delay"_s, u"truncate"_s}));
    }

    void answersWithAStatus_data()
    {
        QTest::addColumn<Side>("side");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("expected");
        QTest::newRow("hubspot 429") << Side::HubSpot << 429 << u"TEN_SECONDLY_ROLLING"_s;
        QTest::newRow("hubspot 503")
            << Side::HubSpot << 503 << u"The service is temporarily unavailable."_s;
        QTest::newRow("hubspot 401") << Side::HubSpot << 401 << u"EXPIRED_AUTHENTICATION"_s;
        QTest::newRow("salesforce 503") << Side::Salesforce << 503 << u"SERVER_UNAVAILABLE"_s;
        QTest::newRow("salesforce 401") << Side::Salesforce << 401 << u"INVALID_SESSION_ID"_s;
    }

    void answersWithAStatus()
    {
        QFETCH(Side, side);
        QFETCH(int, status);
        QFETCH(QString, expected);
        Scene scene;
        scene.add(sandbox::Status{status, 7s});
        const auto answer = side == Side::HubSpot
            ? scene.createTask()
            : scene.salesforce("GET", "/services/data/v68.0/limits");
        QCOMPARE(answer.status, status);
        QCOMPARE(header(answer, "Retry-After"), QByteArray("7"));
        QVERIFY2(answer.body.contains(expected.toUtf8()), answer.body.constData());
        QVERIFY(!scene.last().handled);
        QCOMPARE(scene.world.portal().count(Object::Tasks), 0);
    }

    void answersWithAPage()
    {
        Scene scene;
        scene.add(sandbox::HtmlPage{}, {Side::HubSpot, {}, {}});
        const auto answer = scene.createTask();
        QCOMPARE(answer.status, 200);
        QVERIFY(header(answer, "Content-Type").startsWith("text/html"));
        QCOMPARE(scene.world.portal().count(Object::Tasks), 0);
    }

    void refusesRows()
    {
        Scene scene;
        scene.add(sandbox::PartialFailure{{{1}, 0, 0}});
        const auto answer = scene.hubspot("POST", "/crm/objects/2026-09/tasks/batch/create",
            R"({"inputs":[{"properties":{"hs_timestamp":"0"},"objectWriteTraceId":"a"},)"
            R"({"properties":{"hs_timestamp":"0"},"objectWriteTraceId":"b"}]})");
        QCOMPARE(answer.status, 207);
        QCOMPARE(scene.last().recordsWritten, 1);
        scene.add(sandbox::PartialFailure{{{0}, 0, 0}}, {Side::Salesforce, {}, {}});
        const auto tasks = scene.salesforce("PATCH",
            "/services/data/v68.0/composite/sobjects/Task/HubSpot_Engagement_Id__c",
            R"({"allOrNone":false,"records":[{"attributes":{"type":"Task"},"HubSpot_Engagement_Id__c":"hs:1:task:1","Subject":"a"},)"
            R"({"attributes":{"type":"Task"},"HubSpot_Engagement_Id__c":"hs:1:task:2","Subject":"b"}]})");
        QVERIFY2(tasks.body.contains("UNABLE_TO_LOCK_ROW"), tasks.body.constData());
        QCOMPARE(scene.last().recordsWritten, 1);
    }

    void revokesTheTokensOfTheSideThatWasCalled()
    {
        Scene scene;
        scene.add(sandbox::RevokeToken{});
        QCOMPARE(scene.createTask().status, 401);
        QCOMPARE(scene.salesforce("GET", "/services/data/v68.0/limits").status, 200);
        scene.add(sandbox::RevokeToken{});
        QCOMPARE(scene.salesforce("GET", "/services/data/v68.0/limits").status, 401);
    }

    void theBudgetEnds()
    {
        Scene scene;
        scene.add(sandbox::Budget{2}, {Side::HubSpot, {}, {}});
        scene.add(sandbox::Budget{1}, {Side::Salesforce, {}, {}});
        const auto first = scene.createTask();
        QCOMPARE(first.status, 201);
        QCOMPARE(header(first, "X-HubSpot-RateLimit-Daily-Remaining"), QByteArray("1"));
        QCOMPARE(scene.createTask().status, 201);
        const auto refused = scene.createTask();
        QCOMPARE(refused.status, 429);
        QCOMPARE(member(refused, u"policyName"_s), u"DAILY"_s);
        QVERIFY(!scene.last().handled);
        QCOMPARE(scene.salesforce("GET", "/services/data/v68.0/limits").status, 200);
        QCOMPARE(scene.salesforce("GET", "/services/data/v68.0/limits").status, 403);
        scene.now += 24h; // the day in Oslo is over
        QCOMPARE(scene.createTask().status, 201);
    }

    void changesTheSchema()
    {
        Scene scene;
        const QByteArray waiting
            = R"({"properties":{"hs_timestamp":"0","hs_task_status":"WAITING"}})";
        QCOMPARE(scene.hubspot("POST", "/crm/objects/2026-09/tasks", waiting).status, 201);
        scene.add(
            sandbox::SchemaChange{Side::HubSpot, u"tasks"_s, u"hs_task_status"_s, u"WAITING"_s});
        QCOMPARE(scene.hubspot("POST", "/crm/objects/2026-09/tasks", waiting).status, 400);
        scene.add(sandbox::SchemaChange{Side::HubSpot, u"tasks"_s, u"hs_task_status"_s, {}});
        QCOMPARE(scene.createTask().status, 201);
        QVERIFY(!scene.world.portal().hasProperty(Object::Tasks, u"hs_task_status"_s));
        scene.add(sandbox::SchemaChange{Side::Salesforce, u"Task"_s, u"Priority"_s, u"High"_s});
        const auto describe
            = scene.salesforce("GET", "/services/data/v68.0/sobjects/Task/describe");
        QCOMPARE(describe.status, 200);
        QVERIFY(!describe.body.contains("\"value\":\"High\""));
        QVERIFY(describe.body.contains("\"value\":\"Low\""));
    }

    void mergesAndConverts()
    {
        Scene scene;
        const auto kept = scene.world.portal().addContact({{u"email"_s, u"a@example.no"_s}});
        const auto lost = scene.world.portal().addContact({{u"email"_s, u"b@example.no"_s}});
        scene.add(sandbox::Merge{Side::HubSpot, kept, lost});
        (void)scene.createTask();
        QCOMPARE(scene.world.portal().record(Object::Contacts, lost)->id, kept);
        sandbox::salesforce::Lead lead;
        lead.lastName = u"Bø"_s;
        lead.company = u"Bø AS"_s;
        const auto leadId = scene.world.org().addLead(lead);
        sandbox::salesforce::Contact contact;
        contact.lastName = u"Bø"_s;
        const auto contactId = scene.world.org().addContact(contact);
        scene.add(sandbox::ConvertLead{leadId, contactId});
        const auto changes = scene.world.log().changes().size();
        QCOMPARE(scene.hubspot("GET", "/crm/owners/2026-09").status, 200);
        QVERIFY(scene.world.log().changes().size() > changes);
        // What the world did on its own is not the request's.
        QVERIFY(!scene.last().committed);
        QCOMPARE(scene.last().recordsWritten, 0);
    }

    void staleIndexHoldsFromThenOn()
    {
        Scene scene;
        (void)scene.createTask();
        sandbox::IndexLag lag;
        lag.atLeast = lag.atMost = 30s;
        scene.add(sandbox::SetIndexLag{lag});
        const QByteArray path = "/crm/objects/2026-09/tasks/search";
        QVERIFY(scene.hubspot("POST", path, R"({"filterGroups":[]})").body.contains("\"total\":0"));
        scene.now += 30s;
        QVERIFY(scene.hubspot("POST", path, R"({"filterGroups":[]})").body.contains("\"total\":1"));
    }
};

QTEST_GUILESS_MAIN(WorldTest)
#include "tst_world.moc"
