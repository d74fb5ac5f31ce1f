// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/budget.h"
#include "support/runtask.h"
#include "support/scriptedtransport.h"

#include <QTest>

using namespace std::chrono_literals;
using net::Budget;
using support::FakeClock;
using support::runTask;
using support::ScriptedTransport;
using Kind = core::Error::Kind;

namespace {

struct Service
{
    Service()
        : budget(transport, clock)
    {
        transport.otherwise([this](const net::Request&) {
            ++used;
            return support::json("{}", 200,
                {{"Sforce-Limit-Info",
                    "api-usage=" + QByteArray::number(used) + "/" + QByteArray::number(limit)}});
        });
    }
    core::Result<net::Response> run() { return runTask(clock, budget.send({}, {})); }

    FakeClock clock;
    ScriptedTransport transport;
    Budget budget;
    int used = 0;
    int limit = 100'000;
};

} // namespace

class BudgetTest final : public QObject
{
    Q_OBJECT

private slots:
    void readsTheHeaders_data();
    void readsTheHeaders();
    void profileBudgetEndsBeforeTheCall();
    void withoutALimitEverythingGoes();
    void leavesTheServiceItsReserve();
    void othersCallsCountToo();
    void looksAgainLater();
    void smallerLimitCounts();
};

void BudgetTest::readsTheHeaders_data()
{
    QTest::addColumn<net::Headers>("headers");
    QTest::addColumn<int>("used"); // -1 = nothing
    QTest::addColumn<int>("limit");
    const auto row = [](const char* name, net::Headers headers, int used, int limit) {
        QTest::newRow(name) << std::move(headers) << used << limit;
    };
    row("none", {}, -1, 0);
    row("Salesforce", {{"Sforce-Limit-Info", "api-usage=18/100000"}}, 18, 100'000);
    row("per app too",
        {{"sforce-limit-info", "api-usage=25/5000; per-app-api-usage=17/250(appName=sample)"}}, 25,
        5000);
    row("per app first",
        {{"Sforce-Limit-Info", "per-app-api-usage=17/250(appName=sample); api-usage=25/5000"}}, 25,
        5000);
    row("only per app", {{"Sforce-Limit-Info", "per-app-api-usage=17/250"}}, -1, 0);
    row("nonsense", {{"Sforce-Limit-Info", "api-usage=x/y"}}, -1, 0);
    row("no limit", {{"Sforce-Limit-Info", "api-usage=1/0"}}, -1, 0);
    row("HubSpot",
        {{"X-HubSpot-RateLimit-Daily", "625000"},
            {"X-HubSpot-RateLimit-Daily-Remaining", "624000"}},
        1000, 625'000);
    row("HubSpot by halves", {{"X-HubSpot-RateLimit-Daily", "625000"}}, -1, 0);
    row("more left than allowed",
        {{"X-HubSpot-RateLimit-Daily", "10"}, {"X-HubSpot-RateLimit-Daily-Remaining", "11"}}, 0,
        10);
}

void BudgetTest::readsTheHeaders()
{
    QFETCH(net::Headers, headers);
    QFETCH(int, used);
    QFETCH(int, limit);
    const auto usage = net::dailyUsage({200, headers, {}});
    QCOMPARE(usage ? usage->used : -1, used);
    QCOMPARE(usage ? usage->limit : 0, limit);
}

void BudgetTest::profileBudgetEndsBeforeTheCall()
{
    for (int left = 0; left <= 5; ++left) {
        Service service;
        service.budget.setLeft(left);
        for (int i = 0; i < left; ++i)
            QVERIFY(service.run().has_value());
        const auto refused = service.run();
        QCOMPARE(refused.error().kind, Kind::BudgetSpent);
        QCOMPARE(refused.error().code, QStringLiteral("PROFILE_BUDGET"));
        QCOMPARE(int(service.transport.asked.size()), left);
        service.budget.setLeft(1); // a new day
        QVERIFY(service.run().has_value());
    }
}

void BudgetTest::withoutALimitEverythingGoes()
{
    FakeClock clock;
    ScriptedTransport transport;
    transport.otherwise([](const net::Request&) { return support::json("{}"); });
    Budget budget(transport, clock);
    for (int i = 0; i < 1000; ++i)
        QVERIFY(runTask(budget.send({}, {})).has_value());
    QVERIFY(!budget.left());
    QVERIFY(!budget.usage());
}

void BudgetTest::leavesTheServiceItsReserve()
{
    Service service;
    service.limit = 100;
    int good = 0;
    while (service.run())
        ++good;
    QCOMPARE(good, 90);
    const auto refused = service.run();
    QCOMPARE(refused.error().kind, Kind::BudgetSpent);
    QCOMPARE(refused.error().code, QStringLiteral("SERVICE_BUDGET"));
    QCOMPARE(
        refused.error().what, QStringLiteral("90 of the service's 100 calls of the day are used"));
}

void BudgetTest::othersCallsCountToo()
{
    Service service;
    service.limit = 100;
    service.used = 80; // by other programs
    int good = 0;
    while (service.run())
        ++good;
    QCOMPARE(good, 10);
}

void BudgetTest::looksAgainLater()
{
    Service service;
    service.limit = 10;
    service.used = 9;
    QVERIFY(service.run().has_value());
    for (int i = 0; i < 3; ++i)
        QVERIFY(!service.run());
    const int before = service.used;
    service.clock.advance(1h);
    QVERIFY(service.run().has_value()); // one looks, and finds the day not over
    QVERIFY(!service.run());
    QCOMPARE(service.used, before + 1);
    service.clock.advance(1h);
    service.used = 0; // now it is
    for (int i = 0; i < 5; ++i)
        QVERIFY(service.run().has_value());
}

void BudgetTest::smallerLimitCounts()
{
    Service service;
    service.limit = 100;
    QVERIFY(service.run().has_value());
    QCOMPARE(service.budget.left(), std::optional(89));
    service.budget.setLeft(50);
    QCOMPARE(service.budget.left(), std::optional(50));
    service.budget.setLeft(95);
    QCOMPARE(service.budget.left(), std::optional(89));
    service.budget.setLeft(std::nullopt);
    QCOMPARE(service.budget.left(), std::optional(89));
}

QTEST_GUILESS_MAIN(BudgetTest)
#include "tst_budget.moc"
