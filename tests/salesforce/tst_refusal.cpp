// SPDX-License-Identifier: GPL-3.0-or-later
#include "salesforce/refusal.h"

#include "printed.h"

#include <QTest>

using Kind = core::Error::Kind;
using salesforce::accepted;
using salesforce::kindOfCode;

namespace {

net::Response response(
    int status, const QByteArray& body, const QByteArray& type = "application/json")
{
    return {.status = status, .headers = {{"Content-Type", type}}, .body = body};
}

} // namespace

class RefusalTest final : public QObject
{
    Q_OBJECT

private slots:
    void codesHaveKinds_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("message");
        QTest::addColumn<Kind>("expected");
        const auto row = [](const char* code, Kind kind, const char* message = "") {
            QTest::addRow("%s %s", code, message)
                << QString::fromLatin1(code) << QString::fromLatin1(message) << kind;
        };
        row("INVALID_SESSION_ID", Kind::SignInNeeded);
        row("REQUEST_LIMIT_EXCEEDED", Kind::BudgetSpent, "TotalRequests Limit exceeded.");
        row("REQUEST_LIMIT_EXCEEDED", Kind::RateLimited,
            "ConcurrentRequests (Concurrent API Requests) Limit exceeded.");
        row("INSUFFICIENT_ACCESS", Kind::Forbidden);
        row("INSUFFICIENT_ACCESS_OR_READONLY", Kind::Forbidden);
        row("INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY", Kind::Forbidden);
        row("API_DISABLED_FOR_ORG", Kind::Forbidden);
        row("TXN_SECURITY_METERING_ERROR", Kind::Forbidden);
        row("NOT_FOUND", Kind::NotFound, "The requested resource does not exist");
        row("NOT_FOUND", Kind::SetUpIncomplete,
            "Provided external ID field does not exist or is not accessible: "
            "HubSpot_Engagement_Id__c");
        row("ENTITY_IS_DELETED", Kind::NotFound);
        row("UNABLE_TO_LOCK_ROW", Kind::ServerBusy);
        row("SERVER_UNAVAILABLE", Kind::ServerBusy);
        row("QUERY_TIMEOUT", Kind::ServerBusy);
        row("UNKNOWN_EXCEPTION", Kind::ServerBusy);
        row("INVALID_FIELD", Kind::Rejected);
        row("MALFORMED_QUERY", Kind::Rejected);
        row("STORAGE_LIMIT_EXCEEDED", Kind::Rejected);
        row("INSUFFICIENT_ACCESSORIES", Kind::Rejected);
        row("", Kind::Rejected);
    }
    void codesHaveKinds()
    {
        QFETCH(QString, code);
        QFETCH(QString, message);
        QTEST(kindOfCode(code, message), "expected");
    }

    void refusalsOfEveryFormAreRead_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<core::Error>("expected");
        const auto row = [](const char* name, int status, const char* body, Kind kind,
                             const char* what, const char* code) {
            QTest::newRow(name) << status << printed::json(body)
                                << core::Error{.kind = kind,
                                       .what = QString::fromUtf8(what),
                                       .code = QString::fromLatin1(code),
                                       .httpStatus = status};
        };
        row("plain", 400, "[{'message':'No such column','errorCode':'INVALID_FIELD','fields':[]}]",
            Kind::Rejected, "No such column", "INVALID_FIELD");
        row("first of two", 400,
            "[{'message':'A','errorCode':'INVALID_FIELD'},{'message':'B','errorCode':'OTHER'}]",
            Kind::Rejected, "A", "INVALID_FIELD");
        row("daily limit", 403,
            "[{'message':'TotalRequests Limit exceeded.','errorCode':'REQUEST_LIMIT_EXCEEDED'}]",
            Kind::BudgetSpent, "TotalRequests Limit exceeded.", "REQUEST_LIMIT_EXCEEDED");
        row("collection", 400,
            "[{'success':false,'errors':[{'statusCode':'INSUFFICIENT_ACCESS','message':'no','"
            "fields':[]}]}]",
            Kind::Forbidden, "no", "INSUFFICIENT_ACCESS");
        row("oauth", 400,
            "{'error':'invalid_grant','error_description':'expired access/refresh token'}",
            Kind::SignInNeeded, "expired access/refresh token", "invalid_grant");
        row("object", 400, "{'message':'bad','errorCode':'JSON_PARSER_ERROR'}", Kind::Rejected,
            "bad", "JSON_PARSER_ERROR");
        row("session", 401,
            "[{'message':'Session expired or invalid','errorCode':'INVALID_SESSION_ID'}]",
            Kind::SignInNeeded, "Session expired or invalid", "INVALID_SESSION_ID");
        row("unknown code of 403", 403, "[{'message':'m','errorCode':'SOMETHING_NEW'}]",
            Kind::Forbidden, "m", "SOMETHING_NEW");
        row("several match", 300, "['/services/data/v68.0/sobjects/Task/1']", Kind::Rejected,
            "HTTP 300", "");
        row("retired version", 410,
            "[{'message':'This API version is retired','errorCode':'GONE'}]", Kind::Rejected,
            "This API version is retired", "GONE");
        row("empty", 404, "", Kind::NotFound, "HTTP 404", "");
        row("maintenance page", 503, "<html>down</html>", Kind::ServerBusy, "HTTP 503", "");
        row("portal", 200, "<html>sign in</html>", Kind::NotTheService, "HTTP 200", "NOT_JSON");
    }
    void refusalsOfEveryFormAreRead()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(core::Error, expected);
        const auto made = accepted(response(status, body), net::Replay::Safe);
        QVERIFY(!made);
        QVERIFY2(made.error() == expected, qPrintable(printed::error(made.error())));
    }

    void successIsAccepted()
    {
        QVERIFY(accepted(response(200, "{}"), net::Replay::Safe));
        QVERIFY(accepted(response(201, "{}"), net::Replay::Unsafe));
        QVERIFY(accepted(response(304, {}), net::Replay::Safe));
    }

    void aFailedServerMayHaveWritten()
    {
        const auto made = accepted(
            response(500, printed::json("[{'message':'x','errorCode':'UNKNOWN_EXCEPTION'}]")),
            net::Replay::Unsafe);
        QCOMPARE(made.error().kind, Kind::Unknown);
        QCOMPARE(made.error().what, QStringLiteral("x"));
    }

    void aPageInsteadOfOutcomesIsUnknown()
    {
        const auto made
            = accepted(response(200, "<html></html>", "text/html"), net::Replay::Unsafe);
        QCOMPARE(made.error().kind, Kind::Unknown);
    }

    void longMessagesAreCut()
    {
        const QByteArray body
            = "[{\"message\":\"" + QByteArray(5000, 'm') + "\",\"errorCode\":\"X\"}]";
        const auto made = accepted(response(400, body), net::Replay::Safe);
        QCOMPARE(made.error().what.size(), qsizetype(500));
    }
};

QTEST_GUILESS_MAIN(RefusalTest)
#include "tst_refusal.moc"
