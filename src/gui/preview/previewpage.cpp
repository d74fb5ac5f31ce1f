// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/preview/previewpage.h"

#include "app/plannames.h"
#include "app/planview.h"
#include "gui/preview/detailpane.h"
#include "gui/support/tables.h"
#include "gui/support/theme.h"
#include "ui_previewpage.h"

#include <QHeaderView>
#include <QLocale>

namespace gui {

namespace {

using State = app::PlanSummary::State;

constexpr int emptyIconSize = 48; // px
constexpr int rowsShare = 500; // of the height, in thousandths: a row is judged by its detail
constexpr int detailShare = 500;

} // namespace

PreviewPage::PreviewPage(app::PlanView& view, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_view(view)
    , m_theme(theme)
    , m_ui(std::make_unique<Ui::PreviewPage>())
{
    m_ui->setupUi(this);
    for (QLabel* label : {m_ui->summary, m_ui->note, m_ui->emptyTitle, m_ui->emptyText})
        label->setTextFormat(Qt::PlainText);
    m_ui->detailPlace->layout()->addWidget(new DetailPane(view, theme, m_ui->detailPlace));
    m_ui->rows->setModel(&view.model());
    setUpTable(*m_ui->rows, theme);
    m_ui->rows->setColumnWidth(app::PlanModel::Action, 110);
    m_ui->rows->setColumnWidth(app::PlanModel::Kind, 180);
    m_ui->rows->setColumnWidth(app::PlanModel::Subject, 420);
    m_ui->rows->setColumnWidth(app::PlanModel::Time, 150);
    m_ui->splitter->setSizes({rowsShare, detailShare});
    setUpComboBox(*m_ui->action);
    setUpComboBox(*m_ui->kind);
    m_ui->kind->addItem(tr("All activities"));
    for (const auto& [kind, name] : app::supportedKinds())
        m_ui->kind->addItem(name, static_cast<int>(kind));
    m_ui->action->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(m_ui->make, &QPushButton::clicked, &view, &app::PlanView::make);
    connect(m_ui->run, &QPushButton::clicked, &view, &app::PlanView::run);
    connect(m_ui->action, &QComboBox::activated, this, &PreviewPage::filter);
    connect(m_ui->kind, &QComboBox::activated, this, &PreviewPage::filter);
    connect(m_ui->rows->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& row) {
            if (row.isValid())
                m_view.choose(row.data(app::PlanModel::SeqRole).toLongLong());
        });
    connect(&view, &app::PlanView::summaryChanged, this, &PreviewPage::show);
    connect(&view.model(), &app::PlanModel::loaded, this, [this] {
        if (!m_ui->rows->currentIndex().isValid())
            m_ui->rows->selectRow(0);
    });
    show();
}

PreviewPage::~PreviewPage() = default;

// What was chosen stays chosen, else all are shown: never less than the page says.
void PreviewPage::showActions()
{
    const QVariant chosen = m_ui->action->currentData();
    m_ui->action->clear();
    m_ui->action->addItem(tr("All actions"));
    for (const auto& [action, count] : m_view.summary().actions)
        m_ui->action->addItem(
            tr("%1 (%2)").arg(app::actionName(action), QLocale().toString(count)), action);
    const int index = chosen.isValid() ? m_ui->action->findData(chosen) : 0;
    m_ui->action->setCurrentIndex(std::max(index, 0));
    if (index < 0)
        filter();
}

void PreviewPage::filter()
{
    app::PlanFilter filter;
    if (m_ui->action->currentIndex() > 0)
        filter.action = m_ui->action->currentData().toString();
    if (m_ui->kind->currentIndex() > 0)
        filter.kind = static_cast<core::Kind>(m_ui->kind->currentData().toInt());
    m_view.model().setFilter(filter);
}

void PreviewPage::show()
{
    const app::PlanSummary& summary = m_view.summary();
    const bool hasRows = summary.state == State::Made && !summary.actions.empty();
    m_ui->summary->setText(summary.state == State::Made ? summary.headline : QString());
    m_ui->note->setText(summary.state == State::Made ? summary.note : QString());
    m_ui->note->setVisible(!m_ui->note->text().isEmpty());
    m_ui->make->setEnabled(summary.state != State::Making);
    m_ui->run->setEnabled(summary.canRun());
    m_ui->run->setText(summary.isHeld ? tr("Confirm and run this plan") : tr("Run this plan"));
    m_ui->states->setCurrentWidget(hasRows ? m_ui->rowsState : m_ui->emptyState);
    showActions();
    if (hasRows)
        return;
    m_ui->emptyIcon->setPixmap(
        m_theme.icon(summary.state == State::Failed ? u"error" : u"preview").pixmap(emptyIconSize));
    switch (summary.state) {
    case State::None:
        m_ui->emptyTitle->setText(tr("No plan yet"));
        m_ui->emptyText->setText(
            tr("A plan lists every task that would be written, and why. It writes nothing."));
        break;
    case State::Making:
        m_ui->emptyTitle->setText(tr("Working …"));
        m_ui->emptyText->setText(tr("The header shows how far it is."));
        break;
    case State::Made:
        m_ui->emptyTitle->setText(tr("Everything is in step"));
        m_ui->emptyText->setText(tr("There is nothing to write, to wait for or to exclude."));
        break;
    case State::Failed:
        m_ui->emptyTitle->setText(summary.headline);
        m_ui->emptyText->setText(summary.note);
        break;
    }
}

} // namespace gui
