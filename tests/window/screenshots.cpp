// SPDX-License-Identifier: GPL-3.0-or-later
// Renders every page in both themes and two sizes to PNG files: usage: activitybridge-screenshots
// FOLDER. With QT_QPA_PLATFORM=offscreen it needs no display.

#include "window/stage.h"

#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QTableView>

using namespace Qt::StringLiterals;
using gui::MainWindow;
using window::Stage;

namespace {

constexpr std::array sizes{QSize(1280, 720), QSize(1920, 1080)};

class Camera final
{
public:
    Camera(Stage& stage, QDir folder, QString theme)
        : m_stage(stage)
        , m_folder(std::move(folder))
        , m_theme(std::move(theme))
    {
    }

    void shoot(const QString& page) const
    {
        for (const QSize& size : sizes) {
            m_stage.window->resize(size);
            QTest::qWait(150); // layouts and switches come to rest
            const QString name
                = u"%1-%2-%3x%4.png"_s.arg(page, m_theme).arg(size.width()).arg(size.height());
            if (!m_stage.window->grab().save(m_folder.filePath(name)))
                qFatal("%s cannot be written", qPrintable(m_folder.filePath(name)));
        }
    }

private:
    Stage& m_stage;
    QDir m_folder;
    QString m_theme;
};

void shootAll(const QDir& folder, gui::Variant variant)
{
    profiles::SandboxProcess::Sample sample;
    sample.keyField = true;
    Stage stage(sample, variant);
    const Camera camera(stage, folder, variant == gui::Variant::Dark ? u"dark"_s : u"light"_s);
    stage.openStart();
    camera.shoot(u"0-start"_s);
    stage.openProfile();
    if (!stage.waitIdle())
        qFatal("the sandbox does not answer");
    camera.shoot(u"1-activities-off"_s);
    stage.window->go(MainWindow::Preview);
    camera.shoot(u"2-preview-empty"_s);
    stage.window->go(MainWindow::Runs);
    camera.shoot(u"3-runs-empty"_s);
    stage.window->go(MainWindow::Activities);
    stage.switchOn(core::Kind::Meeting);
    stage.switchOn(core::Kind::Call);
    stage.click(u"toggle.notes"_s);
    stage.window->workspace()->activities.startFrom(
        stage.window->workspace()->activities.panel()->today.addDays(-30));
    const auto& panel = stage.window->workspace()->activities.panel();
    if (!QTest::qWaitFor([&] { return panel->count == app::TogglePanel::Count::Counted; }, 60'000))
        qFatal("nothing was counted");
    camera.shoot(u"4-activities-panel"_s);
    stage.window->workspace()->activities.closePanel();
    stage.window->go(MainWindow::Preview);
    stage.click(u"make"_s);
    QTest::qWait(500);
    if (!stage.waitIdle())
        qFatal("no plan was made");
    QTest::qWait(500);
    camera.shoot(u"5-preview"_s);
    stage.click(u"run"_s);
    QTest::qWait(300);
    if (!stage.waitIdle())
        qFatal("the plan was not run");
    stage.window->go(MainWindow::Runs);
    QTest::qWait(500);
    camera.shoot(u"6-runs"_s);
    stage.sandbox.reset();
    stage.window->workspace()->status.lookAgain();
    if (!QTest::qWaitFor(
            [&] { return stage.status().connection == app::Connection::Offline; }, 60'000))
        qFatal("it is still online");
    camera.shoot(u"7-offline"_s);
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const QDir folder(QApplication::arguments().value(1));
    if (argc != 2 || !folder.exists())
        qFatal("usage: activitybridge-screenshots FOLDER");
    shootAll(folder, gui::Variant::Light);
    shootAll(folder, gui::Variant::Dark);
    return 0;
}
