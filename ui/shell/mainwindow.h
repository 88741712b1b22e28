// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/windowsettings.h"

#include "engine/base/error.h"

#include <QMainWindow>

#include <memory>

class QDockWidget;
class QMenu;
class QSplitter;
class QStackedWidget;
class QTimer;

namespace retort::session {
class ProjectReading;
}

namespace retort::ui {

class ActionRegistry;
class ConnectionsPanel;
class InspectorPanel;
class LogPanel;
class ProjectDesk;
class StatePage;
class StatusStrip;
class TopBar;

/// The console's window: connections on the left, a graph for each database in the middle, inspector on the right,
/// log below. Layout, actions, and what is remembered; the work is wired by ProjectDesk. GUI thread.
///
/// Its first paint waits for no file and no server; then the project is opened, at once where it has been read
/// meanwhile. The panels beside the graphs are built when the graphs have been painted, one between two turns of the
/// event loop: what people wait for comes first.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    struct Options {
        QString project; ///< a folder or a retort.toml; empty: the nearest one upward, else the last that was open
        WindowSettings settings;               ///< as remembered
        std::optional<ThemeChoice> theme = std::nullopt; ///< of this start only: `--light`, `--dark`
        bool remembers = true;                 ///< false: settings are not written at the end
        /// Of `project`, begun beforehand; null: it begins after the first paint.
        std::shared_ptr<session::ProjectReading> reading = nullptr;
    };

    explicit MainWindow(Options options, QWidget *parent = nullptr);
    ~MainWindow() override;

    ActionRegistry *actions() const { return m_actions; }
    /// Null until the first paint.
    ProjectDesk *desk() const { return m_desk; }
    /// These three are null until projectOpened().
    InspectorPanel *inspector() const { return m_inspector; }
    LogPanel *log() const { return m_log; }
    ConnectionsPanel *connections() const { return m_connections; }
    /// What stands in place of the graphs; null while there was nothing to say.
    StatePage *page() const { return m_page; }
    bool showsGraphs() const;
    /// Cancels what runs, waits for its end a few seconds at most, closes; asks nothing. For SIGTERM and its like.
    void cancelAndClose();
    /// The user logs out. With a run under way it asks, where the session manager lets it (`mayAsk`), and else cancels:
    /// the session ends whatever runs. False where the user keeps the run, and with it the session.
    bool agreesToLogOut(bool mayAsk);

signals:
    /// The project's graphs stand in the window, and are painted next; the other panels may still be missing.
    void graphsShown();
    /// The project is open, and all panels are there.
    void projectOpened();
    void projectFailed(const retort::Error &error);

protected:
    void paintEvent(QPaintEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void buildCentre();
    void buildDocks();
    void buildProjectActions();
    void buildDatabaseActions();
    void buildViewActions();
    void buildGoActions();
    void buildMenu();
    void restoreLayout();
    QDockWidget *addDock(const char *objectName, const QString &title, Qt::DockWidgetArea area);

    /// After the first paint: the project.
    void begin();
    void startFurnishing();
    /// Builds the next missing panel.
    void furnish();
    void showPage();
    void showProgress(const QString &sentence);
    void endProgress();
    void showOpened();
    void showNoProject(const Error &error);
    void showFailed(const Error &error);
    void updateActions();
    void chooseProject();
    void find();
    void goToGraph(int number);
    void reveal(QDockWidget *dock);
    void setTheme(ThemeChoice choice);
    void setTextScale(double scale);
    void setCollapsed(bool collapsed);
    void copy(const QString &text);
    bool confirmQuitDuringRun();
    void remember();

    Options m_options;
    ActionRegistry *m_actions;
    TopBar *m_topBar;
    StatusStrip *m_status;
    QStackedWidget *m_centre;
    StatePage *m_page = nullptr;
    QSplitter *m_graphs;
    QDockWidget *m_connectionsDock = nullptr;
    QDockWidget *m_inspectorDock = nullptr;
    QDockWidget *m_logDock = nullptr;
    ConnectionsPanel *m_connections = nullptr;
    InspectorPanel *m_inspector = nullptr;
    LogPanel *m_log = nullptr;
    ProjectDesk *m_desk = nullptr;
    QTimer *m_patience;  ///< an opening that takes no longer needs no words
    QTimer *m_furnisher; ///< fires when the event loop has nothing else to do, until every panel is there
    QString m_openingSentence;
    QTimer *m_quitDeadline = nullptr; ///< runs while cancelled runs are waited for
    double m_textScale = 1.0;
    bool m_hasPainted = false;
    bool m_isFurnished = false;
    bool m_showsProgress = false; ///< in the status line
};

} // namespace retort::ui
