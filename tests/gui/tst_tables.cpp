// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/support/tables.h"
#include "gui/support/theme.h"

#include <QApplication>
#include <QHoverEvent>
#include <QListWidget>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QTest>
#include <QTreeView>

using namespace gui;
using namespace Qt::StringLiterals;

namespace {

constexpr int rows = 3;
constexpr int columns = 2;

void fill(QStandardItemModel& model)
{
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column)
            model.setItem(row, column, new QStandardItem(u"cell"_s));
    }
}

// The colour of a cell's ground, left of its text.
QColor ground(QTableView& table, int row, int column)
{
    const QPoint at = table.visualRect(table.model()->index(row, column)).topLeft() + QPoint(4, 4);
    return QColor(table.viewport()->grab().toImage().pixel(at));
}

void hover(QTableView& table, QEvent::Type type, QPoint at)
{
    QHoverEvent event(type, at, table.viewport()->mapToGlobal(at), QPoint());
    QApplication::sendEvent(table.viewport(), &event);
}

} // namespace

class TablesTest final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void rowsAreTallWheneverTheViewIsFilled();
    void navigationIsTall();
    void wholeRowLightsUp();

private:
    std::optional<Theme> m_theme;
};

void TablesTest::initTestCase()
{
    auto theme = Theme::load(Variant::Light);
    QVERIFY2(theme, theme ? "" : qUtf8Printable(theme.error().what));
    m_theme = std::move(*theme);
    m_theme->apply(*qApp);
}

void TablesTest::rowsAreTallWheneverTheViewIsFilled()
{
    QStandardItemModel model;
    fill(model);
    QTableView table;
    table.setModel(&model);
    setUpTable(table, *m_theme);
    QCOMPARE(table.rowHeight(0), m_theme->size(u"rowHeight"));

    QTreeView tree;
    setUpTree(tree, *m_theme);
    tree.setModel(&model);
    tree.setCurrentIndex(model.index(1, 0)); // measures the rows before the tree is shown
    tree.show();
    QCOMPARE(tree.visualRect(model.index(0, 0)).height(), m_theme->size(u"rowHeight"));
}

void TablesTest::navigationIsTall()
{
    QListWidget list;
    setUpNavigation(list, *m_theme);
    list.addItems({u"Activities"_s, u"Preview"_s});
    list.setCurrentRow(1);
    list.show();
    QCOMPARE(list.visualItemRect(list.item(0)).height(), m_theme->size(u"navigationHeight"));
    QCOMPARE(list.property("role").toString(), u"navigation"_s);
}

void TablesTest::wholeRowLightsUp()
{
    QStandardItemModel model;
    fill(model);
    QTableView table;
    table.setModel(&model);
    setUpTable(table, *m_theme);
    table.resize(400, 300);
    table.show();
    const QColor lit = m_theme->colour(u"hover");
    const QPoint second = table.visualRect(model.index(1, 0)).center();
    hover(table, QEvent::HoverMove, second);
    QCOMPARE(ground(table, 1, 0), lit);
    QCOMPARE(ground(table, 1, 1), lit);
    QCOMPARE(ground(table, 0, 0), m_theme->colour(u"surface"));
    hover(table, QEvent::HoverLeave, QPoint(-1, -1));
    QCOMPARE(ground(table, 1, 0), m_theme->colour(u"surface"));
}

QTEST_MAIN(TablesTest)
#include "tst_tables.moc"
