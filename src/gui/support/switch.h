// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QVariantAnimation>

namespace gui {

class Theme;

// An on/off switch: a check box that looks like a toggle. On and off differ by the knob's place and
// by a check mark or ring on it, not by colour alone. `text` is not painted; it is what assistive
// technology reads, unless there is an accessibleName or a label that has the switch as its buddy.
// Space and a click toggle it. Without animation where the style has none.
class Switch final : public QAbstractButton
{
    Q_OBJECT

public:
    // The theme must outlive the switch.
    explicit Switch(const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void glide(bool on);
    [[nodiscard]] QRectF trackRect() const;
    [[nodiscard]] QPointF knobCentre(const QRectF& track) const;
    [[nodiscard]] QColor trackColour() const;
    void paintMark(QPainter& painter, QPointF centre) const;

    const Theme& m_theme;
    QVariantAnimation m_glide;
    qreal m_position = 0; // of the knob: 0 = off, 1 = on
    bool m_focusShown = true; // not after a click, which does not need to say where it was
};

} // namespace gui
