// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/ratelimited.h"
#include "support/runtask.h"
#include "support/scriptedtransport.h"

#include <QTest>

using namespace std::chrono_literals;
using net::Bucket;
using net::RateLimited;
using net::RatePolicies;
using support::FakeClock;
using support::runTask;
using support::ScriptedTransport;
using Answer = core::Result<net::Response>;
using Millis = std::vector<qint64>;

namespace {

net::Request request(Bucket bucket, const QString& path = QStringLiteral("/x"))
{
    net::Request out;
    out.url = QUrl(QStringLiteral("https://api.example") + path);
    out.bucket = bucket;
    return out;
}

// A service on the fake clock that notes when each call arrived.
struct Service
{
    explicit Service(RatePolicies policies = RatePolicies::standard())
        : limited(transport, clock, policies)
    {
        transport.otherwise([this](const net::Request& asked) {
            at.push_back(clock.monotonic().count() - 1'000'000);
            paths.append(asked.url.path());
            return answer ? answer(asked) : Answer(support::json("{}"));
        });
    }

    void send(int times, Bucket bucket, const std::stop_token& stop = {})
    {
        for (int i = 0; i < times; ++i)
            tasks.push_back(
                limited.send(request(bucket, QStringLiteral("/%1").arg(sequence++)), stop));
    }
    int finish()
    {
        int good = 0;
        for (auto& task : tasks)
            good += runTask(clock, std::move(task)).has_value() ? 1 : 0;
        tasks.clear();
        return good;
    }
    // Most calls that arrived within any stretch of this length.
    int most(qint64 length) const
    {
        std::size_t out = 0;
        for (std::size_t from = 0, to = 0; to < at.size(); ++to) {
            while (at[to] - at[from] >= length)
                ++from;
            out = std::max(out, to - from + 1);
        }
        return int(out);
    }

    FakeClock clock;
    ScriptedTransport transport;
    std::function<Answer(const net::Request&)> answer;
    RateLimited limited;
    std::vector<net::Task<Answer>> tasks;
    Millis at;
    QStringList paths;
    int sequence = 0;
};

net::Response limit(const char* policy)
{
    return support::json(QByteArray("{\"policyName\":\"") + policy + "\"}", 429);
}

} // namespace

class RateLimitedTest final : public QObject
{
    Q_OBJECT

private slots:
    void keepsEveryWindow_data();
    void keepsEveryWindow();
    void learnsTheBurstFromTheHeader();
    void associationsCountIntoTheBurstToo();
    void searchesAreNotHeldUpByTheBurst();
    void keepsTheOrderOfAsking();
    void waitsForAPlaceInFlight_data();
    void waitsForAPlaceInFlight();
    void burstRefusalHoldsTheBucketBack();
    void fastSearchIsSlowedDown();
    void concurrencyRefusalHoldsSalesforceBack();
    void unlimitedGoesAtOnceUntilTold();
    void stopEndsEveryWait_data();
    void stopEndsEveryWait();
    void slowAnswersDoNotBunchCalls();
    void windowThatClosedWhileWaitingInFlightCounts();
    void manyWaitersDoNotFillTheStack();
    void failedCallsGiveTheirPlaceBack();
};

void RateLimitedTest::keepsEveryWindow_data()
{
    QTest::addColumn<Bucket>("bucket");
    QTest::addColumn<int>("calls");
    QTest::addColumn<qint64>("length");
    QTest::addColumn<int>("most");
    QTest::addColumn<qint64>("lastMost"); // when the last one has to be out
    QTest::newRow("burst") << Bucket::HubSpot << 500 << qint64(10'000) << 95 << qint64(51'000);
    QTest::newRow("search") << Bucket::HubSpotSearch << 41 << qint64(1000) << 4 << qint64(10'000);
    QTest::newRow("associations") << Bucket::HubSpotAssociations << 300 << qint64(10'000) << 95
                                  << qint64(31'000);
}

void RateLimitedTest::keepsEveryWindow()
{
    QFETCH(Bucket, bucket);
    QFETCH(int, calls);
    QFETCH(qint64, length);
    QFETCH(int, most);
    QFETCH(qint64, lastMost);
    Service service;
    service.send(calls, bucket);
    QCOMPARE(service.finish(), calls);
    QCOMPARE(service.at.size(), std::size_t(calls));
    QCOMPARE(service.most(length), most);
    QVERIFY2(service.at.back() <= lastMost, qPrintable(QString::number(service.at.back())));
}

void RateLimitedTest::learnsTheBurstFromTheHeader()
{
    Service service;
    service.answer = [](const net::Request&) {
        return support::json("{}", 200, {{"x-hubspot-ratelimit-max", "190"}});
    };
    service.send(1000, Bucket::HubSpot);
    QCOMPARE(service.finish(), 1000);
    QCOMPARE(service.most(10'000), 190);
    const qint64 minimum = 1000 / 190 * 10'000;
    QVERIFY(service.at.back() <= minimum * 105 / 100);
}

void RateLimitedTest::associationsCountIntoTheBurstToo()
{
    Service service;
    service.send(60, Bucket::HubSpot);
    service.send(60, Bucket::HubSpotAssociations);
    QCOMPARE(service.finish(), 120);
    QCOMPARE(service.most(10'000), 95);
}

void RateLimitedTest::searchesAreNotHeldUpByTheBurst()
{
    Service service;
    service.send(200, Bucket::HubSpot); // full for 20 s
    service.send(4, Bucket::HubSpotSearch);
    QCOMPARE(service.finish(), 204);
    for (int i = 200; i < 204; ++i) {
        const auto place = service.paths.indexOf(QStringLiteral("/%1").arg(i));
        QCOMPARE(service.at[std::size_t(place)], 0);
    }
}

void RateLimitedTest::keepsTheOrderOfAsking()
{
    Service service;
    service.send(20, Bucket::HubSpotSearch);
    QCOMPARE(service.finish(), 20);
    for (int i = 0; i < 20; ++i)
        QCOMPARE(service.paths.at(i), QStringLiteral("/%1").arg(i));
}

void RateLimitedTest::waitsForAPlaceInFlight_data()
{
    QTest::addColumn<std::vector<Bucket>>("buckets");
    QTest::addColumn<int>("most");
    using enum Bucket;
    QTest::newRow("HubSpot") << std::vector{HubSpot} << 6;
    QTest::newRow("all of HubSpot") << std::vector{HubSpot, HubSpotAssociations} << 6;
    QTest::newRow("Salesforce reads") << std::vector{Salesforce} << 4;
    QTest::newRow("Salesforce writes") << std::vector{SalesforceWrite} << 1;
    QTest::newRow("Salesforce") << std::vector{Salesforce, SalesforceWrite} << 5;
    QTest::newRow("token") << std::vector{Token} << 1;
}

void RateLimitedTest::waitsForAPlaceInFlight()
{
    QFETCH(std::vector<Bucket>, buckets);
    QFETCH(int, most);
    for (const auto policies : {RatePolicies::standard(), RatePolicies::unlimited()}) {
        Service service(policies);
        service.transport.takes(100ms, service.clock);
        for (int i = 0; i < 20; ++i)
            service.send(1, buckets[std::size_t(i) % buckets.size()]);
        QCOMPARE(service.finish(), 20);
        QCOMPARE(service.transport.inFlightMax, most);
        QCOMPARE(service.transport.inFlight, 0);
    }
}

void RateLimitedTest::burstRefusalHoldsTheBucketBack()
{
    Service service;
    int refusals = 1;
    service.answer = [&](const net::Request&) {
        return refusals-- > 0 ? limit("TEN_SECONDLY_ROLLING") : support::json("{}");
    };
    service.send(1, Bucket::HubSpot);
    QCOMPARE(service.finish(), 1); // the 429 itself; repeating is not this class's business
    service.send(5, Bucket::HubSpot);
    service.send(5, Bucket::HubSpotAssociations);
    service.send(1, Bucket::HubSpotSearch);
    QCOMPARE(service.finish(), 11);
    std::ranges::sort(service.at);
    QCOMPARE(service.at[1], 0); // the search: another limit
    QCOMPARE(service.at[2], 10'000);
}

void RateLimitedTest::fastSearchIsSlowedDown()
{
    Service service;
    int calls = 0;
    service.answer = [&](const net::Request&) {
        return ++calls == 3 ? limit("SECONDLY") : support::json("{}");
    };
    service.send(13, Bucket::HubSpotSearch);
    QCOMPARE(service.finish(), 13);
    const Millis after(service.at.begin() + 4, service.at.end());
    for (std::size_t i = 2; i < after.size(); ++i)
        QVERIFY(after[i] - after[i - 2] >= 1000); // two a second from then on
    QVERIFY(after.front() >= 1000);
}

void RateLimitedTest::concurrencyRefusalHoldsSalesforceBack()
{
    Service service;
    int refusals = 1;
    service.answer = [&](const net::Request&) -> Answer {
        if (refusals-- > 0)
            return support::json(
                R"([{"message":"ConcurrentRequests (Concurrent API Requests) Limit exceeded.",
                     "errorCode":"REQUEST_LIMIT_EXCEEDED"}])",
                403);
        return support::json(R"([{"errorCode":"INSUFFICIENT_ACCESS"}])", 403);
    };
    service.send(1, Bucket::Salesforce);
    QCOMPARE(service.finish(), 1);
    service.send(3, Bucket::SalesforceWrite); // another 403 holds nothing
    QCOMPARE(service.finish(), 3);
    QCOMPARE(service.at, Millis({0, 5000, 5000, 5000}));
}

void RateLimitedTest::unlimitedGoesAtOnceUntilTold()
{
    Service service(RatePolicies::unlimited());
    service.send(5000, Bucket::HubSpot);
    service.send(5000, Bucket::HubSpotSearch);
    QCOMPARE(service.finish(), 10'000);
    QCOMPARE(service.at.back(), 0);

    Service limiting(RatePolicies::unlimited());
    limiting.answer = [](const net::Request&) {
        return support::json("{}", 200, {{"X-HubSpot-RateLimit-Max", "190"}});
    };
    limiting.send(400, Bucket::HubSpot);
    QCOMPARE(limiting.finish(), 400);
    QCOMPARE(limiting.most(10'000), 190); // also those before the first answer were counted
}

void RateLimitedTest::stopEndsEveryWait_data()
{
    QTest::addColumn<Bucket>("bucket");
    QTest::addColumn<int>("calls");
    QTest::addColumn<bool>("slow");
    QTest::newRow("in the window and behind it") << Bucket::HubSpotSearch << 50 << false;
    QTest::newRow("in flight and behind it") << Bucket::SalesforceWrite << 50 << true;
}

void RateLimitedTest::stopEndsEveryWait()
{
    QFETCH(Bucket, bucket);
    QFETCH(int, calls);
    QFETCH(bool, slow);
    Service service;
    if (slow)
        service.transport.takes(1h, service.clock);
    std::stop_source stop;
    service.send(calls, bucket, stop.get_token());
    const std::size_t sent = service.at.size();
    stop.request_stop();
    int cancelled = 0;
    for (auto& task : service.tasks) {
        const auto answer = runTask(service.clock, std::move(task));
        if (!answer)
            cancelled += answer.error().kind == core::Error::Kind::Cancelled ? 1 : 0;
    }
    QCOMPARE(service.at.size(), sent); // nothing was sent after the stop
    QCOMPARE(cancelled, calls - (slow ? 0 : int(sent)));
    QCOMPARE(service.clock.monotonic().count(), 1'000'000); // and no time passed

    service.tasks.clear();
    service.transport.takes(0ms, service.clock);
    service.send(1, bucket); // every place was given back
    QCOMPARE(service.finish(), 1);
}

void RateLimitedTest::slowAnswersDoNotBunchCalls()
{
    Service service;
    service.transport.takes(8s, service.clock); // 6 in flight: the lane is the narrow place
    service.send(60, Bucket::HubSpot);
    service.send(20, Bucket::HubSpotSearch);
    QCOMPARE(service.finish(), 80);
    QVERIFY(service.most(10'000) <= 95);
    QCOMPARE(service.transport.inFlightMax, 6);
}

void RateLimitedTest::windowThatClosedWhileWaitingInFlightCounts()
{
    // Six in flight and room for one more in the window, for which two wait at two turnstiles.
    RatePolicies policies;
    policies.burstCalls = 7;
    Service service(policies);
    service.transport.takes(1s, service.clock);
    service.send(7, Bucket::HubSpot);
    service.send(1, Bucket::HubSpotAssociations);
    QCOMPARE(service.finish(), 8);
    QCOMPARE(service.most(10'000), 7);
}

void RateLimitedTest::manyWaitersDoNotFillTheStack()
{
    Service service;
    service.transport.takes(1ms, service.clock);
    service.send(1, Bucket::SalesforceWrite);
    service.transport.takes(0ms, service.clock); // all others are answered inside of send()
    service.send(20'000, Bucket::SalesforceWrite);
    QCOMPARE(service.finish(), 20'001);
}

void RateLimitedTest::failedCallsGiveTheirPlaceBack()
{
    Service service;
    service.answer
        = [](const net::Request&) { return support::failure(core::Error::Kind::Network); };
    service.send(10, Bucket::SalesforceWrite);
    QCOMPARE(service.finish(), 0);
    QCOMPARE(service.at.size(), std::size_t(10));
}

QTEST_GUILESS_MAIN(RateLimitedTest)
#include "tst_ratelimited.moc"
