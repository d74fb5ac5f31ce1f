// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/support/svgicon.h"

#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

namespace gui {

namespace {

// Draws when asked, at the size asked for: nothing is scaled, whatever the screen.
class SvgIconEngine final : public QIconEngine
{
public:
    SvgIconEngine(QByteArray svg, IconColours colours)
        : m_svg(std::move(svg))
        , m_colours(std::move(colours))
    {
    }

    QIconEngine* clone() const override { return new SvgIconEngine(*this); }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        QByteArray svg = m_svg;
        svg.replace("#000001", colourOf(mode).name().toLatin1());
        QSvgRenderer renderer(svg);
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        renderer.render(painter, rect);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap made(size);
        made.fill(Qt::transparent);
        QPainter painter(&made);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return made;
    }

private:
    QColor colourOf(QIcon::Mode mode) const
    {
        switch (mode) {
        case QIcon::Disabled:
            return m_colours.disabled;
        case QIcon::Selected:
            return m_colours.selected;
        case QIcon::Normal:
        case QIcon::Active:
            break;
        }
        return m_colours.normal;
    }

    QByteArray m_svg;
    IconColours m_colours;
};

} // namespace

QIcon svgIcon(const QByteArray& svg, const IconColours& colours)
{
    return QIcon(new SvgIconEngine(svg, colours));
}

} // namespace gui
