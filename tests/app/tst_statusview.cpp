// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/statusview.h"

#include "support/fakeclock.h"

#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using app::Connection;
using app::Notice;
using app::Remedy;
using app::StatusView;
using profiles::Job;

// What the header says, fed with the engine's messages.
class StatusViewTest final : public QObject
{
    Q_OBJECT

private slots:
    void aProfileIsOpenedAndLookedAt();
    void offlineSaysSoAndOffersToTryAgain();
    void aMissingKeyFieldCanBeCreated();
    void progressHasRateAndTimeLeft();
    void cancelIsAskedOnce();
    void aRunEndsWithAWord_data();
    void aRunEndsWithAWord();
    void theGuardLeadsToThePlan();
    void nothingChangedIsNotTold();

private:
    static profiles::LookedAround lookedAround(bool sandbox);
    static core::Error error(core::Error::Kind kind, const QString& code = {});
};

profiles::LookedAround StatusViewTest::lookedAround(bool sandbox)
{
    profiles::LookedAround looked;
    looked.account.portalId = u"146425426"_s;
    looked.identity.organization.value = u"00D000000000001EAA"_s;
    looked.identity.sandbox = sandbox;
    return looked;
}

core::Error StatusViewTest::error(core::Error::Kind kind, const QString& code)
{
    core::Error error;
    error.kind = kind;
    error.code = code;
    error.service = core::Service::Salesforce;
    return error;
}

void StatusViewTest::aProfileIsOpenedAndLookedAt()
{
    support::FakeClock clock;
    StatusView view(clock);
    QVERIFY(!view.status().canSync());
    view.take(profiles::Opened{u"main"_s, {}, false, {}});
    QCOMPARE(view.status().profile, u"main"_s);
    QCOMPARE(view.status().connection, Connection::Looking);
    view.take(profiles::JobBegan{Job::LookingAround});
    QVERIFY(!view.status().canSync());
    view.take(lookedAround(true));
    view.take(profiles::JobEnded{Job::LookingAround, {}});
    QCOMPARE(view.status().connection, Connection::Online);
    QCOMPARE(view.status().environment, app::Environment::Sandbox);
    QVERIFY(view.status().accounts.contains(u"146425426"_s));
    QVERIFY(view.status().canSync());
    view.take(lookedAround(false));
    QCOMPARE(view.status().environment, app::Environment::Production);
    view.take(profiles::Opened{u"demo"_s, {}, true, {}});
    view.take(lookedAround(true));
    QCOMPARE(view.status().environment, app::Environment::Demo); // never called anything else
}

void StatusViewTest::offlineSaysSoAndOffersToTryAgain()
{
    support::FakeClock clock;
    StatusView view(clock);
    QSignalSpy wants(&view, &StatusView::wants);
    view.take(profiles::Opened{u"main"_s, {}, false, {}});
    view.take(profiles::JobEnded{Job::LookingAround, error(core::Error::Kind::Network)});
    QCOMPARE(view.status().connection, Connection::Offline);
    QVERIFY(view.status().canSync()); // an attempt may find it online again
    QVERIFY(view.status().notice && view.status().notice->remedy == Remedy::LookAgain);
    QVERIFY(!view.status().notice->nextStep.isEmpty());
    view.lookAgain();
    QVERIFY(!view.status().notice);
    QCOMPARE(wants.size(), 1);
    view.take(profiles::JobEnded{Job::LookingAround, error(core::Error::Kind::SignInNeeded)});
    QCOMPARE(view.status().connection, Connection::NotConnected);
    QVERIFY(!view.status().canSync());
    QVERIFY(view.status().notice->remedy == Remedy::LookAgain); // the way on
    view.take(profiles::Synced{});
    QCOMPARE(view.status().connection, Connection::Online);
}

void StatusViewTest::aMissingKeyFieldCanBeCreated()
{
    support::FakeClock clock;
    StatusView view(clock);
    view.take(lookedAround(false));
    view.take(profiles::JobBegan{Job::Planning});
    view.take(profiles::JobEnded{
        Job::Planning, error(core::Error::Kind::SetUpIncomplete, u"KEY_FIELD_MISSING"_s)});
    QVERIFY(view.status().notice && view.status().notice->remedy == Remedy::CreateKeyField);
    // A field that is there but wrong cannot be mended by creating it.
    view.take(profiles::JobEnded{
        Job::Planning, error(core::Error::Kind::SetUpIncomplete, u"KEY_FIELD_NOT_UNIQUE"_s)});
    QVERIFY(view.status().notice->remedy == Remedy::None);
    view.take(profiles::JobBegan{Job::CreatingKeyField});
    view.take(profiles::JobEnded{Job::CreatingKeyField, {}});
    QVERIFY(view.status().notice->tone == Notice::Tone::Good);
}

void StatusViewTest::progressHasRateAndTimeLeft()
{
    support::FakeClock clock;
    StatusView view(clock);
    view.take(profiles::JobBegan{Job::Syncing});
    view.take(engine::Event(engine::PhaseStarted{engine::Phase::Reading}));
    QVERIFY(view.status().progress.text.startsWith(u"Reading activities"_s));
    view.take(engine::Event(engine::Progressed{engine::Phase::Reading, 500, 0}));
    QVERIFY(!view.status().progress.percent); // nobody can know how many there are
    view.take(engine::Event(engine::PhaseStarted{engine::Phase::Writing}));
    clock.advance(2s);
    view.take(engine::Event(engine::Progressed{engine::Phase::Writing, 400, 1000}));
    QCOMPARE(view.status().progress.text, u"Writing tasks: 400 of 1,000, 200 a second, 3 s left"_s);
    QCOMPARE(view.status().progress.percent, 40);
    view.take(profiles::JobEnded{Job::Syncing, {}});
    QCOMPARE(view.status().progress, app::ProgressShown());
}

void StatusViewTest::cancelIsAskedOnce()
{
    support::FakeClock clock;
    StatusView view(clock);
    QSignalSpy wants(&view, &StatusView::wants);
    view.cancel();
    QCOMPARE(wants.size(), 0); // there is nothing to cancel
    view.take(profiles::JobBegan{Job::Syncing});
    view.cancel();
    view.cancel();
    QCOMPARE(wants.size(), 1);
    QVERIFY(view.status().stopping && !view.status().canCancel());
    view.take(profiles::JobEnded{Job::Syncing, error(core::Error::Kind::Cancelled)});
    QVERIFY(!view.status().stopping);
    QVERIFY(view.status().notice && view.status().notice->tone == Notice::Tone::Info);
}

void StatusViewTest::aRunEndsWithAWord_data()
{
    QTest::addColumn<engine::Tally>("tally");
    QTest::addColumn<QString>("says");
    QTest::addColumn<bool>("isGood");
    engine::Tally tally;
    QTest::newRow("nothing to do") << tally << u"in step"_s << true;
    tally.created = 1200;
    tally.updated = 3;
    QTest::newRow("written") << tally << u"1,200 tasks created, 3 updated, 0 failed"_s << true;
    tally.failed = 2;
    QTest::newRow("some failed") << tally << u"2 failed"_s << false;
}

void StatusViewTest::aRunEndsWithAWord()
{
    QFETCH(engine::Tally, tally);
    QFETCH(QString, says);
    QFETCH(bool, isGood);
    support::FakeClock clock;
    StatusView view(clock);
    engine::SyncResult result;
    result.tally = tally;
    view.take(profiles::JobBegan{Job::Syncing});
    view.take(profiles::Synced{result});
    view.take(profiles::JobEnded{Job::Syncing, {}});
    QVERIFY(view.status().notice);
    QVERIFY2(view.status().notice->what.contains(says), qPrintable(view.status().notice->what));
    QCOMPARE(view.status().notice->tone == Notice::Tone::Good, isGood);
    view.dismissNotice();
    QVERIFY(!view.status().notice);
}

void StatusViewTest::theGuardLeadsToThePlan()
{
    support::FakeClock clock;
    StatusView view(clock);
    engine::SyncResult result;
    result.guard = core::GuardFinding{core::GuardFinding::What::ManyCreates, 7120, 5000};
    view.take(profiles::Synced{result});
    QVERIFY(view.status().notice && view.status().notice->remedy == Remedy::ShowPlan);
    QVERIFY(view.status().notice->what.contains(u"7,120"_s));
}

void StatusViewTest::nothingChangedIsNotTold()
{
    support::FakeClock clock;
    StatusView view(clock);
    view.take(lookedAround(false));
    QSignalSpy changed(&view, &StatusView::changed);
    view.take(lookedAround(false));
    view.take(profiles::RowsRead{});
    QCOMPARE(changed.size(), 0);
}

QTEST_GUILESS_MAIN(StatusViewTest)
#include "tst_statusview.moc"
