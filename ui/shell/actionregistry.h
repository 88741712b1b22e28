// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/icons.h"

#include <QAction>
#include <QKeySequence>
#include <QObject>

#include <functional>
#include <optional>
#include <vector>

namespace retort::ui {

/// Every action of the window, once: its text, shortcut, status tip, and the command line that does the same.
/// Menus, the palette and the shortcuts all take theirs from here. GUI thread.
class ActionRegistry : public QObject
{
    Q_OBJECT

public:
    struct Spec {
        const char *id;             ///< object name: "upgradeAll"
        QString text;
        QString statusTip;
        QKeySequence shortcut;
        std::optional<Icon> icon = std::nullopt;
        std::function<void()> run;
        std::function<QString()> command = nullptr; ///< "retort -x db=postgres upgrade head", where there is one
    };

    /// Shortcuts work in the whole window.
    explicit ActionRegistry(QWidget *window);

    QAction *add(Spec spec);
    QAction *action(const char *id) const; ///< null when there is none
    const std::vector<QAction *> &all() const { return m_actions; }
    /// Empty where the command line has no equivalent.
    QString commandLine(const QAction *action) const;

private:
    QWidget *m_window;
    std::vector<QAction *> m_actions;
    std::vector<std::function<QString()>> m_commands; ///< beside m_actions
};

} // namespace retort::ui
