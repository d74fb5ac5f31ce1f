// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>
#include <vector>

class QComboBox;
class QLabel;

namespace app {
class ActivitiesView;
struct KindRow;
} // namespace app
namespace Ui {
class ActivitiesPage;
}

namespace gui {

class Switch;
class Theme;

// The Timeline table: a switch and a task type for every kind, and the panel of a switch.
class ActivitiesPage final : public QWidget
{
    Q_OBJECT

public:
    ActivitiesPage(app::ActivitiesView& view, const Theme& theme, QWidget* parent = nullptr);
    ~ActivitiesPage() override;

private:
    struct Line // the widgets of one kind
    {
        QLabel* since = nullptr;
        Switch* toggle = nullptr;
        QComboBox* type = nullptr;
        QLabel* problem = nullptr;
    };
    void show();
    void build();
    void addGroup(const QString& name, int row);
    void addLine(const app::KindRow& kind, int row);
    void fill(const Line& line, const app::KindRow& kind) const;

    app::ActivitiesView& m_view;
    const Theme& m_theme;
    std::unique_ptr<Ui::ActivitiesPage> m_ui;
    std::vector<Line> m_lines; // in the order of the view's rows
};

} // namespace gui
