// SPDX-License-Identifier: GPL-3.0-or-later
#include "salesforce/client.h"

#include "printed.h"
#include "salesforce/conversation.h"
#include "support/runtask.h"
#include "support/scriptedtransport.h"

#include <QJsonArray>
#include <QTest>

using core::SalesforceId;
using Kind = core::Error::Kind;
using salesforce::Client;
using salesforce::Keyset;
using salesforce::PeopleQuery;
using support::json;

namespace {

SalesforceId id(const char* prefix, int number)
{
    const QString text
        = QLatin1String(prefix) + QStringLiteral("%1").arg(number, 12, 10, QLatin1Char('0'));
    return *core::salesforceId(text);
}

std::vector<SalesforceId> ids(const char* prefix, int count)
{
    std::vector<SalesforceId> result;
    for (int i = 0; i < count; ++i)
        result.push_back(id(prefix, i));
    return result;
}

// An org that shows the subject and the key, so that rows are short.
core::OrgDescription smallOrg()
{
    core::OrgDescription org;
    org.createable = {QStringLiteral("Subject")};
    org.keyField = {.visible = true, .unique = true, .externalId = true, .writable = true};
    return org;
}

QByteArray taskRow(const SalesforceId& task)
{
    return printed::json(
        "{'attributes':{'type':'Task'},'Id':'ID','SystemModstamp':'2026-11-23T10:00:00.000+0000',"
        "'LastModifiedDate':'2026-11-23T10:00:00.000+0000','IsDeleted':false,'IsArchived':false,"
        "'HubSpot_Engagement_Id__c':'hs:1:call:7','Subject':'S'}")
        .replace("ID\"", task.value.toLatin1() + '"');
}

QByteArray contactRow(
    const SalesforceId& contact, const char* stamp = "2026-11-23T10:00:00.000+0000")
{
    return printed::json(
        "{'attributes':{'type':'Contact'},'Id':'ID','Email':'ada@example.org','Name':'Ada',"
        "'CreatedDate':'2026-01-01T00:00:00.000+0000','IsDeleted':false,'MasterRecordId':null,"
        "'AccountId':null,'SystemModstamp':'STAMP'}")
        .replace("ID\"", contact.value.toLatin1() + '"')
        .replace("STAMP", stamp);
}

QByteArray page(const QByteArrayList& rows, const QByteArray& next = {})
{
    QByteArray text = printed::json("{'totalSize':9,'done':");
    text += next.isEmpty() ? "true" : printed::json("false,'nextRecordsUrl':'") + next + '"';
    return text + printed::json(",'records':[") + rows.join(',') + "]}";
}

QByteArray composite(const QByteArrayList& bodies)
{
    QByteArrayList parts;
    for (qsizetype i = 0; i < bodies.size(); ++i) {
        parts.append(printed::json("{'httpHeaders':{},'httpStatusCode':200,'referenceId':'q")
            + QByteArray::number(i) + printed::json("','body':") + bodies[i] + '}');
    }
    return printed::json("{'compositeResponse':[") + parts.join(',') + "]}";
}

const net::Headers dated{{"Date", "Mon, 23 Nov 2026 10:00:05 GMT"}};
const core::Instant dateOfAnswers{std::chrono::seconds(1795428005)};
const QByteArray nextPath = "/services/data/v68.0/query/01gxx0000004CAAAA2-2000";

// Answers a Composite with empty pages, however many queries it holds.
support::Answer emptyPages(const net::Request& request)
{
    const auto parts
        = QJsonDocument::fromJson(request.body).object().value(u"compositeRequest").toArray();
    return json(composite(QByteArrayList(parts.size(), page({}))));
}

} // namespace

class ClientTest final : public QObject
{
    Q_OBJECT

    support::FakeClock clock;
    std::unique_ptr<support::ScriptedTransport> transport;
    std::unique_ptr<Client> client;

    template <typename T> T run(net::Task<T> task)
    {
        return support::runTask(clock, std::move(task));
    }
    QString target(std::size_t call) const { return transport->asked.at(call).url.path(); }

private slots:
    void init()
    {
        transport = std::make_unique<support::ScriptedTransport>();
        client = std::make_unique<Client>(
            *transport, QUrl(QStringLiteral("https://acme.my.salesforce.com")));
    }

    void versionIsNegotiatedInOneCall()
    {
        transport->answer(json(printed::json("[{'version':'67.0'},{'version':'69.0'}]")));
        const auto version = run(client->negotiateVersion({}));
        QVERIFY(version);
        QCOMPARE(*version, QStringLiteral("68.0"));
        QCOMPARE(target(0), QStringLiteral("/services/data/"));
    }

    void identityIsUserAndOrganization()
    {
        const QByteArray userInfo = printed::json(
            "{'user_id':'0055e00000AbCdE','organization_id':'00D5e00000AbCdE','name':'Ada'}");
        transport->answer(json(userInfo));
        transport->answer(
            json(page({printed::json("{'Id':'00D5e00000AbCdEEAV','IsSandbox':true}")})));
        const auto identity = run(client->identity({}));
        QVERIFY2(identity, identity ? "" : qPrintable(identity.error().what));
        QCOMPARE(identity->organization.value, QStringLiteral("00D5e00000AbCdEEAV"));
        QCOMPARE(identity->user.value, QStringLiteral("0055e00000AbCdEAAV"));
        QVERIFY(identity->sandbox);

        transport->answer(json(userInfo));
        transport->answer(
            json(page({printed::json("{'Id':'00D5e00000AbCdFEAV','IsSandbox':true}")})));
        QCOMPARE(run(client->identity({})).error().kind, Kind::Protocol);
    }

    void unchangedDescribeIsOneCall()
    {
        transport->answer(net::Response{.status = 304, .headers = dated});
        const auto described = run(client->describeTask("Wed, 21 Oct 2026 07:28:00 GMT", {}));
        QVERIFY(described);
        QVERIFY(!described->changed);
        QCOMPARE(described->serverTime, dateOfAnswers);
        QCOMPARE(described->lastModified, QByteArray("Wed, 21 Oct 2026 07:28:00 GMT"));
        QCOMPARE(transport->asked.size(), std::size_t(1));
    }

    void changedDescribeReadsTheStatuses()
    {
        transport->answer(json(support::goldenInput(QStringLiteral("salesforce/describe.json")),
            200,
            {{"last-modified", "Thu, 22 Oct 2026 07:28:00 GMT"}, {"date", dated.front().second}}));
        transport->answer(json(support::goldenInput(QStringLiteral("salesforce/statuses.json"))));
        const auto described = run(client->describeTask({}, {}));
        QVERIFY2(described, described ? "" : qPrintable(described.error().what));
        QVERIFY(described->changed);
        QCOMPARE(described->lastModified, QByteArray("Thu, 22 Oct 2026 07:28:00 GMT"));
        QCOMPARE(described->serverTime, dateOfAnswers);
        QCOMPARE(described->org.statuses.size(), std::size_t(3));
        QCOMPARE(described->org.types.size(), qsizetype(2));
        QCOMPARE(transport->asked.size(), std::size_t(2));
    }

    // What the run's moments are counted from must not be a guess.
    void aDescribeWithoutADateIsRefused()
    {
        transport->answer(net::Response{.status = 304});
        const auto described = run(client->describeTask("Wed, 21 Oct 2026 07:28:00 GMT", {}));
        QVERIFY(!described);
        QCOMPARE(described.error().kind, Kind::Protocol);
    }

    void usersAreReadToTheLastPage()
    {
        const QByteArray row
            = printed::json("{'Id':'0055e00000AbCdE','Email':'a@b.c','Username':'u','Name':'N','"
                            "IsActive':true,'UserType':'Standard'}");
        transport->answer(json(page({row, row}, nextPath)));
        transport->answer(json(page({row}, nextPath + '1')));
        transport->answer(json(page({row})));
        const auto users = run(client->users({}));
        QVERIFY2(users, users ? "" : qPrintable(users.error().what));
        QCOMPARE(users->size(), std::size_t(4));
        QCOMPARE(target(1).toLatin1(), nextPath);
        QCOMPARE(target(2).toLatin1(), nextPath + '1');
    }

    void aQueryWithoutAnEndStops()
    {
        transport->otherwise([](const net::Request&) { return json(page({}, nextPath)); });
        const auto users = run(client->users({}));
        QCOMPARE(users.error().kind, Kind::TooLarge);
        QCOMPARE(transport->asked.size(), std::size_t(salesforce::pagesMax + 1));
    }

    void aPageElsewhereIsNotFollowed()
    {
        transport->answer(json(page({}, "https://evil.example/services/data/v68.0/query/1")));
        QCOMPARE(run(client->users({})).error().kind, Kind::Protocol);
        QCOMPARE(transport->asked.size(), std::size_t(1));
    }

    void peopleTakeTheFewestCalls_data()
    {
        QTest::addColumn<int>("contacts");
        QTest::addColumn<int>("leads");
        QTest::addColumn<int>("emails");
        QTest::addColumn<int>("calls");
        QTest::newRow("nobody") << 0 << 0 << 0 << 0;
        QTest::newRow("one of each") << 1 << 1 << 1 << 1;
        QTest::newRow("a chunk of 2,000 contacts") << 2000 << 500 << 300 << 2;
        QTest::newRow("5,000 by id") << 5000 << 0 << 0 << 2;
        QTest::newRow("3,000 by address") << 0 << 0 << 3000 << 3;
    }
    void peopleTakeTheFewestCalls()
    {
        QFETCH(int, contacts);
        QFETCH(int, leads);
        QFETCH(int, emails);
        QFETCH(int, calls);
        PeopleQuery query{ids("003", contacts), ids("00Q", leads), {}};
        for (int i = 0; i < emails; ++i)
            query.emails.append(QStringLiteral("someone.else%1@example.org").arg(i));
        transport->otherwise(emptyPages);
        const auto people = run(client->people(query, {}));
        QVERIFY2(people, people ? "" : qPrintable(people.error().what));
        QCOMPARE(int(transport->asked.size()), calls);
        for (const auto& request : transport->asked)
            QCOMPARE(request.replay, net::Replay::Safe);
    }

    void peopleOfUnfinishedPartsAreFollowed()
    {
        transport->answer(json(composite({page({contactRow(id("003", 1))}, nextPath), page({})})));
        transport->answer(json(page({contactRow(id("003", 2))})));
        const auto people = run(client->people({{}, {}, {QStringLiteral("ada@example.org")}}, {}));
        QVERIFY2(people, people ? "" : qPrintable(people.error().what));
        QCOMPARE(people->size(), std::size_t(2));
        QCOMPARE(people->back().id, id("003", 2));
    }

    void changesMoveTheKeysets()
    {
        const Keyset contacts{core::Instant(std::chrono::milliseconds(1'795'420'000'000)), {}};
        const Keyset leads{
            core::Instant(std::chrono::milliseconds(1'795'420'000'000)), id("00Q", 7)};
        const QByteArrayList rows{contactRow(id("003", 5), "2026-11-23T10:00:00.000+0000"),
            contactRow(id("003", 2), "2026-11-23T10:00:01.000+0000")};
        transport->answer(json(composite({page(rows, nextPath), page({})}), 200, dated));
        const auto changed = run(client->changedPeople(contacts, leads, {}));
        QVERIFY2(changed, changed ? "" : qPrintable(changed.error().what));
        QCOMPARE(changed->rows.size(), std::size_t(2));
        QVERIFY(changed->more);
        QCOMPARE(changed->contacts,
            (Keyset{core::Instant(std::chrono::milliseconds(1'795'428'001'000)), id("003", 2)}));
        QCOMPARE(changed->leads, leads);
        QCOMPARE(changed->serverTime, core::Instant(std::chrono::milliseconds(1'795'428'005'000)));
        QCOMPARE(transport->asked.size(), std::size_t(1));
    }

    void nothingChangedIsNoMore()
    {
        const Keyset contacts{clock.wall(), id("003", 1)};
        transport->answer(json(composite({page({}), page({})}), 200, dated));
        const auto changed = run(client->changedPeople(contacts, contacts, {}));
        QVERIFY(changed);
        QVERIFY(!changed->more);
        QCOMPARE(changed->contacts, contacts);
        QVERIFY(changed->rows.empty());
    }

    void changesThatDoNotMoveAreAnError()
    {
        const Keyset same{clock.wall(), id("003", 1)};
        transport->answer(
            json(composite({page({contactRow(id("003", 1))}, nextPath), page({})}), 200, dated));
        QCOMPARE(run(client->changedPeople(same, {}, {})).error().kind, Kind::Protocol);
        transport->answer(json(composite({page({}, nextPath), page({})}), 200, dated));
        QCOMPARE(run(client->changedPeople(same, {}, {})).error().kind, Kind::Protocol);
    }

    void changesWithoutServerTimeAreAnError()
    {
        transport->answer(json(composite({page({}), page({})})));
        const auto changed = run(client->changedPeople({}, {}, {}));
        QCOMPARE(changed.error().kind, Kind::Protocol);
        QVERIFY(changed.error().what.contains(QLatin1String("Date")));
    }

    void tasksAreReadTwoThousandACall()
    {
        const auto wanted = ids("00T", 2001);
        QByteArrayList rows(2000, "null");
        rows[7] = taskRow(wanted[7]);
        transport->answer(json('[' + rows.join(',') + ']'));
        transport->answer(json('[' + taskRow(wanted[2000]) + ']'));
        const auto tasks = run(client->tasks(wanted, smallOrg(), {}));
        QVERIFY2(tasks, tasks ? "" : qPrintable(tasks.error().what));
        QCOMPARE(tasks->size(), std::size_t(2));
        QCOMPARE(tasks->back().id, wanted[2000]);
        QCOMPARE(transport->asked.size(), std::size_t(2));
        QCOMPARE(transport->asked[0].method, net::Method::Post);
        QCOMPARE(transport->asked[0].replay, net::Replay::Safe);
    }

    void aTaskIsAskedForOnce()
    {
        transport->answer(json('[' + taskRow(id("00T", 1)) + ']'));
        const auto tasks = run(client->tasks({id("00T", 1), {}, id("00T", 1)}, smallOrg(), {}));
        QVERIFY2(tasks, tasks ? "" : qPrintable(tasks.error().what));
        QCOMPARE(tasks->size(), std::size_t(1));
        QVERIFY(run(client->tasks({}, smallOrg(), {}))->empty());
        QCOMPARE(transport->asked.size(), std::size_t(1));
    }

    void aShortAnswerDoesNotMakeTasksGone()
    {
        transport->answer(json('[' + taskRow(id("00T", 0)) + ']'));
        QCOMPARE(run(client->tasks(ids("00T", 2), smallOrg(), {})).error().kind, Kind::Protocol);
    }

    void tasksByKeyTakeOneCallForTwoThousand()
    {
        std::vector<core::Key> keys;
        for (int i = 0; i < 2000; ++i)
            keys.push_back({QStringLiteral("hs:62515:call:%1").arg(1'000'000'000 + i)});
        transport->otherwise(emptyPages);
        QVERIFY(run(client->tasksByKey(keys, smallOrg(), {})));
        QCOMPARE(transport->asked.size(), std::size_t(1));
    }

    void keyedTasksFollowWideRows()
    {
        transport->answer(json(page({taskRow(id("00T", 1))}, nextPath)));
        transport->answer(json(page({taskRow(id("00T", 2))})));
        const auto tasks
            = run(client->keyedTasks(QStringLiteral("hs:1:"), id("00T", 0), smallOrg(), {}));
        QVERIFY2(tasks, tasks ? "" : qPrintable(tasks.error().what));
        QCOMPARE(tasks->size(), std::size_t(2));
        QVERIFY(transport->asked[0].url.query().contains(QLatin1String("LIMIT+2000")));
    }

    void withoutTheKeyFieldNothingIsAsked()
    {
        QCOMPARE(run(client->tasksByKey({{QStringLiteral("hs:1:call:1")}}, {}, {})).error().kind,
            Kind::SetUpIncomplete);
        QCOMPARE(run(client->keyedTasks(QStringLiteral("hs:1:"), {}, {}, {})).error().kind,
            Kind::SetUpIncomplete);
        QVERIFY(transport->asked.empty());
    }

    void errorsOfTheTransportStayWhatTheyAre_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::newRow("unknown") << Kind::Unknown;
        QTest::newRow("network") << Kind::Network;
        QTest::newRow("cancelled") << Kind::Cancelled;
        QTest::newRow("sign in") << Kind::SignInNeeded;
    }
    void errorsOfTheTransportStayWhatTheyAre()
    {
        QFETCH(Kind, kind);
        transport->otherwise([kind](const net::Request&) { return support::failure(kind); });
        QCOMPARE(run(client->users({})).error().kind, kind);
        QCOMPARE(run(client->people({ids("003", 1), {}, {}}, {})).error().kind, kind);
        QCOMPARE(run(client->changedPeople({}, {}, {})).error().kind, kind);
        QCOMPARE(run(client->tasks(ids("00T", 1), smallOrg(), {})).error().kind, kind);
    }
};

QTEST_GUILESS_MAIN(ClientTest)
#include "tst_client.moc"
