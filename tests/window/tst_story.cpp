// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/stage.h"

#include "gui/support/switch.h"

#include <QComboBox>
#include <QJsonArray>
#include <QLabel>
#include <QListWidget>
#include <QSet>
#include <QTableView>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using core::Kind;
using window::Stage;

// An admin's first hour, by mouse and keyboard.
class StoryTest final : public QObject
{
    Q_OBJECT

private slots:
    void sampleDataIsOneClickAway();
    void fromTheFirstSwitchToTheLog();
    void aRunIsCancelled();
    void theWindowIsClosedDuringARunAndOpenedAgain();

private:
    static profiles::SandboxProcess::Sample sample(int activities);
    static bool syncHasBegunToWrite(Stage& stage); // on a new profile
    static int tasksWithKey(Stage& stage);
    static int distinctKeys(Stage& stage);
    static int number(Stage& stage, const QString& name);
};

profiles::SandboxProcess::Sample StoryTest::sample(int activities)
{
    profiles::SandboxProcess::Sample sample;
    sample.contacts = activities / 4;
    sample.activities = activities;
    sample.keyField = true;
    return sample;
}

// What the sandbox itself says.
int StoryTest::number(Stage& stage, const QString& name)
{
    const auto counts = stage.sandbox->look(u"counts"_s);
    return counts ? counts->first()[u"tasks"_s][name].toInt(-1) : -1;
}

int StoryTest::tasksWithKey(Stage& stage)
{
    return number(stage, u"withKey"_s);
}

int StoryTest::distinctKeys(Stage& stage)
{
    return number(stage, u"distinctKeys"_s);
}

bool StoryTest::syncHasBegunToWrite(Stage& stage)
{
    stage.openProfile();
    if (!stage.waitIdle())
        return false;
    for (const Kind kind : {Kind::Call, Kind::Note, Kind::Task})
        stage.switchOn(kind);
    stage.click(u"sync"_s);
    return QTest::qWaitFor([&] { return tasksWithKey(stage) > 0; }, 60'000);
}

void StoryTest::sampleDataIsOneClickAway()
{
    Stage stage(sample(200));
    stage.openStart();
    stage.click(u"tryDemo"_s);
    QTRY_VERIFY_WITH_TIMEOUT(stage.window->workspace(), 5'000);
    QVERIFY(stage.waitIdle());
    QCOMPARE(stage.find<QLabel>(u"badge"_s)->text(), u"Demo"_s);
    QVERIFY(stage.find<QComboBox>(u"type.calls"_s)->count() > 1); // the org's own values
}

void StoryTest::fromTheFirstSwitchToTheLog()
{
    Stage stage(sample(900));
    stage.openProfile();
    QVERIFY(stage.waitIdle());
    stage.switchOn(Kind::Call);
    stage.switchOn(Kind::Note);
    QCOMPARE(tasksWithKey(stage), 0); // switches write nothing

    // By keyboard: down to the preview, and a plan.
    auto* navigation = stage.find<QListWidget>(u"navigation"_s);
    navigation->setFocus();
    QTest::keyClick(navigation, Qt::Key_Down);
    QCOMPARE(navigation->currentRow(), int(gui::MainWindow::Preview));
    stage.click(u"make"_s);
    auto* rows = stage.find<QTableView>(u"rows"_s);
    const auto& summary = stage.window->workspace()->plan.summary();
    QTRY_VERIFY_WITH_TIMEOUT(summary.canRun() && stage.status().isIdle(), 60'000);
    QTRY_VERIFY(rows->model()->rowCount() > 0);
    QCOMPARE(tasksWithKey(stage), 0);
    const int planned = summary.writes;
    QVERIFY(planned > 50);
    auto* why = stage.find<QListWidget>(u"why"_s);
    QTRY_VERIFY_WITH_TIMEOUT(why->count() > 2, 10'000);
    QVERIFY(stage.find<QTreeWidget>(u"hubSpot"_s)->topLevelItemCount() > 2);
    const auto before = stage.window->workspace()->plan.detail();
    rows->setFocus();
    QTest::keyClick(rows, Qt::Key_Down);
    QTRY_VERIFY(stage.window->workspace()->plan.detail() != before);

    stage.click(u"run"_s);
    QVERIFY(QTest::qWaitFor([&] { return !stage.status().isIdle(); }, 5'000));
    QVERIFY(stage.waitIdle());
    QCOMPARE(tasksWithKey(stage), planned);
    QCOMPARE(distinctKeys(stage), planned);

    navigation->setFocus();
    QTest::keyClick(navigation, Qt::Key_Down);
    auto* runs = stage.find<QTableView>(u"runs"_s);
    auto* log = stage.find<QTableView>(u"log"_s);
    QTRY_COMPARE_WITH_TIMEOUT(runs->model()->rowCount(), 1, 5'000);
    QTRY_VERIFY_WITH_TIMEOUT(log->model()->rowCount() >= planned, 5'000);
    QVERIFY(log->model()->index(0, 3).data().toString().startsWith(u"Created task"_s));
}

void StoryTest::aRunIsCancelled()
{
    Stage stage(sample(6'000));
    QVERIFY(syncHasBegunToWrite(stage));
    QElapsedTimer timer;
    timer.start();
    QTest::keyClick(stage.window.get(), Qt::Key_Escape);
    QVERIFY(stage.waitIdle());
    QVERIFY2(timer.elapsed() <= 2'000, QByteArray::number(timer.elapsed()));
    qInfo("cancelled after %lld ms", timer.elapsed());
    QVERIFY(stage.status().notice && stage.status().notice->tone == app::Notice::Tone::Info);
    const int written = tasksWithKey(stage);
    QVERIFY(written > 0);
    stage.click(u"sync"_s); // goes on where it stopped
    QVERIFY(QTest::qWaitFor([&] { return !stage.status().isIdle(); }, 5'000));
    QVERIFY(stage.waitIdle());
    QVERIFY(tasksWithKey(stage) > written);
    QCOMPARE(distinctKeys(stage), tasksWithKey(stage));
}

void StoryTest::theWindowIsClosedDuringARunAndOpenedAgain()
{
    Stage stage(sample(6'000));
    QVERIFY(syncHasBegunToWrite(stage));
    QElapsedTimer timer;
    timer.start();
    stage.window->close();
    stage.close();
    QVERIFY2(timer.elapsed() <= 2'000, QByteArray::number(timer.elapsed()));
    const int written = tasksWithKey(stage);

    stage.openProfile();
    QVERIFY(stage.waitIdle());
    QVERIFY(stage.find<gui::Switch>(u"toggle.calls"_s)->isChecked());
    auto* runs = stage.find<QTableView>(u"runs"_s);
    QTRY_COMPARE_WITH_TIMEOUT(runs->model()->rowCount(), 1, 5'000);
    QCOMPARE(runs->model()->index(0, 1).data().toString(), u"Cancelled"_s);
    stage.click(u"sync"_s);
    QVERIFY(QTest::qWaitFor([&] { return !stage.status().isIdle(); }, 5'000));
    QVERIFY(stage.waitIdle());
    QVERIFY(tasksWithKey(stage) > written);
    QCOMPARE(distinctKeys(stage), tasksWithKey(stage)); // nothing lost, nothing doubled
}

QTEST_MAIN(StoryTest)
#include "tst_story.moc"
