// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/rig.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using rig::Rig;
using sandbox::hubspot::Object;

// What changed is decided in chunks that go across object types, the next one read meanwhile.
class ChunksTest final : public QObject
{
    Q_OBJECT

private slots:
    void activitiesOfSeveralTypesShareTheirCalls();
    void moreThanOneChunkGoesOverOnce();
    void eachTypeKeepsItsOwnWindow();
    void aFailureWhileTheNextChunkIsReadMovesNoCursor();
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
    const auto kari = rig.addPerson(u"Kari"_s);
    constexpr int calls = 2900;
    constexpr int notes = 300;
    for (int i = 0; i < calls + notes; ++i) {
        if (i < calls)
            rig.addCall(kari, u"Call %1"_s.arg(i));
        else
            addNote(rig, kari, u"Note %1"_s.arg(i));
        rig.pass(1ms);
    }
    rig.pass(10min);
    engine::SyncOptions options;
    options.confirmed = true;
    const auto result = rig.run(options);
    QCOMPARE(result.activitiesRead, calls + notes);
    QCOMPARE(result.planned.creates, calls + notes);
    QCOMPARE(result.tally.created, calls + notes);
    const auto created = rig.createsByKey();
    QCOMPARE(created.size(), calls + notes);
    for (const int times : created)
        QCOMPARE(times, 1);
    rig.pass(10min);
    QCOMPARE(rig.run().planned.writes(), 0);
}

// A back-fill of one type decides its excluded activities once more, and a chunk that it shares
// with another type does not.
void ChunksTest::eachTypeKeepsItsOwnWindow()
{
    const QByteArray later = R"({"schema":1,"toSalesforce":{
        "calls":{"on":true,"onSince":"2026-11-25T00:00:00Z"},
        "notes":{"on":true,"onSince":"2026-11-25T00:00:00Z"}}})";
    const QByteArray backFill = R"({"schema":1,"toSalesforce":{
        "calls":{"on":true,"onSince":"2026-11-25T00:00:00Z"},
        "notes":{"on":true,"onSince":"2026-11-25T00:00:00Z","startAt":"2026-11-01T00:00:00Z"}}})";
    Rig rig;
    const auto kari = rig.addPerson(u"Kari"_s);
    rig.applySettings(later);
    const QString call = rig.addCall(kari, u"Early"_s);
    const QString note = addNote(rig, kari, u"Early"_s);
    rig.pass(10min);
    QCOMPARE(rig.run().tally.created, 0);
    rig.applySettings(backFill);
    rig.pass(10min);
    QCOMPARE(rig.run().tally.created, 1);
    QVERIFY(rig.task(rig.keyOf(u"note"_s, note)));
    QVERIFY(!rig.task(rig.keyOf(u"call"_s, call)));
}

void ChunksTest::aFailureWhileTheNextChunkIsReadMovesNoCursor()
{
    Rig rig;
    const auto kari = rig.addPerson(u"Kari"_s);
    for (int i = 0; i < 3100; ++i) {
        rig.addCall(kari, u"Call %1"_s.arg(i));
        rig.pass(1ms);
    }
    rig.pass(10min);
    // The second chunk's first page, while the first chunk asks for its associations.
    rig.world.faults().add(
        {{sandbox::Side::HubSpot, "POST", "calls/search"}, {16, 1, 1}, sandbox::Status{400, {}}});
    engine::SyncOptions options;
    options.confirmed = true;
    const auto failed = rig.tryRun(options);
    QVERIFY(failed && failed->stoppedBy);
    QCOMPARE(rig.salesforceWrites(), 0);
    rig.pass(10min);
    QCOMPARE(rig.run(options).tally.created, 3100);
}

QTEST_GUILESS_MAIN(ChunksTest)
#include "tst_chunks.moc"
