// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/mainwindow.h"

#include "gui/activities/activitiespage.h"
#include "gui/header/headerbar.h"
#include "gui/header/noticebar.h"
#include "gui/preview/previewpage.h"
#include "gui/runs/runspage.h"
#include "gui/start/startpage.h"
#include "gui/support/tables.h"
#include "gui/support/theme.h"

#include <QCloseEvent>
#include <QListWidget>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace gui {

namespace {

constexpr QSize windowSize{1280, 720};
constexpr QSize smallest{1000, 600};
constexpr int navigationWidth = 200; // px

QListWidget* makeNavigation(const Theme& theme, QWidget* parent)
{
    auto* list = new QListWidget(parent);
    list->setObjectName(QStringLiteral("navigation"));
    list->setAccessibleName(MainWindow::tr("Pages"));
    setUpNavigation(*list, theme);
    list->setFixedWidth(navigationWidth);
    list->addItem(new QListWidgetItem(theme.icon(u"activities"), MainWindow::tr("Activities")));
    list->addItem(new QListWidgetItem(theme.icon(u"preview"), MainWindow::tr("Preview")));
    list->addItem(new QListWidgetItem(theme.icon(u"runs"), MainWindow::tr("Runs & logs")));
    list->setCurrentRow(0);
    return list;
}

} // namespace

MainWindow::MainWindow(app::Doors doors, const Theme& theme)
    : m_doors(std::move(doors))
    , m_theme(theme)
{
    setWindowTitle(tr("ActivityBridge"));
    setMinimumSize(smallest);
    resize(windowSize);
}

MainWindow::~MainWindow()
{
    delete takeCentralWidget(); // the pages look at the workspace
}

void MainWindow::openStart()
{
    auto* start = new StartPage(m_doors.profiles(), this);
    connect(start, &StartPage::demoWanted, this, &MainWindow::openDemo, Qt::QueuedConnection);
    connect(start, &StartPage::profileWanted, this, &MainWindow::openProfile, Qt::QueuedConnection);
    setCentralWidget(start);
}

void MainWindow::openDemo()
{
    open(m_doors.demo());
}

void MainWindow::openProfile(const QString& name)
{
    open(m_doors.profile(name));
}

void MainWindow::open(std::unique_ptr<app::Workspace> workspace)
{
    delete takeCentralWidget();
    m_workspace = std::move(workspace);
    auto* place = new QWidget(this);
    auto* column = new QVBoxLayout(place);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new HeaderBar(m_workspace->status, m_theme, place));
    auto* notice = new NoticeBar(m_workspace->status, m_theme, place);
    connect(notice, &NoticeBar::planWanted, this, [this] {
        m_workspace->plan.make();
        go(Preview);
    });
    column->addWidget(notice);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    m_navigation = makeNavigation(m_theme, place);
    row->addWidget(m_navigation);
    row->addWidget(makePages(), 1);
    column->addLayout(row, 1);
    connect(
        m_navigation, &QListWidget::currentRowChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(&m_workspace->activities, &app::ActivitiesView::previewWanted, place,
        [this] { go(Preview); });
    setCentralWidget(place);
    m_navigation->setFocus();
}

QWidget* MainWindow::makePages()
{
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(new ActivitiesPage(m_workspace->activities, m_theme, m_pages));
    m_pages->addWidget(new PreviewPage(m_workspace->plan, m_theme, m_pages));
    m_pages->addWidget(new RunsPage(m_workspace->runs, m_workspace->log, m_theme, m_pages));
    return m_pages;
}

void MainWindow::go(Page page)
{
    if (m_navigation)
        m_navigation->setCurrentRow(page);
}

// A run that is going on stops at its next safe boundary; nobody has to look at a frozen window
// meanwhile.
void MainWindow::closeEvent(QCloseEvent* event)
{
    hide();
    m_navigation = nullptr;
    delete takeCentralWidget();
    m_workspace.reset();
    event->accept();
}

} // namespace gui
