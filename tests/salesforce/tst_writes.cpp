// SPDX-License-Identifier: GPL-3.0-or-later
#include "printed.h"
#include "salesforce/client.h"
#include "support/runtask.h"
#include "support/scriptedtransport.h"

#include <QTest>

using core::SalesforceId;
using Kind = core::Error::Kind;
using salesforce::Client;
using salesforce::TaskWrite;
using salesforce::UpsertMode;
using salesforce::WriteOutcome;
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

std::vector<TaskWrite> writes(int count)
{
    std::vector<TaskWrite> batch;
    for (int i = 0; i < count; ++i)
        batch.push_back({{QStringLiteral("hs:1:call:%1").arg(i)},
            {{core::TaskField::Subject, QStringLiteral("S")}}});
    return batch;
}

const QByteArray deleted = printed::json("{'id':'00T000000000001EAA','success':true,'errors':[]}");
const QByteArray created
    = printed::json("{'id':'00T000000000001EAA','success':true,'created':true,'errors':[]}");

} // namespace

class WritesTest final : public QObject
{
    Q_OBJECT

    support::FakeClock clock;
    std::unique_ptr<support::ScriptedTransport> transport;
    std::unique_ptr<Client> client;

    template <typename T> T run(net::Task<T> task)
    {
        return support::runTask(clock, std::move(task));
    }

private slots:
    void init()
    {
        transport = std::make_unique<support::ScriptedTransport>();
        client = std::make_unique<Client>(
            *transport, QUrl(QStringLiteral("https://acme.my.salesforce.com")));
    }

    void writesGoOutOnceAndCompressed()
    {
        transport->answer(json('[' + created + ',' + created + ']'));
        const auto outcomes
            = run(client->upsertTasks(writes(3), UpsertMode::CreateOrUpdate, {}, {}));
        QVERIFY(outcomes);
        QCOMPARE(outcomes->size(), std::size_t(3));
        QCOMPARE(outcomes->at(1).what, WriteOutcome::What::Created);
        QCOMPARE(outcomes->at(2).what, WriteOutcome::What::Unknown);
        const auto& request = transport->asked.at(0);
        QCOMPARE(request.method, net::Method::Patch);
        QCOMPARE(request.replay, net::Replay::Unsafe);
        QCOMPARE(request.bucket, net::Bucket::SalesforceWrite);
        QVERIFY(request.compress);
        QVERIFY(!request.url.hasQuery());
    }

    void anEmptyBatchSendsNothing()
    {
        const auto outcomes = run(client->upsertTasks({}, UpsertMode::UpdateOnly, {}, {}));
        QVERIFY(outcomes && outcomes->empty());
        QVERIFY(run(client->deleteTasks({}, {}))->empty());
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
        QCOMPARE(
            run(client->upsertTasks(writes(1), UpsertMode::UpdateOnly, {}, {})).error().kind, kind);
        QCOMPARE(run(client->deleteTasks(ids("00T", 1), {})).error().kind, kind);
    }

    void deletesAreCutAndKeepWhatIsKnown()
    {
        const auto wanted = ids("00T", 450);
        transport->answer(json('[' + QByteArrayList(200, deleted).join(',') + ']'));
        transport->answer(support::failure(Kind::Unknown));
        const auto outcomes = run(client->deleteTasks(wanted, {}));
        QVERIFY(outcomes);
        QCOMPARE(transport->asked.size(), std::size_t(2)); // nothing is sent after the failure
        QCOMPARE(outcomes->size(), std::size_t(450));
        QCOMPARE(outcomes->at(199).what, WriteOutcome::What::Updated);
        QCOMPARE(outcomes->at(200).what, WriteOutcome::What::Unknown);
        QCOMPARE(outcomes->at(449).what, WriteOutcome::What::Unknown);
    }
};

QTEST_GUILESS_MAIN(WritesTest)
#include "tst_writes.moc"
