// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace gui {

// Lets assistive technology see every gui::Switch as a check box: a plain QAbstractButton is a push
// button to it. Calling it again changes nothing.
void installSwitchAccessibility();

} // namespace gui
