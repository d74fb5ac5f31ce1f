// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QComboBox;
class QListView;
class QTableView;
class QTreeView;

namespace gui {

class Theme;

// Makes a table look and behave like every other: rows of the theme's height without grid and row
// numbers, whole rows are chosen and light up below the mouse, the last column takes what is left.
// Sets the view's delegate.
void setUpTable(QTableView& table, const Theme& theme);

// The same for a tree or for a list with columns.
void setUpTree(QTreeView& tree, const Theme& theme);

// The pages of the window or of a dialog, one below the other, with icons. Sets the role.
void setUpNavigation(QListView& list, const Theme& theme);

// Rows of the popup as the style sheet has them: the delegate that combo boxes come with ignores
// it. The wheel scrolls the page and chooses nothing.
void setUpComboBox(QComboBox& box);

} // namespace gui
