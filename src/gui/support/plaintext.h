// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QLabel;

namespace gui {

// Text of the CRMs in a label: never HTML, whatever it looks like, and as app::block() makes it.
void showAsPlainText(QLabel& label, const QString& text);

// The same for QWidget::setToolTip and Qt::ToolTipRole, which have no switch for plain text: HTML
// in which all of the text is escaped, so that it is read as it stands.
[[nodiscard]] QString plainToolTip(const QString& text);

} // namespace gui
