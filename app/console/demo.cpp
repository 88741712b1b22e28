// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/demo.h"

#include "ui/graph/graphpanel.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/log/logmodel.h"
#include "ui/log/logpanel.h"
#include "ui/plan/plandialog.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/databasedesk.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/projectdesk.h"
#include "ui/shell/upgradealldialog.h"
#include "ui/shell/upgradecard.h"

#include <QAbstractButton>
#include <QAction>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QPointer>
#include <QTimer>
#include <QTreeView>

#include <algorithm>

namespace retort::console {

using namespace std::chrono_literals;
using session::Reachability;
using ui::DatabaseDesk;
using ui::PlanDialog;
using ui::UpgradeCard;

namespace {

constexpr auto glance = 20ms;       ///< between two looks at what is waited for
constexpr auto longPatience = 180s; ///< a sandbox's first start, a long run
constexpr const char *relationToShow = "users";

Error failure(const QString &sentence)
{
    return makeError("demo-failed", sentence.toStdString());
}

} // namespace

Demo::Demo(ui::MainWindow &window, DemoPictures pictures)
    : QObject(&window)
    , m_window(window)
    , m_pictures(std::move(pictures))
{
    connect(&window, &ui::MainWindow::projectOpened, this, [this] { m_isOpen = true; });
    connect(&window, &ui::MainWindow::projectFailed, this, [this](const Error &error) { m_projectError = error; });
}

void Demo::start()
{
    QTimer::singleShot(0, this, [this] {
        const Result<void> result = run();
        m_window.close();
        emit finished(result);
    });
}

Result<void> Demo::run()
{
    for (Result<void> (Demo::*station)() : {&Demo::openProject, &Demo::connectDatabases, &Demo::undoWhereAtHead,
                                            &Demo::showPlan, &Demo::upgradeAll, &Demo::showLog, &Demo::showRelation}) {
        if (auto done = (this->*station)(); !done)
            return done;
    }
    return {};
}

// --- stations ------------------------------------------------------------------------------------------------------

Result<void> Demo::openProject()
{
    if (auto opened = waitUntil([this] { return m_isOpen || m_projectError; }, tr("the project to open")); !opened)
        return opened;
    if (m_projectError)
        return *m_projectError;
    return {};
}

Result<void> Demo::connectDatabases()
{
    const std::vector<DatabaseDesk *> &desks = m_window.desk()->databases();
    const auto isSettled = [](const DatabaseDesk *desk) {
        const Reachability now = desk->session()->state().reachability;
        return now == Reachability::Reachable || now == Reachability::Unreachable;
    };
    const auto settled = waitUntil([&] { return std::all_of(desks.begin(), desks.end(), isSettled); },
                                   tr("the databases to answer"), longPatience);
    if (!settled)
        return settled;
    for (const DatabaseDesk *desk : desks) {
        const session::DatabaseState &state = desk->session()->state();
        if (state.error)
            return *state.error;
        if (state.tier == project::Tier::Prod)
            return failure(tr("%1 is a production database: the demonstration leaves it alone.").arg(desk->database()));
    }
    return {};
}

Result<void> Demo::undoWhereAtHead()
{
    if (m_window.desk()->pendingCount() > 0)
        return m_pictures.take(QStringLiteral("before"), m_window);
    for (DatabaseDesk *desk : m_window.desk()->databases()) {
        if (desk->session()->state().rows.empty())
            continue;
        const auto dialog = openPlan(*desk, "undoLast");
        if (!dialog)
            return dialog.error();
        if (auto done = runPlan(**dialog); !done)
            return done;
        if (auto closed = click(**dialog, "planCancel"); !closed)
            return closed;
    }
    return m_pictures.take(QStringLiteral("before"), m_window);
}

Result<void> Demo::showPlan()
{
    const std::vector<DatabaseDesk *> &desks = m_window.desk()->databases();
    const auto behind = std::find_if(desks.begin(), desks.end(),
                                     [](const DatabaseDesk *desk) { return desk->session()->state().pending > 0; });
    if (behind == desks.end())
        return failure(tr("No revision is pending: there is no plan to show."));
    const auto dialog = openPlan(**behind, "upgradeToHead");
    if (!dialog)
        return dialog.error();
    if (auto taken = m_pictures.take(QStringLiteral("plan"), m_window, *dialog); !taken)
        return taken;
    return click(**dialog, "planCancel");
}

Result<void> Demo::upgradeAll()
{
    m_window.actions()->action("upgradeAllAction")->trigger();
    const QPointer<ui::UpgradeAllDialog> dialog = m_window.desk()->upgradeAllDialog();
    if (!dialog)
        return failure(tr("“Upgrade all” opened no dialog."));
    const auto *run = dialog->findChild<QAbstractButton *>(QStringLiteral("runUpgradeAll"));
    if (auto ready = waitUntil([&] { return run->isEnabled(); }, tr("the plans of all databases")); !ready)
        return ready;
    if (auto taken = m_pictures.take(QStringLiteral("upgrade-all"), m_window, dialog); !taken)
        return taken;
    if (auto clicked = click(*dialog, "runUpgradeAll"); !clicked)
        return clicked;
    if (auto ended = waitUntil([&] { return !dialog->isRunning(); }, tr("the upgrades to end"), longPatience); !ended)
        return ended;
    if (auto taken = m_pictures.take(QStringLiteral("upgraded"), m_window, dialog); !taken)
        return taken;
    for (const UpgradeCard *card : dialog->cards()) {
        if (card->phase() != UpgradeCard::Phase::Done && card->phase() != UpgradeCard::Phase::NothingToDo)
            return failure(card->database() + QLatin1String(": ") + card->headline());
    }
    if (auto clicked = click(*dialog, "closeUpgradeAll"); !clicked)
        return clicked;
    for (const DatabaseDesk *desk : m_window.desk()->databases()) {
        if (!desk->session()->state().isAtHead)
            return failure(tr("%1 is not at its head after the upgrade.").arg(desk->database()));
    }
    return m_pictures.take(QStringLiteral("after"), m_window);
}

Result<void> Demo::showLog()
{
    m_window.actions()->action("goLog")->trigger();
    const auto *model = m_window.log()->model();
    if (auto filled = waitUntil([model] { return model->rowCount() > 0; }, tr("the log to show the runs")); !filled)
        return filled;
    auto *dock = qobject_cast<QDockWidget *>(m_window.log()->parentWidget());
    const int height = dock->height();
    m_window.resizeDocks({dock}, {m_window.height() / 2}, Qt::Vertical);
    auto taken = m_pictures.take(QStringLiteral("log"), m_window);
    m_window.resizeDocks({dock}, {height}, Qt::Vertical);
    return taken;
}

Result<void> Demo::showRelation()
{
    m_window.actions()->action("goFirstGraph")->trigger();
    auto *tree = m_window.inspector()->findChild<QTreeView *>(QStringLiteral("relationTree"));
    QModelIndex found;
    const auto find = [&] {
        const QModelIndex first = tree->model()->index(0, 0);
        const QModelIndexList matches = tree->model()->match(first, Qt::DisplayRole, QLatin1String(relationToShow), 1,
                                                             Qt::MatchExactly | Qt::MatchRecursive);
        found = matches.value(0);
        return found.isValid();
    };
    if (auto listed = waitUntil(find, tr("the inspector to list %1").arg(QLatin1String(relationToShow))); !listed)
        return listed;
    tree->setCurrentIndex(found);
    const auto *title = m_window.inspector()->findChild<QWidget *>(QStringLiteral("relationTitle"));
    const auto isShown = [title] { return title && title->isVisible(); };
    if (auto shown = waitUntil(isShown, tr("the relation's page")); !shown)
        return shown;
    return m_pictures.take(QStringLiteral("inspector"), m_window);
}

// --- hands and eyes ------------------------------------------------------------------------------------------------

Result<void> Demo::waitUntil(const std::function<bool()> &isSo, const QString &what, std::chrono::milliseconds patience)
{
    QElapsedTimer waited;
    waited.start();
    while (!isSo()) {
        if (waited.hasExpired(patience.count()))
            return failure(tr("Waited in vain for %1.").arg(what));
        QEventLoop loop;
        QTimer::singleShot(glance, &loop, &QEventLoop::quit);
        loop.exec();
    }
    return {};
}

Result<PlanDialog *> Demo::openPlan(DatabaseDesk &desk, const char *button)
{
    if (auto clicked = click(*desk.panel(), button); !clicked)
        return clicked.error();
    PlanDialog *dialog = desk.planDialog();
    if (!dialog)
        return failure(tr("No plan was opened for %1.").arg(desk.database()));
    const auto isMade = [dialog] { return dialog->phase() != PlanDialog::Phase::Loading; };
    if (auto made = waitUntil(isMade, tr("the plan of %1").arg(desk.database())); !made)
        return made.error();
    if (dialog->phase() != PlanDialog::Phase::Preview)
        return failure(tr("The plan of %1 was refused.").arg(desk.database()));
    return dialog;
}

Result<void> Demo::runPlan(PlanDialog &dialog)
{
    if (auto clicked = click(dialog, "planRun"); !clicked)
        return clicked;
    const auto hasEnded = [&dialog] {
        return dialog.phase() == PlanDialog::Phase::Done || dialog.phase() == PlanDialog::Phase::Recovery;
    };
    if (auto ended = waitUntil(hasEnded, tr("the run on %1").arg(dialog.database()), longPatience); !ended)
        return ended;
    if (dialog.phase() == PlanDialog::Phase::Recovery)
        return failure(tr("The run on %1 failed.").arg(dialog.database()));
    return {};
}

Result<void> Demo::click(QWidget &inside, const char *button)
{
    auto *found = inside.findChild<QAbstractButton *>(QLatin1String(button));
    if (!found || !found->isVisible() || !found->isEnabled())
        return failure(tr("The button %1 can't be clicked.").arg(QLatin1String(button)));
    found->click();
    return {};
}

} // namespace retort::console
