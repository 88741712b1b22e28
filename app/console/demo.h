// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/demopictures.h"
#include "engine/base/result.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <optional>

class QAbstractButton;

namespace retort::ui {
class DatabaseDesk;
class MainWindow;
class PlanDialog;
} // namespace retort::ui

namespace retort::console {

/// Drives a window as a person would, by its buttons, actions and lists alone: looks at a plan, upgrades every
/// database to its head, opens the log and a relation; takes a picture at each station. GUI thread.
///
/// Databases that are at their heads already are taken one revision back first, so that there is something to see.
/// A production database is refused.
class Demo : public QObject
{
    Q_OBJECT

public:
    Demo(ui::MainWindow &window, DemoPictures pictures);

    /// Call before the event loop starts; when all is done the window closes and finished() comes.
    void start();

signals:
    void finished(const retort::Result<void> &result);

private:
    Result<void> run();
    Result<void> openProject();
    Result<void> connectDatabases();
    Result<void> undoWhereAtHead();
    Result<void> showPlan();
    Result<void> upgradeAll();
    Result<void> showLog();
    Result<void> showRelation();

    /// Lets the window work until `isSo`; an error that says what was waited for after `patience`.
    Result<void> waitUntil(const std::function<bool()> &isSo, const QString &what,
                           std::chrono::milliseconds patience = std::chrono::seconds(60));
    Result<ui::PlanDialog *> openPlan(ui::DatabaseDesk &desk, const char *button);
    Result<void> runPlan(ui::PlanDialog &dialog);
    Result<void> click(QWidget &inside, const char *button);

    ui::MainWindow &m_window;
    DemoPictures m_pictures;
    std::optional<Error> m_projectError;
    bool m_isOpen = false;
};

} // namespace retort::console
