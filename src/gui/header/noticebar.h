// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include <memory>

namespace app {
class StatusView;
}
namespace Ui {
class NoticeBar;
}

namespace gui {

class Theme;

// What the user should know now, with the next step; not there when there is nothing.
class NoticeBar final : public QFrame
{
    Q_OBJECT

public:
    NoticeBar(app::StatusView& view, const Theme& theme, QWidget* parent = nullptr);
    ~NoticeBar() override;

signals:
    void planWanted();

private:
    void show();
    void remedy();

    app::StatusView& m_view;
    const Theme& m_theme;
    std::unique_ptr<Ui::NoticeBar> m_ui;
};

} // namespace gui
