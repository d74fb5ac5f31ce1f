// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>

namespace Ui {
class StartPage;
}

namespace gui {

// What is seen before a profile is open.
class StartPage final : public QWidget
{
    Q_OBJECT

public:
    explicit StartPage(const QStringList& profiles, QWidget* parent = nullptr);
    ~StartPage() override;

signals:
    void demoWanted();
    void profileWanted(const QString& name);

private:
    std::unique_ptr<Ui::StartPage> m_ui;
};

} // namespace gui
