// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/header/noticebar.h"

#include "app/statusview.h"
#include "gui/support/theme.h"
#include "ui_noticebar.h"

#include <QStyle>

namespace gui {

namespace {

using app::Notice;
using app::Remedy;

constexpr int iconSize = 20; // px

struct Tone
{
    QString severity; // of the style sheet; empty = info
    QStringView icon;
    QStringView colour;
};

Tone toneOf(Notice::Tone tone)
{
    switch (tone) {
    case Notice::Tone::Good:
        return {QStringLiteral("success"), u"check", u"success"};
    case Notice::Tone::Warning:
        return {QStringLiteral("warning"), u"warning", u"warning"};
    case Notice::Tone::Error:
        return {QStringLiteral("danger"), u"error", u"danger"};
    case Notice::Tone::Info:
        break;
    }
    return {QString(), u"info", u"info"};
}

} // namespace

NoticeBar::NoticeBar(app::StatusView& view, const Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_view(view)
    , m_theme(theme)
    , m_ui(std::make_unique<Ui::NoticeBar>())
{
    m_ui->setupUi(this);
    m_ui->what->setTextFormat(Qt::PlainText);
    m_ui->nextStep->setTextFormat(Qt::PlainText);
    m_ui->close->setIcon(theme.icon(u"close"));
    connect(m_ui->close, &QToolButton::clicked, &view, &app::StatusView::dismissNotice);
    connect(m_ui->remedy, &QPushButton::clicked, this, &NoticeBar::remedy);
    connect(&view, &app::StatusView::changed, this, &NoticeBar::show);
    show();
}

NoticeBar::~NoticeBar() = default;

void NoticeBar::show()
{
    const auto& notice = m_view.status().notice;
    setVisible(notice.has_value());
    if (!notice)
        return;
    const Tone tone = toneOf(notice->tone);
    setProperty("severity", tone.severity);
    style()->unpolish(this);
    style()->polish(this);
    m_ui->icon->setPixmap(m_theme.icon(tone.icon, tone.colour).pixmap(iconSize));
    m_ui->what->setText(notice->what);
    m_ui->nextStep->setText(notice->nextStep);
    m_ui->nextStep->setVisible(!notice->nextStep.isEmpty());
    // The only way on is not to be lost by a click.
    m_ui->close->setVisible(notice->remedy != Remedy::LookAgain || m_view.status().canSync());
    m_ui->remedy->setVisible(notice->remedy != Remedy::None);
    m_ui->remedy->setText(notice->remedy == Remedy::CreateKeyField ? tr("Create the key field")
            : notice->remedy == Remedy::ShowPlan                   ? tr("Look at the plan")
                                                                   : tr("Try again"));
}

void NoticeBar::remedy()
{
    const auto& notice = m_view.status().notice;
    if (!notice)
        return;
    switch (notice->remedy) {
    case Remedy::CreateKeyField:
        return m_view.createKeyField();
    case Remedy::LookAgain:
        return m_view.lookAgain();
    case Remedy::ShowPlan:
        emit planWanted();
        return;
    case Remedy::None:
        return;
    }
}

} // namespace gui
