// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/activitiesview.h"

#include "support/fakeclock.h"

#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using app::ActivitiesView;
using core::Kind;
using Count = app::TogglePanel::Count;

// The Activities page without its widgets.
class ActivitiesViewTest final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void showsTheKindsInTheOrderOfThePage();
    void aToggleOnlyOpensAPanel();
    void turningOnFromNowAsksForNoPlan();
    void turningOnFromADayCountsFirst();
    void aCountThatNobodyWaitsForIsDropped();
    void aCountThatFailsSaysWhy();
    void whatIsConfirmedIsSaved();
    void turningOffIsConfirmedToo();
    void aTypeThatIsGoneStaysVisible();
    void aTypeIsSaved();

private:
    const app::KindRow& row(Kind kind) const;
    const profiles::Command& lastWish() { return m_wishes.back(); }
    static profiles::LookedAround lookedAround(const QStringList& types);

    support::FakeClock m_clock;
    std::unique_ptr<ActivitiesView> m_view;
    std::vector<profiles::Command> m_wishes;
};

void ActivitiesViewTest::init()
{
    m_wishes.clear();
    m_view = std::make_unique<ActivitiesView>(m_clock);
    connect(m_view.get(), &ActivitiesView::wants, this,
        [this](const profiles::Command& command) { m_wishes.push_back(command); });
    core::Settings settings;
    settings.toSalesforce[Kind::Note].on = true;
    settings.toSalesforce[Kind::Note].onSince = core::Instant(1'760'000'000'000ms);
    settings.toSalesforce[Kind::Note].taskType = u"Other"_s;
    m_view->take(profiles::Opened{u"main"_s, {}, false, settings});
}

const app::KindRow& ActivitiesViewTest::row(Kind kind) const
{
    const auto& rows = m_view->rows();
    return *std::find_if(
        rows.begin(), rows.end(), [kind](const app::KindRow& one) { return one.kind == kind; });
}

profiles::LookedAround ActivitiesViewTest::lookedAround(const QStringList& types)
{
    profiles::LookedAround looked;
    looked.org.types = types;
    looked.account.timeZone = u"Europe/Oslo"_s;
    return looked;
}

void ActivitiesViewTest::showsTheKindsInTheOrderOfThePage()
{
    QVERIFY(m_view->isKnown());
    QStringList names;
    for (const app::KindRow& one : m_view->rows())
        names.append(one.group + u'/' + one.name);
    QCOMPARE(names,
        QStringList({u"Sales email/Sales email sends"_s, u"Sales email/Sales email replies"_s,
            u"Engagements/Meetings scheduled"_s, u"Engagements/Calls made"_s,
            u"Engagements/Notes created"_s, u"Engagements/Tasks created"_s}));
    QVERIFY(row(Kind::Note).on);
    QVERIFY(row(Kind::Note).since.startsWith(u"On since 2025-10-09"_s));
    QVERIFY(!row(Kind::Call).on);
}

void ActivitiesViewTest::aToggleOnlyOpensAPanel()
{
    m_view->openPanel(Kind::Call);
    QVERIFY(m_view->panel() && m_view->panel()->turnsOn);
    QVERIFY(m_wishes.empty());
    QVERIFY(!row(Kind::Call).on);
    m_view->closePanel();
    QVERIFY(!m_view->panel());
    QVERIFY(m_wishes.empty());
}

void ActivitiesViewTest::turningOnFromNowAsksForNoPlan()
{
    m_view->openPanel(Kind::Call);
    m_view->startFrom(std::nullopt);
    QCOMPARE(m_view->panel()->count, Count::None);
    QVERIFY(m_wishes.empty());
}

void ActivitiesViewTest::turningOnFromADayCountsFirst()
{
    m_view->take(lookedAround({}));
    m_view->openPanel(Kind::Call);
    m_view->startFrom(QDate(2026, 8, 23));
    m_view->startFrom(QDate(2026, 8, 24));
    m_view->startFrom(QDate(2026, 8, 25)); // stepping through the days costs one count
    QCOMPARE(m_view->panel()->count, Count::Counting);
    QTRY_COMPARE(m_wishes.size(), std::size_t(1));
    const auto* asked = std::get_if<profiles::MakePlan>(&lastWish());
    QVERIFY(asked && asked->trying);
    QCOMPARE(asked->kinds, std::vector<Kind>{Kind::Call});
    m_view->preview(); // shows the plan that is being made
    QCOMPARE(m_wishes.size(), std::size_t(1));
    const core::KindSettings& tried = asked->trying->of(Kind::Call);
    QVERIFY(tried.on);
    // The day begins where the account is.
    QVERIFY(tried.startAt == core::Instant(1'787'608'800'000ms)); // 2026-08-24T22:00Z

    engine::SyncResult result;
    result.planned.add(Kind::Call, u"createTask"_s, 450);
    result.planned.add(Kind::Call, u"wait"_s, 12);
    result.planned.add(Kind::Call, u"exclude"_s, 7);
    m_view->take(profiles::PlanMade{result, *asked});
    QCOMPARE(m_view->panel()->count, Count::Counted);
    for (const QString& part :
        {u"450 tasks"_s, u"about 3."_s, u"0.9 MB"_s, u"12 wait"_s, u"7 are"_s})
        QVERIFY2(m_view->panel()->counted.contains(part), qPrintable(m_view->panel()->counted));
}

void ActivitiesViewTest::aCountThatNobodyWaitsForIsDropped()
{
    m_view->openPanel(Kind::Call);
    m_view->startFrom(QDate(2026, 8, 25));
    QTRY_COMPARE(m_wishes.size(), std::size_t(1));
    const auto first = std::get<profiles::MakePlan>(lastWish());
    m_view->startFrom(QDate(2026, 9, 1));
    QTRY_COMPARE(m_wishes.size(), std::size_t(2));
    m_view->take(profiles::PlanMade{{}, first});
    QCOMPARE(m_view->panel()->count, Count::Counting); // that was of another day
    m_view->take(profiles::PlanMade{{}, std::get<profiles::MakePlan>(lastWish())});
    QCOMPARE(m_view->panel()->count, Count::Counted);
}

void ActivitiesViewTest::aCountThatFailsSaysWhy()
{
    m_view->openPanel(Kind::Call);
    m_view->startFrom(QDate(2026, 8, 25));
    QTRY_COMPARE(m_wishes.size(), std::size_t(1));
    core::Error error;
    error.kind = core::Error::Kind::Network;
    error.service = core::Service::HubSpot;
    m_view->take(profiles::JobEnded{profiles::Job::Planning, error});
    QCOMPARE(m_view->panel()->count, Count::Failed);
    QVERIFY(m_view->panel()->counted.contains(u"HubSpot could not be reached"_s));
    m_view->startFrom(QDate(2026, 8, 25)); // once more
    QCOMPARE(m_view->panel()->count, Count::Counting);
}

void ActivitiesViewTest::whatIsConfirmedIsSaved()
{
    m_view->openPanel(Kind::Call);
    m_view->startFrom(QDate(2026, 8, 25));
    m_view->confirm();
    QVERIFY(!m_view->panel());
    const auto* change = std::get_if<profiles::ChangeKind>(&lastWish());
    QVERIFY(change && change->kind == Kind::Call && change->turn && !change->taskType);
    QVERIFY(change->turn->on && change->turn->startAt);
    QVERIFY(!row(Kind::Call).on); // not before it is stored
    core::Settings stored;
    stored.toSalesforce[Kind::Call].on = true;
    m_view->take(profiles::SettingsSaved{stored});
    QVERIFY(row(Kind::Call).on);
}

void ActivitiesViewTest::turningOffIsConfirmedToo()
{
    m_view->openPanel(Kind::Note);
    QVERIFY(!m_view->panel()->turnsOn);
    QVERIFY(m_wishes.empty());
    m_view->confirm();
    const auto* change = std::get_if<profiles::ChangeKind>(&lastWish());
    QVERIFY(change && change->kind == Kind::Note && change->turn && !change->turn->on);
    QVERIFY(!change->taskType); // stays
}

void ActivitiesViewTest::aTypeThatIsGoneStaysVisible()
{
    QVERIFY(!row(Kind::Note).typeIsGone); // nobody knows yet
    m_view->take(lookedAround({u"Call"_s, u"Email"_s}));
    QVERIFY(row(Kind::Note).typeIsGone);
    QCOMPARE(row(Kind::Note).taskType, u"Other"_s);
    QVERIFY(!row(Kind::Call).typeIsGone);
    m_view->take(lookedAround({u"Call"_s, u"Other"_s}));
    QVERIFY(!row(Kind::Note).typeIsGone);
}

void ActivitiesViewTest::aTypeIsSaved()
{
    m_view->chooseType(Kind::Note, u"Email"_s);
    m_view->chooseType(Kind::Note, u"Other"_s); // back at once: the first one is not stored yet
    const auto* change = std::get_if<profiles::ChangeKind>(&lastWish());
    QVERIFY(change && change->taskType == u"Other"_s && !change->turn); // it goes on as before
    QCOMPARE(m_wishes.size(), std::size_t(2));
}

QTEST_GUILESS_MAIN(ActivitiesViewTest)
#include "tst_activitiesview.moc"
