// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/support/switch.h"

#include "gui/support/switchaccessible.h"
#include "gui/support/theme.h"

#include <QFocusEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>

#include <chrono>

namespace gui {

namespace {

using namespace std::chrono_literals;

constexpr QSizeF trackSize(44, 24);
constexpr qreal knobRadius = 9;
constexpr qreal ringWidth = 2;
constexpr qreal ringGap = 1; // between track and focus ring
constexpr qreal markWidth = 1.8;
constexpr qreal markRadius = 3; // of the ring on the knob when off
constexpr auto glideTime = 120ms;

QColor mixed(const QColor& from, const QColor& to, qreal part)
{
    const auto channel = [part](float a, float b) { return a + (b - a) * float(part); };
    return QColor::fromRgbF(channel(from.redF(), to.redF()), channel(from.greenF(), to.greenF()),
        channel(from.blueF(), to.blueF()));
}

} // namespace

Switch::Switch(const Theme& theme, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    installSwitchAccessibility();
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_glide.setDuration(static_cast<int>(glideTime.count()));
    m_glide.setEasingCurve(QEasingCurve::InOutCubic);
    connect(this, &QAbstractButton::toggled, this, &Switch::glide);
    connect(&m_glide, &QVariantAnimation::valueChanged, this, [this](const QVariant& position) {
        m_position = position.toReal();
        update();
    });
}

QSize Switch::sizeHint() const
{
    const qreal around = 2 * (ringGap + ringWidth);
    return (trackSize + QSizeF(around, around)).toSize();
}

void Switch::glide(bool on)
{
    const qreal goal = on ? 1 : 0;
    m_glide.stop();
    if (!isVisible()
        || style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) == 0) {
        m_position = goal;
        update();
        return;
    }
    m_glide.setStartValue(m_position);
    m_glide.setEndValue(goal);
    m_glide.start();
}

QRectF Switch::trackRect() const
{
    QRectF track(QPointF(), trackSize);
    track.moveCenter(QRectF(rect()).center());
    return track;
}

QPointF Switch::knobCentre(const QRectF& track) const
{
    const qreal inset = track.height() / 2;
    const qreal way = (track.width() - track.height()) * m_position;
    const bool fromRight = layoutDirection() == Qt::RightToLeft;
    return {
        fromRight ? track.right() - inset - way : track.left() + inset + way, track.center().y()};
}

QColor Switch::trackColour() const
{
    if (!isEnabled())
        return m_theme.colour(u"accentDisabled");
    const bool lit = underMouse() || isDown();
    const QColor off = m_theme.colour(lit ? u"switchOffHover" : u"switchOff");
    const QColor on = m_theme.colour(
        isDown() ? QStringView(u"accentPressed") : (lit ? u"accentHover" : u"accent"));
    return mixed(off, on, m_position);
}

void Switch::paintMark(QPainter& painter, QPointF centre) const
{
    if (!isChecked()) {
        painter.drawEllipse(centre, markRadius, markRadius);
        return;
    }
    painter.drawPolyline(QPolygonF{
        centre + QPointF(-3.5, 0.2), centre + QPointF(-1, 2.7), centre + QPointF(3.7, -2.6)});
}

void Switch::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF track = trackRect();
    const QColor colour = trackColour();

    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRoundedRect(track, track.height() / 2, track.height() / 2);

    const QPointF centre = knobCentre(track);
    painter.setBrush(m_theme.colour(isEnabled() ? u"switchKnob" : u"window"));
    painter.drawEllipse(centre, knobRadius, knobRadius);

    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(isEnabled() ? colour : m_theme.colour(u"textDisabled"), markWidth,
        Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    paintMark(painter, centre);

    if (hasFocus() && m_focusShown) {
        const qreal out = ringGap + ringWidth / 2;
        const QRectF ring = track.adjusted(-out, -out, out, out);
        painter.setPen(QPen(m_theme.colour(u"focus"), ringWidth));
        painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2);
    }
}

bool Switch::event(QEvent* event)
{
    if (event->type() == QEvent::EnabledChange)
        setCursor(isEnabled() ? Qt::PointingHandCursor : Qt::ArrowCursor);
    return QAbstractButton::event(event);
}

void Switch::focusInEvent(QFocusEvent* event)
{
    const Qt::FocusReason reason = event->reason();
    if (reason != Qt::ActiveWindowFocusReason && reason != Qt::PopupFocusReason)
        m_focusShown = reason != Qt::MouseFocusReason; // else it comes back as it was
    QAbstractButton::focusInEvent(event);
}

void Switch::keyPressEvent(QKeyEvent* event)
{
    m_focusShown = true;
    QAbstractButton::keyPressEvent(event);
}

} // namespace gui
