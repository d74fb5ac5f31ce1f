// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>

namespace app {
class ActivitiesView;
}
namespace Ui {
class TogglePanel;
}

namespace gui {

class Theme;

// Opens on a switch: what turning it on or off would do, before it does it.
class TogglePanel final : public QWidget
{
    Q_OBJECT

public:
    TogglePanel(app::ActivitiesView& view, const Theme& theme, QWidget* parent = nullptr);
    ~TogglePanel() override;

private:
    void show();
    void chooseStart();

    app::ActivitiesView& m_view;
    std::unique_ptr<Ui::TogglePanel> m_ui;
};

} // namespace gui
