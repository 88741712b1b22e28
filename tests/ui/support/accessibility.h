// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QWidget;

namespace retort::testing {

/// Every widget under `root` (itself included) that can have the keyboard's focus or is a button, and has no object name or no
/// accessible name; one line each, with its class and its place in the tree. Empty when all is well.
/// Parts that a Qt class makes for itself (a scroll area's viewport, a combo box's list) belong to their owner.
QStringList unnamedFocusableWidgets(const QWidget *root);

} // namespace retort::testing
