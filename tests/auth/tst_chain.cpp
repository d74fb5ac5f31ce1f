// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/authorized.h"
#include "net/budget.h"
#include "net/ratelimited.h"
#include "net/recording.h"
#include "net/retrying.h"
#include "support/runtask.h"
#include "support/scriptedtransport.h"

#include <QTest>

using namespace std::chrono_literals;
using support::FakeClock;
using support::runTask;
using Answer = core::Result<net::Response>;

namespace {

// The chain as the program builds it, around a service that keeps HubSpot's burst limit itself.
struct Chain
{
    Chain()
        : recording(service, clock, [this](const net::Exchanged& one) { told.push_back(one); })
        , authorized(recording, base, auth::Secret("canary"))
        , limited(authorized, clock, net::RatePolicies::standard())
        , budget(limited, clock)
        , retrying(budget, clock, [this] { return seed = seed * 6364136223846793005U + 1; })
    {
    }
    net::Request request(net::Replay replay = net::Replay::Safe) const
    {
        net::Request out;
        out.url = base.resolved(QUrl(QStringLiteral("/x")));
        out.replay = replay;
        return out;
    }

    const QUrl base{QStringLiteral("https://api.hubapi.com")};
    FakeClock clock;
    support::ScriptedTransport service;
    std::vector<net::Exchanged> told;
    quint64 seed = 11;
    net::Recording recording;
    auth::Authorized authorized;
    net::RateLimited limited;
    net::Budget budget;
    net::Retrying retrying;
};

} // namespace

class ChainTest final : public QObject
{
    Q_OBJECT

private slots:
    void everySendIsRecordedAndAuthorized();
    void refusedTokenIsNotRetried();
    void stormOfRefusalsWastesOneCallAWindow();
    void writesOfUnknownOutcomeAreSentOnce();
    void spentBudgetIsNotRetried();
};

void ChainTest::everySendIsRecordedAndAuthorized()
{
    Chain chain;
    chain.service.answer(support::json("{}", 503));
    chain.service.answer(support::failure(core::Error::Kind::Network));
    chain.service.answer(support::json("{}"));
    QVERIFY(runTask(chain.clock, chain.retrying.send(chain.request(), {})).has_value());
    QCOMPARE(chain.told.size(), std::size_t(3));
    QCOMPARE(chain.recording.calls(), 3);
    for (const auto& asked : chain.service.asked)
        QCOMPARE(
            asked.headers, net::Headers({{"Authorization", "Bearer canary"}})); // one, not three
}

void ChainTest::refusedTokenIsNotRetried()
{
    Chain chain;
    chain.service.answer(
        support::json(R"({"category":"EXPIRED_AUTHENTICATION","message":"no"})", 401));
    const auto answer = runTask(chain.clock, chain.retrying.send(chain.request(), {}));
    QCOMPARE(answer.error().kind, core::Error::Kind::SignInNeeded);
    QCOMPARE(answer.error().code, QStringLiteral("EXPIRED_AUTHENTICATION"));
    QCOMPARE(chain.service.asked.size(), std::size_t(1));
}

void ChainTest::stormOfRefusalsWastesOneCallAWindow()
{
    // Another program uses most of the burst: the service has room for 50 calls in 10 s, and says
    // so only by 429.
    Chain chain;
    chain.service.takes(20ms, chain.clock);
    std::deque<net::Clock::Monotonic> window;
    std::vector<net::Clock::Monotonic> refusals;
    chain.service.otherwise([&](const net::Request&) -> Answer {
        const auto now = chain.clock.monotonic();
        while (!window.empty() && now - window.front() >= 10s)
            window.pop_front();
        if (window.size() >= 50) {
            refusals.push_back(now);
            return support::json(R"({"policyName":"TEN_SECONDLY_ROLLING"})", 429);
        }
        window.push_back(now);
        return support::json("{}");
    });
    std::vector<net::Task<Answer>> tasks;
    for (int i = 0; i < 400; ++i)
        tasks.push_back(chain.retrying.send(chain.request(net::Replay::Unsafe), {}));
    int good = 0;
    for (auto& task : tasks)
        good += runTask(chain.clock, std::move(task)).has_value() ? 1 : 0;
    QCOMPARE(good, 400);
    int windows = 0;
    net::Clock::Monotonic last{-1'000'000};
    for (const auto at : refusals) {
        if (at - last >= 5s)
            ++windows;
        last = at;
    }
    // What is in flight when the first refusal comes cannot be called back: at most six.
    QVERIFY2(int(refusals.size()) <= windows * 6, qPrintable(QString::number(refusals.size())));
    QVERIFY(windows <= 8);
    QVERIFY(chain.clock.monotonic().count() - 1'000'000 <= 100'000);
}

void ChainTest::writesOfUnknownOutcomeAreSentOnce()
{
    Chain chain;
    chain.service.otherwise(
        [](const net::Request&) { return support::failure(core::Error::Kind::Unknown); });
    const auto answer
        = runTask(chain.clock, chain.retrying.send(chain.request(net::Replay::Unsafe), {}));
    QCOMPARE(answer.error().kind, core::Error::Kind::Unknown);
    QCOMPARE(chain.service.asked.size(), std::size_t(1));
}

void ChainTest::spentBudgetIsNotRetried()
{
    Chain chain;
    chain.budget.setLeft(0);
    const auto answer = runTask(chain.clock, chain.retrying.send(chain.request(), {}));
    QCOMPARE(answer.error().kind, core::Error::Kind::BudgetSpent);
    QVERIFY(chain.service.asked.empty());
    QVERIFY(chain.clock.slept().empty());
}

QTEST_GUILESS_MAIN(ChainTest)
#include "tst_chain.moc"
