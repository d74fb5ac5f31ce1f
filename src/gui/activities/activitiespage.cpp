// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/activities/activitiespage.h"

#include "app/activitiesview.h"
#include "app/displaytext.h"
#include "gui/activities/togglepanel.h"
#include "gui/support/switch.h"
#include "gui/support/tables.h"
#include "gui/support/theme.h"
#include "ui_activitiespage.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QSignalBlocker>

namespace gui {

namespace {

enum Column { NameColumn, SwitchColumn, TypeColumn, columns };
constexpr int lineHeight = 56; // px
constexpr int groupHeight = 44;
constexpr int lineMargin = 4;
constexpr int typeWidth = 210;

QLabel* heading(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setProperty("role", QStringLiteral("muted"));
    return label;
}

// A value that the org has no more stays chosen and visible (R1.2).
void fillTypes(QComboBox& box, const QStringList& types, const app::KindRow& kind)
{
    if (box.view()->isVisible())
        return; // nothing moves below somebody's pointer; shown anew when the choice is stored
    const QSignalBlocker quiet(box);
    box.clear();
    box.addItem(ActivitiesPage::tr("-- No task type --"), QString());
    for (const QString& type : types)
        box.addItem(app::oneLine(type), type);
    if (kind.typeIsGone)
        box.addItem(
            ActivitiesPage::tr("%1 (not in Salesforce any more)").arg(app::oneLine(kind.taskType)),
            kind.taskType);
    else if (box.findData(kind.taskType) < 0) // the org's values have not been read yet
        box.addItem(app::oneLine(kind.taskType), kind.taskType);
    box.setCurrentIndex(box.findData(kind.taskType));
}

} // namespace

ActivitiesPage::ActivitiesPage(app::ActivitiesView& view, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_view(view)
    , m_theme(theme)
    , m_ui(std::make_unique<Ui::ActivitiesPage>())
{
    m_ui->setupUi(this);
    m_ui->panelPlace->layout()->addWidget(new TogglePanel(view, theme, m_ui->panelPlace));
    m_ui->kinds->setColumnStretch(NameColumn, 1);
    const auto showPanel = [this] { m_ui->panelPlace->setVisible(m_view.panel().has_value()); };
    connect(&view, &app::ActivitiesView::rowsChanged, this, &ActivitiesPage::show);
    connect(&view, &app::ActivitiesView::panelChanged, this, showPanel);
    connect(&view, &app::ActivitiesView::panelChanged, this, &ActivitiesPage::show);
    showPanel();
    show();
}

ActivitiesPage::~ActivitiesPage() = default;

void ActivitiesPage::show()
{
    const auto& rows = m_view.rows();
    m_ui->loading->setVisible(!m_view.isKnown());
    if (m_lines.size() != rows.size())
        build();
    for (std::size_t i = 0; i < rows.size(); ++i)
        fill(m_lines[i], rows[i]);
}

void ActivitiesPage::build()
{
    while (QLayoutItem* item = m_ui->kinds->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_lines.clear();
    m_ui->kinds->addWidget(heading(tr("HubSpot event"), this), 0, NameColumn);
    m_ui->kinds->addWidget(heading(tr("Sync"), this), 0, SwitchColumn);
    m_ui->kinds->addWidget(heading(tr("Salesforce task type"), this), 0, TypeColumn);
    int row = 1;
    QString group;
    for (const app::KindRow& kind : m_view.rows()) {
        if (kind.group != group)
            addGroup(kind.group, row++);
        group = kind.group;
        addLine(kind, row++);
    }
}

void ActivitiesPage::addGroup(const QString& name, int row)
{
    auto* label = new QLabel(name, this);
    QFont bold = label->font();
    bold.setBold(true);
    label->setFont(bold);
    label->setMinimumHeight(groupHeight);
    label->setAlignment(Qt::AlignLeft | Qt::AlignBottom);
    m_ui->kinds->addWidget(label, row, 0, 1, columns);
}

void ActivitiesPage::addLine(const app::KindRow& kind, int row)
{
    Line line;
    auto* names = new QWidget(this);
    auto* column = new QVBoxLayout(names);
    column->setContentsMargins(0, lineMargin, 0, lineMargin);
    column->setSpacing(2);
    auto* name = new QLabel(kind.name, names);
    line.since = heading({}, names);
    line.since->setWordWrap(true);
    line.problem = new QLabel(tr("The org has this task type no more: choose another one, else "
                                 "nothing of this kind is synced."),
        names);
    line.problem->setProperty("role", QStringLiteral("error"));
    line.problem->setWordWrap(true);
    column->addWidget(name);
    column->addWidget(line.since);
    column->addWidget(line.problem);
    names->setMinimumHeight(lineHeight);
    column->insertStretch(0);
    column->addStretch();

    line.toggle = new Switch(m_theme, this);
    line.toggle->setObjectName(QStringLiteral("toggle.") + core::settingsName(kind.kind));
    line.toggle->setText(kind.name);
    // It shows what is stored: a click asks, and the panel confirms.
    connect(line.toggle, &Switch::clicked, this, [this, kind = kind.kind] {
        m_view.openPanel(kind);
        show();
    });
    line.type = new QComboBox(this);
    line.type->setObjectName(QStringLiteral("type.") + core::settingsName(kind.kind));
    line.type->setAccessibleName(tr("Salesforce task type of %1").arg(kind.name));
    line.type->setFixedWidth(typeWidth);
    setUpComboBox(*line.type);
    connect(line.type, &QComboBox::activated, this, [this, box = line.type, kind = kind.kind] {
        m_view.chooseType(kind, box->currentData().toString());
    });
    m_ui->kinds->addWidget(names, row, NameColumn);
    m_ui->kinds->addWidget(line.toggle, row, SwitchColumn);
    m_ui->kinds->addWidget(line.type, row, TypeColumn);
    m_lines.push_back(line);
}

void ActivitiesPage::fill(const Line& line, const app::KindRow& kind) const
{
    line.since->setText(kind.since);
    line.since->setVisible(!kind.since.isEmpty());
    line.problem->setVisible(kind.typeIsGone);
    line.toggle->setChecked(kind.on);
    fillTypes(*line.type, m_view.taskTypes(), kind);
}

} // namespace gui
