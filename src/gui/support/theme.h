// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QColor>
#include <QHash>
#include <QIcon>
#include <QString>

class QApplication;
class QPalette;

namespace gui {

enum class Variant { Light, Dark };

// What the system has. Asked before Theme::apply(): afterwards the palette is the theme's.
[[nodiscard]] Variant systemVariant();
// Dark if its text is lighter than its window.
[[nodiscard]] Variant variantOf(const QPalette& palette);

// The look: colours and sizes by name (resources/style/*.json), icons, and the style sheet made
// from them. Widgets keep a `const Theme&` and ask it whenever they paint; so the one Theme of the
// program outlives them, and another variant is shown by assigning to it and applying it again.
// A name that is not in the files is a programming error.
class Theme final
{
public:
    // Everything that a theme is made of: JSON objects of name and "#rrggbb", of name and number,
    // and a style sheet with @name@ for either.
    struct Sources
    {
        QByteArray colours;
        QByteArray sizes;
        QString sheet;
    };

    [[nodiscard]] static core::Result<Theme> load(Variant variant);
    // An error if a name is missing, unknown or not used as it may be, in the files or the sheet.
    [[nodiscard]] static core::Result<Theme> read(Variant variant, const Sources& sources);

    [[nodiscard]] Variant variant() const { return m_variant; }
    [[nodiscard]] QColor colour(QStringView name) const;
    [[nodiscard]] int size(QStringView name) const; // px
    [[nodiscard]] QString styleSheet() const { return m_styleSheet; }
    [[nodiscard]] QPalette palette() const;

    // An icon of resources/icons in that colour, sharp at any size; grey when disabled, in the
    // colour of links when selected.
    [[nodiscard]] QIcon icon(QStringView name, QStringView colourName = u"textMuted") const;

    // Fusion, palette, font and style sheet.
    void apply(QApplication& application) const;

private:
    Theme() = default;

    Variant m_variant = Variant::Light;
    QHash<QString, QColor> m_colours;
    QHash<QString, int> m_sizes;
    QString m_styleSheet;
};

} // namespace gui
