// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/preview/detailpane.h"

#include "app/displaytext.h"
#include "app/planview.h"
#include "gui/support/plaintext.h"
#include "gui/support/tables.h"
#include "gui/support/theme.h"
#include "ui_detailpane.h"

#include <QHeaderView>

namespace gui {

namespace {

constexpr int nameWidth = 110; // px
constexpr int nowWidth = 90;

void setUp(QTreeWidget& tree, const QStringList& columns, const Theme& theme)
{
    setUpTree(tree, theme);
    tree.setHeaderLabels(columns);
    tree.setRootIsDecorated(false);
    tree.setSelectionMode(QAbstractItemView::NoSelection);
    tree.setColumnWidth(0, nameWidth);
}

// One line in the cell, all of it in the tool tip.
void setCell(QTreeWidgetItem& item, int column, const QString& text)
{
    item.setText(column, app::oneLine(text));
    if (!text.isEmpty())
        item.setToolTip(column, plainToolTip(text));
}

} // namespace

DetailPane::DetailPane(app::PlanView& view, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_view(view)
    , m_ui(std::make_unique<Ui::DetailPane>())
{
    m_ui->setupUi(this);
    m_ui->headline->setTextFormat(Qt::PlainText);
    m_ui->missing->setTextFormat(Qt::PlainText);
    setUp(*m_ui->hubSpot, {tr("Property"), tr("Value")}, theme);
    setUp(*m_ui->salesforce, {tr("Field"), tr("Now"), tr("Will be written")}, theme);
    m_ui->salesforce->setColumnWidth(1, nowWidth);
    m_ui->sides->setSizes({1, 1, 1});
    connect(&view, &app::PlanView::detailChanged, this, &DetailPane::show);
    show();
}

DetailPane::~DetailPane() = default;

void DetailPane::show()
{
    const auto& detail = m_view.detail();
    m_ui->sides->setVisible(detail.has_value());
    m_ui->headline->setText(
        detail ? detail->headline : tr("Choose a row to see both sides of it, and why."));
    m_ui->missing->setVisible(detail && !detail->missing.isEmpty());
    if (detail)
        fill(*detail);
}

void DetailPane::fill(const app::PlanDetail& detail)
{
    m_ui->missing->setText(detail.missing);
    m_ui->hubSpot->clear();
    for (const app::FactRow& fact : detail.hubSpot) {
        auto* item = new QTreeWidgetItem(m_ui->hubSpot, {fact.name});
        setCell(*item, 1, fact.value);
    }
    m_ui->salesforce->clear();
    for (const app::FieldRow& field : detail.salesforce) {
        auto* item = new QTreeWidgetItem(m_ui->salesforce, {field.name});
        setCell(*item, 1, field.now);
        setCell(
            *item, 2, field.isWritten && field.planned.isEmpty() ? tr("(empty)") : field.planned);
        if (field.isWritten) {
            QFont bold = item->font(2);
            bold.setBold(true);
            item->setFont(2, bold);
        }
    }
    m_ui->why->clear();
    for (const QString& reason : detail.why)
        m_ui->why->addItem(app::oneLine(reason));
}

} // namespace gui
