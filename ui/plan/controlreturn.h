// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QShortcut>
#include <QWidget>

namespace retort::ui {

/// Ctrl+Return, on the keypad too, does what the dialog's main button does.
template <typename Action>
void onControlReturn(QWidget *dialog, Action action)
{
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(QKeySequence(Qt::ControlModifier | key), dialog);
        QObject::connect(shortcut, &QShortcut::activated, dialog, action);
    }
}

} // namespace retort::ui
