// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/retrying.h"
#include "support/runtask.h"
#include "support/scriptedtransport.h"

#include <QTest>

using namespace std::chrono_literals;
using net::Retrying;
using net::RetryOptions;
using support::FakeClock;
using support::runTask;
using support::ScriptedTransport;
using Answer = core::Result<net::Response>;
using Kind = core::Error::Kind;
using Millis = std::vector<std::chrono::milliseconds>;

namespace {

net::Request request(net::Replay replay = net::Replay::Safe)
{
    net::Request out;
    out.url = QUrl(QStringLiteral("https://api.example/x"));
    out.replay = replay;
    return out;
}

// The back-off draws nothing, so that only what the service asked for is waited.
quint64 noJitter()
{
    return 0;
}

struct Chain
{
    explicit Chain(RetryOptions options = {}, std::function<quint64()> random = &noJitter)
        : retrying(next, clock, std::move(random), std::move(options))
    {
    }
    Answer run(net::Replay replay = net::Replay::Safe, const std::stop_token& stop = {})
    {
        return runTask(clock, retrying.send(request(replay), stop));
    }

    FakeClock clock;
    ScriptedTransport next;
    Retrying retrying;
};

net::Response busy(int status = 503, net::Headers headers = {})
{
    return support::json("{}", status, std::move(headers));
}

net::Response limited(const char* policy)
{
    return support::json(QByteArray("{\"policyName\":\"") + policy + "\"}", 429);
}

} // namespace

class RetryingTest final : public QObject
{
    Q_OBJECT

private slots:
    void repeatsWhatMayBeRepeated_data();
    void repeatsWhatMayBeRepeated();
    void pausesDoubleWithFullJitter();
    void pausesAreReproducible();
    void neverBeforeRetryAfter();
    void retryAfterOfABusyHostHoldsForEverybody();
    void longRetryAfterIsTheCallersBusiness();
    void allPausesTogetherAreCapped();
    void stopEndsAPause();
    void retriesAreAShareOfAllRequests();
    void theWaitIsTold();
    void openCircuitLetsOneThroughAtATime();
    void circuitIsPerHost();
    void refusalsDoNotOpenTheCircuit();
    void unreachableHostEndsInReasonableTime();
    void stoppedProbeDoesNotBlockTheCircuit();
    void stormIsWeathered();
};

void RetryingTest::repeatsWhatMayBeRepeated_data()
{
    QTest::addColumn<Answer>("first");
    QTest::addColumn<int>("safe"); // times that the request is sent if a good answer would follow
    QTest::addColumn<int>("unsafe");
    const auto row = [](const char* name, Answer first, int safe, int unsafe) {
        QTest::newRow(name) << std::move(first) << safe << unsafe;
    };
    row("good", support::json("{}"), 1, 1);
    row("400", busy(400), 1, 1);
    row("404", busy(404), 1, 1);
    row("429 ten", limited("TEN_SECONDLY_ROLLING"), 2, 2);
    row("429 second", limited("SECONDLY"), 2, 2);
    row("429 daily", limited("DAILY"), 1, 1);
    row("423", busy(423), 2, 2);
    row("500", busy(500), 2, 1);
    row("503", busy(503), 2, 1);
    row("503 that asks for patience", busy(503, {{"Retry-After", "1"}}), 2, 1);
    row("524", busy(524), 2, 1);
    row("page", support::json("<html>", 200, {{"Content-Type", "text/html"}}), 1, 1);
    row("cut", support::json("{\"a\":"), 2, 1);
    row("never opened", support::failure(Kind::Network), 2, 2);
    row("unknown", support::failure(Kind::Unknown), 1, 1);
    row("sign in", support::failure(Kind::SignInNeeded), 1, 1);
    row("too large", support::failure(Kind::TooLarge), 1, 1);
    row("cancelled", support::failure(Kind::Cancelled), 1, 1);
    row("budget", support::failure(Kind::BudgetSpent), 1, 1);
    row("not the service", support::failure(Kind::NotTheService), 1, 1);
}

void RetryingTest::repeatsWhatMayBeRepeated()
{
    QFETCH(Answer, first);
    QFETCH(int, safe);
    QFETCH(int, unsafe);
    for (const auto replay : {net::Replay::Safe, net::Replay::Unsafe}) {
        Chain chain;
        chain.next.answer(first);
        chain.next.otherwise([](const net::Request&) { return support::json("{}"); });
        const auto answer = chain.run(replay);
        const int sent = replay == net::Replay::Safe ? safe : unsafe;
        QCOMPARE(int(chain.next.asked.size()), sent);
        QCOMPARE(chain.retrying.retries(), sent - 1);
        if (sent == 2)
            QVERIFY(answer.has_value());
    }
}

void RetryingTest::pausesDoubleWithFullJitter()
{
    for (const double share : {0.0, 0.5, 1.0}) {
        // A generator that draws this share of whatever range it is asked for: pauses of at most 1,
        // 2, 4, 8 s.
        int draws = 0;
        const std::vector<quint64> most{1000, 2000, 4000, 8000, 8000, 8000};
        RetryOptions options;
        options.triesMax = 7;
        Chain chain(options, [&] { return quint64(share * double(most[std::size_t(draws++)])); });
        chain.next.answerTimes(7, busy());
        QCOMPARE(chain.run().error().kind, Kind::ServerBusy);
        Millis expected;
        for (const quint64 one : most)
            expected.emplace_back(std::int64_t(share * double(one)));
        QCOMPARE(chain.clock.slept(), expected);
    }
}

void RetryingTest::pausesAreReproducible()
{
    const auto pausesOf = [](quint64 seed) {
        Chain chain({}, [seed]() mutable { return seed = seed * 6364136223846793005U + 1; });
        chain.next.answerTimes(5, busy());
        static_cast<void>(chain.run());
        return chain.clock.slept();
    };
    QCOMPARE(pausesOf(1), pausesOf(1));
    QVERIFY(pausesOf(1) != pausesOf(2));
    for (const auto pause : pausesOf(3))
        QVERIFY(pause >= 0ms && pause <= 8s);
}

void RetryingTest::neverBeforeRetryAfter()
{
    Chain chain;
    chain.next.answer(busy(503, {{"Retry-After", "30"}}));
    chain.next.answer(limited("SECONDLY"));
    chain.next.answer(limited("TEN_SECONDLY_ROLLING"));
    chain.next.answer(support::json("{}"));
    QVERIFY(chain.run().has_value());
    QCOMPARE(chain.clock.slept(), Millis({30s, 1s, 10s}));
}

// A write whose outcome is not known is not repeated, but what comes next has to wait as well.
void RetryingTest::retryAfterOfABusyHostHoldsForEverybody()
{
    Chain chain;
    chain.next.answer(busy(503, {{"Retry-After", "30"}}));
    chain.next.answer(support::json("{}"));
    QCOMPARE(chain.run(net::Replay::Unsafe).error().kind, Kind::Unknown);
    QCOMPARE(chain.clock.slept(), Millis());
    QVERIFY(chain.run().has_value());
    QCOMPARE(chain.clock.slept(), Millis({30s}));
}

void RetryingTest::longRetryAfterIsTheCallersBusiness()
{
    Chain chain;
    chain.next.answer(busy(477, {{"Retry-After", "7200"}}));
    const auto answer = chain.run();
    QCOMPARE(answer.error().kind, Kind::ServerBusy);
    QCOMPARE(answer.error().code, QStringLiteral("ACCOUNT_MOVING"));
    QCOMPARE(answer.error().retryAfter, std::optional<std::chrono::milliseconds>(2h));
    QCOMPARE(chain.clock.slept(), Millis());
}

void RetryingTest::allPausesTogetherAreCapped()
{
    RetryOptions options;
    options.triesMax = 100;
    options.waitTotal = 100s;
    Chain chain(options);
    chain.next.otherwise([](const net::Request&) { return busy(503, {{"Retry-After", "30"}}); });
    QCOMPARE(chain.run().error().kind, Kind::ServerBusy);
    QCOMPARE(chain.clock.slept(), Millis({30s, 30s, 30s}));
}

void RetryingTest::stopEndsAPause()
{
    std::stop_source stop;
    RetryOptions options;
    options.onWait = [&](std::chrono::milliseconds) { stop.request_stop(); };
    Chain chain(options);
    chain.next.answer(busy(503, {{"Retry-After", "30"}}));
    QCOMPARE(chain.run(net::Replay::Safe, stop.get_token()).error().kind, Kind::Cancelled);
    QCOMPARE(chain.next.asked.size(), std::size_t(1));
    QCOMPARE(chain.clock.wall(), FakeClock::defaultWall);
}

void RetryingTest::retriesAreAShareOfAllRequests()
{
    RetryOptions options;
    options.failuresToOpen = 1'000'000;
    options.retriesFree = 20;
    Chain chain(options);
    chain.next.otherwise([](const net::Request&) { return busy(); });
    for (int i = 0; i < 1000; ++i)
        QVERIFY(!chain.run());
    QCOMPARE(chain.retrying.requests(), 1000);
    QCOMPARE(chain.retrying.retries(), 120); // 10 % and 20
    QCOMPARE(chain.next.asked.size(), std::size_t(1120));
}

void RetryingTest::theWaitIsTold()
{
    Millis told;
    RetryOptions options;
    options.onWait = [&](std::chrono::milliseconds pause) { told.push_back(pause); };
    Chain chain(options);
    chain.next.answer(limited("TEN_SECONDLY_ROLLING"));
    chain.next.answer(support::json("{}"));
    QVERIFY(chain.run().has_value());
    QCOMPARE(told, Millis({10s}));
}

void RetryingTest::openCircuitLetsOneThroughAtATime()
{
    RetryOptions options;
    options.triesMax = 1;
    options.failuresToOpen = 3;
    Chain chain(options);
    bool down = true;
    chain.next.otherwise([&](const net::Request&) { return down ? busy() : support::json("{}"); });
    for (int i = 0; i < 3; ++i)
        QVERIFY(!chain.run());
    QCOMPARE(chain.next.asked.size(), std::size_t(3));

    // Open: ten requests wait; after 30 s one probes, fails, and the circuit opens anew.
    chain.next.takes(500ms, chain.clock);
    std::vector<net::Task<Answer>> tasks;
    for (int i = 0; i < 10; ++i)
        tasks.push_back(chain.retrying.send(request(), {}));
    chain.clock.advance(29'999ms);
    QCOMPARE(chain.next.asked.size(), std::size_t(3));
    chain.clock.advance(2s);
    QCOMPARE(chain.next.asked.size(), std::size_t(4));
    chain.clock.advance(28s);
    QCOMPARE(chain.next.asked.size(), std::size_t(4));

    // The next probe finds the host well, and all others go.
    down = false;
    int good = 0;
    for (auto& task : tasks)
        good += runTask(chain.clock, std::move(task)).has_value() ? 1 : 0;
    QCOMPARE(good, 9);
    QCOMPARE(chain.next.inFlight, 0);
    QCOMPARE(chain.next.asked.size(), std::size_t(13));
}

void RetryingTest::circuitIsPerHost()
{
    RetryOptions options;
    options.triesMax = 1;
    options.failuresToOpen = 2;
    options.waitMax = 1s; // do not wait for the circuit
    Chain chain(options);
    chain.next.otherwise([](const net::Request& asked) {
        return asked.url.host() == QLatin1String("api.example") ? busy() : support::json("{}");
    });
    for (int i = 0; i < 3; ++i)
        static_cast<void>(chain.run());
    QCOMPARE(chain.next.asked.size(), std::size_t(2));
    const auto open = chain.run();
    QCOMPARE(open.error().kind, Kind::ServerBusy);
    QCOMPARE(open.error().code, QStringLiteral("CIRCUIT_OPEN"));
    QCOMPARE(open.error().retryAfter, std::optional<std::chrono::milliseconds>(30s));
    net::Request other = request();
    other.url.setHost(QStringLiteral("other.example"));
    QVERIFY(runTask(chain.clock, chain.retrying.send(other, {})).has_value());
}

void RetryingTest::refusalsDoNotOpenTheCircuit()
{
    RetryOptions options;
    options.triesMax = 1;
    options.failuresToOpen = 2;
    Chain chain(options);
    const std::vector<Answer> harmless{limited("TEN_SECONDLY_ROLLING"), limited("DAILY"), busy(423),
        busy(400), support::failure(Kind::SignInNeeded), support::failure(Kind::Cancelled)};
    for (int round = 0; round < 3; ++round) {
        for (const Answer& answer : harmless) {
            chain.next.answer(answer);
            static_cast<void>(chain.run());
        }
    }
    QCOMPARE(chain.next.asked.size(), std::size_t(18)); // each of them reached the host
    QCOMPARE(chain.clock.slept(), Millis());
}

void RetryingTest::unreachableHostEndsInReasonableTime()
{
    for (const auto replay : {net::Replay::Safe, net::Replay::Unsafe}) {
        Chain chain({}, [] { return quint64(7'999); });
        chain.next.otherwise([](const net::Request&) { return support::failure(Kind::Network); });
        const auto before = chain.clock.monotonic();
        QCOMPARE(chain.run(replay).error().kind, Kind::Network);
        QCOMPARE(chain.next.asked.size(), std::size_t(5));
        QVERIFY(chain.clock.monotonic() - before <= 15s);
    }
}

void RetryingTest::stoppedProbeDoesNotBlockTheCircuit()
{
    RetryOptions options;
    options.triesMax = 1;
    options.failuresToOpen = 1;
    Chain chain(options);
    chain.next.answer(busy());
    QVERIFY(!chain.run());
    chain.clock.advance(31s);
    chain.next.answer(support::failure(Kind::Cancelled)); // the probe
    QCOMPARE(chain.run().error().kind, Kind::Cancelled);
    chain.next.answer(support::json("{}"));
    QVERIFY(chain.run().has_value());
    QCOMPARE(chain.clock.slept(), Millis());
}

void RetryingTest::stormIsWeathered()
{
    // A minute of 503 in the middle of a run of 500 reads, each taking 100 ms: nothing is lost,
    // little is wasted.
    quint64 seed = 5;
    Chain chain({}, [&] { return seed = seed * 6364136223846793005U + 1442695040888963407U; });
    chain.next.takes(100ms, chain.clock);
    const auto start = chain.clock.monotonic();
    int refused = 0;
    chain.next.otherwise([&](const net::Request&) -> Answer {
        const auto now = chain.clock.monotonic() - start;
        const bool storm = now >= 10s && now < 70s;
        refused += storm ? 1 : 0;
        return storm ? busy() : support::json("{}");
    });
    int good = 0;
    for (int i = 0; i < 500; ++i)
        good += chain.run().has_value() ? 1 : 0;
    QVERIFY2(good >= 498, qPrintable(QString::number(good)));
    QVERIFY2(refused <= 20, qPrintable(QString::number(refused)));
    const auto took = chain.clock.monotonic() - start;
    QVERIFY2(took <= 50s + 60s + 31s, qPrintable(QString::number(took.count())));
}

QTEST_GUILESS_MAIN(RetryingTest)
#include "tst_retrying.moc"
