// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/support/tables.h"

#include "gui/support/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QHoverEvent>
#include <QListView>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QTreeView>

namespace gui {

namespace {

// A table lights up one cell below the mouse; a row of a list of records is one thing.
class RowHover final : public QStyledItemDelegate
{
public:
    explicit RowHover(QTableView& table)
        : QStyledItemDelegate(&table)
        , m_table(&table)
        , m_viewport(table.viewport())
    {
        m_viewport->setAttribute(Qt::WA_Hover);
        m_viewport->installEventFilter(this);
    }

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (watched == m_viewport) {
            if (event->type() == QEvent::HoverMove || event->type() == QEvent::HoverEnter)
                show(m_table->rowAt(static_cast<QHoverEvent*>(event)->position().toPoint().y()));
            else if (event->type() == QEvent::HoverLeave)
                show(-1);
            return false;
        }
        return QStyledItemDelegate::eventFilter(watched, event); // an editor's
    }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->state.setFlag(QStyle::State_MouseOver, index.row() == m_row);
    }

private:
    void show(int row)
    {
        if (row == m_row)
            return;
        m_row = row;
        m_viewport->update();
    }

    QTableView* m_table;
    QWidget* m_viewport; // still has events when the table is no table any more
    int m_row = -1;
};

// Rows of a fixed height. A style sheet can say it as well, but not to a view that measured its
// rows before it got its style, as views do that are filled before they are shown.
class TallRows final : public QStyledItemDelegate
{
public:
    TallRows(int height, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_height(height)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        return {QStyledItemDelegate::sizeHint(option, index).width(), m_height};
    }

private:
    int m_height;
};

void setUpHeader(QHeaderView& header)
{
    header.setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    header.setHighlightSections(false);
    header.setStretchLastSection(true);
}

// A wheel that scrolls the page must not choose something else where the pointer happens to be.
class WheelGuard final : public QObject
{
public:
    using QObject::QObject;
    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() != QEvent::Wheel)
            return false;
        event->ignore(); // the page gets it
        return true;
    }
};

} // namespace

void setUpTable(QTableView& table, const Theme& theme)
{
    table.setShowGrid(false);
    table.setWordWrap(false);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.setTabKeyNavigation(false); // Tab leaves the table, as everywhere
    table.verticalHeader()->hide();
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.verticalHeader()->setDefaultSectionSize(theme.size(u"rowHeight"));
    setUpHeader(*table.horizontalHeader());
    table.setItemDelegate(new RowHover(table));
}

void setUpTree(QTreeView& tree, const Theme& theme)
{
    tree.setItemDelegate(new TallRows(theme.size(u"rowHeight"), &tree));
    tree.setUniformRowHeights(true);
    tree.setSelectionBehavior(QAbstractItemView::SelectRows);
    tree.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setUpHeader(*tree.header());
}

void setUpNavigation(QListView& list, const Theme& theme)
{
    list.setProperty("role", QStringLiteral("navigation"));
    list.setIconSize(QSize(theme.size(u"icon"), theme.size(u"icon")));
    list.setItemDelegate(new TallRows(theme.size(u"navigationHeight"), &list));
    list.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list.setEditTriggers(QAbstractItemView::NoEditTriggers);
}

void setUpComboBox(QComboBox& box)
{
    box.installEventFilter(new WheelGuard(&box));
    box.setItemDelegate(new QStyledItemDelegate(&box));
}

} // namespace gui
