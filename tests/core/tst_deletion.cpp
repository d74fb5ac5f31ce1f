// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pair.h"

#include <QTest>

#include <functional>

using namespace core;
using namespace cases;
using namespace Qt::StringLiterals;

namespace {

using enum ReasonCode;

} // namespace

Q_DECLARE_METATYPE(std::function<void(Pair&)>)
Q_DECLARE_METATYPE(core::OnHubSpotDelete)

// R1.12: activities that were deleted in HubSpot.
class DeletionTest final : public QObject
{
    Q_OBJECT

private slots:
    void deletedActivities_data();
    void deletedActivities();
    void aDeletionIsCarriedOutOnce();
};

void DeletionTest::deletedActivities_data()
{
    QTest::addColumn<OnHubSpotDelete>("policy");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<std::function<void(Pair&)>>("change");
    QTest::addColumn<QString>("action");
    QTest::addColumn<QString>("fields");
    QTest::addColumn<bool>("needsTask");
    const auto row
        = [](const char* name, OnHubSpotDelete policy, Kind kind, std::function<void(Pair&)> change,
              const char* action, const QString& fields, bool needed) {
              QTest::newRow(name) << policy << kind << std::move(change)
                                  << QString::fromLatin1(action) << fields << needed;
          };
    using enum OnHubSpotDelete;
    const auto asIs = [](Pair&) {};
    const auto seen = [](Pair& p) { p.c.task = p.task; };
    row("nothing", Nothing, Kind::Task, asIs, "nothing", {}, false);
    row("delete", Delete, Kind::Task, asIs, "deleteTask", {}, false);
    row(
        "delete, task gone", Delete, Kind::Task,
        [](Pair& p) { p.c.link->state = Link::State::TaskGone; }, "nothing", {}, false);
    row(
        "delete, kind off", Delete, Kind::Task, [](Pair& p) { p.world.of(Kind::Task).on = false; },
        "nothing", {}, false);
    row("close an open task", Close, Kind::Task, seen, "updateTask", u"Status=Completed"_s, true);
    row(
        "close one that a person closed", Close, Kind::Task,
        [](Pair& p) {
            p.task.fields[TaskField::Status] = u"Completed"_s;
            p.c.task = p.task;
        },
        "nothing", {}, true);
    row("close a call, which is closed", Close, Kind::Call, asIs, "nothing", {}, false);
    row(
        "close a call that a person opened", Close, Kind::Call,
        [](Pair& p) {
            p.task.fields[TaskField::Status] = u"In Progress"_s;
            p.c.task = p.task;
        },
        "nothing", {}, false);
    row(
        "close, nothing to close with", Close, Kind::Task,
        [](Pair& p) { p.world.org.statuses.resize(2); }, "block", {}, false);
    row(
        "close, not allowed", Close, Kind::Task,
        [](Pair& p) { p.world.org.updateable.removeAll(u"Status"_s); }, "block", {}, false);
    row("mark", Mark, Kind::Call, seen, "updateTask", u"Subject=[Deleted in HubSpot] Call: Offer"_s,
        true);
    row(
        "mark what a person wrote", Mark, Kind::Call,
        [](Pair& p) {
            p.task.fields[TaskField::Subject] = u"Mine {title}"_s;
            p.c.task = p.task;
        },
        "updateTask", u"Subject=[Deleted in HubSpot] Mine {title}"_s, true);
    row(
        "marked already", Mark, Kind::Call,
        [](Pair& p) {
            p.task.fields[TaskField::Subject] = u"[Deleted in HubSpot] Call: Offer"_s;
            p.c.task = p.task;
        },
        "nothing", {}, true);
    row(
        "mark, not allowed", Mark, Kind::Call,
        [](Pair& p) { p.world.org.updateable.removeAll(u"Subject"_s); }, "block", {}, false);
}

void DeletionTest::deletedActivities()
{
    QFETCH(OnHubSpotDelete, policy);
    QFETCH(Kind, kind);
    QFETCH(std::function<void(Pair&)>, change);
    QFETCH(QString, action);
    QFETCH(QString, fields);
    QFETCH(bool, needsTask);
    Pair pair(kind);
    pair.world.of(kind).onDelete = policy;
    pair.c.activity.archived = true;
    change(pair);
    const std::vector<Action> decided = pair.decided();
    QCOMPARE(names(decided).join(u' '), action);
    QCOMPARE(written(decided[0]), fields);
    pair.c.task.reset();
    QCOMPARE(pair.wantsTask(), needsTask);
}

void DeletionTest::aDeletionIsCarriedOutOnce()
{
    for (const OnHubSpotDelete policy : {OnHubSpotDelete::Close, OnHubSpotDelete::Mark}) {
        Pair pair(Kind::Task);
        pair.world.of(Kind::Task).onDelete = policy;
        pair.c.activity.archived = true;
        pair.c.activity.title = QString(255, u'x');
        const std::vector<Action> decided = pair.decided();
        const auto& update = std::get<UpdateTask>(decided[0].body);
        QCOMPARE(args(decided[0].why, ActivityDeleted),
            policy == OnHubSpotDelete::Close ? u"close"_s : u"mark"_s);
        for (const auto& [field, value] : update.fields)
            QVERIFY(value.toString().toUcs4().size() <= 255);
        pair.c.link->base = update.base;
        QCOMPARE(names(pair.decided()).join(u' '), u"nothing"_s);
        QVERIFY(!pair.wantsTask());
    }
}

QTEST_GUILESS_MAIN(DeletionTest)
#include "tst_deletion.moc"
