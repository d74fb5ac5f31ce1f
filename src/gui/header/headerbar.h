// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include <memory>

namespace app {
class StatusView;
}
namespace Ui {
class HeaderBar;
}

namespace gui {

class Theme;

// Profile, environment, connection, what is going on, and the two buttons for it.
class HeaderBar final : public QFrame
{
    Q_OBJECT

public:
    HeaderBar(app::StatusView& view, const Theme& theme, QWidget* parent = nullptr);
    ~HeaderBar() override;

private:
    void show();

    app::StatusView& m_view;
    const Theme& m_theme;
    std::unique_ptr<Ui::HeaderBar> m_ui;
};

} // namespace gui
