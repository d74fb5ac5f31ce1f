// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/header/headerbar.h"

#include "app/statusview.h"
#include "gui/support/theme.h"
#include "ui_headerbar.h"

#include <QStyle>

namespace gui {

namespace {

constexpr int iconSize = 16; // px
constexpr int badgeMargin = 6;

QString badgeOf(app::Environment environment)
{
    switch (environment) {
    case app::Environment::Production:
        return QStringLiteral("production");
    case app::Environment::Sandbox:
        return QStringLiteral("sandbox");
    case app::Environment::Demo:
        return QStringLiteral("demo");
    case app::Environment::Unknown:
        break;
    }
    return {};
}

QString badgeColour(const QString& badge)
{
    return QStringLiteral("badge") + badge.at(0).toUpper() + badge.mid(1);
}

QIcon iconOf(app::Connection connection, const Theme& theme)
{
    switch (connection) {
    case app::Connection::Online:
        return theme.icon(u"check", u"success");
    case app::Connection::Offline:
    case app::Connection::NotConnected:
        return theme.icon(u"offline", u"warning");
    case app::Connection::Closed:
        return theme.icon(u"error", u"danger");
    default:
        return theme.icon(u"sync", u"textMuted");
    }
}

void setBadge(QLabel& label, const QString& badge, const QString& text)
{
    label.setVisible(!badge.isEmpty());
    if (label.property("badge").toString() != badge) {
        label.setProperty("badge", badge);
        label.style()->unpolish(&label); // the style sheet looks at properties only then
        label.style()->polish(&label);
    }
    label.setText(text); // last: a label measures itself when it gets its text
}

} // namespace

HeaderBar::HeaderBar(app::StatusView& view, const Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_view(view)
    , m_theme(theme)
    , m_ui(std::make_unique<Ui::HeaderBar>())
{
    m_ui->setupUi(this);
    m_ui->profile->setTextFormat(Qt::PlainText);
    // The padding of the style sheet does not reach a label that becomes a badge later.
    m_ui->badge->setContentsMargins(badgeMargin, 0, badgeMargin, 0);
    m_ui->connection->setTextFormat(Qt::PlainText);
    m_ui->progressText->setTextFormat(Qt::PlainText);
    m_ui->sync->setIcon(theme.icon(u"sync", u"textOnAccent"));
    m_ui->sync->setShortcut(Qt::Key_F5);
    m_ui->sync->setToolTip(tr("Read what changed and write it (F5)"));
    m_ui->cancel->setShortcut(Qt::Key_Escape);
    m_ui->cancel->setToolTip(tr("Stop at the next safe boundary (Esc)"));
    connect(m_ui->sync, &QPushButton::clicked, &view, &app::StatusView::sync);
    connect(m_ui->cancel, &QPushButton::clicked, &view, &app::StatusView::cancel);
    connect(&view, &app::StatusView::changed, this, &HeaderBar::show);
    show();
}

HeaderBar::~HeaderBar() = default;

void HeaderBar::show()
{
    const app::Status& status = m_view.status();
    m_ui->profile->setText(status.profile);
    const QString badge = badgeOf(status.environment);
    setBadge(*m_ui->badge, badge, app::environmentName(status.environment));
    m_ui->badgeIcon->setVisible(!badge.isEmpty());
    if (!badge.isEmpty())
        m_ui->badgeIcon->setPixmap(m_theme.icon(badge, badgeColour(badge)).pixmap(iconSize));
    m_ui->connectionIcon->setPixmap(iconOf(status.connection, m_theme).pixmap(iconSize));
    m_ui->connection->setText(status.accounts.isEmpty()
            ? app::connectionText(status.connection)
            : app::connectionText(status.connection) + QStringLiteral(" · ") + status.accounts);
    const bool isBusy = status.job.has_value();
    m_ui->progressText->setVisible(isBusy);
    m_ui->progress->setVisible(isBusy);
    m_ui->progressText->setText(
        status.stopping ? tr("Stopping at the next safe boundary …") : status.progress.text);
    m_ui->progress->setMaximum(status.progress.percent ? 100 : 0);
    m_ui->progress->setValue(status.progress.percent.value_or(0));
    m_ui->progress->setAccessibleName(m_ui->progressText->text());
    m_ui->cancel->setVisible(isBusy);
    m_ui->cancel->setEnabled(status.canCancel());
    m_ui->sync->setEnabled(status.canSync());
}

} // namespace gui
