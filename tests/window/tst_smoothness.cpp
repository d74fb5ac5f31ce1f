// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/stage.h"

#include <QElapsedTimer>
#include <QTableView>

#include <algorithm>

using namespace Qt::StringLiterals;
using window::Stage;

// While a large sync goes on, the window's thread is never busy for long. How many activities:
// ACTIVITYBRIDGE_SMOOTH_ACTIVITIES, 5,000 without it; the bar of 50 ms holds for Release builds
// (docs/bench.md), so ACTIVITYBRIDGE_BLOCKED_MAX sets another one in milliseconds.
class SmoothnessTest final : public QObject
{
    Q_OBJECT

private slots:
    void nothingBlocksTheWindowDuringASync_data();
    void nothingBlocksTheWindowDuringASync();
};

namespace {

int variable(const char* name, int otherwise)
{
    bool isNumber = false;
    const int value = qEnvironmentVariableIntValue(name, &isNumber);
    return isNumber ? value : otherwise;
}

// Notes how long the event loop was away, by a timer that should fire all the time.
class Watchdog final : public QObject
{
public:
    Watchdog()
    {
        m_sinceLast.start();
        startTimer(std::chrono::milliseconds(1), Qt::PreciseTimer);
    }
    [[nodiscard]] qint64 longest() const { return m_longest; }

protected:
    void timerEvent(QTimerEvent*) override
    {
        m_longest = std::max(m_longest, m_sinceLast.restart());
    }

private:
    QElapsedTimer m_sinceLast;
    qint64 m_longest = 0; // ms
};

} // namespace

void SmoothnessTest::nothingBlocksTheWindowDuringASync_data()
{
    QTest::addColumn<int>("page");
    QTest::newRow("looking at the activities") << int(gui::MainWindow::Activities);
    QTest::newRow("looking at the growing log") << int(gui::MainWindow::Runs);
}

void SmoothnessTest::nothingBlocksTheWindowDuringASync()
{
    QFETCH(int, page);
    profiles::SandboxProcess::Sample sample;
    sample.activities = variable("ACTIVITYBRIDGE_SMOOTH_ACTIVITIES", 5'000);
    sample.contacts = sample.activities / 5;
    sample.keyField = true;
    Stage stage(sample);
    stage.openProfile();
    QVERIFY(stage.waitIdle());
    for (const core::Kind kind : {core::Kind::Call, core::Kind::Note, core::Kind::Task,
             core::Kind::Meeting, core::Kind::SalesEmailSend, core::Kind::SalesEmailReply})
        stage.switchOn(kind);
    stage.window->go(static_cast<gui::MainWindow::Page>(page));
    QTest::qWait(200);

    const Watchdog watchdog;
    app::PlanView& plan = stage.window->workspace()->plan;
    plan.make();
    QVERIFY(QTest::qWaitFor([&] { return plan.summary().canRun(); }, 120'000));
    const int writes = plan.summary().writes;
    plan.run(); // a first sync this large has to be confirmed, which this is
    QVERIFY(QTest::qWaitFor([&] { return !stage.status().isIdle(); }, 5'000));
    QVERIFY(stage.waitIdle(300'000));
    QTest::qWait(500);
    qInfo("%d tasks written, the window was never away for more than %lld ms", writes,
        watchdog.longest());
    QVERIFY(writes > sample.activities / 2);
    QVERIFY(watchdog.longest() <= variable("ACTIVITYBRIDGE_BLOCKED_MAX", 50));
}

QTEST_MAIN(SmoothnessTest)
#include "tst_smoothness.moc"
