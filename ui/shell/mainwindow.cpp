// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"

#include "engine/session/projectreading.h"
#include "ui/connections/connectionspanel.h"
#include "ui/graph/graphpanel.h"
#include "ui/graph/revisionview.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/log/logpanel.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/databasedesk.h"
#include "ui/shell/docktitle.h"
#include "ui/shell/palettecommands.h"
#include "ui/shell/projectdesk.h"
#include "ui/shell/statusstrip.h"
#include "ui/shell/topbar.h"
#include "ui/theme/labels.h"
#include "ui/theme/statepage.h"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QDir>
#include <QDockWidget>
#include <QFileDialog>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>

namespace retort::ui {

namespace {

constexpr int layoutVersion = 1;
constexpr int quitWaitMilliseconds = 5000;
constexpr int messageMilliseconds = 6000;
constexpr int openingPatience = 150; ///< milliseconds
constexpr double textStep = 1.1;
constexpr QSize firstSize{1400, 860};
constexpr int connectionsWidth = 206;
constexpr int inspectorWidth = 430;
constexpr int logHeight = 210;

/// "migrations/retort.toml": enough to know which project, short enough for the top bar.
QString shortPath(const QString &file)
{
    const QFileInfo info(file);
    return info.dir().dirName() + QLatin1Char('/') + info.fileName();
}

} // namespace

MainWindow::MainWindow(Options options, QWidget *parent)
    : QMainWindow(parent)
    , m_options(std::move(options))
    , m_actions(new ActionRegistry(this))
    , m_topBar(new TopBar(this))
    , m_status(new StatusStrip(this))
    , m_centre(new QStackedWidget(this))
    , m_graphs(new QSplitter(Qt::Horizontal, this))
    , m_patience(new QTimer(this))
    , m_furnisher(new QTimer(this))
    , m_textScale(m_options.settings.textScale)
{
    setObjectName(QStringLiteral("console"));
    setWindowTitle(tr("Retort"));
    setMenuWidget(m_topBar);
    setStatusBar(m_status);
    buildCentre();
    buildDocks();
    buildProjectActions();
    buildDatabaseActions();
    buildViewActions();
    buildGoActions();
    buildMenu();
    restoreLayout();
    updateActions();
}

MainWindow::~MainWindow()
{
    // Sessions end before the panels that they report to.
    delete m_desk;
}

// --- layout --------------------------------------------------------------------------------------------------------

void MainWindow::buildCentre()
{
    name(m_graphs, "graphs", tr("Revision graphs"));
    m_graphs->setChildrenCollapsible(false);
    m_centre->addWidget(m_graphs);
    setCentralWidget(m_centre);
    m_patience->setSingleShot(true);
    m_patience->setInterval(openingPatience);
    connect(m_furnisher, &QTimer::timeout, this, &MainWindow::furnish);
    connect(m_patience, &QTimer::timeout, this, [this] {
        showPage();
        m_page->showLoading(m_openingSentence);
        startFurnishing();
    });
}

void MainWindow::showPage()
{
    m_patience->stop();
    if (!m_page) {
        m_page = new StatePage(m_centre);
        m_centre->addWidget(m_page);
        connect(m_page, &StatePage::actionTriggered, this, &MainWindow::chooseProject);
    }
    m_centre->setCurrentWidget(m_page);
}

QDockWidget *MainWindow::addDock(const char *objectName, const QString &title, Qt::DockWidgetArea area)
{
    auto *dock = new QDockWidget(title, this);
    dock->setObjectName(QLatin1String(objectName));
    dock->setTitleBarWidget(new DockTitle(title, dock));
    addDockWidget(area, dock);
    return dock;
}

void MainWindow::buildDocks()
{
    setDockNestingEnabled(true);
    setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    m_connectionsDock = addDock("connectionsDock", tr("Connections"), Qt::LeftDockWidgetArea);
    m_inspectorDock = addDock("inspectorDock", tr("Inspector"), Qt::RightDockWidgetArea);
    m_logDock = addDock("logDock", tr("Log"), Qt::BottomDockWidgetArea);
}

void MainWindow::restoreLayout()
{
    if (m_options.settings.geometry.isEmpty() || !restoreGeometry(m_options.settings.geometry))
        resize(firstSize);
    if (m_options.settings.layout.isEmpty() || !restoreState(m_options.settings.layout, layoutVersion)) {
        resizeDocks({m_connectionsDock, m_inspectorDock}, {connectionsWidth, inspectorWidth}, Qt::Horizontal);
        resizeDocks({m_logDock}, {logHeight}, Qt::Vertical);
    }
}

void MainWindow::paintEvent(QPaintEvent *event)
{
    QMainWindow::paintEvent(event);
    if (m_hasPainted)
        return;
    m_hasPainted = true;
    QTimer::singleShot(0, this, &MainWindow::begin);
}

void MainWindow::begin()
{
    m_desk = new ProjectDesk(m_graphs, m_status, this);
    connect(m_desk, &ProjectDesk::progress, this, &MainWindow::showProgress);
    connect(m_desk, &ProjectDesk::opened, this, &MainWindow::showOpened);
    connect(m_desk, &ProjectDesk::noProject, this, &MainWindow::showNoProject);
    connect(m_desk, &ProjectDesk::failed, this, &MainWindow::showFailed);
    connect(m_desk, &ProjectDesk::changed, this, &MainWindow::updateActions);
    connect(m_desk, &ProjectDesk::changed, this, &MainWindow::endProgress);
    connect(m_desk, &ProjectDesk::activeChanged, this, &MainWindow::updateActions);
    connect(m_desk, &ProjectDesk::copyRequested, this, &MainWindow::copy);
    connect(m_desk, &ProjectDesk::messageShown, m_status,
            [this](const QString &sentence) { m_status->showMessage(sentence, messageMilliseconds); });
    connect(m_desk, &ProjectDesk::textScaleChanged, this, &MainWindow::setTextScale);
    connect(m_desk, &ProjectDesk::inspectorWanted, this, [this] { reveal(m_inspectorDock); });
    connect(m_desk, &ProjectDesk::runEnded, this, [this] {
        if (m_quitDeadline && !m_desk->isRunning())
            close();
    });
    m_topBar->palette()->setProvider(
        [this](const QString &typed) { return paletteEntries(typed, *m_actions, *m_desk); });
    connect(m_topBar->palette(), &CommandPalette::copyRequested, this, &MainWindow::copy);
    if (const auto reading = std::exchange(m_options.reading, nullptr))
        m_desk->open(reading);
    else
        m_desk->open(m_options.project);
    // The graphs of a project that has been read are painted by now; its threads would only be in their way.
    QTimer::singleShot(0, m_desk, &ProjectDesk::start);
}

void MainWindow::startFurnishing()
{
    if (!m_isFurnished)
        m_furnisher->start(0);
}

void MainWindow::furnish()
{
    if (!m_connections) {
        m_connections = new ConnectionsPanel(m_connectionsDock);
        m_connectionsDock->setWidget(m_connections);
    } else if (!m_log) {
        m_log = new LogPanel(m_logDock);
        m_logDock->setWidget(m_log);
    } else {
        m_inspector = new InspectorPanel(m_inspectorDock);
        m_inspectorDock->setWidget(m_inspector);
        m_isFurnished = true;
        m_furnisher->stop();
        m_desk->furnish(m_connections, m_inspector, m_log);
        updateActions();
        if (m_desk->project())
            emit projectOpened();
    }
}

bool MainWindow::showsGraphs() const
{
    return m_desk && m_desk->project() && m_centre->currentWidget() == m_graphs;
}

void MainWindow::showProgress(const QString &sentence)
{
    if (m_desk->project()) { // its graphs are there already; what goes on concerns the servers
        // Not at once: the status bar shows the databases that were just added to it only when the loop goes on.
        QTimer::singleShot(0, m_status, [this, sentence] { m_status->showMessage(sentence, messageMilliseconds); });
        m_showsProgress = true;
        return;
    }
    m_openingSentence = sentence;
    if (m_page && m_centre->currentWidget() == m_page)
        m_page->showLoading(sentence);
    else
        m_patience->start();
}

void MainWindow::showOpened()
{
    m_patience->stop();
    const session::ProjectStatePtr project = m_desk->project();
    m_options.settings.project = QString::fromStdString(project->project.file.string());
    const QString name = QString::fromStdString(project->project.name);
    m_topBar->setProject(name, shortPath(QString::fromStdString(project->project.file.string())));
    setWindowTitle(tr("%1 — Retort").arg(name));
    m_centre->setCurrentWidget(m_graphs);
    setTextScale(m_textScale);
    setCollapsed(m_options.settings.collapsesRuns);
    if (m_desk->active())
        m_desk->active()->panel()->focusGraph();
    updateActions();
    emit graphsShown();
    // At once, before anything else takes its turn: it is what people wait for.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    m_centre->repaint();
    if (m_isFurnished)
        emit projectOpened();
    else
        startFurnishing();
}

void MainWindow::showNoProject(const Error &error)
{
    // Where the working directory leads to no project, the last one is meant; once, so that its error can be seen.
    if (const QString last = std::exchange(m_options.settings.project, {}); !last.isEmpty()) {
        m_desk->open(last);
        return;
    }
    showPage();
    m_page->showEmpty(Icon::Database, tr("No project here"),
                      QString::fromStdString(error.toString())
                          + QLatin1String("\n\n")
                          + tr("Open a folder that has a retort.toml, or make one with “retort init”."));
    m_page->setAction(tr("Open a project…"), "openProjectFromPage");
    updateActions();
    emit projectFailed(error);
    startFurnishing();
}

void MainWindow::showFailed(const Error &error)
{
    showPage();
    m_page->showFailure(tr("The project can't be opened"),
                        QString::fromStdString(error.toString()) + QLatin1String("\n\n") + QString::fromStdString(error.hint));
    m_page->setAction(tr("Open another project…"), "openProjectFromPage");
    updateActions();
    emit projectFailed(error);
    startFurnishing();
}

// --- actions -------------------------------------------------------------------------------------------------------

void MainWindow::buildProjectActions()
{
    m_actions->add({.id = "openProject",
                    .text = tr("Open project…"),
                    .statusTip = tr("Opens another retort.toml"),
                    .shortcut = QKeySequence::Open,
                    .icon = Icon::File,
                    .run = [this] { chooseProject(); }});
    QAction *newRevision = m_actions->add({.id = "newRevisionAction",
                                           .text = tr("New revision…"),
                                           .statusTip = tr("Writes a new revision file on the active database's branch"),
                                           .shortcut = QKeySequence::New,
                                           .icon = Icon::New,
                                           .run = [this] { m_desk->newRevision({}); },
                                           .command = [] { return QStringLiteral("retort revision -m MESSAGE"); }});
    QAction *upgradeAll = m_actions->add({.id = "upgradeAllAction",
                                          .text = tr("Upgrade all to their heads…"),
                                          .statusTip = tr("Shows every database's plan, then runs them in parallel"),
                                          .shortcut = QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_U),
                                          .icon = Icon::Arrows,
                                          .run = [this] { m_desk->upgradeAll(); }});
    m_actions->add({.id = "refresh",
                    .text = tr("Refresh"),
                    .statusTip = tr("Reads the version rows of every database again"),
                    .shortcut = QKeySequence(Qt::Key_F5),
                    .icon = Icon::Refresh,
                    .run = [this] { m_desk->refresh(); },
                    .command = [] { return QStringLiteral("retort status"); }});
    m_actions->add({.id = "quit",
                    .text = tr("Quit"),
                    .statusTip = tr("Closes the console"),
                    .shortcut = QKeySequence(Qt::CTRL | Qt::Key_Q),
                    .run = [this] { close(); }});
    connect(m_topBar->newRevision(), &QPushButton::clicked, newRevision, &QAction::trigger);
    connect(m_topBar->upgradeAll(), &QPushButton::clicked, upgradeAll, &QAction::trigger);
    m_topBar->newRevision()->setToolTip(newRevision->toolTip());
    m_topBar->upgradeAll()->setToolTip(upgradeAll->toolTip());
}

void MainWindow::buildDatabaseActions()
{
    const auto command = [this](const QString &arguments) {
        return m_desk && m_desk->active() ? QStringLiteral("retort -x db=%1 %2").arg(m_desk->active()->database(), arguments)
                                          : QString();
    };
    m_actions->add({.id = "upgradeActive",
                    .text = tr("Upgrade to head…"),
                    .statusTip = tr("Shows the active database's plan to its head"),
                    .shortcut = QKeySequence(Qt::CTRL | Qt::Key_U),
                    .icon = Icon::Up,
                    .run = [this] { m_desk->active()->openPlan(revision::Direction::Upgrade, QStringLiteral("head")); },
                    .command = [command] { return command(QStringLiteral("upgrade head")); }});
    m_actions->add({.id = "undoLastAction",
                    .text = tr("Undo last…"),
                    .statusTip = tr("Shows the plan that takes the active database's newest revision back"),
                    .shortcut = QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z),
                    .icon = Icon::Undo,
                    .run = [this] { m_desk->active()->undoLast(); },
                    .command = [command] { return command(QStringLiteral("downgrade -1")); }});
    m_actions->add({.id = "stampAction",
                    .text = tr("Stamp…"),
                    .statusTip = tr("Sets the active database's version rows without running anything"),
                    .shortcut = QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S),
                    .icon = Icon::Stamp,
                    .run = [this] { m_desk->active()->openStamp({}); },
                    .command = [command] { return command(QStringLiteral("stamp TARGET")); }});
    m_actions->add({.id = "restoreAction",
                    .text = tr("Restore from a backup…"),
                    .statusTip = tr("Brings the active database back as a backup has it, after showing what that loses"),
                    .shortcut = QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R),
                    .icon = Icon::Undo,
                    .run = [this] { m_desk->active()->openRestore({}); },
                    .command = [command] { return command(QStringLiteral("restore latest")); }});
    m_actions->add({.id = "planSelected",
                    .text = tr("Plan to the selected revision…"),
                    .statusTip = tr("What Return does in the graph: upgrade or downgrade to the selected revision"),
                    .shortcut = QKeySequence(Qt::CTRL | Qt::Key_Return),
                    .icon = Icon::Play,
                    .run = [this] { m_desk->active()->panel()->activateSelected(); }});
    m_actions->add({.id = "cancelRuns",
                    .text = tr("Cancel what runs"),
                    .statusTip = tr("Stops the running statements on the server; each database ends at a revision boundary"),
                    .shortcut = QKeySequence(Qt::CTRL | Qt::Key_Period),
                    .icon = Icon::Cancel,
                    .run = [this] { m_desk->cancelAll(); }});
    m_actions->add({.id = "jumpToCurrent",
                    .text = tr("Jump to current"),
                    .statusTip = tr("Selects the revision that the active database is at"),
                    .shortcut = QKeySequence(Qt::CTRL | Qt::Key_J),
                    .run = [this] { m_desk->active()->panel()->jumpToCurrent(); },
                    .command = [command] { return command(QStringLiteral("current")); }});
    m_actions->add({.id = "jumpToHead",
                    .text = tr("Jump to head"),
                    .statusTip = tr("Selects the head of the active database's branch"),
                    .shortcut = QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_J),
                    .icon = Icon::Head,
                    .run = [this] { m_desk->active()->panel()->jumpToHead(); },
                    .command = [command] { return command(QStringLiteral("heads")); }});
    m_actions->add({.id = "jumpToAncestor",
                    .text = tr("Jump to common ancestor"),
                    .statusTip = tr("Selects the revision where the heads part, or the version rows, or the selected "
                                    "revision and the current one"),
                    .shortcut = QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_J),
                    .run = [this] { m_desk->active()->panel()->jumpToCommonAncestor(); }});
    m_actions->add({.id = "showRelationsAction",
                    .text = tr("Show relations"),
                    .statusTip = tr("Shows in the inspector what the selected revision creates, alters, drops, indexes "
                                    "or writes to"),
                    .shortcut = QKeySequence(Qt::CTRL | Qt::Key_I),
                    .icon = Icon::Table,
                    .run = [this] { m_desk->active()->panel()->showSelectedRelations(); }});
    m_actions->add({.id = "showRevisionsAction",
                    .text = tr("Revisions that touched the relation"),
                    .statusTip = tr("Filters the graph by the relation that the inspector shows"),
                    .shortcut = QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_I),
                    .icon = Icon::Graph,
                    .run = [this] { m_inspector->requestRevisions(); }});
    m_actions->add({.id = "copyId",
                    .text = tr("Copy the selected revision's id"),
                    .statusTip = tr("Copies the id of the selected revision"),
                    .shortcut = QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C),
                    .icon = Icon::Copy,
                    .run = [this] { copy(m_desk->active()->panel()->selectedId()); }});
}

void MainWindow::buildViewActions()
{
    m_actions->add({.id = "find",
                    .text = tr("Filter"),
                    .statusTip = tr("Filters the panel that has the focus"),
                    .shortcut = QKeySequence::Find,
                    .icon = Icon::Filter,
                    .run = [this] { find(); }});
    m_actions->add({.id = "palette",
                    .text = tr("Command palette"),
                    .statusTip = tr("Everything that the window can do, in Alembic's words"),
                    .shortcut = QKeySequence(Qt::CTRL | Qt::Key_K),
                    .icon = Icon::Search,
                    .run = [this] { m_topBar->palette()->open(); }});
    m_actions->add({.id = "textLarger",
                    .text = tr("Larger graph text"),
                    .statusTip = tr("Makes the text of the graphs larger"),
                    .shortcut = QKeySequence::ZoomIn,
                    .run = [this] { setTextScale(m_textScale * textStep); }});
    m_actions->add({.id = "textSmaller",
                    .text = tr("Smaller graph text"),
                    .statusTip = tr("Makes the text of the graphs smaller"),
                    .shortcut = QKeySequence::ZoomOut,
                    .run = [this] { setTextScale(m_textScale / textStep); }});
    m_actions->add({.id = "textNormal",
                    .text = tr("Normal graph text"),
                    .statusTip = tr("Gives the graphs the desktop's text size"),
                    .shortcut = QKeySequence(Qt::CTRL | Qt::Key_0),
                    .run = [this] { setTextScale(1.0); }});
    QAction *collapse = m_actions->add({.id = "collapseRuns",
                                        .text = tr("Collapse straight runs"),
                                        .statusTip = tr("Folds revisions between which nothing forks, merges or is "
                                                        "current into one row each"),
                                        .shortcut = QKeySequence(Qt::CTRL | Qt::Key_E),
                                        .run = [this] { setCollapsed(m_actions->action("collapseRuns")->isChecked()); }});
    collapse->setCheckable(true);
    collapse->setChecked(m_options.settings.collapsesRuns);
    const struct {
        const char *id;
        QString text;
        ThemeChoice choice;
    } themes[] = {{"themeAuto", tr("Colours of the desktop"), ThemeChoice::Auto},
                  {"themeLight", tr("Light colours"), ThemeChoice::Light},
                  {"themeDark", tr("Dark colours"), ThemeChoice::Dark}};
    auto *group = new QActionGroup(this);
    for (const auto &theme : themes) {
        QAction *action = m_actions->add({.id = theme.id,
                                          .text = theme.text,
                                          .statusTip = tr("Changes the window's colours"),
                                          .shortcut = {},
                                          .run = [this, choice = theme.choice] { setTheme(choice); }});
        action->setCheckable(true);
        action->setChecked(appliedTheme() == theme.choice);
        group->addAction(action);
    }
}

void MainWindow::buildGoActions()
{
    m_actions->add({.id = "goConnections",
                    .text = tr("Go to the connections"),
                    .statusTip = tr("Shows the connection list and moves the keyboard there"),
                    .shortcut = QKeySequence(Qt::CTRL | Qt::Key_1),
                    .run = [this] {
                        reveal(m_connectionsDock);
                        m_connections->focusList();
                    }});
    m_actions->add({.id = "goFirstGraph",
                    .text = tr("Go to the first graph"),
                    .statusTip = tr("Moves the keyboard to the first database's graph"),
                    .shortcut = QKeySequence(Qt::CTRL | Qt::Key_2),
                    .run = [this] { goToGraph(0); }});
    m_actions->add({.id = "goSecondGraph",
                    .text = tr("Go to the second graph"),
                    .statusTip = tr("Moves the keyboard to the second database's graph"),
                    .shortcut = QKeySequence(Qt::CTRL | Qt::Key_3),
                    .run = [this] { goToGraph(1); }});
    m_actions->add({.id = "goInspector",
                    .text = tr("Go to the inspector"),
                    .statusTip = tr("Shows the inspector and moves the keyboard there"),
                    .shortcut = QKeySequence(Qt::CTRL | Qt::Key_4),
                    .icon = Icon::Inspector,
                    .run = [this] {
                        reveal(m_inspectorDock);
                        m_inspector->focusFilter();
                    }});
    m_actions->add({.id = "goLog",
                    .text = tr("Go to the log"),
                    .statusTip = tr("Shows the log and moves the keyboard there"),
                    .shortcut = QKeySequence(Qt::CTRL | Qt::Key_5),
                    .icon = Icon::Log,
                    .run = [this] {
                        reveal(m_logDock);
                        m_log->focusFilter();
                    }});
}

void MainWindow::buildMenu()
{
    auto *menu = new QMenu(this);
    const auto add = [this](QMenu *to, std::initializer_list<const char *> ids) {
        for (const char *id : ids) {
            if (*id == '\0')
                to->addSeparator();
            else
                to->addAction(m_actions->action(id));
        }
    };
    add(menu, {"openProject", "newRevisionAction", "upgradeAllAction", "refresh", ""});
    add(menu->addMenu(tr("Database")),
        {"upgradeActive", "undoLastAction", "planSelected", "stampAction", "restoreAction", "cancelRuns", "",
         "jumpToCurrent", "jumpToHead", "jumpToAncestor", "copyId", "", "showRelationsAction", "showRevisionsAction"});
    QMenu *view = menu->addMenu(tr("View"));
    for (QDockWidget *dock : {m_connectionsDock, m_inspectorDock, m_logDock})
        view->addAction(dock->toggleViewAction());
    add(view, {"", "collapseRuns", "", "textLarger", "textSmaller", "textNormal", "", "themeAuto", "themeLight", "themeDark"});
    add(menu->addMenu(tr("Go")), {"goConnections", "goFirstGraph", "goSecondGraph", "goInspector", "goLog", "", "find", "palette"});
    add(menu, {"", "quit"});
    m_topBar->setMenu(menu);
}

/// What the databases are at is news; that a server was being started is not, once they answer.
void MainWindow::endProgress()
{
    const auto isAwaited = [](const DatabaseDesk *desk) {
        const session::Reachability now = desk->session()->state().reachability;
        return now != session::Reachability::Reachable && now != session::Reachability::Unreachable;
    };
    const std::vector<DatabaseDesk *> &desks = m_desk->databases();
    if (!m_showsProgress || std::any_of(desks.begin(), desks.end(), isAwaited))
        return;
    m_showsProgress = false;
    m_status->clearMessage();
}

void MainWindow::updateActions()
{
    const bool isOpen = m_desk && m_desk->project() && !m_desk->databases().empty();
    const auto enable = [this](const char *id, bool enabled) { m_actions->action(id)->setEnabled(enabled); };
    const DatabaseDesk *active = m_desk ? m_desk->active() : nullptr;
    const bool isReachable = active && active->session()->state().reachability == session::Reachability::Reachable;
    const bool mayRun = isReachable && !active->session()->isRunning();
    for (const char *id : {"planSelected", "jumpToCurrent", "jumpToHead", "jumpToAncestor", "copyId", "showRelationsAction"})
        enable(id, active);
    for (const char *id : {"goFirstGraph", "goSecondGraph", "newRevisionAction", "refresh"})
        enable(id, isOpen);
    for (const char *id : {"goConnections", "goInspector", "goLog", "find", "showRevisionsAction"})
        enable(id, m_isFurnished);
    enable("upgradeActive", mayRun && active->session()->state().pending > 0);
    enable("undoLastAction", mayRun && !active->session()->state().rows.empty());
    enable("stampAction", mayRun);
    enable("restoreAction", mayRun);
    enable("cancelRuns", m_desk && m_desk->isRunning());
    const bool hasPending = isOpen && m_desk->pendingCount() > 0 && !m_desk->isRunning();
    enable("upgradeAllAction", hasPending);

    const std::size_t count = m_desk ? m_desk->databases().size() : 0;
    QPushButton *upgradeAll = m_topBar->upgradeAll();
    upgradeAll->setText(count == 2 ? tr("Upgrade both") : count == 1 ? tr("Upgrade") : tr("Upgrade all"));
    upgradeAll->setVisible(isOpen);
    upgradeAll->setEnabled(hasPending);
    m_topBar->newRevision()->setVisible(isOpen);
    if (hasPending)
        makePrimary(upgradeAll);
    else
        makeSecondary(upgradeAll);
}

void MainWindow::chooseProject()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Open a project"), QDir::currentPath(),
                                                      tr("Retort projects (retort.toml);;All files (*)"));
    if (!file.isEmpty() && m_desk)
        m_desk->open(file);
}

void MainWindow::find()
{
    const QWidget *focus = QApplication::focusWidget();
    if (focus && m_log->isAncestorOf(focus))
        m_log->focusFilter();
    else if (focus && m_inspector->isAncestorOf(focus))
        m_inspector->focusFilter();
    else if (m_desk->active())
        m_desk->active()->panel()->focusFilter();
}

void MainWindow::goToGraph(int number)
{
    if (static_cast<std::size_t>(number) < m_desk->databases().size())
        m_desk->databases()[static_cast<std::size_t>(number)]->panel()->focusGraph();
}

void MainWindow::reveal(QDockWidget *dock)
{
    dock->show();
    dock->raise();
}

void MainWindow::setTheme(ThemeChoice choice)
{
    m_options.theme.reset(); // chosen now, so it is remembered
    m_options.settings.theme = choice;
    applyTheme(*qApp, choice);
}

void MainWindow::setTextScale(double scale)
{
    m_textScale = qBound(RevisionView::smallestTextScale, scale, RevisionView::largestTextScale);
    if (!m_desk)
        return;
    for (DatabaseDesk *desk : m_desk->databases())
        desk->panel()->view()->setTextScale(m_textScale);
}

void MainWindow::setCollapsed(bool collapsed)
{
    m_options.settings.collapsesRuns = collapsed;
    if (!m_desk)
        return;
    for (DatabaseDesk *desk : m_desk->databases())
        desk->panel()->setCollapsed(collapsed);
}

void MainWindow::copy(const QString &text)
{
    if (text.isEmpty())
        return;
    QApplication::clipboard()->setText(text);
    m_status->showMessage(tr("Copied: %1").arg(text), messageMilliseconds);
}

// --- the end -------------------------------------------------------------------------------------------------------

bool MainWindow::confirmQuitDuringRun()
{
    QMessageBox box(QMessageBox::Question, tr("A run is in progress"),
                    tr("A migration is still running. Cancel it and quit?"), QMessageBox::NoButton, this);
    box.setObjectName(QStringLiteral("quitDuringRun"));
    box.setInformativeText(tr("The statement is stopped on the server; what is committed stays, and each database ends "
                              "at a revision boundary."));
    QPushButton *quit = box.addButton(tr("Cancel the run and quit"), QMessageBox::DestructiveRole);
    name(quit, "cancelAndQuit", quit->text());
    makeDangerous(quit);
    QPushButton *stay = box.addButton(tr("Keep running"), QMessageBox::RejectRole);
    name(stay, "keepRunning", stay->text());
    box.setDefaultButton(stay);
    box.exec();
    return box.clickedButton() == quit;
}

void MainWindow::cancelAndClose()
{
    if (!m_desk || !m_desk->isRunning()) { // or it ended while the question stood there
        QTimer::singleShot(0, this, &QWidget::close);
        return;
    }
    if (m_quitDeadline)
        return; // under way
    // Wait for the runs' own end, so that the outcome reaches the journal; but not for ever.
    m_quitDeadline = new QTimer(this);
    m_quitDeadline->setSingleShot(true);
    connect(m_quitDeadline, &QTimer::timeout, this, &QWidget::close);
    m_quitDeadline->start(quitWaitMilliseconds);
    m_status->showMessage(tr("Cancelling …"));
    m_desk->cancelAll();
}

bool MainWindow::agreesToLogOut(bool mayAsk)
{
    if (!m_desk || !m_desk->isRunning())
        return true;
    if (mayAsk && !confirmQuitDuringRun())
        return false;
    cancelAndClose();
    return true;
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    const bool isRunning = m_desk && m_desk->isRunning();
    if (isRunning && !m_quitDeadline) {
        event->ignore();
        if (confirmQuitDuringRun())
            cancelAndClose();
        return;
    }
    if (isRunning && m_quitDeadline->isActive()) {
        event->ignore();
        return;
    }
    remember();
    QMainWindow::closeEvent(event);
}

void MainWindow::remember()
{
    if (!m_options.remembers)
        return;
    WindowSettings settings = m_options.settings;
    settings.geometry = saveGeometry();
    settings.layout = saveState(layoutVersion);
    settings.textScale = m_textScale;
    settings.save();
}

} // namespace retort::ui
