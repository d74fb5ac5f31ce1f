// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QColor>
#include <QIcon>

namespace gui {

struct IconColours
{
    QColor normal;
    QColor disabled;
    QColor selected;
};

// An icon drawn from SVG whose every stroke or fill is #000001, which stands for the colour.
[[nodiscard]] QIcon svgIcon(const QByteArray& svg, const IconColours& colours);

} // namespace gui
