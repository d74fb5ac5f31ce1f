// SPDX-License-Identifier: GPL-3.0-or-later
#include "answers.h"
#include "hubspot/client.h"
#include "printed.h"
#include "support/fakeclock.h"
#include "support/runtask.h"

#include <QTest>

using namespace answers;
using core::ActivityObject;
using core::Error;
using core::HubSpotId;
using hubspot::ChangedSince;
using support::ScriptedTransport;

class ClientTest final : public QObject
{
    Q_OBJECT

private slots:
    void accountIsOneCall();
    void ownersAreReadActiveThenArchivedPageByPage();
    void endlessOwnersAreAnError();
    void propertiesAreOneCall();
    void aPageDropsWhatIsKnownAndNamesTheNext();
    void theLastPageOfContactsIsDone();
    void aPageWithoutServerTimeIsAnError_data();
    void aPageWithoutServerTimeIsAnError();
    void waitsThatHubSpotAsksForAreKept();
    void refusalsSayWhatHubSpotSaid_data();
    void refusalsSayWhatHubSpotSaid();

private:
    support::FakeClock m_clock;
};

void ClientTest::accountIsOneCall()
{
    ScriptedTransport transport;
    hubspot::Client client(transport, base);
    transport.answer(support::json(support::goldenInput(QStringLiteral("hubspot/account.json"))));
    const auto account = support::runTask(m_clock, client.account({}));
    QVERIFY(account.has_value());
    QCOMPARE(account->portalId, QStringLiteral("1234567"));
    QCOMPARE(transport.asked.size(), std::size_t{1});
}

void ClientTest::ownersAreReadActiveThenArchivedPageByPage()
{
    ScriptedTransport transport;
    hubspot::Client client(transport, base);
    const QString first = QStringLiteral("1");
    const QString second = QStringLiteral("2");
    const QString third = QStringLiteral("3");
    transport.answer(answer({owner(first, false)}, paging(QStringLiteral("m+1"))));
    transport.answer(answer({owner(second, false)}));
    transport.answer(answer({owner(third, true)}));
    const auto owners = support::runTask(m_clock, client.owners({}));
    QVERIFY(owners.has_value());
    const std::vector<hubspot::OwnerRecord> expected{
        {{first}, {}, {}, false}, {{second}, {}, {}, false}, {{third}, {}, {}, true}};
    QVERIFY(*owners == expected);
    QStringList queries;
    for (const net::Request& request : transport.asked)
        queries.append(request.url.query(QUrl::FullyEncoded));
    QCOMPARE(queries.join(u' '),
        QStringLiteral("limit=100&archived=false limit=100&archived=false&after=m%2B1 "
                       "limit=100&archived=true"));
}

void ClientTest::endlessOwnersAreAnError()
{
    ScriptedTransport transport;
    hubspot::Client client(transport, base);
    transport.otherwise(
        [](const net::Request&) { return answer({}, paging(QStringLiteral("1"))); });
    const auto owners = support::runTask(m_clock, client.owners({}));
    QVERIFY(!owners);
    QCOMPARE(owners.error().kind, Error::Kind::Protocol);
    QCOMPARE(transport.asked.size(), std::size_t{1000});
}

void ClientTest::propertiesAreOneCall()
{
    ScriptedTransport transport;
    hubspot::Client client(transport, base);
    transport.answer(
        support::json(support::goldenInput(QStringLiteral("hubspot/properties.json"))));
    const auto properties
        = support::runTask(m_clock, client.properties(QStringLiteral("tasks"), {}));
    QVERIFY(properties.has_value());
    QCOMPARE(properties->size(), std::size_t{3});
    QCOMPARE(transport.asked.front().url.path(), QStringLiteral("/crm/properties/2026-09/tasks"));
}

void ClientTest::aPageDropsWhatIsKnownAndNamesTheNext()
{
    ScriptedTransport transport;
    hubspot::Client client(transport, base);
    const core::Instant stamp = *net::parseIsoTime(u"2026-11-20T09:00:01Z");
    const HubSpotId known{QStringLiteral("70")};
    const HubSpotId fresh{QStringLiteral("71")};
    const ChangedSince state{stamp, {{known, stamp}}, {}};
    transport.answer(answer({note(known.value), note(fresh.value)}, paging(QStringLiteral("200"))));
    const auto page
        = support::runTask(m_clock, client.changedActivities(ActivityObject::Notes, state, {}));
    QVERIFY(page.has_value());
    QCOMPARE(page->rows.size(), std::size_t{1});
    QCOMPARE(page->rows.front().id.value, fresh.value);
    QCOMPARE(page->rows.front().object, ActivityObject::Notes);
    QVERIFY(!page->done);
    QVERIFY(page->next.from == stamp);
    QVERIFY(page->serverTime == *net::parseHttpDate(date));
}

void ClientTest::theLastPageOfContactsIsDone()
{
    ScriptedTransport transport;
    hubspot::Client client(transport, base);
    transport.answer(answer({contact(QStringLiteral("15501"))}));
    const core::Instant start = *net::parseIsoTime(u"2026-11-20T09:00:00Z");
    const auto page
        = support::runTask(m_clock, client.changedContacts(ChangedSince::moment(start), {}));
    QVERIFY(page.has_value());
    QVERIFY(page->done);
    const ChangedSince next{
        page->rows.front().modified, {{page->rows.front().id, page->rows.front().modified}}, {}};
    QVERIFY(page->next == next);
}

void ClientTest::aPageWithoutServerTimeIsAnError_data()
{
    QTest::addColumn<net::Headers>("headers");
    QTest::newRow("no Date") << net::Headers{};
    QTest::newRow("no time") << net::Headers{{"Date", "today"}};
}

void ClientTest::aPageWithoutServerTimeIsAnError()
{
    QFETCH(net::Headers, headers);
    ScriptedTransport transport;
    hubspot::Client client(transport, base);
    transport.answer(support::json("{\"results\":[]}", 200, headers));
    const auto page
        = support::runTask(m_clock, client.changedContacts(ChangedSince::moment({}), {}));
    QVERIFY(!page);
    QCOMPARE(page.error().kind, Error::Kind::Protocol);
    QCOMPARE(page.error().what, QStringLiteral("header Date: expected a time"));
}

void ClientTest::waitsThatHubSpotAsksForAreKept()
{
    ScriptedTransport transport;
    hubspot::Client client(transport, base);
    transport.answer(support::json("{}", 477, {{"Retry-After", "3600"}}));
    transport.answer(support::json("{}", 503, {{"Retry-After", "soon"}}));
    const auto moving = support::runTask(m_clock, client.account({}));
    QVERIFY(moving.error().retryAfter == std::chrono::hours(1));
    const auto busy = support::runTask(m_clock, client.account({}));
    QVERIFY(!busy.error().retryAfter);
}

void ClientTest::refusalsSayWhatHubSpotSaid_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("error");
    const auto row = [](const char* name, int status, const char* body, Error::Kind kind,
                         const char* rest) {
        QTest::newRow(name)
            << status << QByteArray(body)
            << QStringLiteral("%1 %2 %3").arg(int(kind)).arg(status).arg(QString::fromUtf8(rest));
    };
    row("missing scopes", 403,
        R"({"status":"error","message":"This app hasn't been granted all required scopes.",
            "correlationId":"c-1","category":"MISSING_SCOPES","errors":[{"message":"One or more of the following scopes are required.",
            "context":{"requiredGranularScopes":["crm.objects.contacts.read","sales-email-read"]}}],
            "links":{"scopes":"https://developers.hubspot.com/scopes"}})",
        Error::Kind::Forbidden,
        "MISSING_SCOPES | missing scopes: crm.objects.contacts.read, sales-email-read; This app "
        "hasn't been granted all required scopes.; correlationId c-1");
    row("a bad search", 400,
        R"({"status":"error","message":"There was a problem with the request.","correlationId":"c-2",
            "category":"VALIDATION_ERROR","subCategory":"s","errors":[{"code":"PROPERTY_DOESNT_EXIST"}]})",
        Error::Kind::Rejected,
        "VALIDATION_ERROR | s; PROPERTY_DOESNT_EXIST; There was a problem with the request.; "
        "correlationId c-2");
    row("a dead token", 401,
        R"({"status":"error","message":"Authentication credentials not found.","category":"INVALID_AUTHENTICATION"})",
        Error::Kind::SignInNeeded,
        "INVALID_AUTHENTICATION | Authentication credentials not found.");
    row("nothing of that name", 404, R"({"status":"error","category":"OBJECT_NOT_FOUND"})",
        Error::Kind::NotFound, "OBJECT_NOT_FOUND | ");
    row("too much in ten seconds", 429,
        R"({"status":"error","message":"You have reached your ten_secondly_rolling limit.","errorType":"RATE_LIMIT","policyName":"TEN_SECONDLY_ROLLING"})",
        Error::Kind::RateLimited,
        "TEN_SECONDLY_ROLLING | You have reached your ten_secondly_rolling limit.");
    row("too much today", 429, R"({"policyName":"DAILY"})", Error::Kind::BudgetSpent, "DAILY | ");
    row("locked", 423, "", Error::Kind::ServerBusy, " | ");
    row("being moved", 477, "", Error::Kind::ServerBusy, " | ");
    row("the edge gave up", 524, "<html>", Error::Kind::ServerBusy, " | ");
    row("a token of nowhere", 530, "<html>", Error::Kind::SignInNeeded, " | ");
    row("a redirect", 302, "", Error::Kind::NotTheService, " | ");
    row("a proxy's page", 200, " <!doctype html><title>Sign in</title>", Error::Kind::NotTheService,
        " | an answer of type \"application/json;charset=utf-8\" instead of JSON");
    row("a page", 400, "<html>Bad request</html>", Error::Kind::Rejected, " | ");
    row("an address that is too long", 414, "", Error::Kind::Rejected, " | ");
}

void ClientTest::refusalsSayWhatHubSpotSaid()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, error);
    ScriptedTransport transport;
    hubspot::Client client(transport, base);
    transport.otherwise([&](const net::Request&) { return support::json(body, status); });
    const auto contacts = support::runTask(m_clock, client.contacts(idsFrom(1, 1), {}));
    QCOMPARE(printed::text(contacts.error()), error);
    const auto page
        = support::runTask(m_clock, client.changedContacts(ChangedSince::moment({}), {}));
    QCOMPARE(printed::text(page.error()), error);
    const auto account = support::runTask(m_clock, client.account({}));
    QCOMPARE(printed::text(account.error()), error);
}

QTEST_GUILESS_MAIN(ClientTest)
#include "tst_client.moc"
