// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/runs/runspage.h"

#include "app/logmodel.h"
#include "app/runsmodel.h"
#include "gui/support/tables.h"
#include "gui/support/theme.h"
#include "ui_runspage.h"

namespace gui {

namespace {

constexpr int emptyIconSize = 48; // px

} // namespace

RunsPage::RunsPage(app::RunsModel& runs, app::LogModel& log, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_runs(runs)
    , m_log(log)
    , m_ui(std::make_unique<Ui::RunsPage>())
{
    m_ui->setupUi(this);
    m_ui->emptyIcon->setPixmap(theme.icon(u"runs").pixmap(emptyIconSize));
    m_ui->runs->setModel(&runs);
    m_ui->log->setModel(&log);
    setUpTable(*m_ui->runs, theme);
    setUpTable(*m_ui->log, theme);
    m_ui->runs->setColumnWidth(app::RunsModel::Started, 170);
    m_ui->runs->setColumnWidth(app::RunsModel::Outcome, 130);
    m_ui->log->setColumnWidth(app::LogModel::Time, 150);
    m_ui->log->setColumnWidth(app::LogModel::Level, 90);
    m_ui->log->setColumnWidth(app::LogModel::Record, 280);
    setUpComboBox(*m_ui->level);
    m_ui->level->addItems(
        {tr("Everything"), tr("Info and above"), tr("Warnings and errors"), tr("Errors")});
    connect(m_ui->level, &QComboBox::activated, this, &RunsPage::filter);
    connect(m_ui->allRuns, &QPushButton::clicked, m_ui->runs, &QTableView::clearSelection);
    connect(m_ui->runs->selectionModel(), &QItemSelectionModel::selectionChanged, this,
        &RunsPage::filter);
    connect(&runs, &QAbstractItemModel::modelReset, this, &RunsPage::filter);
    connect(&runs, &app::RunsModel::loaded, this, &RunsPage::show);
    connect(&log, &QAbstractItemModel::rowsInserted, this, [this] {
        if (m_ui->follow->isChecked())
            m_ui->log->scrollToBottom();
    });
    show();
    filter();
}

RunsPage::~RunsPage() = default;

void RunsPage::show()
{
    const bool isEmpty = m_runs.rowCount() == 0;
    if (isEmpty && !m_runs.failure().isEmpty()) {
        m_ui->emptyTitle->setText(tr("The runs cannot be read"));
        m_ui->emptyText->setTextFormat(Qt::PlainText);
        m_ui->emptyText->setText(m_runs.failure());
    }
    m_ui->states->setCurrentWidget(
        isEmpty ? static_cast<QWidget*>(m_ui->emptyState) : m_ui->splitter);
}

void RunsPage::filter()
{
    app::LogFilter filter;
    const QModelIndexList chosen = m_ui->runs->selectionModel()->selectedRows();
    if (!chosen.isEmpty())
        filter.run = m_runs.run(chosen.first().row()).id;
    filter.atLeast = static_cast<app::LogLevel>(m_ui->level->currentIndex());
    m_ui->logOf->setText(filter.run ? tr("of run %1").arg(*filter.run) : tr("of all runs"));
    m_ui->allRuns->setVisible(filter.run.has_value());
    m_log.setFilter(filter);
}

} // namespace gui
