// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>

namespace app {
class LogModel;
class RunsModel;
} // namespace app
namespace Ui {
class RunsPage;
}

namespace gui {

class Theme;

// The runs, and the log of one or of all, which grows while a run goes on.
class RunsPage final : public QWidget
{
    Q_OBJECT

public:
    RunsPage(
        app::RunsModel& runs, app::LogModel& log, const Theme& theme, QWidget* parent = nullptr);
    ~RunsPage() override;

private:
    void show();
    void filter();

    app::RunsModel& m_runs;
    app::LogModel& m_log;
    std::unique_ptr<Ui::RunsPage> m_ui;
};

} // namespace gui
