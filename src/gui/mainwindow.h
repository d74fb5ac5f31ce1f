// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/doors.h"

#include <QMainWindow>

class QListWidget;
class QStackedWidget;

namespace gui {

class Theme;

// Stacks the pages of one workspace below its header, or the start page while none is open.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    enum Page { Activities, Preview, Runs };

    // The theme outlives the window.
    MainWindow(app::Doors doors, const Theme& theme);
    ~MainWindow() override;

    void openStart();
    void openDemo();
    void openProfile(const QString& name);
    void go(Page page);

    [[nodiscard]] app::Workspace* workspace() { return m_workspace.get(); }

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void open(std::unique_ptr<app::Workspace> workspace);
    [[nodiscard]] QWidget* makePages();

    app::Doors m_doors;
    const Theme& m_theme;
    std::unique_ptr<app::Workspace> m_workspace;
    QListWidget* m_navigation = nullptr; // both live with the central widget
    QStackedWidget* m_pages = nullptr;
};

} // namespace gui
