// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/authorized.h"
#include "support/runtask.h"
#include "support/scriptedtransport.h"

#include <QTest>

using namespace std::chrono_literals;
using auth::Authorized;
using auth::Secret;
using auth::TokenSource;
using support::FakeClock;
using support::runTask;
using support::ScriptedTransport;
using Kind = core::Error::Kind;

namespace {

const QUrl base(QStringLiteral("https://org.my.salesforce.com"));

net::Request request(const QUrl& url = QUrl(QStringLiteral("https://org.my.salesforce.com/x")),
    net::Replay replay = net::Replay::Safe)
{
    net::Request out;
    out.url = url;
    out.replay = replay;
    return out;
}

QByteArrayList tokensOf(const std::vector<net::Request>& asked)
{
    QByteArrayList out;
    for (const auto& one : asked)
        for (const auto& [name, value] : one.headers)
            if (name == "Authorization")
                out.append(value);
    return out;
}

net::Response expired()
{
    return support::json(
        R"([{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}])", 401);
}

} // namespace

class AuthorizedTest final : public QObject
{
    Q_OBJECT

private slots:
    void addsTheTokenForItsOwnAddressOnly_data();
    void addsTheTokenForItsOwnAddressOnly();
    void replacesAnotherAuthorization();
    void fixedTokenRefusedIsSignInNeeded();
    void refusedTokenIsRenewedOnceAndTheRequestRepeated_data();
    void refusedTokenIsRenewedOnceAndTheRequestRepeated();
    void secondRefusalIsSignInNeeded();
    void failedRefreshIsTheOutcome();
    void unchangedTokenIsNotTriedAgain();
    void manyRefusalsAtOnceRefreshOnce();
    void notEvery401AsksForARefresh_data();
    void notEvery401AsksForARefresh();
    void errorsHoldNoToken();
};

void AuthorizedTest::addsTheTokenForItsOwnAddressOnly_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("own");
    const auto row
        = [](const char* url, bool own) { QTest::newRow(url) << QString::fromLatin1(url) << own; };
    row("https://org.my.salesforce.com/services/data", true);
    row("https://org.my.salesforce.com:443/services/data", true);
    row("https://ORG.my.salesforce.com/services/data", true);
    row("http://org.my.salesforce.com/x", false);
    row("https://org.my.salesforce.com:8443/x", false);
    row("https://org.my.salesforce.com.evil.example/x", false);
    row("https://my.salesforce.com/x", false);
    row("https://evil.example/org.my.salesforce.com", false);
    row("https://org.my.salesforce.com@evil.example/x", false);
    row("/x", false);
}

void AuthorizedTest::addsTheTokenForItsOwnAddressOnly()
{
    QFETCH(QString, url);
    QFETCH(bool, own);
    ScriptedTransport next;
    next.otherwise([](const net::Request&) { return support::json("{}"); });
    Authorized authorized(next, base, Secret("t"));
    const auto answer = runTask(authorized.send(request(QUrl(url)), {}));
    QCOMPARE(answer.has_value(), own);
    QCOMPARE(next.asked.size(), std::size_t(own ? 1 : 0)); // others are not sent at all
    if (own)
        QCOMPARE(tokensOf(next.asked), QByteArrayList({"Bearer t"}));
    else
        QCOMPARE(answer.error().code, QStringLiteral("OTHER_HOST"));
}

void AuthorizedTest::replacesAnotherAuthorization()
{
    ScriptedTransport next;
    next.answer(support::json("{}"));
    Authorized authorized(next, base, Secret("t"));
    auto out = request();
    out.headers = {{"authorization", "Bearer other"}, {"X-Kept", "1"}};
    static_cast<void>(runTask(authorized.send(out, {})));
    const net::Headers expected{{"X-Kept", "1"}, {"Authorization", "Bearer t"}};
    QCOMPARE(next.asked.at(0).headers, expected);
}

void AuthorizedTest::fixedTokenRefusedIsSignInNeeded()
{
    ScriptedTransport next;
    next.answer(expired());
    Authorized authorized(next, base, Secret("t"));
    const auto answer = runTask(authorized.send(request(), {}));
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, Kind::SignInNeeded);
    QCOMPARE(answer.error().code, QStringLiteral("INVALID_SESSION_ID"));
    QCOMPARE(answer.error().httpStatus, 401);
    QCOMPARE(
        answer.error().what, QStringLiteral("org.my.salesforce.com: Session expired or invalid"));
    QCOMPARE(next.asked.size(), std::size_t(1));

    next.answer(
        net::Response{403, {}, "Bad_OAuth_Token"}); // where the user of a token is asked for
    const auto other = runTask(authorized.send(request(), {}));
    QCOMPARE(other.error().kind, Kind::SignInNeeded);
    QCOMPARE(other.error().code, QStringLiteral("Bad_OAuth_Token"));
}

void AuthorizedTest::refusedTokenIsRenewedOnceAndTheRequestRepeated_data()
{
    QTest::addColumn<net::Replay>("replay");
    QTest::addColumn<net::Response>("refusal");
    QTest::newRow("read") << net::Replay::Safe << expired();
    QTest::newRow("write") << net::Replay::Unsafe << expired(); // a 401 is proof of refusal
    const net::Response word{403, {{"Content-Type", "text/html"}}, "Bad_OAuth_Token"};
    QTest::newRow("of the login service") << net::Replay::Safe << word;
}

void AuthorizedTest::refusedTokenIsRenewedOnceAndTheRequestRepeated()
{
    QFETCH(net::Replay, replay);
    QFETCH(net::Response, refusal);
    ScriptedTransport next;
    next.answer(refusal);
    next.answer(support::json("{}"));
    next.answer(support::json("{}"));
    int refreshes = 0;
    const auto refresh = [&](std::stop_token) -> net::Task<core::Result<Secret>> {
        ++refreshes;
        co_return Secret("fresh");
    };
    Authorized authorized(next, base, TokenSource(Secret("old"), refresh));
    auto out = request(QUrl(QStringLiteral("https://org.my.salesforce.com/x")), replay);
    out.body = "body";
    QVERIFY(runTask(authorized.send(out, {})).has_value());
    QVERIFY(runTask(authorized.send(out, {})).has_value());
    QCOMPARE(refreshes, 1);
    QCOMPARE(tokensOf(next.asked), QByteArrayList({"Bearer old", "Bearer fresh", "Bearer fresh"}));
    for (const auto& asked : next.asked)
        QCOMPARE(asked.body, QByteArray("body"));
}

void AuthorizedTest::secondRefusalIsSignInNeeded()
{
    ScriptedTransport next;
    next.otherwise([](const net::Request&) { return expired(); });
    int refreshes = 0;
    const auto refresh = [&](std::stop_token) -> net::Task<core::Result<Secret>> {
        co_return Secret("fresh" + QByteArray::number(++refreshes));
    };
    Authorized authorized(next, base, TokenSource(Secret("old"), refresh));
    const auto answer = runTask(authorized.send(request(), {}));
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, Kind::SignInNeeded);
    QCOMPARE(refreshes, 1);
    QCOMPARE(next.asked.size(), std::size_t(2));
}

void AuthorizedTest::failedRefreshIsTheOutcome()
{
    ScriptedTransport next;
    next.answer(expired());
    const auto refresh = [](std::stop_token) -> net::Task<core::Result<Secret>> {
        core::Error error;
        error.kind = Kind::Network;
        error.what = QStringLiteral("token endpoint away");
        co_return tl::make_unexpected(error);
    };
    Authorized authorized(next, base, TokenSource(Secret("old"), refresh));
    const auto answer = runTask(authorized.send(request(), {}));
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, Kind::Network); // not a reason to sign in
    QCOMPARE(next.asked.size(), std::size_t(1));
}

void AuthorizedTest::unchangedTokenIsNotTriedAgain()
{
    ScriptedTransport next;
    next.answer(expired());
    const auto refresh
        = [](std::stop_token) -> net::Task<core::Result<Secret>> { co_return Secret("old"); };
    Authorized authorized(next, base, TokenSource(Secret("old"), refresh));
    const auto answer = runTask(authorized.send(request(), {}));
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, Kind::SignInNeeded);
    QCOMPARE(next.asked.size(), std::size_t(1));
}

void AuthorizedTest::manyRefusalsAtOnceRefreshOnce()
{
    FakeClock clock;
    ScriptedTransport next;
    next.takes(100ms, clock);
    next.otherwise([](const net::Request& asked) {
        return tokensOf({asked}).at(0) == "Bearer fresh" ? support::json("{}") : expired();
    });
    int refreshes = 0;
    const auto refresh = [&](std::stop_token stop) -> net::Task<core::Result<Secret>> {
        ++refreshes;
        co_await clock.sleep(1s, stop);
        co_return Secret("fresh");
    };
    Authorized authorized(next, base, TokenSource(Secret("old"), refresh));
    std::vector<net::Task<core::Result<net::Response>>> tasks;
    for (int i = 0; i < 6; ++i)
        tasks.push_back(authorized.send(request(), {}));
    for (auto& task : tasks)
        QVERIFY(runTask(clock, std::move(task)).has_value());
    QCOMPARE(refreshes, 1);
    QCOMPARE(next.asked.size(), std::size_t(12));
}

void AuthorizedTest::notEvery401AsksForARefresh_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QString>("outcome"); // of Authorized; "passed" = somebody else's business
    const QByteArray json = "application/json";
    QTest::newRow("api access control")
        << 401
        << QByteArray(
               R"([{"message":"This session is not valid for use with the REST API","errorCode":"INVALID_SESSION_ID"}])")
        << json << QStringLiteral("Forbidden");
    QTest::newRow("agent app")
        << 401
        << QByteArray(R"([{"message":"Connected app is not attached to Agent","errorCode":"X"}])")
        << json << QStringLiteral("Forbidden");
    QTest::newRow("malformed token at the edge")
        << 530 << QByteArray("<html>error 1016</html>") << QByteArray("text/html")
        << QStringLiteral("SignInNeeded");
    QTest::newRow("a proxy's page") << 401 << QByteArray("<html>proxy</html>")
                                    << QByteArray("text/html") << QStringLiteral("passed");
    QTest::newRow("missing scopes") << 403 << QByteArray(R"({"category":"MISSING_SCOPES"})") << json
                                    << QStringLiteral("passed");
}

void AuthorizedTest::notEvery401AsksForARefresh()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, type);
    QFETCH(QString, outcome);
    ScriptedTransport next;
    next.answer(support::json(body, status, {{"Content-Type", type}}));
    int refreshes = 0;
    const auto refresh = [&](std::stop_token) -> net::Task<core::Result<Secret>> {
        ++refreshes;
        co_return Secret("fresh");
    };
    Authorized authorized(next, base, TokenSource(Secret("old"), refresh));
    const auto answer = runTask(authorized.send(request(), {}));
    QString got = QStringLiteral("passed");
    if (!answer)
        got = answer.error().kind == Kind::Forbidden    ? QStringLiteral("Forbidden")
            : answer.error().kind == Kind::SignInNeeded ? QStringLiteral("SignInNeeded")
                                                        : QStringLiteral("other");
    QCOMPARE(got, outcome);
    QCOMPARE(refreshes, 0);
    QCOMPARE(next.asked.size(), std::size_t(1));
}

void AuthorizedTest::errorsHoldNoToken()
{
    ScriptedTransport next;
    next.answer(expired());
    Authorized authorized(next, base, Secret("canary"));
    const auto refused = runTask(authorized.send(request(), {}));
    const auto elsewhere
        = runTask(authorized.send(request(QUrl(QStringLiteral("https://evil.example/"))), {}));
    for (const auto& answer : {refused, elsewhere})
        QVERIFY(!answer.error().what.contains(QStringLiteral("canary")));
}

QTEST_GUILESS_MAIN(AuthorizedTest)
#include "tst_authorized.moc"
