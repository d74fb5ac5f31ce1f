// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cases.h"
#include "core/property.h"

#include <QTest>

using namespace core;
using namespace cases;
using namespace Qt::StringLiterals;

namespace {

QString anyText()
{
    return property::textOf(
        {u"Offer"_s, u" "_s, u"<p>a</p>"_s, u"🎉"_s, u"\n"_s, QString(300, u'x'), u"{title}"_s}, 4);
}

Instant anyTime()
{
    return happened + *rc::gen::inRange(-2, 3) * 86400;
}

Activity anyActivity()
{
    Activity a = activity(*rc::gen::elementOf(supportedKinds));
    a.title = anyText();
    a.bodyHtml = anyText();
    a.created = anyTime();
    a.timestamp = *rc::gen::arbitrary<bool>() ? std::optional(anyTime()) : std::nullopt;
    a.modified = anyTime();
    a.owner = {*rc::gen::element(u"71"_s, u"72"_s, u"99"_s, QString())};
    a.archived = *rc::gen::inRange(0, 8) == 0;
    a.source = *rc::gen::element(u"CRM_UI"_s, u"CRM_UI"_s, u"SALESFORCE"_s, QString());
    if (auto* task = std::get_if<TaskDetails>(&a.details))
        task->status = *rc::gen::element(u"COMPLETED"_s, u"ON_HOLD"_s, QString());
    if (auto* email = std::get_if<EmailDetails>(&a.details))
        email->status = *rc::gen::element(u"SENT"_s, u"FAILED"_s, QString());
    return a;
}

std::vector<KnownContact> anyContacts()
{
    std::vector<KnownContact> contacts;
    for (const char* id : {"501", "502", "1000"}) {
        const int state = *rc::gen::inRange(0, 4);
        Match match = synced(theWho, anyTime());
        if (state == 0)
            match = NotSynced{};
        if (state == 1)
            match = Ambiguous{};
        if (state != 2)
            contacts.push_back(contact(id, match, anyTime(), "72"));
    }
    return contacts;
}

void shake(World& world)
{
    for (const Kind kind : supportedKinds) {
        KindSettings& settings = world.of(kind);
        settings.on = *rc::gen::inRange(0, 8) > 0;
        settings.taskType = *rc::gen::element(QString(), u"Call"_s, u"Fax"_s);
        settings.body = *rc::gen::arbitrary<bool>();
        settings.onDelete = static_cast<OnHubSpotDelete>(*rc::gen::inRange(0, 4));
        if (*rc::gen::arbitrary<bool>())
            settings.startAt = anyTime();
    }
    world.settings.conflicts = static_cast<ConflictRule>(*rc::gen::inRange(0, 4));
    world.settings.ownersOfMeetingsAndEmails = *rc::gen::arbitrary<bool>();
    if (*rc::gen::inRange(0, 4) == 0)
        world.org.updateable.removeAt(*rc::gen::inRange(0, 5));
    if (*rc::gen::inRange(0, 4) == 0)
        world.org.createable.removeAt(*rc::gen::inRange(0, 10));
}

// What the engine does with actions: pair and task as they are afterwards.
void carryOut(const std::vector<Action>& actions, Case& c)
{
    for (const Action& action : actions) {
        if (std::holds_alternative<CreateTask>(action.body)) {
            c.link = linkOf(action);
            c.task = taskOf(action, c.activity.modified + 60);
        } else if (const auto* adopt = std::get_if<Adopt>(&action.body)) {
            c.link = Link{action.key, action.kind, action.activity, adopt->task, adopt->contact,
                adopt->who, action.activityVersion, {}, Link::State::Live, adopt->base};
        } else if (const auto* update = std::get_if<UpdateTask>(&action.body)) {
            for (const auto& [field, value] : update->fields)
                c.task->fields[field] = value;
            c.link->base = update->base;
            c.link->activityVersion = action.activityVersion;
        } else if (const auto* refresh = std::get_if<RefreshBase>(&action.body)) {
            c.link->base = refresh->base;
            c.link->activityVersion = action.activityVersion;
        } else if (std::holds_alternative<DeleteTask>(action.body)) {
            c.link->state = Link::State::TaskGone;
        } else if (const auto* unlink = std::get_if<Unlink>(&action.body); unlink && c.link) {
            c.link->state = unlink->state;
        }
    }
}

} // namespace

// What holds for every decision.
class DecideAlwaysTest final : public QObject
{
    Q_OBJECT

private slots:
    void anAnswerIsAlwaysGiven();
    void aSecondDecisionDoesNothing();
    void whatIsWrittenIsWrittenOnce();
};

void DecideAlwaysTest::anAnswerIsAlwaysGiven()
{
    QVERIFY(property::holds("decide gives one action with a reason, conflicts before it", [] {
        World world;
        shake(world);
        Case c{anyActivity(), anyContacts(), {}, {}};
        for (int step = 0; step < 3; ++step) {
            const std::vector<Action> actions = decide(c, world.circumstances());
            RC_ASSERT(!actions.empty());
            for (const Action& action : actions) {
                const bool last = &action == &actions.back();
                const bool before = std::holds_alternative<RaiseConflict>(action.body)
                    || std::holds_alternative<Adopt>(action.body);
                RC_ASSERT(!action.why.empty());
                RC_ASSERT(last || before);
            }
            carryOut(actions, c);
            const HubSpotId id = c.activity.id;
            c.activity = anyActivity();
            c.activity.id = id;
            if (*rc::gen::inRange(0, 3) == 0)
                c.link.reset();
            if (c.task)
                c.task->fields[TaskField::Subject] = anyText();
        }
    }));
}

void DecideAlwaysTest::aSecondDecisionDoesNothing()
{
    QVERIFY(property::holds("what was created, adopted or updated is not touched again", [] {
        World world;
        shake(world);
        Case c{anyActivity(), anyContacts(), {}, {}};
        c.activity.archived = false;
        carryOut(decide(c, world.circumstances()), c);
        if (!c.link)
            return;
        RC_ASSERT(names(decide(c, world.circumstances())) == QStringList{u"nothing"_s});
        if (*rc::gen::arbitrary<bool>())
            c.link.reset(); // the store was lost
        const Activity before = c.activity;
        c.activity = activity(*kindOf(before));
        c.activity.title = anyText();
        c.activity.bodyHtml = anyText();
        c.activity.modified = before.modified + *rc::gen::inRange(0, 600);
        if (*rc::gen::arbitrary<bool>())
            c.task->fields[TaskField::Subject] = anyText();
        const std::vector<Action> second = decide(c, world.circumstances());
        if (std::holds_alternative<Block>(second.back().body))
            return;
        carryOut(second, c);
        RC_ASSERT(names(decide(c, world.circumstances())) == QStringList{u"nothing"_s});
    }));
}

void DecideAlwaysTest::whatIsWrittenIsWrittenOnce()
{
    QVERIFY(property::holds("an update names no field that Salesforce already has so", [] {
        World world;
        shake(world);
        Case c{anyActivity(), anyContacts(), {}, {}};
        c.activity.archived = false;
        carryOut(decide(c, world.circumstances()), c);
        if (!c.link)
            return;
        const Kind kind = c.link->kind;
        c.activity = activity(kind);
        c.activity.title = anyText();
        c.activity.modified = c.link->activityVersion + *rc::gen::inRange(0, 600);
        for (const Action& action : decide(c, world.circumstances())) {
            const auto* update = std::get_if<UpdateTask>(&action.body);
            if (!update)
                continue;
            RC_ASSERT(!update->fields.empty());
            RC_ASSERT(!update->fields.contains(TaskField::WhoId));
            RC_ASSERT(!update->fields.contains(TaskField::TaskSubtype));
            for (const auto& [field, value] : update->fields) {
                RC_ASSERT(writtenHash(field, value) != writtenHash(field, c.task->fields[field]));
                RC_ASSERT(update->base.at(field).written == writtenHash(field, value));
            }
        }
    }));
}

QTEST_GUILESS_MAIN(DecideAlwaysTest)
#include "tst_decidealways.moc"
