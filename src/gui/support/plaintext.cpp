// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/support/plaintext.h"

#include "app/displaytext.h"

#include <QLabel>
#include <QTextDocument>

namespace gui {

void showAsPlainText(QLabel& label, const QString& text)
{
    label.setTextFormat(Qt::PlainText);
    label.setText(app::block(text));
}

QString plainToolTip(const QString& text)
{
    return text.isEmpty() ? QString()
                          : Qt::convertFromPlainText(app::block(text), Qt::WhiteSpaceNormal);
}

} // namespace gui
