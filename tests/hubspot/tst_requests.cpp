// SPDX-License-Identifier: GPL-3.0-or-later
#include "hubspot/requests.h"
#include "printed.h"
#include "support/golden.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QUrlQuery>

using core::ActivityObject;
using core::HubSpotId;
using hubspot::ChangedSince;

namespace {

constexpr auto living = hubspot::RecordState::Living;
const QUrl base(QStringLiteral("https://api.hubapi.com"));
const core::Instant stamp{std::chrono::milliseconds(1'795'392'000'123)};

std::vector<HubSpotId> someIds(std::size_t count)
{
    std::vector<HubSpotId> ids;
    for (std::size_t i = 0; i < count; ++i)
        ids.push_back({QString::number(98'765'432'101 + qint64(i))});
    return ids;
}

ChangedSince draining()
{
    return {stamp, {}, HubSpotId{QStringLiteral("98765432101")}};
}

QJsonObject bodyOf(const net::Request& request)
{
    return QJsonDocument::fromJson(request.body).object();
}

} // namespace

class RequestsTest final : public QObject
{
    Q_OBJECT

private slots:
    void eachRequestIsAsRecorded_data();
    void eachRequestIsAsRecorded();
    void searchBodiesStayBelowTheLimit_data();
    void searchBodiesStayBelowTheLimit();
    void searchesNeverCarryAnOffset();
    void theSameValuesGiveTheSameBytes();
    void aPathInFrontOfTheApiIsKept_data();
    void aPathInFrontOfTheApiIsKept();
    void ownerPagesEncodeTheirMark();
    void fullBatchesNameEveryId();
};

void RequestsTest::eachRequestIsAsRecorded_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const net::Request& request) {
        QTest::newRow(name) << printed::text(request);
    };
    const ChangedSince since = ChangedSince::moment(stamp);
    const std::vector<HubSpotId> ids = someIds(2);
    const std::vector<hubspot::AssociationInput> inputs{
        {ids[0]}, {ids[1], QStringLiteral("MTAwMA==")}};
    const QStringList conflicting{
        QStringLiteral("hs_task_status"), QStringLiteral("hs_task_priority")};

    row("account", hubspot::accountRequest(base));
    row("owners", hubspot::ownersRequest(base, hubspot::OwnerState::Active, {}));
    row("owners-archived-second-page",
        hubspot::ownersRequest(base, hubspot::OwnerState::Archived, QStringLiteral("100")));
    row("properties-contacts", hubspot::propertiesRequest(base, QStringLiteral("contacts")));
    for (const ActivityObject object : core::allActivityObjects) {
        const QByteArray name = "search-" + core::objectName(object).toLatin1();
        row(name.constData(), hubspot::searchRequest(base, object, since));
    }
    row("search-contacts", hubspot::contactSearchRequest(base, since));
    row("search-tasks-one-millisecond",
        hubspot::searchRequest(base, ActivityObject::Tasks, draining()));
    row("search-contacts-one-millisecond", hubspot::contactSearchRequest(base, draining()));
    row("read-emails", hubspot::readRequest(base, ActivityObject::Emails, ids, living));
    row("read-archived-tasks",
        hubspot::readRequest(base, ActivityObject::Tasks, ids, hubspot::RecordState::Archived));
    row("bin-calls", hubspot::binRequest(base, ActivityObject::Calls, {}));
    row("bin-notes-second-page",
        hubspot::binRequest(base, ActivityObject::Notes, QStringLiteral("98765432101")));
    row("read-contacts", hubspot::contactReadRequest(base, ids));
    row("history-tasks", hubspot::historyRequest(base, ActivityObject::Tasks, ids, conflicting));
    row("associations-meetings",
        hubspot::associationsRequest(base, ActivityObject::Meetings, inputs));
}

void RequestsTest::eachRequestIsAsRecorded()
{
    QFETCH(QByteArray, text);
    const QString name = QStringLiteral("hubspot/%1.request.txt")
                             .arg(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(support::compareGolden(name, text));
}

void RequestsTest::searchBodiesStayBelowTheLimit_data()
{
    QTest::addColumn<QByteArray>("body");
    ChangedSince longest = draining();
    longest.from = core::Instant(std::chrono::milliseconds(253'402'300'799'999));
    longest.drainAfter->value = QStringLiteral("18446744073709551615");
    for (const ActivityObject object : core::allActivityObjects)
        QTest::newRow(core::objectName(object).toLatin1().constData())
            << hubspot::searchRequest(base, object, longest).body;
    QTest::newRow("contacts") << hubspot::contactSearchRequest(base, longest).body;
}

void RequestsTest::searchBodiesStayBelowTheLimit()
{
    QFETCH(QByteArray, body);
    QVERIFY2(body.size() < 1000, qPrintable(QString::number(body.size())));
    QVERIFY(body.size() < hubspot::searchBodyMax);
}

void RequestsTest::searchesNeverCarryAnOffset()
{
    for (const ChangedSince& state : {ChangedSince::moment(stamp), draining()}) {
        const QJsonObject body = bodyOf(hubspot::searchRequest(base, ActivityObject::Calls, state));
        QVERIFY(!body.contains(u"after"));
        QCOMPARE(body.value(u"sorts").toArray().size(), 1); // HubSpot takes one rule
        QCOMPARE(body.value(u"limit").toInt(), 200);
    }
}

void RequestsTest::theSameValuesGiveTheSameBytes()
{
    const auto ids = someIds(100);
    QCOMPARE(hubspot::readRequest(base, ActivityObject::Notes, ids, living).body,
        hubspot::readRequest(base, ActivityObject::Notes, ids, living).body);
    QCOMPARE(hubspot::searchRequest(base, ActivityObject::Notes, draining()).body,
        hubspot::searchRequest(base, ActivityObject::Notes, draining()).body);
}

void RequestsTest::aPathInFrontOfTheApiIsKept_data()
{
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("url");
    const auto row = [](const char* in, const char* out) {
        QTest::newRow(in) << QString::fromLatin1(in) << QString::fromLatin1(out);
    };
    row("https://api.hubapi.com", "https://api.hubapi.com/account-info/2026-09/details");
    row("https://api.hubapi.com/", "https://api.hubapi.com/account-info/2026-09/details");
    row("http://127.0.0.1:8080", "http://127.0.0.1:8080/account-info/2026-09/details");
    row("http://127.0.0.1:8080/hubspot/",
        "http://127.0.0.1:8080/hubspot/account-info/2026-09/details");
}

void RequestsTest::aPathInFrontOfTheApiIsKept()
{
    QFETCH(QString, place);
    QFETCH(QString, url);
    QCOMPARE(hubspot::accountRequest(QUrl(place)).url.toString(), url);
}

void RequestsTest::ownerPagesEncodeTheirMark()
{
    const QString mark = QStringLiteral("a+b/=&archived=x %20 æ");
    const net::Request request = hubspot::ownersRequest(base, hubspot::OwnerState::Active, mark);
    QCOMPARE(request.url.toEncoded(),
        QByteArray("https://api.hubapi.com/crm/owners/2026-09?limit=100&archived=false&after="
                   "a%2Bb%2F%3D%26archived%3Dx%20%2520%20%C3%A6"));
}

void RequestsTest::fullBatchesNameEveryId()
{
    const auto hundred = someIds(100);
    QCOMPARE(
        bodyOf(hubspot::contactReadRequest(base, hundred)).value(u"inputs").toArray().size(), 100);
    std::vector<hubspot::AssociationInput> thousand;
    for (const HubSpotId& id : someIds(1000))
        thousand.push_back({id});
    const QJsonObject body
        = bodyOf(hubspot::associationsRequest(base, ActivityObject::Tasks, thousand));
    QCOMPARE(body.value(u"inputs").toArray().size(), 1000);
}

QTEST_GUILESS_MAIN(RequestsTest)
#include "tst_requests.moc"
