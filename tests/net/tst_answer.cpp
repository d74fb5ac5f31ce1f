// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/answer.h"
#include "net/isotime.h"
#include "support/scriptedtransport.h"

#include <QTest>

using namespace std::chrono_literals;
using Kind = core::Error::Kind;
using std::chrono::milliseconds;

namespace {

QString told(const core::Result<net::Response>& verdict)
{
    if (verdict)
        return QStringLiteral("response");
    const core::Error& error = verdict.error();
    QString out;
    switch (error.kind) {
    case Kind::Network:
        out = QStringLiteral("Network");
        break;
    case Kind::Unknown:
        out = QStringLiteral("Unknown");
        break;
    case Kind::ServerBusy:
        out = QStringLiteral("ServerBusy");
        break;
    case Kind::NotTheService:
        out = QStringLiteral("NotTheService");
        break;
    case Kind::RateLimited:
        out = QStringLiteral("RateLimited");
        break;
    case Kind::BudgetSpent:
        out = QStringLiteral("BudgetSpent");
        break;
    default:
        out = QStringLiteral("other");
    }
    if (error.retryAfter)
        out += QStringLiteral(" %1").arg(error.retryAfter->count());
    return out;
}

net::Response withHeaders(int status, net::Headers headers, const QByteArray& body = "{}")
{
    return support::json(body, status, std::move(headers));
}

} // namespace

class AnswerTest final : public QObject
{
    Q_OBJECT

private slots:
    void statusBecomesKind_data();
    void statusBecomesKind();
    void errorsTellStatusTextAndCode();
    void readsRetryAfter_data();
    void readsRetryAfter();
    void readsServerTime();
    void tellsPagesFromJson_data();
    void tellsPagesFromJson();
};

void AnswerTest::statusBecomesKind_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("safe");
    QTest::addColumn<QString>("unsafe");
    const auto row = [](const char* name, int status, const QByteArray& body, const char* safe,
                         const char* unsafe) {
        QTest::newRow(name) << status << body << QString::fromLatin1(safe)
                            << QString::fromLatin1(unsafe);
    };
    const QByteArray page = "<html>sign in</html>";
    const QByteArray ten = R"({"policyName":"TEN_SECONDLY_ROLLING"})";
    const QByteArray second = R"({"policyName":"SECONDLY"})";
    const QByteArray daily = R"({"policyName":"DAILY"})";
    const QByteArray total
        = R"([{"message":"TotalRequests Limit exceeded.","errorCode":"REQUEST_LIMIT_EXCEEDED"}])";
    const QByteArray concurrent
        = R"([{"message":"ConcurrentRequests (Concurrent API Requests) Limit exceeded.",
               "errorCode":"REQUEST_LIMIT_EXCEEDED"}])";
    row("200", 200, "{}", "response", "response");
    row("200 array", 200, " [1]\n", "response", "response");
    row("201", 201, "{}", "response", "response");
    row("204", 204, "", "response", "response");
    row("207", 207, "{}", "response", "response");
    row("300", 300, "[\"/a\"]", "response", "response");
    row("304", 304, "", "response", "response");
    row("200 page", 200, page, "NotTheService", "Unknown");
    row("200 text", 200, "hello", "NotTheService", "Unknown");
    row("200 cut", 200, "{\"a\":[1,2", "Network", "Unknown");
    row("200 cut array", 200, "[{}", "Network", "Unknown");
    row("400", 400, "{}", "response", "response");
    row("403", 403, R"({"category":"MISSING_SCOPES"})", "response", "response");
    row("404", 404, "{}", "response", "response");
    row("404 empty", 404, "", "response", "response");
    row("404 page", 404, page, "NotTheService", "NotTheService");
    row("403 page", 403, page, "NotTheService", "NotTheService");
    row("409", 409, "{}", "response", "response");
    row("408", 408, "", "ServerBusy", "Unknown");
    row("420", 420, "", "ServerBusy", "Unknown");
    row("423", 423, "{}", "ServerBusy 2000", "ServerBusy 2000");
    row("429 ten", 429, ten, "RateLimited 10000", "RateLimited 10000");
    row("429 second", 429, second, "RateLimited 1000", "RateLimited 1000");
    row("429 unnamed", 429, "", "RateLimited 10000", "RateLimited 10000");
    row("429 page", 429, page, "RateLimited 10000", "RateLimited 10000");
    row("429 daily", 429, daily, "BudgetSpent", "BudgetSpent");
    row("403 daily", 403, total, "BudgetSpent", "BudgetSpent");
    row("403 concurrent", 403, concurrent, "RateLimited 5000", "RateLimited 5000");
    row("477", 477, "{}", "ServerBusy 86400000", "ServerBusy 86400000");
    for (const int status : {500, 502, 503, 504, 521, 522, 523, 524, 599}) {
        QTest::addRow("%d", status)
            << status << page << QStringLiteral("ServerBusy") << QStringLiteral("Unknown");
    }
}

void AnswerTest::statusBecomesKind()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, safe);
    QFETCH(QString, unsafe);
    const net::Response response{status, {}, body};
    QCOMPARE(told(net::judged(response, net::Replay::Safe)), safe);
    QCOMPARE(told(net::judged(response, net::Replay::Unsafe)), unsafe);
}

void AnswerTest::errorsTellStatusTextAndCode()
{
    const auto limited = net::judged(
        withHeaders(429, {{"Retry-After", "3"}},
            R"({"message":"You have reached your secondly limit.","policyName":"SECONDLY"})"),
        net::Replay::Safe);
    QCOMPARE(limited.error().what, QStringLiteral("You have reached your secondly limit."));
    QCOMPARE(limited.error().code, QStringLiteral("SECONDLY"));
    QCOMPARE(limited.error().httpStatus, 429);
    QCOMPARE(
        limited.error().retryAfter, std::optional<milliseconds>(3s)); // what is said counts more

    const auto busy = net::judged({503, {{"Retry-After", "7"}}, "<html>"}, net::Replay::Unsafe);
    QCOMPARE(busy.error().what, QStringLiteral("HTTP 503"));
    QCOMPARE(busy.error().kind, Kind::Unknown); // asking for patience is no proof of refusal
    QCOMPARE(busy.error().retryAfter, std::optional<milliseconds>(7s));

    const QByteArray longText = "{\"message\":\"" + QByteArray(5000, 'm') + "\"}";
    QCOMPARE(net::judged({500, {}, longText}, net::Replay::Safe).error().what.size(), 300);
}

void AnswerTest::readsRetryAfter_data()
{
    QTest::addColumn<QByteArray>("retryAfter");
    QTest::addColumn<QByteArray>("date");
    QTest::addColumn<int>("status");
    QTest::addColumn<qint64>("millis"); // -1 = nothing
    const QByteArray now = "Tue, 24 Nov 2026 10:59:48 GMT";
    QTest::newRow("absent") << QByteArray() << now << 503 << qint64(-1);
    QTest::newRow("seconds") << QByteArray("120") << QByteArray() << 503 << qint64(120'000);
    QTest::newRow("zero") << QByteArray("0") << QByteArray() << 503 << qint64(0);
    QTest::newRow("negative") << QByteArray("-5") << QByteArray() << 503 << qint64(0);
    QTest::newRow("capped") << QByteArray("99999") << QByteArray() << 503 << qint64(3'600'000);
    QTest::newRow("capped at a day")
        << QByteArray("999999999999") << QByteArray() << 477 << qint64(86'400'000);
    QTest::newRow("a day") << QByteArray("86400") << QByteArray() << 477 << qint64(86'400'000);
    QTest::newRow("date") << QByteArray("Tue, 24 Nov 2026 11:00:48 GMT") << now << 503
                          << qint64(60'000);
    QTest::newRow("past date") << QByteArray("Tue, 24 Nov 2026 10:00:00 GMT") << now << 503
                               << qint64(0);
    QTest::newRow("date without the server's")
        << QByteArray("Tue, 24 Nov 2026 11:00:48 GMT") << QByteArray() << 503 << qint64(-1);
    QTest::newRow("nonsense") << QByteArray("soon") << now << 503 << qint64(-1);
    QTest::newRow("beyond 64 bits")
        << QByteArray("99999999999999999999") << QByteArray() << 503 << qint64(-1);
}

void AnswerTest::readsRetryAfter()
{
    QFETCH(QByteArray, retryAfter);
    QFETCH(QByteArray, date);
    QFETCH(int, status);
    QFETCH(qint64, millis);
    net::Headers headers;
    if (!retryAfter.isEmpty())
        headers.emplace_back("retry-after", retryAfter);
    if (!date.isEmpty())
        headers.emplace_back("Date", date);
    const auto pause = net::retryAfter(withHeaders(status, headers));
    QCOMPARE(pause ? qint64(pause->count()) : -1, millis);
}

void AnswerTest::readsServerTime()
{
    const auto response = withHeaders(200, {{"date", "Tue, 24 Nov 2026 10:59:48 GMT"}});
    QCOMPARE(net::isoTime(*net::serverTime(response)), QStringLiteral("2026-11-24T10:59:48.000Z"));
    QVERIFY(!net::serverTime(withHeaders(200, {})));
}

void AnswerTest::tellsPagesFromJson_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("look");
    const auto row = [](const char* name, const QByteArray& type, const QByteArray& body,
                         net::Look look) { QTest::newRow(name) << type << body << int(look); };
    const QByteArray json = "application/json;charset=utf-8";
    row("object", json, "{}", net::Look::Json);
    row("white space", json, "\r\n [1] \n", net::Look::Json);
    row("no type", {}, "{}", net::Look::Json);
    row("odd type", "text/plain", "{}", net::Look::Json);
    row("empty", json, "", net::Look::Nothing);
    row("blank", json, " \n", net::Look::Nothing);
    row("page", "text/html", "<html>", net::Look::Page);
    row("page called JSON", json, "<html>", net::Look::Page);
    row("JSON called page", "text/html; charset=utf-8", "{}", net::Look::Page);
    row("cut", json, "{\"a\":1", net::Look::CutJson);
    row("other end", json, "{\"a\":1]", net::Look::CutJson);
}

void AnswerTest::tellsPagesFromJson()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(int, look);
    net::Headers headers;
    if (!type.isEmpty())
        headers.emplace_back("Content-Type", type);
    QCOMPARE(int(net::lookOf({200, headers, body})), look);
}

QTEST_GUILESS_MAIN(AnswerTest)
#include "tst_answer.moc"
