// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pair.h"

#include <QTest>

#include <functional>

using namespace core;
using namespace cases;
using namespace Qt::StringLiterals;

namespace {

using Setup = std::function<void(World&, Case&)>;
using enum ReasonCode;

// The chain of a call that goes to its only contact and is assigned to that contact's owner.
const std::vector<ReasonCode> toTheContact{KindOn, TimeCounted, OnlyContact, MatchedTo};

std::vector<ReasonCode> joined(std::vector<ReasonCode> a, const std::vector<ReasonCode>& b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

const std::vector<ReasonCode> created = joined(toTheContact,
    {NewActivity, TypeChosen, DateChosen, OwnerOfContact, StatusChosen, PriorityChosen});

} // namespace

Q_DECLARE_METATYPE(Setup)
Q_DECLARE_METATYPE(std::function<void(Pair&)>)

// Section 1 as a whole: the order of the rules.
class DecideTest final : public QObject
{
    Q_OBJECT

private slots:
    void rulesApplyInTheirOrder_data();
    void rulesApplyInTheirOrder();
    void actionsCarryWhatTheyWereDecidedOn();
    void secondsAroundTheFrames_data();
    void secondsAroundTheFrames();
    void reasonsCarryTheirArguments();
    void pairsChange_data();
    void pairsChange();
    void theWhoNeverMoves();
    void conflictsComeFirst();
    void openQuestionsMoveTheVersion();
    void theTaskIsReadOnlyWhereItMatters();
};

void DecideTest::rulesApplyInTheirOrder_data()
{
    QTest::addColumn<Setup>("setup");
    QTest::addColumn<QString>("actions");
    QTest::addColumn<QString>("chain");
    const auto row = [](const char* name, Setup setup, const char* actions,
                         const std::vector<ReasonCode>& chain) {
        QTest::newRow(name) << std::move(setup) << QString::fromLatin1(actions) << codes(chain);
    };
    row(
        "created", [](World&, Case&) {}, "createTask", created);
    row("kind off", [](World& w, Case&) { w.of(Kind::Call).on = false; }, "nothing", {KindOff});
    row("scheduled email, kind off",
        [](World& w, Case& c) {
            w.of(Kind::SalesEmailSend).on = false;
            c.activity = activity(Kind::SalesEmailSend);
            c.activity.details = EmailDetails{u"EMAIL"_s, u"SCHEDULED"_s, {}};
        },
        "exclude", {NotASendOrReply});
    row("archived, never linked", [](World&, Case& c) { c.activity.archived = true; }, "nothing",
        {KindOn, ActivityDeleted});
    row("from Salesforce", [](World&, Case& c) { c.activity.source = u"SALESFORCE"_s; }, "exclude",
        {KindOn, CameFromSalesforce});
    row("from an integration with Salesforce",
        [](World&, Case& c) {
            c.activity.source = u"INTEGRATION"_s;
            c.activity.sourceLabel = u"HubSpot salesforce integration"_s;
        },
        "exclude", {KindOn, CameFromSalesforce});
    row(
        "from another integration",
        [](World&, Case& c) {
            c.activity.source = u"INTEGRATION"_s;
            c.activity.sourceLabel = u"Aircall"_s;
        },
        "createTask", created);
    row("from Salesforce before time frames",
        [](World&, Case& c) {
            c.activity.source = u"SALESFORCE"_s;
            c.activity.created = onSince + -1;
        },
        "exclude", {KindOn, CameFromSalesforce});
    row("time frame before contacts",
        [](World&, Case& c) {
            c.activity.created = onSince + -1;
            c.contacts.clear();
        },
        "exclude", {KindOn, TimeCounted, BeforeStart});
    row("on without a moment", [](World& w, Case&) { w.of(Kind::Call).onSince.reset(); }, "exclude",
        {KindOn, TimeCounted, BeforeStart});
    row("no contact", [](World&, Case& c) { c.contacts.clear(); }, "exclude",
        {KindOn, TimeCounted, NoContact});
    row("ambiguous contact", [](World&, Case& c) { c.contacts[0].match = Ambiguous{}; }, "exclude",
        {KindOn, TimeCounted, ContactAmbiguous});
    row("back-fill without a contact waits",
        [](World& w, Case& c) {
            w.of(Kind::Call).startAt = onSince + -86400;
            c.contacts.clear();
        },
        "wait", {KindOn, BackFillFrom, TimeCounted, NoContact});
    row("back-fill without a synced contact waits",
        [](World& w, Case& c) {
            w.of(Kind::Call).startAt = onSince + -86400;
            c.contacts[0].match = NotSynced{};
        },
        "wait", {KindOn, BackFillFrom, TimeCounted, ContactNotSynced});
    row("contact before blocked values",
        [](World& w, Case& c) {
            w.of(Kind::Call).taskType = u"Fax"_s;
            c.contacts.clear();
        },
        "exclude", {KindOn, TimeCounted, NoContact});
    row(
        "blocked", [](World& w, Case&) { w.of(Kind::Call).taskType = u"Fax"_s; }, "block",
        joined(toTheContact, {NewActivity, TypeNotInOrg}));
    row("task gone, never linked",
        [](World&, Case& c) {
            c.task = Task{};
            c.task->deleted = true;
        },
        "unlink", {KindOn, TaskDeleted});
}

void DecideTest::rulesApplyInTheirOrder()
{
    QFETCH(Setup, setup);
    QFETCH(QString, actions);
    QFETCH(QString, chain);
    World world;
    Case c = caseOf(activity(Kind::Call));
    setup(world, c);
    const std::vector<Action> decided = decide(c, world.circumstances());
    QCOMPARE(names(decided).join(u' '), actions);
    QCOMPARE(codes(decided.back().why), chain);
    QVERIFY(!needsTask(c, world.circumstances()));
    if (const auto* wait = std::get_if<Wait>(&decided.back().body))
        QCOMPARE(wait->contact.value, c.contacts.empty() ? QString() : u"501"_s);
}

void DecideTest::actionsCarryWhatTheyWereDecidedOn()
{
    World world;
    Case c = caseOf(activity(Kind::Call));
    c.activity.timestamp = happened + -60;
    const Action action = decide(c, world.circumstances()).front();
    QCOMPARE(action.key.value, u"hs:1234567:call:9001"_s);
    QCOMPARE(keyCode(action.kind), u"call"_s);
    QCOMPARE(action.activity.value, u"9001"_s);
    QCOMPARE(isoText(action.activityVersion), isoText(modified));
    QCOMPARE(isoText(action.taskVersion), isoText(Instant{}));
    QCOMPARE(isoText(action.time), isoText(happened + -60));
    const auto& create = std::get<CreateTask>(action.body);
    QCOMPARE(create.contact.value, u"501"_s);
    QCOMPARE(create.who.value, theWho.value);
}

void DecideTest::secondsAroundTheFrames_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<int>("afterOnSince"); // seconds from onSince to the time that counts
    QTest::addColumn<int>("afterSynced"); // likewise from synced-since
    QTest::addColumn<bool>("backFill"); // startAt = onSince
    QTest::addColumn<QString>("action");
    for (const Kind kind : supportedKinds) {
        const auto row = [kind](const char* name, int onSinceBy, int syncedBy, bool backFill,
                             const char* action) {
            const QString text = settingsName(kind) + u": "_s + QLatin1String(name);
            QTest::newRow(qPrintable(text))
                << kind << onSinceBy << syncedBy << backFill << QString::fromLatin1(action);
        };
        row("a second before onSince", -1, 100, false, "exclude");
        row("at onSince", 0, 100, false, "createTask");
        row("a second before synced", 100, -1, false, "exclude");
        row("when synced", 100, 0, false, "createTask");
        row("both in one instant", 0, 0, false, "createTask");
        row("back-fill, synced later", 0, -100000, true, "createTask");
        row("back-fill, before its start", -1, 100, true, "exclude");
    }
}

void DecideTest::secondsAroundTheFrames()
{
    QFETCH(Kind, kind);
    QFETCH(int, afterOnSince);
    QFETCH(int, afterSynced);
    QFETCH(bool, backFill);
    QFETCH(QString, action);
    World world;
    Case c = caseOf(activity(kind));
    world.of(kind).onSince = happened + -afterOnSince;
    if (backFill) {
        world.of(kind).startAt = world.of(kind).onSince;
        world.of(kind).onSince = happened + 100000;
    }
    c.contacts[0].match = synced(theWho, happened + -afterSynced);
    const std::vector<Action> decided = decide(c, world.circumstances());
    QCOMPARE(names(decided).join(u' '), action);
    if (action == u"exclude")
        QCOMPARE(codes({decided[0].why.back().code}),
            codes({afterOnSince < 0 ? BeforeStart : ContactNotSyncedThen}));
}

void DecideTest::reasonsCarryTheirArguments()
{
    World world;
    Case c = caseOf(activity(Kind::Call));
    world.of(Kind::Call).startAt = happened;
    Why why = decide(c, world.circumstances()).front().why;
    QCOMPARE(args(why, KindOn), u"calls|2026-11-01T00:00:00.000Z"_s);
    QCOMPARE(args(why, BackFillFrom), u"2026-11-20T12:00:00.000Z"_s);
    QCOMPARE(args(why, TimeCounted), u"hs_createdate|2026-11-20T12:00:00.000Z"_s);
    world.of(Kind::Call).startAt = happened + 1;
    why = decide(c, world.circumstances()).front().why;
    QCOMPARE(args(why, BeforeStart), u"2026-11-20T12:00:00.000Z|2026-11-20T12:00:01.000Z"_s);
    c.activity.source = u"SALESFORCE"_s;
    QCOMPARE(
        args(decide(c, world.circumstances()).front().why, CameFromSalesforce), u"SALESFORCE"_s);
    c.activity = activity(Kind::SalesEmailSend);
    c.activity.details = EmailDetails{u"EMAIL"_s, u"SCHEDULED"_s, {}};
    QCOMPARE(
        args(decide(c, world.circumstances()).front().why, NotASendOrReply), u"EMAIL|SCHEDULED"_s);
    world.of(Kind::Note).on = false;
    QCOMPARE(args(decide(caseOf(activity(Kind::Note)), world.circumstances()).front().why, KindOff),
        u"notes"_s);
}

void DecideTest::pairsChange_data()
{
    QTest::addColumn<std::function<void(Pair&)>>("change");
    QTest::addColumn<QString>("actions");
    QTest::addColumn<QString>("fields"); // of the last action
    QTest::addColumn<bool>("needsTask");
    QTest::addColumn<QString>("chain");
    const auto row = [](const char* name, std::function<void(Pair&)> change, const char* actions,
                         const char* fields, bool needed, const std::vector<ReasonCode>& chain) {
        QTest::newRow(name) << std::move(change) << QString::fromLatin1(actions)
                            << QString::fromLatin1(fields) << needed << codes(chain);
    };
    row("nothing", [](Pair&) {}, "nothing", "", false, {KindOn, NothingChanged});
    row("only the version", [](Pair& p) { p.c.activity.modified = modified + 1; }, "refreshBase",
        "", false, {KindOn, OnlyVersionChanged});
    row("an older version", [](Pair& p) { p.edit(u"Old"_s, -1); }, "nothing", "", false,
        {KindOn, NothingChanged});
    row("edited", [](Pair& p) { p.edit(u"New"_s); }, "updateTask", "Subject=Call: New", true,
        {KindOn, SourceChanged});
    row("edited within the same version", [](Pair& p) { p.edit(u"New"_s, 0); }, "updateTask",
        "Subject=Call: New", true, {KindOn, SourceChanged});
    row("edited to the same", [](Pair& p) { p.edit(u" Offer"_s); }, "refreshBase", "", false,
        {KindOn, SourceChanged, NothingChanged});
    row("kind off",
        [](Pair& p) {
            p.edit(u"New"_s);
            p.world.of(Kind::Call).on = false;
        },
        "nothing", "", false, {KindOff});
    row("before today's onSince",
        [](Pair& p) {
            p.edit(u"New"_s);
            p.world.of(Kind::Call).onSince = modified + 9999;
        },
        "updateTask", "Subject=Call: New", true, {KindOn, SourceChanged});
    row("task deleted, seen now",
        [](Pair& p) {
            p.edit(u"New"_s);
            p.task.deleted = true;
            p.c.task = p.task;
        },
        "unlink", "", false, {KindOn, TaskDeleted});
    row("task deleted long ago",
        [](Pair& p) {
            p.edit(u"New"_s);
            p.c.link->state = Link::State::TaskGone;
        },
        "nothing", "", false, {KindOn, TaskDeleted});
    row("blocked",
        [](Pair& p) {
            p.edit(u"New"_s);
            p.world.org.updateable.removeAll(u"Subject"_s);
        },
        "block", "", false, {KindOn, SourceChanged, FieldNotWritable});
    row("Salesforce changed another field",
        [](Pair& p) {
            p.edit(u"New"_s);
            p.task.fields[TaskField::Status] = u"Deferred"_s;
            p.c.task = p.task;
        },
        "updateTask", "Subject=Call: New", true, {KindOn, SourceChanged});
    row("Salesforce changed the same field, later",
        [](Pair& p) {
            p.edit(u"New"_s);
            p.task.fields[TaskField::Subject] = u"Mine"_s;
            p.task.lastModified = modified + 9999;
            p.c.task = p.task;
        },
        "raiseConflict refreshBase", "", true,
        {KindOn, SourceChanged, ChangedInSalesforce, ConflictSalesforceWins});
    row("Salesforce has the new value already",
        [](Pair& p) {
            p.edit(u"New"_s);
            p.task.fields[TaskField::Subject] = u"Call: New"_s;
            p.c.task = p.task;
        },
        "refreshBase", "", true, {KindOn, SourceChanged, SameOnBothSides});
    row("of another source now", [](Pair& p) { p.c.activity.source = u"SALESFORCE"_s; }, "nothing",
        "", false, {KindOn, NothingChanged});
}

void DecideTest::pairsChange()
{
    QFETCH(std::function<void(Pair&)>, change);
    QFETCH(QString, actions);
    QFETCH(QString, fields);
    QFETCH(bool, needsTask);
    QFETCH(QString, chain);
    Pair pair;
    change(pair);
    const std::vector<Action> decided = pair.decided();
    QCOMPARE(names(decided).join(u' '), actions);
    QCOMPARE(written(decided.back()), fields);
    QCOMPARE(pair.wantsTask(), needsTask);
    QCOMPARE(codes(decided.back().why), chain);
    if (pair.c.task)
        QCOMPARE(isoText(decided.back().taskVersion), isoText(pair.c.task->modstamp));
}

void DecideTest::theWhoNeverMoves()
{
    Pair pair;
    pair.c.contacts.push_back(contact("9999", synced(idOf("003", 2)), happened, "71"));
    pair.edit(u"New"_s);
    pair.c.activity.owner = {u"99"_s};
    const std::vector<Action> decided = pair.decided();
    // The new contact is owned by Kari too; were the chosen one not known any more, the step would
    // be skipped.
    QCOMPARE(written(decided.back()), u"Subject=Call: New"_s);
    pair.c.contacts.erase(pair.c.contacts.begin());
    pair.c.contacts.push_back(contact("9998", synced(idOf("003", 3)), happened, "72"));
    QCOMPARE(
        written(pair.decided().back()), u"Subject=Call: New, OwnerId="_s + integrationUser.value);
}

void DecideTest::conflictsComeFirst()
{
    Pair pair(Kind::Task);
    pair.edit(u"New"_s);
    std::get<TaskDetails>(pair.c.activity.details).status = u"COMPLETED"_s;
    std::get<TaskDetails>(pair.c.activity.details).priority = u"LOW"_s;
    pair.task.fields[TaskField::Subject] = u"Mine"_s;
    pair.task.fields[TaskField::Status] = u"Deferred"_s;
    pair.c.task = pair.task;
    pair.c.sourceChanged = {{TaskField::Status, pair.task.lastModified + -1}};
    const std::vector<Action> decided = pair.decided();
    QCOMPARE(names(decided).join(u' '), u"raiseConflict raiseConflict updateTask"_s);
    QVERIFY(std::get<RaiseConflict>(decided[0].body)
        == (RaiseConflict{theTask, TaskField::Subject, true, false}));
    QVERIFY(std::get<RaiseConflict>(decided[1].body)
        == (RaiseConflict{theTask, TaskField::Status, false, false}));
    QCOMPARE(written(decided[2]), u"Subject=New, Priority=Low"_s);
    QVERIFY(std::get<UpdateTask>(decided[2].body).task == theTask);
}

void DecideTest::openQuestionsMoveTheVersion()
{
    Pair pair;
    pair.world.settings.conflicts = ConflictRule::Ask;
    pair.edit(u"New"_s);
    pair.task.fields[TaskField::Subject] = u"Mine"_s;
    pair.c.task = pair.task;
    const std::vector<Action> asked = pair.decided();
    QCOMPARE(names(asked).join(u' '), u"raiseConflict refreshBase"_s);
    QVERIFY(std::get<RaiseConflict>(asked[0].body).undecided);
    QCOMPARE(codes({asked[1].why.back().code}), codes({ConflictUndecided}));
    pair.c.link->base = std::get<RefreshBase>(asked[1].body).base;
    pair.c.link->activityVersion = asked[1].activityVersion;
    QCOMPARE(names(pair.decided()).join(u' '), u"nothing"_s);
    pair.edit(u"Newer"_s, 7200);
    QCOMPARE(names(pair.decided()).join(u' '), u"raiseConflict refreshBase"_s);
}

void DecideTest::theTaskIsReadOnlyWhereItMatters()
{
    Pair pair;
    QVERIFY(!pair.wantsTask());
    pair.edit(u"New"_s);
    QVERIFY(pair.wantsTask());
    pair.c.link->state = Link::State::TaskGone;
    QVERIFY(!pair.wantsTask());
    Pair email(Kind::SalesEmailReply);
    email.edit({});
    email.c.activity.bodyHtml.clear(); // withheld by HubSpot
    QVERIFY(!email.wantsTask());
    QCOMPARE(names(email.decided()).join(u' '), u"refreshBase"_s);
    QVERIFY(args(email.decided()[0].why, Redacted) != u"-");
}

QTEST_GUILESS_MAIN(DecideTest)
#include "tst_decide.moc"
