// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/activities/togglepanel.h"

#include "app/activitiesview.h"
#include "gui/support/theme.h"
#include "ui_togglepanel.h"

namespace gui {

namespace {

constexpr int suggestedDays = 90; // back from today

} // namespace

TogglePanel::TogglePanel(app::ActivitiesView& view, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_view(view)
    , m_ui(std::make_unique<Ui::TogglePanel>())
{
    m_ui->setupUi(this);
    m_ui->counted->setTextFormat(Qt::PlainText);
    m_ui->close->setIcon(theme.icon(u"close"));
    m_ui->date->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    m_ui->date->setKeyboardTracking(false); // counts when the day is typed, not at every digit
    connect(m_ui->close, &QToolButton::clicked, &view, &app::ActivitiesView::closePanel);
    connect(m_ui->preview, &QPushButton::clicked, &view, &app::ActivitiesView::preview);
    connect(m_ui->confirm, &QPushButton::clicked, &view, &app::ActivitiesView::confirm);
    connect(m_ui->fromNow, &QRadioButton::toggled, this, &TogglePanel::chooseStart);
    connect(m_ui->date, &QDateEdit::dateChanged, this, &TogglePanel::chooseStart);
    connect(&view, &app::ActivitiesView::panelChanged, this, &TogglePanel::show);
    show();
}

TogglePanel::~TogglePanel() = default;

void TogglePanel::chooseStart()
{
    m_ui->date->setEnabled(m_ui->fromDate->isChecked());
    m_view.startFrom(
        m_ui->fromDate->isChecked() ? std::optional(m_ui->date->date()) : std::nullopt);
}

void TogglePanel::show()
{
    const auto& panel = m_view.panel();
    if (!panel)
        return;
    using Count = app::TogglePanel::Count;
    const QSignalBlocker quiet(m_ui->date);
    m_ui->date->setMaximumDate(panel->today);
    m_ui->date->setDate(panel->from.value_or(panel->today.addDays(-suggestedDays)));
    m_ui->title->setText(panel->name);
    m_ui->explanation->setText(panel->turnsOn
            ? tr("Every activity of this kind becomes one Salesforce task on the contact that the "
                 "rules choose.")
            : tr("Nothing is deleted: the tasks that are there stay as they are, and are not "
                 "updated any more. Turning it on again is a new start."));
    m_ui->start->setVisible(panel->turnsOn);
    const bool fromDate = panel->from.has_value();
    if (m_ui->fromDate->isChecked() != fromDate) {
        const QSignalBlocker alsoQuiet(m_ui->fromNow);
        (fromDate ? m_ui->fromDate : m_ui->fromNow)->setChecked(true);
    }
    m_ui->date->setEnabled(fromDate);
    m_ui->counting->setVisible(panel->count == Count::Counting);
    QString counted = panel->counted;
    if (panel->count == Count::Counting)
        counted = tr("Counting what would be written …");
    else if (panel->count == Count::None && panel->turnsOn)
        counted = tr("Nothing is written for what lies before.");
    m_ui->counted->setText(counted);
    m_ui->counted->setVisible(!counted.isEmpty());
    m_ui->preview->setVisible(panel->turnsOn && fromDate);
    m_ui->confirm->setText(panel->turnsOn ? tr("Turn on") : tr("Turn off"));
}

} // namespace gui
