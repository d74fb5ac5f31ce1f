// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing: what counts is the header that is compiled with it.
