// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/planview.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using app::PlanView;
using State = app::PlanSummary::State;
using profiles::Job;

// The Preview page without its widgets.
class PlanViewTest final : public QObject
{
    Q_OBJECT

private slots:
    void aPlanIsMadeAndRunExactly();
    void aTrialCannotBeRun();
    void whatTheGuardHoldsIsConfirmed();
    void aPlanThatFailsSaysWhy();
    void afterARunThereIsNoPlan();
    void bothSidesAndWhyAreShown();
    void anAnswerForAnotherRowIsDropped();

private:
    static engine::SyncResult result(int creates);
    static profiles::RowShown shown(qint64 seq);
};

engine::SyncResult PlanViewTest::result(int creates)
{
    engine::SyncResult result;
    result.planHash = u"abc"_s;
    result.planned.add(core::Kind::Call, u"createTask"_s, creates);
    return result;
}

profiles::RowShown PlanViewTest::shown(qint64 seq)
{
    profiles::RowShown shown;
    shown.row.seq = seq;
    core::UpdateTask update;
    update.fields[core::TaskField::Subject] = u"Call: new"_s;
    update.fields[core::TaskField::ActivityDate] = QJsonValue::Null;
    core::Action& action = shown.row.action;
    action.kind = core::Kind::Call;
    action.body = update;
    action.why = {{core::ReasonCode::OnlyContact, {u"7"_s}}};
    core::Activity activity;
    activity.id = {u"71"_s};
    activity.title = u"new"_s;
    activity.bodyHtml = u"<p>Hello <b>Kari</b></p><script>alert(1)</script>"_s;
    activity.details = core::CallDetails{u"OUTBOUND"_s, {}, {}, std::chrono::seconds(90)};
    shown.activity = activity;
    core::Task task;
    task.fields[core::TaskField::Subject] = u"Call: old"_s;
    task.fields[core::TaskField::Priority] = u"Normal"_s;
    shown.task = task;
    return shown;
}

void PlanViewTest::aPlanIsMadeAndRunExactly()
{
    PlanView view;
    QSignalSpy wants(&view, &PlanView::wants);
    view.run();
    QCOMPARE(wants.size(), 0); // there is nothing to run
    view.make();
    QVERIFY(std::holds_alternative<profiles::MakePlan>(
        wants.takeLast().first().value<profiles::Command>()));
    view.take(profiles::JobBegan{Job::Planning});
    QCOMPARE(view.summary().state, State::Making);
    view.take(profiles::PlanMade{result(1200), {}});
    QVERIFY(view.summary().headline.startsWith(u"1,200 tasks to create"_s));
    QVERIFY(view.summary().canRun());
    view.run();
    const auto sync = std::get<profiles::Sync>(wants.last().first().value<profiles::Command>());
    QVERIFY(sync.planHash == u"abc"_s && !sync.confirmed);
    view.take(profiles::PlanMade{result(0), {}});
    QVERIFY(!view.summary().canRun()); // nothing to write
}

void PlanViewTest::aTrialCannotBeRun()
{
    PlanView view;
    QSignalSpy wants(&view, &PlanView::wants);
    profiles::MakePlan trial;
    trial.trying = core::Settings();
    view.take(profiles::PlanMade{result(5), trial});
    QVERIFY(view.summary().isTrial && !view.summary().canRun());
    profiles::MakePlan ofOneKind;
    ofOneKind.kinds = {core::Kind::Call};
    view.take(profiles::PlanMade{result(5), ofOneKind});
    QVERIFY(!view.summary().canRun());
    view.run();
    QCOMPARE(wants.size(), 0);
}

void PlanViewTest::whatTheGuardHoldsIsConfirmed()
{
    PlanView view;
    QSignalSpy wants(&view, &PlanView::wants);
    auto held = result(7120);
    held.guard = core::GuardFinding{core::GuardFinding::What::ManyCreates, 7120, 5000};
    view.take(profiles::PlanMade{held, {}});
    QVERIFY(view.summary().isHeld && view.summary().note.contains(u"7,120"_s));
    view.run();
    QVERIFY(std::get<profiles::Sync>(wants.last().first().value<profiles::Command>()).confirmed);
}

void PlanViewTest::aPlanThatFailsSaysWhy()
{
    PlanView view;
    view.take(profiles::JobBegan{Job::Planning});
    core::Error error;
    error.kind = core::Error::Kind::Network;
    error.service = core::Service::HubSpot;
    view.take(profiles::JobEnded{Job::Planning, error});
    QCOMPARE(view.summary().state, State::Failed);
    QVERIFY(view.summary().headline.contains(u"HubSpot"_s));
    QVERIFY(!view.summary().note.isEmpty());
}

void PlanViewTest::afterARunThereIsNoPlan()
{
    PlanView view;
    view.take(profiles::PlanMade{result(5), {}});
    view.take(profiles::JobBegan{Job::Syncing});
    view.take(profiles::Synced{});
    view.take(profiles::JobEnded{Job::Syncing, {}});
    QCOMPARE(view.summary().state, State::None);
    QVERIFY(!view.summary().canRun());
}

void PlanViewTest::bothSidesAndWhyAreShown()
{
    PlanView view;
    view.choose(4);
    view.take(shown(4));
    QVERIFY(view.detail());
    const app::PlanDetail& detail = *view.detail();
    QCOMPARE(detail.headline, u"update · Calls made"_s);
    QVERIFY(std::ranges::find(detail.hubSpot, app::FactRow{u"Duration"_s, u"90 s"_s})
        != detail.hubSpot.end());
    QVERIFY(std::ranges::find(detail.hubSpot, app::FactRow{u"Text"_s, u"Hello Kari"_s})
        != detail.hubSpot.end());
    const std::vector<app::FieldRow> fields{{u"Subject"_s, u"Call: old"_s, u"Call: new"_s, true},
        {u"Priority"_s, u"Normal"_s, {}, false}, {u"ActivityDate"_s, {}, {}, true}};
    QCOMPARE(detail.salesforce, fields);
    QCOMPARE(detail.why.size(), 1);
    QVERIFY(detail.missing.isEmpty());
}

void PlanViewTest::anAnswerForAnotherRowIsDropped()
{
    PlanView view;
    view.choose(4);
    view.choose(5);
    view.take(shown(4));
    QVERIFY(!view.detail());
    view.take(shown(5));
    QCOMPARE(view.detail()->seq, 5);
}

QTEST_GUILESS_MAIN(PlanViewTest)
#include "tst_planview.moc"
