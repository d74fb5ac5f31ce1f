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
using support::ScriptedTransport;

namespace {

constexpr auto living = hubspot::RecordState::Living;
constexpr std::chrono::milliseconds aSecond{1000};

// Answers a batch read with the notes that were asked for; 207 for those whose id ends with 7.
support::Answer notesThatEndNotWith7(const net::Request& request)
{
    QJsonArray rows;
    for (const QString& id : inputsOf(request))
        if (!id.endsWith(u'7'))
            rows.prepend(note(id)); // results are not in the order of the inputs
    const QJsonObject missing{{QStringLiteral("category"), QStringLiteral("OBJECT_NOT_FOUND")}};
    return answer(rows, {{QStringLiteral("errors"), QJsonArray{missing}}}, 207);
}

} // namespace

class BatchesTest final : public QObject
{
    Q_OBJECT

private slots:
    void nothingAskedSendsNothing();
    void batchReadsAreCutAndMissingIdsAreAbsent();
    void twoIdsOfOneMergedContactGiveItOnce();
    void historiesAreReadFiftyAtATime();
    void associationsAreReadAThousandAtATime();
    void associationsOfOneActivityAreReadPageByPage();
    void endlessAssociationsAreAnError();
    void fourRequestsAreUnderWayAtMost();
    void theFirstErrorEndsTheCallAndAwaitsTheOthers();
    void aStopEndsTheCall();

private:
    support::FakeClock m_clock;
};

void BatchesTest::nothingAskedSendsNothing()
{
    ScriptedTransport transport;
    hubspot::Client client(transport, base);
    QVERIFY(support::runTask(m_clock, client.activities(ActivityObject::Tasks, {}, living, {}))
                ->empty());
    QVERIFY(support::runTask(m_clock, client.contacts({HubSpotId{}}, {}))->empty());
    QVERIFY(support::runTask(m_clock, client.contactsOf(ActivityObject::Tasks, {}, {}))->isEmpty());
    QVERIFY(support::runTask(m_clock, client.lastChanges(ActivityObject::Tasks, {}, {}, {}))
                ->isEmpty());
    QVERIFY(transport.asked.empty());
}

void BatchesTest::batchReadsAreCutAndMissingIdsAreAbsent()
{
    ScriptedTransport transport;
    hubspot::Client client(transport, base);
    transport.otherwise(notesThatEndNotWith7);
    std::vector<HubSpotId> ids = idsFrom(1000, 250);
    ids.insert(ids.begin() + 5, {ids[0], HubSpotId{}, ids[249]}); // twice, empty, early
    const auto notes
        = support::runTask(m_clock, client.activities(ActivityObject::Notes, ids, living, {}));
    QVERIFY(notes.has_value());
    QCOMPARE(notes->size(), std::size_t{225});
    QCOMPARE(transport.asked.size(), std::size_t{3});
    QCOMPARE(inputsOf(transport.asked[0]).size(), 100);
    QCOMPARE(inputsOf(transport.asked[1]).size(), 100);
    QCOMPARE(inputsOf(transport.asked[2]).size(), 50);
    QCOMPARE(inputsOf(transport.asked[0]).at(5), QStringLiteral("1249"));
    QSet<QString> once;
    for (const core::Activity& activity : *notes)
        once.insert(activity.id.value);
    QCOMPARE(once.size(), 225);
    QVERIFY(!once.contains(QStringLiteral("1007")));
}

void BatchesTest::twoIdsOfOneMergedContactGiveItOnce()
{
    ScriptedTransport transport;
    hubspot::Client client(transport, base);
    const QString survivor = QStringLiteral("15501");
    transport.answer(answer({contact(survivor), contact(survivor)}));
    const auto contacts = support::runTask(m_clock, client.contacts(idsFrom(15400, 2), {}));
    QVERIFY(contacts.has_value());
    QCOMPARE(contacts->size(), std::size_t{1});
    QCOMPARE(contacts->front().id.value, survivor);
}

void BatchesTest::historiesAreReadFiftyAtATime()
{
    ScriptedTransport transport;
    hubspot::Client client(transport, base);
    const QByteArray history = support::goldenInput(QStringLiteral("hubspot/history.json"));
    transport.answerTimes(3, support::json(history));
    const QStringList names{QStringLiteral("hs_task_status")};
    const auto changes = support::runTask(
        m_clock, client.lastChanges(ActivityObject::Tasks, idsFrom(98765, 120), names, {}));
    QVERIFY(changes.has_value());
    QCOMPARE(transport.asked.size(), std::size_t{3});
    QCOMPARE(inputsOf(transport.asked[0]).size(), 50);
    QCOMPARE(inputsOf(transport.asked[2]).size(), 20);
    const auto task = changes->value({QStringLiteral("98765")});
    QVERIFY(task.value(names.front()) == *net::parseIsoTime(u"2026-11-23T08:00:00.123Z"));
    QVERIFY(changes->contains({QStringLiteral("98766")}));
}

void BatchesTest::associationsAreReadAThousandAtATime()
{
    ScriptedTransport transport;
    hubspot::Client client(transport, base);
    transport.otherwise([](const net::Request& request) {
        QJsonArray rows;
        for (const QString& id : inputsOf(request))
            if (id.endsWith(u'0'))
                rows.append(association(id, {u'9' + id, u'8' + id}));
        rows.append(association(QStringLiteral("5"), {QStringLiteral("6")})); // nobody asked
        const QJsonObject none{{QStringLiteral("subCategory"),
            QStringLiteral("crm.associations.NO_ASSOCIATIONS_FOUND")}};
        return answer(rows, {{QStringLiteral("errors"), QJsonArray{none}}}, 207);
    });
    const auto contacts = support::runTask(
        m_clock, client.contactsOf(ActivityObject::Tasks, idsFrom(10'000, 2500), {}));
    QVERIFY(contacts.has_value());
    QCOMPARE(transport.asked.size(), std::size_t{3});
    QCOMPARE(inputsOf(transport.asked[0]).size(), 1000);
    QCOMPARE(inputsOf(transport.asked[2]).size(), 500);
    QCOMPARE(contacts->size(), 2500);
    QVERIFY(contacts->value({QStringLiteral("10001")}).empty());
    const std::vector<HubSpotId> both{{QStringLiteral("910010")}, {QStringLiteral("810010")}};
    QVERIFY(contacts->value({QStringLiteral("10010")}) == both);
}

void BatchesTest::associationsOfOneActivityAreReadPageByPage()
{
    ScriptedTransport transport;
    hubspot::Client client(transport, base);
    const QString a = QStringLiteral("1");
    const QString b = QStringLiteral("2");
    const QString mark = QStringLiteral("m");
    transport.answer(answer({association(a, {QStringLiteral("11"), QStringLiteral("12")}, mark),
        association(b, {QStringLiteral("21")})}));
    transport.answer(answer({association(a, {QStringLiteral("12"), QStringLiteral("13")})}));
    const auto contacts
        = support::runTask(m_clock, client.contactsOf(ActivityObject::Meetings, idsFrom(1, 2), {}));
    QVERIFY(contacts.has_value());
    QCOMPARE(transport.asked.size(), std::size_t{2});
    QCOMPARE(bodyOf(transport.asked[1]).value(u"inputs").toArray(),
        (QJsonArray{QJsonObject{{QStringLiteral("after"), mark}, {QStringLiteral("id"), a}}}));
    QCOMPARE(printed::ids(contacts->value({a})), QStringLiteral("11, 12, 13"));
    QCOMPARE(printed::ids(contacts->value({b})), QStringLiteral("21"));
}

void BatchesTest::endlessAssociationsAreAnError()
{
    ScriptedTransport transport;
    hubspot::Client client(transport, base);
    transport.otherwise([](const net::Request&) {
        return answer({association(QStringLiteral("1"), {}, QStringLiteral("m"))});
    });
    const auto contacts
        = support::runTask(m_clock, client.contactsOf(ActivityObject::Calls, idsFrom(1, 1), {}));
    QVERIFY(!contacts);
    QCOMPARE(contacts.error().kind, Error::Kind::Protocol);
    QCOMPARE(transport.asked.size(), std::size_t{100});
}

void BatchesTest::fourRequestsAreUnderWayAtMost()
{
    ScriptedTransport transport;
    hubspot::Client client(transport, base);
    transport.otherwise(notesThatEndNotWith7);
    transport.takes(aSecond, m_clock);
    const auto before = m_clock.monotonic();
    const auto notes = support::runTask(
        m_clock, client.activities(ActivityObject::Notes, idsFrom(1000, 1000), living, {}));
    QCOMPARE(notes->size(), std::size_t{900});
    QCOMPARE(transport.inFlightMax, 4);
    QCOMPARE((m_clock.monotonic() - before).count(), 3 * aSecond.count()); // ten in 4 + 4 + 2
    for (int i = 0; i < 10; ++i)
        QCOMPARE(
            inputsOf(transport.asked.at(std::size_t(i))).front(), QString::number(1000 + 100 * i));
}

void BatchesTest::theFirstErrorEndsTheCallAndAwaitsTheOthers()
{
    ScriptedTransport transport;
    hubspot::Client client(transport, base);
    transport.takes(aSecond, m_clock);
    transport.answer(answer({}));
    transport.answer(support::failure(Error::Kind::ServerBusy, QStringLiteral("second")));
    transport.answer(answer({}));
    transport.answer(support::failure(Error::Kind::Network, QStringLiteral("fourth")));
    transport.answer(answer({})); // sent when the first answer came
    const auto contacts = support::runTask(m_clock, client.contacts(idsFrom(1000, 2000), {}));
    QVERIFY(!contacts);
    QCOMPARE(contacts.error().what, QStringLiteral("second"));
    QCOMPARE(transport.asked.size(), std::size_t{5});
    QCOMPARE(transport.inFlight, 0);
}

void BatchesTest::aStopEndsTheCall()
{
    ScriptedTransport transport;
    hubspot::Client client(transport, base);
    transport.otherwise(notesThatEndNotWith7);
    transport.takes(aSecond, m_clock);
    std::stop_source source;
    source.request_stop();
    const auto notes = support::runTask(m_clock,
        client.activities(ActivityObject::Notes, idsFrom(1000, 1000), living, source.get_token()));
    QVERIFY(!notes);
    QCOMPARE(notes.error().kind, Error::Kind::Cancelled);
    QVERIFY(transport.asked.size() <= 4);
    QCOMPARE(transport.inFlight, 0);
}

QTEST_GUILESS_MAIN(BatchesTest)
#include "tst_batches.moc"
