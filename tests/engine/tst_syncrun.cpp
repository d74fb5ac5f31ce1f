// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/rig.h"

#include "store/errors.h"
#include "store/excluded.h"
#include "store/journal.h"
#include "store/waiting.h"

#include <QTest>

using namespace std::chrono_literals;
using rig::Rig;

// The main job against the sandbox in process: what is in Salesforce afterwards, and what a second
// run does.
class SyncRunTest : public QObject
{
    Q_OBJECT

private slots:
    void aCallBecomesATaskOnItsContact();
    void secondRunSendsNothing();
    void quietPollCostsOneSearchPerTypeAndThreeMore();
    void theHourlyPassFindsWhatTheIndexShowedLate();
    void anEmptyStoreAdoptsAndCreatesNothing();
    void anActivityWaitsForItsContact();
    void aBackFillBringsWhatWasExcluded();
    void aContactAssociatedLaterIsFoundWithinTheHour();
    void theGuardHoldsManyUpdates();
    void syncOfAPlanWritesThoseRowsOnly();
    void theCanaryStopsAndTheNextRunGoesOn();
    void aVanishedTaskTypeBlocksItsKindOnly();
    void aRefusedRecordLeavesTheOthersAlone();
    void aRefusedRecordGoesOverWhenTheCauseIsGone();
    void aGeneratedWorldIsComplete();
};

void SyncRunTest::aCallBecomesATaskOnItsContact()
{
    Rig rig;
    const auto person = rig.addPerson(QStringLiteral("Kari"));
    const QString call
        = rig.addCall(person, QStringLiteral("Intro"), QStringLiteral("<p>Hello &amp; bye</p>"));
    rig.pass(10min);
    const auto result = rig.run();
    QCOMPARE(result.tally.created, 1);
    const auto task = rig.task(rig.keyOf(QStringLiteral("call"), call));
    QVERIFY(task);
    QCOMPARE(task->subject, QStringLiteral("Call: Intro"));
    QCOMPARE(task->whoId, person.salesforceContact);
    QCOMPARE(task->ownerId, person.salesforceUser);
    QCOMPARE(task->status, QStringLiteral("Completed"));
    QCOMPARE(task->subtype, QStringLiteral("Call"));
    QVERIFY(task->description.contains(QStringLiteral("Hello & bye")));
    QVERIFY(!task->description.contains(QLatin1Char('<')));
}

void SyncRunTest::secondRunSendsNothing()
{
    Rig rig;
    const auto person = rig.addPerson(QStringLiteral("Kari"));
    rig.addCall(person, QStringLiteral("One"));
    rig.addCall(person, QStringLiteral("Two"));
    rig.pass(10min);
    QCOMPARE(rig.run().tally.created, 2);
    const int writes = rig.salesforceWrites();
    rig.pass(15min);
    const auto second = rig.run();
    QCOMPARE(second.planned.writes(), 0);
    QCOMPARE(rig.salesforceWrites(), writes);
}

void SyncRunTest::quietPollCostsOneSearchPerTypeAndThreeMore()
{
    Rig rig;
    const auto person = rig.addPerson(QStringLiteral("Kari"));
    rig.addCall(person, QStringLiteral("One"));
    rig.pass(20min);
    rig.run();
    rig.pass(20min);
    const int before = static_cast<int>(rig.world.requests().requests().size());
    const int searches = rig.world.requests().count(sandbox::Side::HubSpot, "POST", "/search");
    rig.run();
    const int after = static_cast<int>(rig.world.requests().requests().size());
    QCOMPARE(rig.world.requests().count(sandbox::Side::HubSpot, "POST", "/search") - searches, 6);
    QCOMPARE(after - before, 8); // five object types, contacts, one Composite, one describe
}

// Half an hour is later than any overlap reaches.
void SyncRunTest::theHourlyPassFindsWhatTheIndexShowedLate()
{
    Rig rig;
    const auto person = rig.addPerson(QStringLiteral("Kari"));
    rig.addCall(person, QStringLiteral("In time"));
    rig.pass(10min);
    QCOMPARE(rig.run().tally.created, 1);
    sandbox::IndexLag lag;
    lag.atLeast = lag.atMost = 30min;
    rig.world.portal().setIndexLag(lag);
    const QString late = rig.addCall(person, QStringLiteral("Late"));
    rig.pass(20min);
    QCOMPARE(rig.run().tally.created, 0);
    rig.pass(15min);
    QCOMPARE(rig.run().tally.created, 0);
    rig.pass(30min);
    QCOMPARE(rig.run().tally.created, 1);
    QVERIFY(rig.task(rig.keyOf(QStringLiteral("call"), late)));
    for (const int creates : rig.createsByKey())
        QCOMPARE(creates, 1);
}

void SyncRunTest::anEmptyStoreAdoptsAndCreatesNothing()
{
    Rig rig;
    const auto person = rig.addPerson(QStringLiteral("Kari"));
    const QString call = rig.addCall(person, QStringLiteral("One"));
    rig.addCall(person, QStringLiteral("Two"));
    rig.pass(10min);
    rig.run();
    const int writes = rig.salesforceWrites();
    rig.removeStore();
    rig.applySettings(Rig::allKindsOn());
    rig.pass(10min);
    const auto result = rig.run();
    QCOMPARE(result.tally.created, 0);
    QCOMPARE(result.tally.adopted, 2);
    QCOMPARE(rig.salesforceWrites(), writes);
    // The pair works again: a change goes over.
    rig.world.portal().editActivity(sandbox::hubspot::Object::Calls, call,
        {{QStringLiteral("hs_call_title"), QStringLiteral("Changed")}});
    rig.pass(10min);
    QCOMPARE(rig.run().tally.updated, 1);
}

void SyncRunTest::anActivityWaitsForItsContact()
{
    Rig rig;
    auto person = rig.addPerson(QStringLiteral("Kari"));
    person.hubSpotContact = rig.world.portal().addContact(
        {{QStringLiteral("email"), QStringLiteral("later@example.no")}});
    const QString call = rig.addCall(person, QStringLiteral("Early"));
    rig.pass(10min);
    QCOMPARE(rig.run().tally.created, 0);
    const auto waiting = store::Waiting(*rig.database).list(10);
    QVERIFY(waiting);
    QCOMPARE(waiting->size(), std::size_t{1});
    rig.pass(1h);
    sandbox::salesforce::Contact contact;
    contact.lastName = QStringLiteral("Later");
    contact.email = QStringLiteral("later@example.no");
    const QString who = rig.world.org().addContact(contact);
    rig.pass(10min);
    QCOMPARE(rig.run().tally.created, 1);
    QCOMPARE(rig.task(rig.keyOf(QStringLiteral("call"), call))->whoId, who);
    QVERIFY(store::Waiting(*rig.database).list(10)->empty());
}

// The activity itself did not change, and its window begins where it began: only the back-fill is
// new.
void SyncRunTest::aBackFillBringsWhatWasExcluded()
{
    Rig rig;
    const QByteArray calls = "{\"schema\": 1, \"toSalesforce\": {\"calls\": {\"on\": true, "
                             "\"onSince\": \"2026-01-01T00:00:00Z\"%1}}}";
    rig.applySettings(QByteArray(calls).replace("%1", ""));
    auto person = rig.addPerson(QStringLiteral("Kari"));
    person.hubSpotContact = rig.world.portal().addContact(
        {{QStringLiteral("email"), QStringLiteral("later@example.no")}});
    const QString call = rig.addCall(person, QStringLiteral("Too early"));
    rig.pass(1h);
    sandbox::salesforce::Contact contact;
    contact.lastName = QStringLiteral("Later");
    contact.email = QStringLiteral("later@example.no");
    rig.world.org().addContact(contact);
    rig.pass(10min);
    QCOMPARE(rig.run().tally.created, 0);
    QCOMPARE(store::Excluded(*rig.database).list(10)->size(), std::size_t{1});
    rig.pass(1h);
    QCOMPARE(rig.run().tally.created, 0);

    rig.applySettings(QByteArray(calls).replace("%1", ", \"startAt\": \"2026-01-01T00:00:00Z\""));
    rig.pass(1h);
    QCOMPARE(rig.run().tally.created, 1);
    QVERIFY(rig.task(rig.keyOf(QStringLiteral("call"), call)));
    QVERIFY(store::Excluded(*rig.database).list(10)->empty());
    rig.pass(1h);
    QCOMPARE(rig.run().planned.writes(), 0);
}

// The association does not change the activity, which waits for somebody else.
void SyncRunTest::aContactAssociatedLaterIsFoundWithinTheHour()
{
    Rig rig;
    const auto kari = rig.addPerson(QStringLiteral("Kari"));
    auto stranger = kari;
    stranger.hubSpotContact = rig.world.portal().addContact(
        {{QStringLiteral("email"), QStringLiteral("nobody@example.no")}});
    rig.pass(10min);
    rig.run();
    const QString call = rig.addCall(stranger, QStringLiteral("Two people"));
    rig.pass(10min);
    QCOMPARE(rig.run().tally.created, 0);
    rig.world.portal().associate(sandbox::hubspot::Object::Calls, call, kari.hubSpotContact);
    rig.pass(55min);
    QCOMPARE(rig.run().tally.created, 1);
    QCOMPARE(rig.task(rig.keyOf(QStringLiteral("call"), call))->whoId, kari.salesforceContact);
    QVERIFY(store::Waiting(*rig.database).list(10)->empty());
}

void SyncRunTest::theGuardHoldsManyUpdates()
{
    Rig rig;
    const auto person = rig.addPerson(QStringLiteral("Kari"));
    QStringList calls;
    for (int i = 0; i < 60; ++i)
        calls.append(rig.addCall(person, QStringLiteral("Call %1").arg(i)));
    rig.pass(10min);
    QCOMPARE(rig.run().tally.created, 60);
    for (const QString& call : calls)
        rig.world.portal().editActivity(sandbox::hubspot::Object::Calls, call,
            {{QStringLiteral("hs_call_title"), QStringLiteral("Bulk")}});
    rig.pass(10min);
    const int writes = rig.salesforceWrites();
    const auto held = rig.run();
    QVERIFY(held.guard.has_value());
    QCOMPARE(held.outcome, store::RunOutcome::Held);
    QCOMPARE(rig.salesforceWrites(), writes);
    engine::SyncOptions confirmed;
    confirmed.confirmed = true;
    QCOMPARE(rig.run(confirmed).tally.updated, 60);
}

void SyncRunTest::syncOfAPlanWritesThoseRowsOnly()
{
    Rig rig;
    const auto person = rig.addPerson(QStringLiteral("Kari"));
    const QString kept = rig.addCall(person, QStringLiteral("Kept"));
    const QString changed = rig.addCall(person, QStringLiteral("Changed later"));
    rig.pass(10min);
    const auto planned = rig.plan();
    QCOMPARE(planned.planned.creates, 2);
    QCOMPARE(rig.salesforceWrites(), 0);
    rig.world.portal().editActivity(sandbox::hubspot::Object::Calls, changed,
        {{QStringLiteral("hs_call_title"), QStringLiteral("Something else")}});
    const QString added = rig.addCall(person, QStringLiteral("Added later"));
    rig.pass(1min);
    engine::SyncOptions options;
    options.planHash = planned.planHash;
    const auto result = rig.run(options);
    QCOMPARE(result.tally.created, 1);
    QCOMPARE(result.tally.changedSincePlan, 2);
    QVERIFY(rig.task(rig.keyOf(QStringLiteral("call"), kept)));
    QVERIFY(!rig.task(rig.keyOf(QStringLiteral("call"), changed)));
    QVERIFY(!rig.task(rig.keyOf(QStringLiteral("call"), added)));
    rig.pass(10min);
    QCOMPARE(rig.run().tally.created, 2); // an ordinary run takes the rest
}

void SyncRunTest::theCanaryStopsAndTheNextRunGoesOn()
{
    Rig rig;
    const auto person = rig.addPerson(QStringLiteral("Kari"));
    for (int i = 0; i < 25; ++i)
        rig.addCall(person, QStringLiteral("Call %1").arg(i));
    rig.pass(10min);
    engine::SyncOptions canary;
    canary.writesMax = 10;
    QCOMPARE(rig.run(canary).tally.created, 10);
    QCOMPARE(rig.salesforceWrites(), 10);
    QCOMPARE(rig.run().tally.created, 15);
    QCOMPARE(rig.createsByKey().size(), 25);
}

void SyncRunTest::aVanishedTaskTypeBlocksItsKindOnly()
{
    Rig rig;
    const auto person = rig.addPerson(QStringLiteral("Kari"));
    rig.addCall(person, QStringLiteral("Call"));
    rig.world.portal().addActivity(sandbox::hubspot::Object::Notes,
        {{QStringLiteral("hs_timestamp"),
             QString::number(rig.clock.wall().time_since_epoch().count())},
            {QStringLiteral("hs_note_body"), QStringLiteral("A note")}},
        {person.hubSpotContact});
    QByteArray settings = Rig::allKindsOn();
    settings.replace("\"calls\": {", "\"calls\": {\"taskType\": \"Vanished\", ");
    rig.applySettings(settings);
    rig.pass(10min);
    const auto result = rig.run();
    QCOMPARE(result.blockedKinds, std::vector{core::Kind::Call});
    QCOMPARE(result.outcome, store::RunOutcome::SomeFailed);
    QCOMPARE(result.tally.created, 1);
    rig.world.org().addPicklistValue(
        QStringLiteral("Task"), QStringLiteral("Type"), QStringLiteral("Vanished"));
    rig.pass(10min);
    QCOMPARE(rig.run().tally.created, 1); // mended: the call goes over
}

void SyncRunTest::aRefusedRecordLeavesTheOthersAlone()
{
    Rig rig;
    const auto person = rig.addPerson(QStringLiteral("Kari"));
    rig.addCall(person, QStringLiteral("Good"));
    rig.addCall(person, QStringLiteral("Forbidden words"));
    sandbox::salesforce::ValidationRule rule;
    rule.text = QStringLiteral("Forbidden");
    rule.message = QStringLiteral("Not in this org");
    rig.world.org().setValidationRule(rule);
    rig.pass(10min);
    const auto result = rig.run();
    QCOMPARE(result.tally.created, 1);
    QCOMPARE(result.tally.failed, 1);
    const auto errors = store::Errors(*rig.database).list(10);
    QVERIFY(errors);
    QCOMPARE(errors->size(), std::size_t{1});
    QCOMPARE(errors->front().code, QStringLiteral("FIELD_CUSTOM_VALIDATION_EXCEPTION"));
    QCOMPARE(errors->front().message, QStringLiteral("Not in this org"));
}

void SyncRunTest::aRefusedRecordGoesOverWhenTheCauseIsGone()
{
    Rig rig;
    const auto person = rig.addPerson(QStringLiteral("Kari"));
    rig.addCall(person, QStringLiteral("Forbidden words"));
    sandbox::salesforce::ValidationRule rule;
    rule.text = QStringLiteral("Forbidden");
    rule.message = QStringLiteral("Not in this org");
    rig.world.org().setValidationRule(rule);
    rig.pass(10min);
    QCOMPARE(rig.run().tally.failed, 1);
    rig.world.org().setValidationRule(std::nullopt);
    rig.pass(16min);
    QCOMPARE(rig.run().tally.created, 1);
    QVERIFY(store::Errors(*rig.database).list(10)->empty());
}

void SyncRunTest::aGeneratedWorldIsComplete()
{
    Rig rig;
    sandbox::generate(rig.world, 7, {200, 600});
    rig.pass(20min);
    const auto result = rig.run();
    QVERIFY2(result.tally.created >= 450, qPrintable(QString::number(result.tally.created)));
    QCOMPARE(result.tally.created, result.planned.creates);
    for (const int creates : rig.createsByKey())
        QCOMPARE(creates, 1);
    rig.pass(20min);
    const auto second = rig.run();
    QCOMPARE(second.planned.writes(), 0);
}

QTEST_GUILESS_MAIN(SyncRunTest)
#include "tst_syncrun.moc"
