// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/start/startpage.h"

#include "ui_startpage.h"

namespace gui {

StartPage::StartPage(const QStringList& profiles, QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::StartPage>())
{
    m_ui->setupUi(this);
    m_ui->profilesText->setTextFormat(Qt::PlainText);
    m_ui->profilesText->setText(profiles.isEmpty()
            ? tr("There is none yet. Make one with `activitybridgectl profile create NAME`, then "
                 "connect HubSpot and Salesforce with `activitybridgectl connect`.")
            : tr("A profile is one HubSpot account, one Salesforce org and their settings."));
    connect(m_ui->tryDemo, &QPushButton::clicked, this, &StartPage::demoWanted);
    for (const QString& name : profiles) {
        auto* open = new QPushButton(tr("Open %1").arg(name), this);
        connect(open, &QPushButton::clicked, this, [this, name] { emit profileWanted(name); });
        m_ui->profiles->addWidget(open, 0, Qt::AlignLeft);
    }
}

StartPage::~StartPage() = default;

} // namespace gui
