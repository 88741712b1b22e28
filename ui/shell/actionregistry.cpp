// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/actionregistry.h"

#include <QWidget>

#include <algorithm>

namespace retort::ui
{

ActionRegistry::ActionRegistry(QWidget *window)
    : QObject(window)
    , m_window(window)
{
}

QAction *ActionRegistry::add(Spec spec)
{
    Q_ASSERT(spec.run && !action(spec.id));
    auto *action = new QAction(spec.text, this);
    action->setObjectName(QLatin1String(spec.id));
    action->setStatusTip(spec.statusTip);
    action->setShortcut(spec.shortcut);
    action->setShortcutContext(Qt::WindowShortcut);
    if (spec.icon)
        action->setIcon(icon(*spec.icon));
    const QString shortcut = spec.shortcut.toString(QKeySequence::NativeText);
    action->setToolTip(shortcut.isEmpty() ? spec.statusTip : spec.statusTip + QLatin1String("  ") + shortcut);
    connect(action, &QAction::triggered, this, [run = std::move(spec.run)] { run(); });
    m_window->addAction(action);
    m_actions.push_back(action);
    m_commands.push_back(std::move(spec.command));
    return action;
}

QAction *ActionRegistry::action(const char *id) const
{
    const auto found = std::find_if(m_actions.begin(), m_actions.end(),
                                    [id](const QAction *action) { return action->objectName() == QLatin1String(id); });
    return found == m_actions.end() ? nullptr : *found;
}

QString ActionRegistry::commandLine(const QAction *action) const
{
    const auto found = std::find(m_actions.begin(), m_actions.end(), action);
    if (found == m_actions.end())
        return {};
    const auto &command = m_commands[static_cast<std::size_t>(found - m_actions.begin())];
    return command ? command() : QString();
}

} // namespace retort::ui
