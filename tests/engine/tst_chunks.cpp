// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/rig.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using rig::Rig;
using sandbox::Side;
using sandbox::hubspot::Object;

// What changed is decided in chunks that go across object types, the next one read meanwhile.
class ChunksTest final : public QObject
{
    Q_OBJECT

private slots:
    void activitiesOfSeveralTypesShareTheirCalls();
    void moreThanOneChunkGoesOverOnce();
    void eachTypeKeepsItsOwnWindow();
    void whateverFailsInBetweenNothingIsLost_data();
    void whateverFailsInBetweenNothingIsLost();
    void nothingIsReadOnAfterAFailure();
};

namespace {

int requestsTo(const Rig& rig, QByteArrayView part)
{
    int count = 0;
    for (const auto& request : rig.world.requests().requests())
        count += request.path.contains(part);
    return count;
}

QString addNote(Rig& rig, const Rig::Person& person, const QString& body)
{
    return rig.world.portal().addActivity(Object::Notes,
        {{u"hs_timestamp"_s, QString::number(rig.clock.wall().time_since_epoch().count())},
            {u"hs_note_body"_s, body}, {u"hubspot_owner_id"_s, person.hubSpotOwner}},
        {person.hubSpotContact});
}

engine::SyncOptions confirmed()
{
    engine::SyncOptions options;
    options.confirmed = true;
    return options;
}

// Calls of one person, one a millisecond.
Rig::Person addMany(Rig& rig, int calls)
{
    const auto kari = rig.addPerson(u"Kari"_s);
    for (int i = 0; i < calls; ++i) {
        rig.addCall(kari, u"Call %1"_s.arg(i));
        rig.pass(1ms);
    }
    return kari;
}

} // namespace

void ChunksTest::activitiesOfSeveralTypesShareTheirCalls()
{
    Rig rig;
    const auto kari = rig.addPerson(u"Kari"_s);
    const auto ola = rig.addPerson(u"Ola"_s);
    rig.addCall(kari, u"Intro"_s);
    addNote(rig, ola, u"Remember"_s);
    rig.pass(10min);
    QCOMPARE(rig.run().tally.created, 2);
    QCOMPARE(requestsTo(rig, "contacts/batch/read"), 3); // two of associations, one of contacts
    QCOMPARE(requestsTo(rig, "objects/2026-09/contacts/batch/read"), 1);
}

void ChunksTest::moreThanOneChunkGoesOverOnce()
{
    Rig rig;
    const auto kari = addMany(rig, 4100);
    for (int i = 0; i < 100; ++i)
        addNote(rig, kari, u"Note %1"_s.arg(i));
    rig.pass(10min);
    const auto result = rig.run(confirmed());
    QCOMPARE(result.activitiesRead, 4200);
    QCOMPARE(result.planned.creates, 4200);
    QCOMPARE(result.tally.created, 4200);
    const auto created = rig.createsByKey();
    QCOMPARE(created.size(), 4200);
    for (const int times : created)
        QCOMPARE(times, 1);
    rig.pass(10min);
    QCOMPARE(rig.run().planned.writes(), 0);
}

// What was excluded is decided once more where a window takes more than before, although the type
// that is read next has no new window.
void ChunksTest::eachTypeKeepsItsOwnWindow()
{
    const QByteArray later = R"({"schema":1,"toSalesforce":{
        "calls":{"on":true,"onSince":"2026-11-25T00:00:00Z"},
        "notes":{"on":true,"onSince":"2026-11-25T00:00:00Z"}}})";
    const QByteArray backFill = R"({"schema":1,"toSalesforce":{
        "calls":{"on":true,"onSince":"2026-11-25T00:00:00Z","startAt":"2026-11-01T00:00:00Z"},
        "notes":{"on":true,"onSince":"2026-11-25T00:00:00Z"}}})";
    Rig rig;
    const auto kari = rig.addPerson(u"Kari"_s);
    rig.applySettings(later);
    const QString call = rig.addCall(kari, u"Early"_s);
    rig.pass(10min);
    QCOMPARE(rig.run().tally.created, 0);
    rig.applySettings(backFill);
    const QString note = addNote(rig, kari, u"Just now"_s); // read after the call, excluded
    rig.pass(10min);
    QCOMPARE(rig.run().tally.created, 1);
    QVERIFY(rig.task(rig.keyOf(u"call"_s, call)));
    QVERIFY(!rig.task(rig.keyOf(u"note"_s, note)));
}

void ChunksTest::whateverFailsInBetweenNothingIsLost_data()
{
    using sandbox::Fault;
    const sandbox::Match search{Side::HubSpot, "POST", "calls/search"};
    const sandbox::Match associations{Side::HubSpot, "POST", "associations"};
    const sandbox::When aheadOfTheFirst{21, 1, 1}; // its 20 pages were read
    QTest::addColumn<std::vector<Fault>>("faults");
    QTest::newRow("the chunk ahead")
        << std::vector<Fault>{{search, aheadOfTheFirst, sandbox::Delay{2s}},
               {search, {21, 1, 1}, sandbox::Status{400, {}}}};
    QTest::newRow("the chunk ahead, late") << std::vector<Fault>{
        {search, {22, 1, 1}, sandbox::Delay{2s}}, {search, {22, 1, 1}, sandbox::Status{400, {}}}};
    QTest::newRow("deciding, while the chunk ahead is on its way")
        << std::vector<Fault>{{search, aheadOfTheFirst, sandbox::Delay{2s}},
               {associations, {1, 1, 1}, sandbox::Status{400, {}}}};
    QTest::newRow("both") << std::vector<Fault>{{search, aheadOfTheFirst, sandbox::Delay{2s}},
        {search, aheadOfTheFirst, sandbox::Status{400, {}}},
        {associations, {1, 1, 1}, sandbox::Status{400, {}}}};
}

void ChunksTest::whateverFailsInBetweenNothingIsLost()
{
    QFETCH(std::vector<sandbox::Fault>, faults);
    Rig rig;
    addMany(rig, 4200);
    rig.pass(10min);
    for (const sandbox::Fault& fault : faults)
        rig.world.faults().add(fault);
    const auto failed = rig.tryRun(confirmed());
    QVERIFY(failed && failed->stoppedBy);
    QCOMPARE(failed->stoppedBy->httpStatus, 400);
    QCOMPARE(rig.salesforceWrites(), 0);
    rig.world.faults().clear();
    rig.pass(10min);
    QCOMPARE(rig.run(confirmed()).tally.created, 4200);
}

// Deciding the first chunk fails while the next is on its way: that one is read no further.
void ChunksTest::nothingIsReadOnAfterAFailure()
{
    Rig rig;
    addMany(rig, 8000);
    rig.pass(10min);
    rig.world.faults().add(
        {{Side::HubSpot, "POST", "calls/search"}, {21, 1, 1}, sandbox::Delay{2s}});
    rig.world.faults().add(
        {{Side::HubSpot, "POST", "associations"}, {1, 1, 1}, sandbox::Status{400, {}}});
    const auto failed = rig.tryRun(confirmed());
    QVERIFY(failed && failed->stoppedBy);
    QCOMPARE(requestsTo(rig, "calls/search"), 21);
}

QTEST_GUILESS_MAIN(ChunksTest)
#include "tst_chunks.moc"
