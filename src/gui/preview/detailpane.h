// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>

namespace app {
class PlanView;
struct PlanDetail;
} // namespace app
namespace Ui {
class DetailPane;
}

namespace gui {

class Theme;

// One row of the plan: HubSpot left, Salesforce right, and the chain of reasons.
class DetailPane final : public QWidget
{
    Q_OBJECT

public:
    DetailPane(app::PlanView& view, const Theme& theme, QWidget* parent = nullptr);
    ~DetailPane() override;

private:
    void show();
    void fill(const app::PlanDetail& detail);

    app::PlanView& m_view;
    std::unique_ptr<Ui::DetailPane> m_ui;
};

} // namespace gui
