// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>

namespace app {
class PlanView;
}
namespace Ui {
class PreviewPage;
}

namespace gui {

class Theme;

// The plan before it is run: counts, one row per action, the chosen one side by side and why.
class PreviewPage final : public QWidget
{
    Q_OBJECT

public:
    PreviewPage(app::PlanView& view, const Theme& theme, QWidget* parent = nullptr);
    ~PreviewPage() override;

private:
    void show();
    void showActions();
    void filter();

    app::PlanView& m_view;
    const Theme& m_theme;
    std::unique_ptr<Ui::PreviewPage> m_ui;
};

} // namespace gui
