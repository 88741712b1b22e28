// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/databasesession.h"
#include "tests/support/projectfixture.h"
#include "ui/shell/databasedesk.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/projectdesk.h"

#include <QAbstractButton>
#include <QTest>

#include <memory>
#include <string>
#include <vector>

namespace retort::ui {
class PlanDialog;
}

namespace retort::test {

inline constexpr int patience = 20'000; ///< milliseconds; the machine may be busy

using Rows = std::vector<std::string>;

/// Settings, journal and sandboxes of this test executable stand in a folder of their own. Call in initTestCase().
void useOwnFolders();

/// The console's window on a project, shown, with every database asked; driven as a person would drive it.
///
/// Every model of the window is under a QAbstractItemModelTester from then on.
class WindowScene
{
public:
    explicit WindowScene(const ProjectFixture &project, ui::WindowSettings settings = {}, bool remembers = false);
    ~WindowScene();

    /// False when the project did not open, or a database never answered.
    bool isOpen() const { return m_isOpen; }
    ui::MainWindow &window() { return *m_window; }
    ui::DatabaseDesk &desk(const char *database) const;
    const session::DatabaseState &state(const char *database) const { return desk(database).session()->state(); }

    /// Ends the test when there is no such action.
    void trigger(const char *action) const;
    /// Clicks a revision's row in its database's graph, as the mouse does.
    void clickRevision(const char *database, const char *id) const;
    /// The plan that is open on the database; null when none is.
    ui::PlanDialog *plan(const char *database) const;
    /// Clicks a button of the graph's panel, and waits until the plan can be looked at.
    ui::PlanDialog *openPlan(const char *database, const char *button) const;
    /// Runs the plan and waits for its end.
    bool run(ui::PlanDialog &dialog) const;

private:
    std::unique_ptr<ui::MainWindow> m_window;
    bool m_isOpen = false;
};

/// The widget of that name; ends the test when there is none.
template <typename Widget>
Widget *find(const QWidget &inside, const char *name)
{
    auto *found = inside.findChild<Widget *>(QLatin1String(name));
    if (!found)
        qFatal("no widget is called %s", name);
    return found;
}

/// Into the folder of RETORT_TEST_PICTURES, light and dark, for the eye; does nothing without it.
void takePictures(QWidget &widget, const char *name);

/// Clicks with the mouse. False when a person could not.
bool click(const QWidget &inside, const char *button);

} // namespace retort::test
