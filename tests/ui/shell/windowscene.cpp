// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/shell/windowscene.h"

#include "ui/graph/graphpanel.h"
#include "ui/graph/revisionmodel.h"
#include "ui/graph/revisionview.h"
#include "ui/plan/plandialog.h"
#include "ui/shell/actionregistry.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <algorithm>

namespace retort::test {

using ui::PlanDialog;

namespace {

bool hasAnswered(const ui::DatabaseDesk *desk)
{
    const session::Reachability now = desk->session()->state().reachability;
    return now == session::Reachability::Reachable || now == session::Reachability::Unreachable;
}

void testModels(const QWidget &window)
{
    for (const QAbstractItemView *view : window.findChildren<QAbstractItemView *>()) {
        if (view->model())
            new QAbstractItemModelTester(view->model(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                         view->model());
    }
}

} // namespace

void useOwnFolders()
{
    static QTemporaryDir home;
    for (const char *variable : {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"})
        qputenv(variable, home.filePath(QLatin1String(variable)).toLocal8Bit());
    ui::applyTheme(*qApp, ui::ThemeChoice::Light);
}

WindowScene::WindowScene(const ProjectFixture &project, ui::WindowSettings settings, bool remembers)
{
    ui::MainWindow::Options options;
    options.project = QString::fromStdString(project.folder().string());
    options.settings = std::move(settings);
    options.remembers = remembers;
    m_window = std::make_unique<ui::MainWindow>(options);
    QSignalSpy opened(m_window.get(), &ui::MainWindow::projectOpened);
    m_window->show();
    if (!opened.wait(patience) || !QTest::qWaitForWindowActive(m_window.get()))
        return;
    m_isOpen = QTest::qWaitFor(
        [this] {
            const auto &desks = m_window->desk()->databases();
            return std::all_of(desks.begin(), desks.end(), hasAnswered);
        },
        patience);
    testModels(*m_window);
}

WindowScene::~WindowScene() = default;

ui::DatabaseDesk &WindowScene::desk(const char *database) const
{
    ui::DatabaseDesk *desk = m_window->desk()->database(QLatin1String(database));
    if (!desk)
        qFatal("the window has no database %s", database);
    return *desk;
}

void WindowScene::trigger(const char *action) const
{
    QAction *found = m_window->actions()->action(action);
    if (!found)
        qFatal("the window has no action %s", action);
    found->trigger();
}

void WindowScene::clickRevision(const char *database, const char *id) const
{
    const ui::GraphPanel *panel = desk(database).panel();
    const int row = panel->model()->rowOf(QLatin1String(id));
    if (row < 0)
        qFatal("the graph of %s shows no %s", database, id);
    const QModelIndex index = panel->model()->index(row, ui::RevisionModel::MessageColumn);
    QTest::mouseClick(panel->view()->viewport(), Qt::LeftButton, {}, panel->view()->visualRect(index).center());
}

PlanDialog *WindowScene::plan(const char *database) const
{
    return desk(database).planDialog();
}

PlanDialog *WindowScene::openPlan(const char *database, const char *button) const
{
    if (!click(*desk(database).panel(), button))
        return nullptr;
    PlanDialog *dialog = plan(database);
    const auto isMade = [dialog] { return dialog->phase() != PlanDialog::Phase::Loading; };
    return dialog && QTest::qWaitFor(isMade, patience) ? dialog : nullptr;
}

bool WindowScene::run(PlanDialog &dialog) const
{
    if (!click(dialog, "planRun"))
        return false;
    return QTest::qWaitFor(
        [&dialog] {
            return dialog.phase() == PlanDialog::Phase::Done || dialog.phase() == PlanDialog::Phase::Recovery;
        },
        patience);
}

void takePictures(QWidget &widget, const char *name)
{
    const QString folder = qEnvironmentVariable("RETORT_TEST_PICTURES");
    if (folder.isEmpty())
        return;
    const QPalette before = QApplication::palette();
    for (const auto &[look, palette] :
         {std::pair("light", ui::Theme::lightPalette()), std::pair("dark", ui::Theme::darkPalette())}) {
        QApplication::setPalette(palette);
        QTest::qWait(50);
        widget.grab().save(QStringLiteral("%1/%2-%3.png").arg(folder, QLatin1String(name), QLatin1String(look)));
    }
    QApplication::setPalette(before);
}

bool click(const QWidget &inside, const char *button)
{
    auto *found = find<QAbstractButton>(inside, button);
    const auto canBeClicked = [found] { return found->isVisible() && found->isEnabled(); };
    if (!QTest::qWaitFor(canBeClicked, patience))
        return false;
    QTest::mouseClick(found, Qt::LeftButton);
    return true;
}

} // namespace retort::test
