// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pair.h"

#include <QTest>

#include <functional>

using namespace core;
using namespace cases;
using namespace Qt::StringLiterals;

namespace {

using enum ReasonCode;
using Setup = std::function<void(World&, Case&)>;

} // namespace

Q_DECLARE_METATYPE(Setup)
Q_DECLARE_METATYPE(core::ConflictRule)

// R5.4 and G13: tasks that carry our key without a pair here.
class AdoptionTest final : public QObject
{
    Q_OBJECT

private slots:
    void keyedTasksAreAdopted_data();
    void keyedTasksAreAdopted();
    void anAdoptionRemembersWhatDiffers();
    void newerValuesFollowAnAdoption_data();
    void newerValuesFollowAnAdoption();
    void anInterruptedAdoptionIsTakenUpAgain();
};

void AdoptionTest::keyedTasksAreAdopted_data()
{
    QTest::addColumn<Setup>("setup");
    QTest::addColumn<QString>("contact");
    QTest::newRow("as it would be made today") << Setup([](World&, Case&) {}) << u"501"_s;
    QTest::newRow("before today's onSince")
        << Setup([](World& w, Case&) { w.of(Kind::Call).onSince = modified; }) << u"501"_s;
    QTest::newRow("contact synced later")
        << Setup([](World&, Case& c) { c.contacts[0].match = synced(theWho, modified); })
        << u"501"_s;
    QTest::newRow("the contact of its Who, not the newest") << Setup([](World&, Case& c) {
        c.contacts.push_back(contact("502", synced(idOf("003", 2)), happened));
    }) << u"501"_s;
    QTest::newRow("Who of no contact: the one of today")
        << Setup([](World&, Case& c) { c.contacts[0].match = synced(idOf("003", 2)); }) << u"501"_s;
    QTest::newRow("no contact any more")
        << Setup([](World&, Case& c) { c.contacts.clear(); }) << QString();
    QTest::newRow("other settings") << Setup([](World& w, Case&) {
        w.of(Kind::Call).subject = u"Phone: {title}"_s;
        w.of(Kind::Call).taskType = u"Call"_s;
        w.settings.closedStatus = u"Deferred"_s;
    }) << u"501"_s;
    QTest::newRow("a value that no longer maps")
        << Setup([](World& w, Case&) { w.org.statuses.clear(); }) << u"501"_s;
}

void AdoptionTest::keyedTasksAreAdopted()
{
    QFETCH(Setup, setup);
    QFETCH(QString, contact);
    Pair pair;
    pair.c.link.reset();
    pair.c.task = pair.task;
    setup(pair.world, pair.c);
    const std::vector<Action> decided = pair.decided();
    QCOMPARE(names(decided).join(u' '), u"adopt"_s);
    QCOMPARE(codes(decided[0].why), codes({KindOn, AlreadyInSalesforce}));
    const auto& adopt = std::get<Adopt>(decided[0].body);
    QCOMPARE(adopt.task.value, theTask.value);
    QCOMPARE(adopt.who.value, theWho.value);
    QCOMPARE(adopt.contact.value, contact);
    QCOMPARE(isoText(decided[0].activityVersion), isoText(modified));
    QCOMPARE(isoText(decided[0].taskVersion), isoText(pair.task.modstamp));
    pair.c.link = Pair().c.link;
    pair.c.link->base = adopt.base;
    pair.c.task.reset();
    QCOMPARE(names(pair.decided()).join(u' '), u"nothing"_s);
    QVERIFY(!pair.wantsTask());
}

void AdoptionTest::anAdoptionRemembersWhatDiffers()
{
    Pair pair;
    const Link link = *pair.c.link;
    pair.c.link.reset();
    pair.task.fields[TaskField::Subject] = u"Mine"_s; // after the activity's last change
    pair.c.task = pair.task;
    const std::vector<Action> decided = pair.decided();
    QCOMPARE(names(decided).join(u' '), u"adopt"_s);
    pair.c.link = link;
    pair.c.link->base = std::get<Adopt>(decided[0].body).base;
    pair.edit(u"New"_s);
    QCOMPARE(names(pair.decided()).join(u' '), u"raiseConflict updateTask"_s);
}

void AdoptionTest::newerValuesFollowAnAdoption_data()
{
    QTest::addColumn<ConflictRule>("rule");
    QTest::addColumn<QString>("actions");
    QTest::newRow("newest") << ConflictRule::Newest << u"raiseConflict adopt updateTask"_s;
    QTest::newRow("HubSpot") << ConflictRule::HubSpot << u"raiseConflict adopt updateTask"_s;
    QTest::newRow("Salesforce") << ConflictRule::Salesforce << u"raiseConflict adopt"_s;
    QTest::newRow("ask") << ConflictRule::Ask << u"raiseConflict adopt"_s;
}

// Written, the answer lost, edited in HubSpot before anybody looked: the new value must go over.
void AdoptionTest::newerValuesFollowAnAdoption()
{
    QFETCH(ConflictRule, rule);
    QFETCH(QString, actions);
    Pair pair;
    const Link link = *pair.c.link;
    pair.world.settings.conflicts = rule;
    pair.c.link.reset();
    pair.edit(u"New"_s, 61); // a second after the task was written
    pair.c.task = pair.task;
    const std::vector<Action> decided = pair.decided();
    QCOMPARE(names(decided).join(u' '), actions);
    const bool update = actions.endsWith(u"updateTask"_s);
    QCOMPARE(written(decided.back()), update ? u"Subject=Call: New"_s : QString());
    QCOMPARE(isoText(decided[1].activityVersion), isoText(update ? Instant{} : modified + 61));
    // Afterwards there is nothing left to do, but for a question that is open.
    pair.c.link = link;
    pair.c.link->activityVersion = pair.c.activity.modified;
    pair.c.link->base = update ? std::get<UpdateTask>(decided.back().body).base
                               : std::get<Adopt>(decided[1].body).base;
    if (update)
        pair.c.task->fields[TaskField::Subject] = u"Call: New"_s;
    QCOMPARE(names(pair.decided()).join(u' '), u"nothing"_s);
    QCOMPARE(pair.wantsTask(), rule == ConflictRule::Ask);
    pair.world.settings.conflicts = ConflictRule::HubSpot;
    QCOMPARE(pair.decided().back().body.index() == ActionBody(UpdateTask{}).index(),
        rule == ConflictRule::Ask);
}

void AdoptionTest::anInterruptedAdoptionIsTakenUpAgain()
{
    Pair pair;
    const Link link = *pair.c.link;
    pair.c.link.reset();
    pair.edit(u"New"_s, 61);
    pair.c.task = pair.task;
    const std::vector<Action> decided = pair.decided();
    pair.c.link = link;
    pair.c.link->base = std::get<Adopt>(decided[1].body).base;
    pair.c.link->activityVersion = decided[1].activityVersion;
    QVERIFY(pair.wantsTask());
    const std::vector<Action> again = pair.decided();
    QCOMPARE(names(again).join(u' '), u"updateTask"_s);
    QCOMPARE(written(again[0]), u"Subject=Call: New"_s);
}

QTEST_GUILESS_MAIN(AdoptionTest)
#include "tst_adoption.moc"
